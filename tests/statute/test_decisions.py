"""Each kind of reply has an article, a letter, a remedy, its facts and exactly one place in the annual report."""

from datetime import date

import pytest

from gongkai.statute.annual_report.forms import FORMS, form_for
from gongkai.statute.decisions import DECISIONS, NEEDS, Family, cell, cell_for, decision, decisions_for_reply
from gongkai.statute.instruments import INSTRUMENTS
from gongkai.statute.remedies import Remedy
from gongkai.statute.wording import article_words

CODES = [row.code for row in DECISIONS]


def test_the_codes_are_those_the_house_stores():
    assert CODES == [
        "already_public",
        "granted",
        "granted_in_part",
        "withheld.state_secret",
        "withheld.prohibited_by_law",
        "withheld.public_security",
        "withheld.third_party",
        "withheld.internal_affairs",
        "withheld.deliberative",
        "withheld.enforcement_file",
        "registry_query",
        "unavailable.does_not_exist",
        "unavailable.not_ours",
        "unavailable.needs_creation",
        "unavailable.still_unclear",
        "unavailable.in_archives",
        "not_processed.petition",
        "not_processed.repeated",
        "not_processed.publication",
        "not_processed.excessive",
        "not_processed.reissue",
        "closed.no_correction",
        "closed.fee_unpaid",
        "closed.withdrawn",
        "closed.merged",
    ]


@pytest.mark.parametrize("row", DECISIONS, ids=CODES)
def test_every_row_is_whole(row):
    assert row.label and row.citation
    assert row.letter == row.code.replace(".", "_")
    assert not row.article or article_words(row.article)
    assert row.needs and len(set(row.needs)) == len(row.needs)
    assert [fact.key for fact in row.facts] == list(row.needs)
    assert all(key in INSTRUMENTS for key, _ in row.other_law)
    assert row.article or row.note, "a reply without an article of the Regulations says so"


@pytest.mark.parametrize("row", DECISIONS, ids=CODES)
@pytest.mark.parametrize("year", [2019, 2020, 2021, 2026])
def test_every_reply_falls_in_exactly_one_row_of_every_form(row, year):
    table = form_for(year).table_three
    assert table is not None
    fillable = [line.key for line in table.number_rows if not line.sums]
    assert fillable.count(cell(row.code, year)) == 1


def test_every_result_of_table_three_has_a_reply_that_counts_there():
    table = FORMS[-1].table_three
    assert table is not None
    results = {line.key for line in table.number_rows if line.article or line.group == "other" or line.group}
    results -= {line.key for line in table.number_rows if line.sums}
    assert results - {cell_for(row, FORMS[-1]) for row in DECISIONS} == {"new_received"}


@pytest.mark.parametrize(
    ("code", "in_2020", "in_2021"),
    [
        ("closed.no_correction", "other", "other_no_correction"),
        ("closed.fee_unpaid", "other", "other_fee_unpaid"),
        ("closed.withdrawn", "other", "other_misc"),
        ("closed.merged", "other", "other_misc"),
        ("granted_in_part", "partially_granted", "partially_granted"),
        ("registry_query", "refused_admin_query", "refused_admin_query"),
        ("unavailable.in_archives", "unavailable_not_held", "unavailable_not_held"),
        ("not_processed.reissue", "not_processed_reconfirm", "not_processed_reconfirm"),
    ],
)
def test_what_the_form_of_2021_parts_in_three_is_one_row_before(code, in_2020, in_2021):
    assert (cell(code, 2020), cell(code, 2021)) == (in_2020, in_2021)


def test_a_form_without_tables_has_no_place_for_a_reply():
    with pytest.raises(LookupError, match="没有统计表"):
        cell("granted", 2018)


def test_the_row_of_the_form_and_the_reply_rest_on_the_same_article():
    table = FORMS[-1].table_three
    assert table is not None
    articles = {line.key: set(line.article.split(",")) for line in table.number_rows if line.article}
    for row in DECISIONS:
        if row.article and row.cell in articles:
            own = {part.split(".")[0] for part in row.article.split(",")}
            assert own & {part.split(".")[0] for part in articles[row.cell]}, row.code


def test_only_refusals_under_articles_14_to_16_go_to_reconsideration_first():
    first = {row.code for row in DECISIONS if row.remedy is Remedy.RECONSIDERATION_FIRST}
    withheld = {row.code for row in DECISIONS if row.family is Family.WITHHELD}
    assert first == withheld - {"registry_query"} | {"granted_in_part"}


def test_only_closings_at_the_applicants_wish_tell_no_remedy():
    assert [row.code for row in DECISIONS if row.remedy is Remedy.NONE] == ["closed.withdrawn", "closed.merged"]


def test_a_person_chooses_among_replies_not_among_closings():
    chosen = {row.code for row in decisions_for_reply()}
    assert chosen == {row.code for row in DECISIONS if row.family is not Family.OTHERWISE_CLOSED}


def test_every_refusal_gives_its_reasons():
    """条例第三十六条第三项、第五项，第三十七条."""
    for row in DECISIONS:
        if row.remedy is Remedy.RECONSIDERATION_FIRST or row.code == "unavailable.not_ours":
            assert "reasons" in row.needs, row.code


def test_every_fact_is_demanded_by_some_reply_and_every_choice_can_be_made():
    demanded = {key for row in DECISIONS for key in row.needs}
    assert demanded == set(NEEDS)
    assert all((need.kind == "choice") == bool(need.choices) for need in NEEDS.values())
    assert all(need.label and need.hint.endswith("。") for need in NEEDS.values())


def test_secrecy_marks_and_search_records_stay_in_the_file():
    kept = {key for key, need in NEEDS.items() if need.for_file_only}
    assert kept == {"secrecy_mark", "harm_evidence", "competent_opinion", "search_record"}


def test_only_what_can_be_unknown_may_stay_empty():
    assert {key for key, need in NEEDS.items() if need.optional} == {
        "competent_opinion",
        "responsible_organ",
        "responsible_contact",
        "where_to_get",
    }


def test_a_letter_cites_the_law_of_its_day():
    secret = decision("withheld.state_secret")
    ground = "《中华人民共和国政府信息公开条例》第三十六条第三项、第十四条、《中华人民共和国保守国家秘密法》"
    assert secret.legal_ground(date(2020, 3, 2)) == secret.legal_ground(date(2025, 3, 3)) == ground
    archives = decision("unavailable.in_archives")
    assert "档案法" not in archives.legal_ground(date(2020, 3, 2))
    assert archives.legal_ground(date(2021, 3, 2)).startswith("《中华人民共和国档案法》第十五条第二款")
    assert decision("closed.withdrawn").legal_ground(date(2021, 3, 2)) == ""


def test_an_unknown_code_is_answered_with_the_codes_there_are():
    with pytest.raises(LookupError, match=r"没有“refused”这种答复（应为：already_public、granted、"):
        decision("refused")
