"""The days fixed by the holiday regulation itself (全国年节及纪念日放假办法), for years without a notice.

Each text is a row with the day it was promulgated and the year it began, so that a calendar may be asked what was
known on an earlier day. Weekend substitutes and make-up days are the notice's to fix and are not guessed here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.statute.workdays.almanac import ALMANAC, LunarYear

Moving = Callable[[LunarYear], date]


@dataclass(frozen=True, slots=True)
class HolidayText:
    """One version of the regulation: fixed days as (month, day), moving ones as offsets from a day of the almanac."""

    number: str
    promulgated: date
    first_year: int
    fixed: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    moving: tuple[tuple[str, Moving, tuple[int, ...]], ...]


def _spring(row: LunarYear) -> date:
    return row.spring_festival


NEW_YEAR = ("元旦", ((1, 1),))
NATIONAL_DAY = ("国庆节", ((10, 1), (10, 2), (10, 3)))
FESTIVALS: tuple[tuple[str, Moving, tuple[int, ...]], ...] = (
    ("清明节", lambda row: row.qingming, (0,)),
    ("端午节", lambda row: row.dragon_boat, (0,)),
    ("中秋节", lambda row: row.mid_autumn, (0,)),
)

# fmt: off
# 春节的放假日以正月初一为0：除夕为-1，初三为2。
TEXTS = (
    HolidayText("国务院令第270号", date(1999, 9, 18), 1999,
                (NEW_YEAR, ("劳动节", ((5, 1), (5, 2), (5, 3))), NATIONAL_DAY), (("春节", _spring, (0, 1, 2)),)),
    HolidayText("国务院令第513号", date(2007, 12, 14), 2008,
                (NEW_YEAR, ("劳动节", ((5, 1),)), NATIONAL_DAY), (("春节", _spring, (-1, 0, 1)), *FESTIVALS)),
    HolidayText("国务院令第644号", date(2013, 12, 11), 2014,
                (NEW_YEAR, ("劳动节", ((5, 1),)), NATIONAL_DAY), (("春节", _spring, (0, 1, 2)), *FESTIVALS)),
    HolidayText("国务院令第795号", date(2024, 11, 10), 2025,
                (NEW_YEAR, ("劳动节", ((5, 1), (5, 2))), NATIONAL_DAY), (("春节", _spring, (-1, 0, 1, 2)), *FESTIVALS)),
)
# fmt: on


def text_of(year: int, *, as_of: date | None = None) -> HolidayText:
    """The version that governs `year`, as far as it had been promulgated by `as_of`; the oldest for earlier years."""
    known = [text for text in TEXTS if as_of is None or text.promulgated <= as_of]
    begun = [text for text in known if text.first_year <= year]
    return begun[-1] if begun else TEXTS[0]


def statutory_days(year: int, *, as_of: date | None = None) -> dict[date, str]:
    """The statutory days off of `year` that can be computed, with the name of the holiday."""
    text = text_of(year, as_of=as_of)
    days = {date(year, month, day): name for name, fixed in text.fixed for month, day in fixed}
    lunar = ALMANAC.get(year)
    if lunar is not None:
        for name, first_day, offsets in text.moving:
            days |= {first_day(lunar) + timedelta(days=offset): name for offset in offsets}
    return days


def not_computed(year: int, *, as_of: date | None = None) -> tuple[str, ...]:
    """The holidays of `year` whose dates are not in the almanac: 春节, 清明节, 端午节, 中秋节, or none."""
    if year in ALMANAC:
        return ()
    return tuple(name for name, _, _ in text_of(year, as_of=as_of).moving)
