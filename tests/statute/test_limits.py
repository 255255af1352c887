"""The table of limits answers by the law of the day asked about."""

from datetime import date

import pytest

from gongkai.statute.conventions import CONVENTIONS, Mark
from gongkai.statute.instruments import INSTRUMENTS
from gongkai.statute.limits import ANNUAL_DATES, LIMITS, NoLimit, Unit, annual_date, given, limit


@pytest.mark.parametrize(
    ("name", "on", "amount", "citation"),
    [
        ("reply", "2008-05-01", "15个工作日", "2007年条例第二十四条第二款"),
        ("reply", "2019-05-14", "15个工作日", "2007年条例第二十四条第二款"),
        ("reply", "2019-05-15", "20个工作日", "条例第三十三条第二款"),
        ("extension", "2019-05-14", "15个工作日", "2007年条例第二十四条第二款"),
        ("extension", "2026-01-05", "20个工作日", "条例第三十三条第二款"),
        ("correction_notice", "2026-01-05", "7个工作日", "条例第三十条"),
        ("correction", "2026-01-05", "10个工作日", "实务通例"),
        ("reassessment", "2026-01-05", "365日", "实务通例"),
        ("third_party", "2026-01-05", "15个工作日", "条例第三十二条"),
        ("co_maker", "2026-01-05", "15个工作日", "条例第三十四条"),
        ("payment", "2021-01-01", "20个工作日", "信息处理费办法"),
        ("publish", "2010-01-05", "20个工作日", "2007年条例第十八条"),
        ("publish", "2026-01-05", "20个工作日", "条例第二十六条"),
        ("publish_social_assistance", "2026-01-05", "10个工作日", "社会救助公开目录"),
        ("publish_budget", "2026-01-05", "20日", "预算法第十四条"),
        ("withdraw_penalty", "2026-01-05", "3个工作日", "行政处罚法第四十八条第二款"),
        ("interpretation", "2026-01-05", "3个工作日", "实务通例"),
    ],
)
def test_a_limit_is_that_of_the_day_on_which_it_begins(name, on, amount, citation):
    row = limit(name, on=date.fromisoformat(on))
    assert (row.amount, row.citation) == (amount, citation)


@pytest.mark.parametrize(
    ("name", "on", "message"),
    [
        ("reply", date(2008, 4, 30), "“答复期限”自2008年5月1日起才有期限规定，2008年4月30日尚无"),
        ("payment", date(2020, 12, 31), "自2021年1月1日起才有期限规定"),
        ("repply", date(2020, 12, 31), "期限表中没有“repply”"),
    ],
)
def test_no_row_is_said_in_words(name, on, message):
    with pytest.raises(NoLimit, match=message):
        limit(name, on=on)


def test_every_row_has_a_source_and_no_two_rows_begin_on_one_day():
    assert all(row.instrument in INSTRUMENTS and row.days > 0 and row.starts for row in LIMITS)
    keys = [(row.name, row.since) for row in (*LIMITS, *ANNUAL_DATES)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("name", "report_year", "on", "citation"),
    [
        ("annual_report.department", 2018, "2019-03-31", "2007年条例第三十一条"),
        ("annual_report.department", 2019, "2020-01-31", "条例第四十九条第一款"),
        ("annual_report.government", 2018, "2019-03-31", "2007年条例第三十一条"),
        ("annual_report.government", 2019, "2020-03-31", "条例第四十九条第二款"),
    ],
)
def test_the_annual_report_keeps_the_date_of_its_year(name, report_year, on, citation):
    row = annual_date(name, report_year=report_year)
    assert row.falls_on(report_year) == date.fromisoformat(on)
    assert row.citation == citation


def test_reports_before_the_regulations_have_no_date():
    with pytest.raises(NoLimit, match="2006年度的年度报告在条例施行以前"):
        annual_date("annual_report.department", report_year=2006)
    with pytest.raises(NoLimit, match="期限表中没有"):
        annual_date("annual_report.village", report_year=2020)


def test_a_limit_given_by_hand_says_that_it_is():
    row = given(10, label="责令重新答复的期限")
    assert (row.amount, row.citation, row.unit) == ("10个工作日", "自行指定的期限", Unit.WORKING_DAYS)


@pytest.mark.parametrize("name", ["correction", "reassessment"])
def test_what_no_text_fixes_is_marked_as_our_own_suggestion(name):
    row = limit(name, on=date(2026, 1, 5))
    assert row.mark is Mark.UNVERIFIED
    assert "建议" in row.label


def test_the_delay_of_article_35_has_no_limit():
    """“可以确定延迟答复的合理期限”: the organ names it, and only a convention says that there is no bound."""
    with pytest.raises(NoLimit, match="期限表中没有"):
        limit("delay", on=date(2026, 1, 5))
    assert "没有上限" in CONVENTIONS["R10"].rule


def test_conventions_are_numbered_without_a_gap_and_each_names_its_source():
    assert list(CONVENTIONS) == [f"R{n}" for n in range(1, len(CONVENTIONS) + 1)]
    assert all(row.rule.endswith("。") and row.source for row in CONVENTIONS.values())
