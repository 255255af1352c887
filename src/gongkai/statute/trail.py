"""The trail of a clock (计算过程): each step with its day, a sentence and the article, for staff and applicant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.statute.conventions import CONVENTIONS
from gongkai.statute.instruments import cite, first_day_rule
from gongkai.statute.limits import Limit, Unit
from gongkai.statute.wording import chinese_date, chinese_range

if TYPE_CHECKING:
    from gongkai.statute.clocks import Restart
    from gongkai.statute.workdays.calendar import Calendar, Why

CONSULTING = cite("2019", "33.3")
HOLIDAY_RULE = cite("holidays", "2")


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to the clock on `day`, said in Chinese, and the article or document it rests on."""

    day: date
    what: str
    article: str
    rank: int = field(default=0, compare=False, repr=False)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """By day; within a day in the order in which a reader expects them."""
    return tuple(sorted(steps, key=lambda step: (step.day, step.rank)))


def started(period: Limit, starts_on: date, fresh: Sequence[Restart], calendar: Calendar) -> Iterator[Step]:
    begins = "自次一工作日起算" if period.unit is Unit.WORKING_DAYS else "自次日起算"
    rule = _articles(period, first_day_rule(starts_on))
    yield Step(starts_on, f"{period.starts}，当日不计入，{begins}{period.amount}", rule, 0)
    for restart in fresh:
        yield Step(restart.on, restart.what, restart.article, 1)
    day_zero = fresh[-1].on if fresh else starts_on
    if period.unit is Unit.WORKING_DAYS and not calendar.is_workday(day_zero):
        yield Step(day_zero, "当日是休息日，仍作为起算日，不顺延（从严）", CONVENTIONS["R7"].source, 2)


def calendar_events(
    calendar: Calendar, day_zero: date, on: date, excluded: Sequence[tuple[date, date]]
) -> Iterator[Step]:
    """The days between that a count from Monday to Friday would get wrong: holidays, and weekend days worked."""
    reasons = (calendar.why(day_zero + timedelta(days=n)) for n in range(1, (on - day_zero).days + 1))
    said = [why for why in reasons if why.name]
    for (_, name, source, works), group in groupby(_runs(said), key=lambda pair: (pair[0], *_label(pair[1]))):
        days = [why.day for _, why in group]
        if not works:
            yield Step(days[0], f"{chinese_range(days[0], days[-1])}{name}放假，不计入", source, 3)
            continue
        for day in days:
            waiting = any(first <= day <= last for first, last in excluded)
            counts = "在征求意见期间，不计入" if waiting else "计入"
            yield Step(day, f"{chinese_date(day)}{name}上班，{counts}", source, 3)


def _label(why: Why) -> tuple[str, str, bool]:
    return why.name, why.source, why.works


def _runs(said: Sequence[Why]) -> Iterator[tuple[int, Why]]:
    """Numbers the runs of neighbouring days, so that two breaks of one name are told apart."""
    run, before = 0, None
    for why in said:
        if before is not None and (why.day - before).days != 1:
            run += 1
        before = why.day
        yield run, why


def suspended(
    sent: date, answered: date, day_zero: date, calendar: Calendar, ended: str = "收到意见"
) -> Iterator[Step]:
    yield Step(sent, "发出征求意见书，当日仍计入期限", CONSULTING, 4)
    days = calendar.workdays_between(max(sent, day_zero), answered)
    yield Step(answered, f"{ended}；发出次日起至当日共{days}个工作日不计入期限", CONSULTING, 5)


def suspension_void(sent: date, answered: date) -> Iterator[Step]:
    yield Step(answered, f"收到{chinese_date(sent)}所征求的意见；期限其后重新计算，此次扣除不再影响", CONSULTING, 5)


def extended(period: Limit, longer: Limit, first_on: date) -> Iterator[Step]:
    yield Step(
        first_on,
        f"原期限{period.amount}届满；经工作机构负责人同意并告知申请人，自此延长{longer.amount}",
        longer.citation if longer.instrument else cite("2019", "33.2"),
        6,
    )


def ended(period: Limit, total: int, on: date, safe_on: date) -> Iterator[Step]:
    if safe_on != on and period.unit is Unit.WORKING_DAYS:
        yield Step(safe_on, "从严计算的最后一日：收到意见当日按已用计算", CONVENTIONS["R4"].source, 8)
    elif safe_on != on:
        yield Step(safe_on, f"届满之日{chinese_date(on)}是休息日，宜在此日前办结", _articles(period), 8)
    yield Step(on, f"第{total}{period.unit}，{period.label}届满", _articles(period), 9)


def caveats(calendar: Calendar, assumed: Sequence[int], day_zero: date, on: date) -> Iterator[Step]:
    """Says what the result still depends on: notices not yet published, dates not computed, days that may move."""
    for year in assumed:
        text = f"{year}年放假通知尚未公布，暂按周末和法定节日推算，通知公布后重算"
        missing = calendar.not_computed(year)
        if missing:
            text += f"；{'、'.join(missing)}的日期未能推算，按平日计"
        yield Step(on, text, HOLIDAY_RULE, 10)
    days = (day_zero + timedelta(days=n) for n in range(1, (on - day_zero).days + 1))
    for year in sorted({day.year for day in days if calendar.may_still_move(day)} - {n - 1 for n in assumed}):
        yield Step(on, f"{year + 1}年放假通知可能调整{year}年12月末的上班日，届时重算", HOLIDAY_RULE, 10)


def _articles(period: Limit, *more: str) -> str:
    return "；".join(part for part in (period.citation, *more) if part)
