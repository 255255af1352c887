"""Clocks (期限的计算): the last day of a period, the cautious day, and the trail that explains both.

    due(limit("reply", on=received), received, calendar=calendar())

Nothing here reads today's date. Rules R1 to R8 are the rows of `conventions`; the articles are cited in each step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.statute import trail
from gongkai.statute.limits import AnnualDate, Limit, NoLimit, Unit, given, limit
from gongkai.statute.trail import Step
from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.calendar import ONE_DAY, Calendar

__all__ = ["ClockProblem", "Due", "Restart", "Step", "Suspension", "due", "due_by", "watch"]


class ClockProblem(ValueError):
    """The dates given cannot belong to one period; the message says which, in one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Restart:
    """A new start (重新计算): the period runs anew from `on`, which is not counted (R3)."""

    on: date
    what: str = "收到补正的申请，期限重新计算"
    article: str = "条例第三十条"


@dataclass(frozen=True, slots=True)
class Suspension:
    """A consultation (征求意见): the days after `sent` up to and including `answered` are not counted (R4).

    `what` says how it ended, for the trail.
    """

    sent: date
    answered: date
    what: str = "收到意见"


@dataclass(frozen=True, slots=True)
class Due:
    """`on` is the last day; `safe_on` the last day on the cautious reading, the same where no boundary is open.

    `assumed_years` are the years without a holiday notice that were counted through: then the result is 暂定.
    """

    on: date
    safe_on: date
    trail: tuple[Step, ...]
    assumed_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        return bool(self.assumed_years)


Pause = Suspension | tuple[date, date]


def due(
    limit_or_days: Limit | int,
    starts_on: date,
    *,
    restarts: Sequence[Restart | date] = (),
    suspensions: Sequence[Pause] = (),
    extension: Limit | int | None = None,
    calendar: Calendar,
) -> Due:
    """条例第三十、三十三条: when a period that starts on `starts_on` (not counted) ends.

    A restart makes its day the new day 0; suspensions count as the union of their intervals; the extension is added to
    the period as it then stands. Raises ClockProblem for dates that cannot belong to one period, ValueError for a
    number of days below one.
    """
    period = given(limit_or_days) if isinstance(limit_or_days, int) else limit_or_days
    fresh = sorted((Restart(r) if isinstance(r, date) else r for r in restarts), key=lambda r: r.on)
    pauses = sorted((p if isinstance(p, Suspension) else Suspension(*p) for p in suspensions), key=lambda p: p.sent)
    _refuse_impossible(starts_on, fresh, pauses)
    day_zero = fresh[-1].on if fresh else starts_on
    if period.unit is Unit.CALENDAR_DAYS:
        if pauses or extension is not None:
            raise ClockProblem(f"“{period.label}”按自然日计算，没有扣除和延长的规定")
        return _calendar_days(period, starts_on, fresh, calendar)

    longer = given(extension, label="延长") if isinstance(extension, int) else extension
    total = period.days + (longer.days if longer else 0)
    counted = [p for p in pauses if not fresh or p.answered > day_zero]
    _refuse_late(counted, day_zero, total, calendar)

    excluded = _union(counted, through_answer=True)
    on = _last_day(calendar, day_zero, total, excluded)
    safe_on = _last_day(calendar, day_zero, total, _union(counted, through_answer=False))
    first_on = _last_day(calendar, day_zero, period.days, excluded)

    steps = [*trail.started(period, starts_on, fresh, calendar)]
    steps += trail.calendar_events(calendar, day_zero, on, excluded)
    for pause in pauses:
        if pause in counted:
            steps += trail.suspended(pause.sent, pause.answered, day_zero, calendar, pause.what)
        else:
            steps += trail.suspension_void(pause.sent, pause.answered)
    if longer:
        steps += trail.extended(period, longer, first_on)
    steps += trail.ended(period, total, on, safe_on)
    assumed = _assumed_years(calendar, day_zero, on)
    steps += trail.caveats(calendar, assumed, day_zero, on)
    return Due(on, safe_on, trail.in_order(steps), assumed)


