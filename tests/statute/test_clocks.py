"""What a clock refuses, what its trail says, and the limits that are not twenty working days."""

from datetime import date

import pytest

from gongkai.statute.clocks import ClockProblem, Restart, Suspension, due, due_by, watch
from gongkai.statute.limits import annual_date, limit
from gongkai.statute.workdays.calendar import Calendar, calendar
from gongkai.statute.workdays.notices import shipped_notices

RECEIVED = date(2024, 9, 6)
CONSULTATION = Suspension(date(2024, 9, 12), date(2024, 10, 8))


def trail(result):
    return [(step.day.isoformat(), step.what) for step in result.trail]


def test_the_trail_tells_the_whole_story():
    result = due(limit("reply", on=RECEIVED), RECEIVED, suspensions=[CONSULTATION], calendar=calendar())
    assert trail(result) == [
        ("2024-09-06", "收到申请之日，当日不计入，自次一工作日起算20个工作日"),
        ("2024-09-12", "发出征求意见书，当日仍计入期限"),
        ("2024-09-14", "2024年9月14日（星期六）中秋节调休上班，在征求意见期间，不计入"),
        ("2024-09-15", "2024年9月15日至17日中秋节放假，不计入"),
        ("2024-09-29", "2024年9月29日（星期日）国庆节调休上班，在征求意见期间，不计入"),
        ("2024-10-01", "2024年10月1日至7日国庆节放假，不计入"),
        ("2024-10-08", "收到意见；发出次日起至当日共13个工作日不计入期限"),
        ("2024-10-12", "2024年10月12日（星期六）国庆节调休上班，计入"),
        ("2024-10-28", "从严计算的最后一日：收到意见当日按已用计算"),
        ("2024-10-29", "第20个工作日，答复期限届满"),
    ]
    articles = [step.article for step in result.trail]
    assert articles[0] == "条例第三十三条第二款；民法典第二百零一条"
    assert articles[3] == "国办发明电〔2023〕7号"
    assert articles[6] == "条例第三十三条第三款"


def test_the_trail_cites_the_civil_law_of_its_day():
    def first(received):
        return due(20, received, calendar=calendar()).trail[0].article

    assert first(date(2021, 1, 4)).endswith("民法典第二百零一条")
    assert first(date(2019, 9, 18)).endswith("民法总则第二百零一条")
    assert first(date(2017, 6, 19)).endswith("民法通则第一百五十四条第二款")


def test_the_trail_names_the_first_limit_before_the_extension():
    received = date(2025, 1, 16)
    extension = limit("extension", on=received)
    result = due(limit("reply", on=received), received, extension=extension, calendar=calendar())
    assert ("2025-02-19", "原期限20个工作日届满；经工作机构负责人同意并告知申请人，自此延长20个工作日") in trail(result)
    assert trail(result)[-1] == ("2025-03-19", "第40个工作日，答复期限届满")


def test_overlapping_consultations_are_deducted_once():
    longer = Suspension(date(2024, 9, 18), date(2024, 10, 14))
    both = due(20, RECEIVED, suspensions=[CONSULTATION, longer], calendar=calendar())
    joined = due(20, RECEIVED, suspensions=[(CONSULTATION.sent, longer.answered)], calendar=calendar())
    assert (both.on, both.safe_on) == (joined.on, joined.safe_on)


def test_safe_day_equals_the_last_day_when_the_opinion_arrives_on_a_rest_day():
    result = due(20, RECEIVED, suspensions=[(date(2024, 9, 12), date(2024, 10, 7))], calendar=calendar())
    assert result.safe_on == result.on


def test_an_opinion_on_the_day_of_asking_suspends_nothing():
    same_day = due(20, RECEIVED, suspensions=[(date(2024, 9, 12), date(2024, 9, 12))], calendar=calendar())
    assert same_day.on == same_day.safe_on == due(20, RECEIVED, calendar=calendar()).on


def test_a_consultation_opened_and_answered_on_the_day_of_receipt_is_told_as_nothing_lost():
    result = due(20, RECEIVED, suspensions=[(RECEIVED, RECEIVED)], calendar=calendar())
    assert result.on == due(20, RECEIVED, calendar=calendar()).on
    assert ("2024-09-06", "收到意见；发出次日起至当日共0个工作日不计入期限") in trail(result)


def test_an_opinion_that_arrives_with_the_correction_no_longer_matters():
    both = date(2024, 10, 8)
    result = due(20, RECEIVED, restarts=[both], suspensions=[(date(2024, 9, 12), both)], calendar=calendar())
    assert result.on == due(20, both, calendar=calendar()).on
    assert any("不再影响" in what for _, what in trail(result))


def test_a_consultation_before_the_restart_no_longer_matters():
    corrected = date(2024, 10, 14)
    result = due(20, RECEIVED, restarts=[corrected], suspensions=[CONSULTATION], calendar=calendar())
    assert result.on == due(20, corrected, calendar=calendar()).on
    assert any("不再影响" in what for _, what in trail(result))


