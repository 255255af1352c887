"""Which period runs, for whom, and how it is explained: on timelines of a few lines each."""

from datetime import date, timedelta

import pytest

from gongkai.applications import clocks
from gongkai.applications.clocks import APPLICANT, OFFICE, OTHERS
from gongkai.statute.workdays.calendar import calendar
from gongkai.statute.workdays.local import Override
from tests.timelines.played import Played
from tests.timelines.reader import walk

D = date


@pytest.fixture
def told(tmp_path):
    """told("2024-09-06  当面提交", …): the case after these lines."""

    def play(*lines: str) -> Played:
        path = tmp_path / "case.txt"
        path.write_text("\n".join(["第三十三条：期限的例子", *lines]), encoding="utf-8")
        played = Played(path.name)
        list(walk(path, played))
        assert played.mistakes == []
        return played

    return play


COME = ("2024-09-06  当面提交", "2024-09-06  分办")
ASKED = (*COME, "2024-09-12  征求第三方意见 张三公司", "2024-09-18  登记对方收到日期 张三公司")


@pytest.mark.parametrize(
    ("lines", "code", "day", "whose"),
    [
        (("2024-09-06  到件",), "confirm", D(2024, 9, 6), OFFICE),
        (COME, "reply", D(2024, 10, 11), OFFICE),
        ((*COME, "2024-09-10  通知补正 [至=2024-09-20]"), "correction", D(2024, 9, 20), APPLICANT),
        (ASKED, "opinion", D(2024, 10, 14), OTHERS),
        ((*COME, "2024-09-10  发出收费通知 [页数=68]"), "payment", D(2024, 10, 14), APPLICANT),
        ((*COME, "2024-09-10  要求说明理由 [至=2024-09-20]"), "reply", D(2024, 10, 11), OFFICE),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_clock_decides_where_the_case_stands_on_the_board(told, lines, code, day, whose):
    played = told(*lines)
    biting = clocks.biting(played.now, played.known)
    assert biting is not None
    assert (biting.code, biting.due.on, biting.waits_for) == (code, day, whose)
    assert biting.article


def test_an_organ_without_a_day_named_leaves_no_clock_to_bite(told):
    played = told(*COME, "2024-09-12  征求其他机关意见 县档案局 [类别=其他机关]")
    assert clocks.biting(played.now, played.known) is None


def test_every_clock_of_a_case_is_listed_by_its_last_day(told):
    played = told(*COME)
    listed = [(clock.label, clock.due.on) for clock in clocks.running(played.now, played.known)]
    assert listed == [("可以通知补正", D(2024, 9, 18)), ("答复", D(2024, 10, 11))]


def test_a_closed_case_runs_no_clock(told):
    played = told(*COME, "2024-09-10  申请人撤回")
    assert clocks.running(played.now, played.known) == []


def trail(played: Played) -> list[tuple[str, str]]:
    due = clocks.reply_due(played.now, played.known)
    assert due is not None
    return [(step.day.isoformat(), step.what) for step in due.trail]


def test_the_trail_of_a_silent_third_party_does_not_speak_of_an_opinion(told):
    played = told(*ASKED, "2024-10-17  期满未提出意见 张三公司")
    assert ("2024-10-14", "提出意见的期限届满；发出次日起至当日共18个工作日不计入期限") in trail(played)
    assert not [what for _day, what in trail(played) if "收到意见；" in what]


def test_the_trail_of_a_reopened_case_begins_with_the_decision(told):
    played = told(
        *COME, "2024-09-20  申请人撤回", "2024-09-23  归档", "2024-11-04  根据决定、判决重新办理 [依据=复议决定]"
    )
    assert trail(played)[0] == ("2024-11-04", "收到决定书、判决书之日，当日不计入，自次一工作日起算20个工作日")


def test_while_opinions_are_awaited_used_and_left_make_up_the_period(told):
    played = told(*ASKED)
    assert clocks.used_and_left(played.now, played.known) == (4, 16)
    longer = told(*COME, "2024-09-09  延期答复 [工作日=10]", *ASKED[2:])
    assert clocks.used_and_left(longer.now, longer.known) == (4, 26)
    assert clocks.used_and_left(told(*COME).now, played.known) is None


def test_a_named_day_does_not_wait_for_opinions(told):
    played = told(
        *COME, "2024-09-10  要求说明理由 [至=2024-09-20]", "2024-09-13  收到理由",
        "2024-09-18  理由合理 [延至=2024-11-29]", "2024-09-19  征求第三方意见 张三公司", "= 届满日 2024-11-29",
    )  # fmt: skip
    assert clocks.used_and_left(played.now, played.known) is None


def test_a_consultation_that_a_later_calendar_finds_sent_too_late_suspends_nothing(told):
    """It was sent on the last day, which it uses up; then a Sunday before turns out to have been worked."""
    played = told(*COME, "2024-10-11  征求第三方意见 张三公司", "2024-10-18  收到意见 张三公司")
    assert clocks.reply_due(played.now, played.known).on == D(2024, 10, 11)
    worked = calendar(overrides=(Override(D(2024, 9, 22), True, "榕府办〔2024〕9号", "调休"),))
    assert clocks.reply_due(played.now, worked).on == D(2024, 10, 10)


@pytest.mark.parametrize(
    ("today", "left"),
    [(D(2024, 9, 29), 5), (D(2024, 10, 10), 1), (D(2024, 10, 11), 0), (D(2024, 10, 12), -1), (D(2024, 10, 13), -1)],
)
def test_days_left_are_working_days_and_turn_negative_when_it_is_over(today, left):
    assert clocks.days_left(D(2024, 10, 11), today, calendar()) == left


def test_overdue_on_a_rest_day_is_overdue_all_the_same():
    over = D(2024, 9, 30)
    rest = [over + timedelta(days=days) for days in range(1, 8)]
    assert {clocks.days_left(over, day, calendar()) for day in rest} == {-1}