def watch(formed_on: date, working_days: Limit | int | None = None, *, calendar: Calendar) -> Due:
    """条例第二十六条: by when information formed or changed on `formed_on` must be published.

    Twenty working days unless another limit is given (other laws prevail).
    """
    if isinstance(working_days, Limit):
        return due(working_days, formed_on, calendar=calendar)
    try:
        rule = limit("publish", on=formed_on)
    except NoLimit:
        rule = given(20, label="主动公开期限", starts="信息形成或者变更之日")
    if working_days is not None and working_days != rule.days:
        rule = given(working_days, label=rule.label, starts=rule.starts)
    return due(rule, formed_on, calendar=calendar)


def due_by(rule: AnnualDate, report_year: int, *, calendar: Calendar) -> Due:
    """条例第四十九条: the date itself, which does not move; safe is the last working day up to it."""
    on = rule.falls_on(report_year)
    safe_on = on if calendar.is_workday(on) else calendar.previous_workday(on)
    steps = [Step(on, f"{report_year}年度：{rule.label}的最后日期", rule.citation)]
    if safe_on != on:
        steps.append(Step(safe_on, f"{chinese_date(on)}是休息日且不顺延，应在此日前办结", rule.citation))
    assumed = (on.year,) if calendar.is_assumed(on) else ()
    steps += trail.caveats(calendar, assumed, on - ONE_DAY, on)
    return Due(on, safe_on, trail.in_order(steps), assumed)


def _calendar_days(period: Limit, starts_on: date, fresh: Sequence[Restart], calendar: Calendar) -> Due:
    """Days as the calendar has them (“日”): no rest day is skipped; safe is the last working day up to the end."""
    on = (fresh[-1].on if fresh else starts_on) + timedelta(days=period.days)
    safe_on = on if calendar.is_workday(on) else calendar.previous_workday(on)
    steps = [*trail.started(period, starts_on, fresh, calendar), *trail.ended(period, period.days, on, safe_on)]
    assumed = tuple(sorted({day.year for day in (on, safe_on) if calendar.is_assumed(day)}))
    return Due(on, safe_on, trail.in_order([*steps, *trail.caveats(calendar, assumed, safe_on, on)]), assumed)


def _union(pauses: Sequence[Suspension], *, through_answer: bool) -> list[tuple[date, date]]:
    """Closed intervals of days not counted, merged; the day of the answer belongs to them only on the usual reading."""
    merged: list[tuple[date, date]] = []
    for pause in pauses:
        first = pause.sent + ONE_DAY
        last = pause.answered if through_answer else pause.answered - ONE_DAY
        if last < first:
            continue
        if merged and first <= merged[-1][1] + ONE_DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _last_day(calendar: Calendar, day_zero: date, days: int, excluded: Sequence[tuple[date, date]]) -> date:
    """The `days`-th working day after `day_zero` that lies in none of the excluded intervals."""
    waiting = list(excluded)
    day, used = day_zero, 0
    while used < days:
        day += ONE_DAY
        while waiting and waiting[0][1] < day:
            waiting.pop(0)
        if waiting and waiting[0][0] <= day:
            continue
        used += calendar.is_workday(day)
    return day


def _refuse_impossible(starts_on: date, fresh: Sequence[Restart], pauses: Sequence[Suspension]) -> None:
    for restart in fresh:
        if restart.on < starts_on:
            raise ClockProblem(f"重新计算之日{chinese_date(restart.on)}早于起算日{chinese_date(starts_on)}")
    for pause in pauses:
        if pause.answered < pause.sent:
            raise ClockProblem(f"收到意见之日{chinese_date(pause.answered)}早于发出之日{chinese_date(pause.sent)}")
        if pause.sent < starts_on:
            raise ClockProblem(f"征求意见发出之日{chinese_date(pause.sent)}早于起算日{chinese_date(starts_on)}")


def _refuse_late(pauses: Sequence[Suspension], day_zero: date, total: int, calendar: Calendar) -> None:
    """A consultation sent after the last day suspends nothing: the period is over."""
    for place, pause in enumerate(pauses):
        ended = _last_day(calendar, day_zero, total, _union(pauses[:place], through_answer=True))
        if pause.sent > ended:
            raise ClockProblem(
                f"征求意见发出之日{chinese_date(pause.sent)}晚于期限届满之日{chinese_date(ended)}，期限已满，不再扣除"
            )


def _assumed_years(calendar: Calendar, day_zero: date, on: date) -> tuple[int, ...]:
    days = (day_zero + timedelta(days=offset) for offset in range(1, (on - day_zero).days + 1))
    return tuple(sorted({day.year for day in days if calendar.is_assumed(day)}))
