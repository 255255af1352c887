"""The texts of letters: every kind there is, nothing in them that nothing gives, nothing that must not be told."""

import re
from importlib.resources import files

import pytest

from gongkai.applications.letters.demands import BY_LETTER, FILE_ONLY, NOTICES, fields_for, missing
from gongkai.applications.letters.promised import APPLICANT, CASE, ORGAN
from gongkai.applications.letters.templates import TEMPLATES, TemplateFault, parse
from gongkai.statute.decisions import DECISIONS
from gongkai.statute.remedies import Remedy
from tests.applications.letter_samples import FACTS
from tests.applications.letter_samples import FILE_ONLY as FILE_ONLY_SAMPLES

HEAD = "kind: 政府信息公开申请答复书\nseries: reply\nto: applicant\n\n"
# Facts the text does not name itself: a line is opened by them, a table made of them, the letter addressed by them.
SAID_OTHERWISE = {"rectification": {"result"}, "fee_notice": {"slices"}, "assistance": {"addressee"}}


def test_every_kind_of_letter_of_the_fact_sheet_has_its_text():
    assert set(TEMPLATES) == {row.letter for row in DECISIONS} | set(NOTICES)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_text_names_only_what_is_promised_to_it(name):
    assert set(TEMPLATES[name].names) <= set(TEMPLATES[name].promises)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_text_prints_every_fact_it_demands_and_none_that_is_for_the_file(name):
    demanded = {need.key for need in fields_for(name) if not need.for_file_only}
    assert demanded - SAID_OTHERWISE.get(name, set()) <= set(TEMPLATES[name].names)
    assert not set(TEMPLATES[name].names) & FILE_ONLY


@pytest.mark.parametrize("row", DECISIONS, ids=lambda row: row.code)
def test_a_reply_tells_the_remedy_once_where_there_is_one(row):
    text = TEMPLATES[row.letter]
    told = sum(line.form == "remedy" for line in text.body)
    assert text.remedy is row.remedy
    assert told == (row.remedy is not Remedy.NONE)


def test_letters_without_a_decision_tell_a_remedy_only_where_they_decide_something():
    told = {name for name, text in TEMPLATES.items() if name not in BY_LETTER and text.remedy is not Remedy.NONE}
    assert told == {"public_interest_notice", "rectification"}


def test_the_letters_of_others_have_no_word_for_the_applicant():
    others = [text for text in TEMPLATES.values() if text.to in {"party", "organ", "us"}]
    assert {text.name for text in others} == {
        "assistance", "consultation_organ", "consultation_third_party", "public_interest_notice", "third_party_answer",
    }  # fmt: skip
    assert not any(set(text.promises) & set(APPLICANT) for text in others)


def test_no_fact_has_the_name_of_a_value_of_the_case():
    values = set(ORGAN | CASE | APPLICANT) - {"due_on", "addressee"}  # where a letter names its own day or addressee
    facts = {need.key for name in TEMPLATES for need in fields_for(name)}
    assert not facts & values


def test_replies_and_notices_are_numbered_and_forms_are_not():
    for name, text in TEMPLATES.items():
        row = BY_LETTER.get(name)
        is_form = text.to in {"file", "us"} or name == "receipt"
        assert text.series == ("none" if is_form else "reply" if row and row.is_reply else "notice"), name


def test_the_wording_cites_no_article_of_the_regulations_of_2007():
    folder = files("gongkai.applications.letters").joinpath("texts")
    texts = {entry.name: entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".txt")}
    cited = {name: re.findall("公开条例》第([零一二三四五六七八九十]+)条", text) for name, text in texts.items()}
    found = {number for numbers in cited.values() for number in numbers}
    assert found <= {"十一", "十五", "二十九", "三十二", "三十三", "三十四", "三十五", "四十一", "四十二"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD.replace("to: applicant", "to: applicant\ncolour: red") + "文字", "colour"),
        (HEAD.replace("reply", "letters") + "文字", "series"),
        (HEAD + "{nothing_gives_this}", "nothing_gives_this"),
        (HEAD + "定密情况：{secrecy_mark}", "never printed"),
        (HEAD + "@ no_such_part", "no_such_part"),
        (HEAD + "根据{legal_ground}答复。", "tells it once"),
    ],
)
def test_a_text_that_would_go_wrong_in_use_is_refused_when_it_is_read(text, says):
    with pytest.raises(TemplateFault, match=says):
        parse("withheld_state_secret.txt", text)


def test_the_header_and_the_marks_of_lines_are_read_as_documented():
    body = "{remedy}\n? 附{reasons}\n?(you) 甲\n?(!you) 乙\n## 一、标题\n// 说明\n|= 1 3\n|# 甲 | 乙 |\n| 一\\n二 | {you} |\n"
    text = parse("withheld_state_secret.txt", HEAD + body)
    assert [line.form for line in text.body] == ["remedy", "text", "text", "text", "heading", "grid"]
    assert text.body[1].optional and text.body[2].only_if == text.body[3].unless == "you"
    assert (text.body[5].widths, text.body[5].head, text.body[5].rows) == ((1, 3), ("甲", "乙"), (("一\n二", "{you}"),))


def test_a_form_knows_what_is_still_to_be_filled_in():
    assert [need.key for need in missing("correction_notice", {"items": [" "], "until": "2024-09-27"})] == ["items"]
    assert missing("unavailable.does_not_exist", FACTS["unavailable_does_not_exist"])[0].key == "search_record"
    assert not missing("unavailable.does_not_exist", FILE_ONLY_SAMPLES)
    with pytest.raises(LookupError, match="没有"):
        fields_for("no_such_letter")
