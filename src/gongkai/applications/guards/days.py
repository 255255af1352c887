"""Days that can be: nothing ahead of time, nothing before what it builds on, nothing after the period is over."""

from datetime import timedelta, timezone

from gongkai.applications import clocks
from gongkai.applications import standing as s
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import Happened, Refusal
from gongkai.statute.instruments import cite
from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.calendar import Calendar

OFFICE_TIME = timezone(timedelta(hours=8))  # China has one time zone and no summer time

# Steps that follow from the state the case is in, and so from the day it came into it. Consultations and opinions are
# not among them: several run side by side, and their days become known in any order.
AFTER_THE_LAST_STEP = frozenset({
    "confirm", "ask_correction", "receive_correction", "accept_late_correction", "lapse_correction", "ask_reasons",
    "receive_reasons", "reject_reasons", "accept_reasons", "notify_fee", "record_fee_receipt", "pay_fee", "lapse_fee",
    "draft_reply", "clear_reply", "send_back_reply", "recall_reply", "sign_reply", "serve", "record_return", "withdraw",
    "reopen", "archive",
})  # fmt: skip
# Steps that belong to the reply period running now: dated before it began they would bear on one that is void.
OF_THIS_PERIOD = frozenset({
    "assign", "consult_third_party", "consult_organ", "propose_extension", "refuse_extension", "extend",
})  # fmt: skip


def not_in_the_future(_now: Standing, what: Happened, _calendar: Calendar) -> None:
    today = what.recorded_at.astimezone(OFFICE_TIME).date()
    if what.on > today:
        raise Refusal(f"{chinese_date(what.on)}还没有到，不能先记录；请在事情发生之后登记")


def in_order_of_days(now: Standing, what: Happened, _calendar: Calendar) -> None:
    """Nothing happens to an application before it came, and no step before the one it builds on."""
    came = now.received_on or now.arrived_on
    if came is not None and what.on < came:
        raise Refusal(
            f"申请{chinese_date(came)}才收到，不能早于这一天（所填日期{chinese_date(what.on)}）", cite("2019", "31")
        )
    if what.event in AFTER_THE_LAST_STEP and now.since is not None and what.on < now.since:
        raise Refusal(
            f"所填日期{chinese_date(what.on)}早于上一环节“{s.STATES[now.state]}”的{chinese_date(now.since)}，请核对"
        )
    if what.event in OF_THIS_PERIOD and now.day_zero is not None and what.on < now.day_zero:
        raise Refusal(
            f"答复期限已自{chinese_date(now.day_zero)}重新起算，所填日期{chinese_date(what.on)}早于这一天，请核对"
        )


def within_the_reply_period(now: Standing, what: Happened, calendar: Calendar) -> None:
    """A step that stops or lengthens the period must come while the period still runs."""
    due = clocks.reply_due(now, calendar, answered_on=what.on)
    if due is not None and what.on > due.on:
        raise Refusal(
            f"答复期限已于{chinese_date(due.on)}届满，不能再这样办理；请尽快答复，并按实际日期记录", cite("2019", "33")
        )


def read_back(_now: Standing, what: Happened, _calendar: Calendar) -> None:
    if what.facts.channel == "oral" and not what.facts.read_back:
        raise Refusal("口头申请由工作人员代为填写后，要向申请人读回核对，核对后再登记", cite("2019", "29.1"))
