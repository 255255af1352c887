"""Every clock of an application, computed from its standing: which period runs, for whom, until when, and why.

The one code behind the board, the case page, the reminders, the receipt and the figures. Reads no date of today.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from gongkai.applications import events
from gongkai.applications import standing as s
from gongkai.applications.standing import Consultation, Standing
from gongkai.statute import clocks, trail
from gongkai.statute.clocks import ClockProblem, Due, Restart, Step, Suspension
from gongkai.statute.instruments import INSTRUMENTS, cite
from gongkai.statute.limits import Limit, given, limit
from gongkai.statute.workdays.calendar import Calendar

OFFICE, APPLICANT, OTHERS = "office", "applicant", "others"
STOPPED = frozenset({s.CORRECTION_ASKED, s.FEE_NOTICED})  # the reply period is void or waits


@dataclass(frozen=True, slots=True)
class Clock:
    """One running period. `waits_for` says whose move it is; `party` whom a consultation is with."""

    code: str
    label: str
    due: Due
    waits_for: str
    article: str
    party: int = 0


def reply_limit(now: Standing) -> Limit:
    """The reply period by the law of the day of receipt; what a judgment ordered when the case was reopened."""
    if now.order is not None and now.order.working_days:
        return given(now.order.working_days, label="重新答复的期限", starts="收到决定书、判决书之日")
    assert now.received_on is not None
    by_law = limit("reply", on=max(now.received_on, INSTRUMENTS["2007"].since))
    return replace(by_law, starts="收到决定书、判决书之日") if now.order is not None else by_law


def ordered_day(now: Standing) -> date | None:
    """The last day a decision or judgment has named, as long as the period that began with it still runs."""
    if now.order is None or now.day_zero != now.order.on:
        return None
    return now.order.by_day


def reply_due(now: Standing, calendar: Calendar, *, answered_on: date | None = None) -> Due | None:
    """条例第三十、三十三条: by when the reply must be given; None before receipt and while the period is void or stopped.

    While opinions are awaited the period stands still: None, unless `answered_on` supposes that they come that day.
    """
    if now.received_on is None or now.state in STOPPED:
        return None
    if now.delay is not None:
        return _named(now.delay[1], now.delay[0], "延迟答复的合理期限", cite("2019", "35"), calendar)
    ordered = ordered_day(now)
    if ordered is not None and now.order is not None:
        return _named(ordered, now.order.on, f"{now.order.document}确定的期限", cite("2019", "51"), calendar)
    pauses = []
    for row in _of_this_period(now):
        ended = row.ended_on or answered_on
        if ended is None:
            return None
        pauses.append(_suspension(row, max(ended, row.sent_on), calendar))
    restarts = [Restart(day, what, article) for day, what, article in now.restarts]
    if now.order is not None and restarts:
        # A reopened case runs by what was ordered; what had happened before does not bear on the new period.
        restarts = [row for row in restarts if row.on >= now.order.on]
    starts_on = restarts[0].on if now.order is not None and restarts else now.received_on
    return _without_late_pauses(
        pauses,
        lambda kept: clocks.due(
            reply_limit(now), starts_on, restarts=[row for row in restarts if row.on > starts_on], suspensions=kept,
            extension=now.extension[1] if now.extension else None, calendar=calendar,
        ),
    )  # fmt: skip


def _of_this_period(now: Standing) -> list[Consultation]:
    """Consultations that touch the period running now; those that ended before its start suspend nothing any more."""
    start = now.day_zero or date.min
    rows = [row for row in now.consultations if row.ended_on is None or row.ended_on > start]
    return [row for row in rows if now.order is None or row.sent_on >= now.order.on]


def _suspension(row: Consultation, ended: date, calendar: Calendar) -> Suspension:
    """R4: to the day the opinion came; no longer than the asked party had time by law, however late that is noticed."""
    if row.kind != events.OTHER_ORGAN and row.received_on is not None:
        last = consultation_due(row, calendar)
        if last is not None and last.on < ended:
            return Suspension(row.sent_on, last.on, "提出意见的期限届满")
    return Suspension(row.sent_on, ended)


def _without_late_pauses(pauses: list[Suspension], counted: Callable[[list[Suspension]], Due]) -> Due:
    """The period with every consultation sent while it ran.

    A guard refuses one sent too late; but a notice of days off may afterwards move the last day to before its sending.
    """
    try:
        return counted(pauses)
    except ClockProblem:
        kept: list[Suspension] = []
        for pause in sorted(pauses, key=lambda one: one.sent):
            if pause.sent > counted(kept).on:
                break
            kept.append(pause)
        return counted(kept)


def _named(day: date, since: date, label: str, article: str, calendar: Calendar) -> Due:
    """A last day somebody named. Safe is the last working day up to it."""
    safe = day if calendar.is_workday(day) else calendar.previous_workday(day)
    steps = [Step(since, f"{label}自此确定", article), Step(day, f"{label}届满", article, 9)]
    assumed = (day.year,) if calendar.is_assumed(day) else ()
    return Due(day, safe, trail.in_order(steps), assumed)


def correction_notice_due(now: Standing, calendar: Calendar) -> Due | None:
    """条例第三十条: the last day on which a correction may be asked for; None before receipt and once it has been."""
    if now.received_on is None or now.correction is not None:
        return None
    return clocks.due(
        limit("correction_notice", on=max(now.received_on, INSTRUMENTS["2019"].since)),
        now.received_on,
        calendar=calendar,
    )


def consultation_due(row: Consultation, calendar: Calendar) -> Due | None:
    """条例第三十二、三十四条: by when the asked party must answer; None for another organ no day was named to.

    The limit runs from the day the letter was received; until that is known it is counted from the day after sending.
    """
    if row.kind == events.OTHER_ORGAN:
        if row.expected_on is None:
            return None
        return _named(row.expected_on, row.sent_on, "请对方回复的日期", cite("2019", "33.3"), calendar)
    name = "third_party" if row.kind == events.THIRD_PARTY else "co_maker"
    starts = row.received_on or row.sent_on
    return clocks.due(limit(name, on=max(starts, INSTRUMENTS["2019"].since)), starts, calendar=calendar)


def payment_due(now: Standing, calendar: Calendar) -> Due | None:
    """信息处理费办法: twenty working days from the day after the notice was received; counted from sending until known."""
    if now.fee is None or now.fee.paid_on is not None:
        return None
    starts = now.fee.received_on or now.fee.notified_on
    return clocks.due(limit("payment", on=starts), starts, calendar=calendar)


def running(now: Standing, calendar: Calendar) -> list[Clock]:
    """Every period that runs in this standing, the one that ends first first."""
    if not now.is_open:
        return []
    found: list[Clock] = []
    if now.state == s.ARRIVED and now.arrived_on:
        same_day = _named(now.arrived_on, now.arrived_on, "与申请人确认", cite("2019", "31"), calendar)
        found.append(Clock("confirm", "与申请人确认收到", same_day, OFFICE, cite("2019", "31")))
    due = reply_due(now, calendar)
    # A letter that came back was in time already; to serve it again is no new period.
    if due is not None and now.state != s.CONSULTING and now.first_served_on is None:
        found.append(Clock("reply", "答复", due, OFFICE, cite("2019", "33")))
    if now.state in {s.RECEIVED, s.IN_PROCESS} and (notice := correction_notice_due(now, calendar)):
        found.append(Clock("correction_notice", "可以通知补正", notice, OFFICE, cite("2019", "30")))
    if now.state == s.CORRECTION_ASKED and now.correction:
        named = _named(now.correction.until, now.correction.asked_on, "申请人补正", cite("2019", "30"), calendar)
        found.append(Clock("correction", "申请人补正", named, APPLICANT, cite("2019", "30")))
    for row in now.open_consultations:
        if (asked := consultation_due(row, calendar)) is not None:
            label = f"{events.CONSULTED[row.kind]}回复意见"
            article = cite("2019", {events.THIRD_PARTY: "32", events.CO_MAKER: "34"}.get(row.kind, "33.3"))
            found.append(Clock("opinion", label, asked, OTHERS, article, row.party))
    if now.state == s.FEE_NOTICED and (pay := payment_due(now, calendar)):
        found.append(Clock("payment", "申请人缴费", pay, APPLICANT, cite("fees")))
    if now.state == s.REASON_ASKED and now.reasons_until and now.reasons_asked:
        named = _named(now.reasons_until, now.reasons_asked, "申请人说明理由", cite("2019", "35"), calendar)
        found.append(Clock("reasons", "申请人说明理由", named, APPLICANT, cite("2019", "35")))
    return sorted(found, key=lambda clock: (clock.due.on, clock.code))


def biting(now: Standing, calendar: Calendar) -> Clock | None:
    """The clock that decides the case's place on the board: its reply, or what the case waits for."""
    first = {"confirm": 0, "reply": 1, "correction": 1, "payment": 1, "opinion": 1}
    clocks_now = [clock for clock in running(now, calendar) if clock.code in first]
    return min(clocks_now, key=lambda clock: (first[clock.code], clock.due.on), default=None)