def test_a_consultation_still_open_at_the_restart_counts_from_there():
    corrected = date(2024, 9, 20)
    result = due(20, RECEIVED, restarts=[corrected], suspensions=[CONSULTATION], calendar=calendar())
    assert result.on == due(20, corrected, suspensions=[(corrected, CONSULTATION.answered)], calendar=calendar()).on


def test_the_last_of_several_restarts_counts_and_each_is_told():
    first, last = (
        Restart(date(2024, 9, 20)),
        Restart(date(2024, 10, 9), "缴清信息处理费，期限重新计算", "信息处理费办法"),
    )
    result = due(20, RECEIVED, restarts=[last, first], calendar=calendar())
    assert result.on == due(20, last.on, calendar=calendar()).on
    assert ("2024-10-09", "缴清信息处理费，期限重新计算") in trail(result)
    assert ("2024-09-20", "收到补正的申请，期限重新计算") in trail(result)


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ({"suspensions": [(date(2024, 10, 8), date(2024, 9, 12))]}, "收到意见之日2024年9月12日（星期四）早于发出之日"),
        ({"suspensions": [(date(2024, 9, 5), date(2024, 9, 12))]}, "征求意见发出之日2024年9月5日（星期四）早于起算日"),
        ({"suspensions": [(date(2024, 10, 12), date(2024, 11, 1))]}, "晚于期限届满之日2024年10月11日（星期五）"),
        ({"restarts": [date(2024, 9, 5)]}, "重新计算之日2024年9月5日（星期四）早于起算日2024年9月6日"),
    ],
)
def test_dates_that_cannot_belong_to_one_period_are_refused(events, message):
    with pytest.raises(ClockProblem, match=message):
        due(20, RECEIVED, calendar=calendar(), **events)


def test_a_consultation_in_the_extended_period_is_not_too_late():
    late = (date(2024, 10, 14), date(2024, 10, 18))
    assert due(20, RECEIVED, suspensions=[late], extension=20, calendar=calendar()).on > date(2024, 11, 8)


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_has_at_least_one_day(days):
    with pytest.raises(ValueError, match="期限至少为1日"):
        due(days, RECEIVED, calendar=calendar())


def test_a_rest_day_of_receipt_is_day_nought_and_the_trail_says_so():
    result = due(15, date(2017, 6, 18), calendar=calendar())
    assert ("2017-06-18", "当日是休息日，仍作为起算日，不顺延（从严）") in trail(result)


def test_2050_is_counted_and_says_what_is_missing():
    result = due(20, date(2050, 4, 7), calendar=calendar())
    assert result.assumed_years == (2050,)
    assert "春节、清明节、端午节、中秋节的日期未能推算" in trail(result)[-1][1]


def test_a_day_at_the_end_of_december_warns_that_it_may_still_move():
    without_2027 = Calendar(notice for notice in shipped_notices() if notice.year < 2027)
    result = due(20, date(2026, 11, 30), calendar=without_2027)
    assert result.on == date(2026, 12, 28)
    assert not result.provisional
    assert "2027年放假通知可能调整2026年12月末的上班日" in trail(result)[-1][1]


def test_the_budget_is_published_within_twenty_calendar_days():
    approved = date(2024, 1, 21)
    rule = limit("publish_budget", on=approved)
    result = due(rule, approved, calendar=calendar())
    assert result.on == date(2024, 2, 10)  # a Saturday, Spring Festival: the statute moves nothing
    assert result.safe_on == date(2024, 2, 9)
    assert watch(approved, rule, calendar=calendar()).on == result.on
    with pytest.raises(ClockProblem, match="按自然日计算"):
        due(rule, approved, extension=20, calendar=calendar())


@pytest.mark.parametrize(("report_year", "safe"), [(2019, "2020-01-31"), (2020, "2021-01-29"), (2024, "2025-01-27")])
def test_the_annual_report_date_does_not_move_when_it_is_a_rest_day(report_year, safe):
    rule = annual_date("annual_report.department", report_year=report_year)
    result = due_by(rule, report_year, calendar=calendar(as_of=date(report_year, 12, 31)))
    assert result.on == date(report_year + 1, 1, 31)
    assert result.safe_on == date.fromisoformat(safe)


def test_the_epidemic_extension_made_31_january_2020_a_rest_day():
    rule = annual_date("annual_report.department", report_year=2019)
    assert due_by(rule, 2019, calendar=calendar()).safe_on == date(2020, 1, 23)


def test_publication_before_the_regulations_is_counted_by_twenty_days_all_the_same():
    assert watch(date(2007, 3, 1), calendar=calendar()).on == due(20, date(2007, 3, 1), calendar=calendar()).on
