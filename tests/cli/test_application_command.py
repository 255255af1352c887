"""`gongkai application`: register, one case, its record; the applicant masked, what people wrote left out."""

import json
from datetime import date

import pytest

from gongkai.applications import actions
from gongkai.cli.main import main
from tests.applications.conftest import ASKED, COMPANY, PERSON, at

pytestmark = pytest.mark.django_db
D = date
SECRETS = (PERSON["name"], PERSON["id_number"], PERSON["phone"], PERSON["address"], ASKED["content"])


def told(capsys, *words: str) -> str:
    assert main(["application", *words]) == 0
    text = capsys.readouterr().out
    assert not [secret for secret in SECRETS if secret in text]
    return text


def data(capsys, *words: str):
    return json.loads(told(capsys, *words, "--json"))


@pytest.fixture
def three(applied, answered):
    """One answered, one open, one of a company and long overdue."""
    done = answered(case=applied(on=D(2024, 9, 6)))
    return done, applied(on=D(2124, 3, 1)), applied(on=D(2024, 9, 9), applicant=COMPANY)


def test_the_list_has_every_case_of_the_organ_with_its_days(three, organ, capsys):
    rows = data(capsys, "list", "--organ", organ.slug)
    assert {row["number"] for row in rows} == {case.number for case in three}
    late = next(row for row in rows if row["number"] == three[2].number)
    assert (late["received_on"], late["due_on"], late["open"]) == ("2024-09-09", three[2].due_on.isoformat(), True)
    assert late["applicant"] == COMPANY["name"] and late["applicant_kind"] == "org_business"
    text = told(capsys, "list", "--organ", organ.slug)
    assert all(case.title[:30] in text for case in three) and "登记编号" in text


@pytest.mark.parametrize(
    ("words", "expected"),
    [(["--open"], {1, 2}), (["--overdue"], {2}), (["--year", "2024"], {0, 2}), (["--open", "--year", "2024"], {2})],
)
def test_the_list_can_be_narrowed(three, organ, capsys, words, expected):
    rows = data(capsys, "list", "--organ", organ.slug, *words)
    assert {row["number"] for row in rows} == {three[place].number for place in expected}


def test_an_empty_list_says_so(organ, capsys):
    assert told(capsys, "list", "--organ", organ.slug) == "没有符合条件的申请\n"
    assert data(capsys, "list", "--organ", organ.slug) == []


def test_one_case_is_shown_with_the_reasons_for_its_last_day(applied, capsys):
    case = applied(on=D(2024, 9, 6))
    text = told(capsys, "show", case.number[:4], case.number[4:8], case.number[8:])
    assert "罗**（自然人（公民））" in text and "2024年10月11日（星期五）" in text and "办理中" in text
    assert "国庆节放假，不计入" in text and "答复期限的计算过程" in text
    shown = data(capsys, "show", case.number)
    assert shown["trail"][0] | {"what": ""} == {
        "day": "2024-09-06",
        "what": "",
        "article": shown["trail"][0]["article"],
    }
    assert [clock["clock"] for clock in shown["clocks"]] == ["correction_notice", "reply"]
    assert shown["due_on"] == "2024-10-11" and shown["applicant"] == "罗**"


def test_a_case_that_waits_shows_what_for_and_counts_no_reply(applied, clerk, capsys):
    case = applied(on=D(2024, 9, 6))
    actions.ask_correction(
        application=case, by=clerk, items=["请明确年度"], until=D(2024, 9, 27), on=D(2024, 9, 9), at=at(D(2024, 9, 9))
    )
    text = told(capsys, "show", case.number)
    assert "现在不计算" in text and "申请人补正" in text and "2024年9月27日" in text


def test_an_answered_case_names_its_result(answered, capsys):
    case = answered()
    assert "予以公开，2024-09-20" in told(capsys, "show", case.number)
    assert data(capsys, "show", case.number)["trail"] == []


def test_the_record_names_legal_day_moment_and_corrections(applied, clerk, capsys):
    case = applied(on=D(2024, 9, 6))
    actions.amend(application=case, by=clerk, seq=1, reason="收到日期记错", on=D(2024, 9, 5), at=at(D(2024, 9, 9), 9))
    actions.note(application=case, by=clerk, text="电话 19900001234 打不通", on=D(2024, 9, 9), at=at(D(2024, 9, 9)))
    text = told(capsys, "timeline", case.number)
    assert "〔已由第3条更正〕" in text and "（更正第1条：收到日期记错）" in text and "石文" in text
    events = data(capsys, "timeline", case.number)["events"]
    assert [(row["seq"], row["event"], row["on"], row["corrects"], row["corrected_by"]) for row in events] == [
        (1, "submit_in_person", "2024-09-06", None, 3), (2, "assign", "2024-09-06", None, None),
        (3, "submit_in_person", "2024-09-05", 1, None), (4, "note", "2024-09-09", None, None),
    ]  # fmt: skip
    assert events[2]["recorded_at"].startswith("2024-09-09T01:00") and events[3]["facts"] == {}


def test_a_number_nobody_has_is_one_line_that_says_where_numbers_are_found(organ, capsys):
    for command in ("show", "timeline"):
        assert main(["application", command, "2024", "9999"]) == 2
        told = capsys.readouterr()
        assert told.out == "" and told.err.count("\n") == 1
        assert "没有编号为“2024 9999”的申请" in told.err and "application list" in told.err


def test_an_unknown_organ_and_a_missing_word_are_told_in_one_line(organ, capsys):
    assert main(["application", "list", "--organ", "nobody"]) == 2
    assert organ.slug in capsys.readouterr().err
    assert main(["application", "show"]) == 2
    assert capsys.readouterr().err.startswith("gongkai application: 缺少参数 编号")
    assert main(["application", "list", "--organ", organ.slug, "--open", "--overdue"]) == 2
    assert "不能与" in capsys.readouterr().err