def used_and_left(now: Standing, calendar: Calendar) -> tuple[int, int] | None:
    """While opinions are awaited: working days of the reply period used and left; None when nothing is awaited."""
    waiting = now.open_consultations
    if not waiting or now.day_zero is None or now.delay is not None or ordered_day(now) is not None:
        return None  # a day somebody named does not move with opinions
    earliest = min(row.sent_on for row in waiting)
    supposed = max((row.ended_on or earliest for row in now.consultations), default=earliest)
    due = reply_due(now, calendar, answered_on=max(earliest, supposed))
    if due is None:
        return None
    left = calendar.workdays_between(max(earliest, supposed), due.on)
    total = reply_limit(now).days + (now.extension[1] if now.extension else 0)
    return total - left, left


def was_late(now: Standing, calendar: Calendar) -> bool:
    """Whether the reply was first served after its last day. What lapsed or was withdrawn is not late."""
    if now.first_served_on is None:
        return False
    due = reply_due(now, calendar)
    return due is not None and now.first_served_on > due.on


def days_left(on: date, today: date, calendar: Calendar) -> int:
    """Working days from today to `on`: 0 on the last day, negative once it is over."""
    if today <= on:
        return calendar.workdays_between(today, on)
    return -max(1, calendar.workdays_between(on, today))
