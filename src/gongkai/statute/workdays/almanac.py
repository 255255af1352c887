"""The dates of the moving holidays (春节, 清明, 端午, 中秋), for years in which no notice names them.

Facts of the calendar, checked against two independent lunar calendars. Beyond the last row the dates are not known
here, and a calendar says which ones are missing.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LunarYear:
    """`spring_festival` is 正月初一; 除夕 is the day before."""

    spring_festival: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


def _row(year: int, *days: tuple[int, int]) -> tuple[int, LunarYear]:
    return year, LunarYear(*(date(year, month, day) for month, day in days))


#    year   正月初一   清明    端午     中秋
ALMANAC = dict(
    (
        _row(2004, (1, 22), (4, 4), (6, 22), (9, 28)),
        _row(2005, (2, 9), (4, 5), (6, 11), (9, 18)),
        _row(2006, (1, 29), (4, 5), (5, 31), (10, 6)),
        _row(2007, (2, 18), (4, 5), (6, 19), (9, 25)),
        _row(2008, (2, 7), (4, 4), (6, 8), (9, 14)),
        _row(2009, (1, 26), (4, 4), (5, 28), (10, 3)),
        _row(2010, (2, 14), (4, 5), (6, 16), (9, 22)),
        _row(2011, (2, 3), (4, 5), (6, 6), (9, 12)),
        _row(2012, (1, 23), (4, 4), (6, 23), (9, 30)),
        _row(2013, (2, 10), (4, 4), (6, 12), (9, 19)),
        _row(2014, (1, 31), (4, 5), (6, 2), (9, 8)),
        _row(2015, (2, 19), (4, 5), (6, 20), (9, 27)),
        _row(2016, (2, 8), (4, 4), (6, 9), (9, 15)),
        _row(2017, (1, 28), (4, 4), (5, 30), (10, 4)),
        _row(2018, (2, 16), (4, 5), (6, 18), (9, 24)),
        _row(2019, (2, 5), (4, 5), (6, 7), (9, 13)),
        _row(2020, (1, 25), (4, 4), (6, 25), (10, 1)),
        _row(2021, (2, 12), (4, 4), (6, 14), (9, 21)),
        _row(2022, (2, 1), (4, 5), (6, 3), (9, 10)),
        _row(2023, (1, 22), (4, 5), (6, 22), (9, 29)),
        _row(2024, (2, 10), (4, 4), (6, 10), (9, 17)),
        _row(2025, (1, 29), (4, 4), (5, 31), (10, 6)),
        _row(2026, (2, 17), (4, 5), (6, 19), (9, 25)),
        _row(2027, (2, 6), (4, 5), (6, 9), (9, 15)),
        _row(2028, (1, 26), (4, 4), (5, 28), (10, 3)),
        _row(2029, (2, 13), (4, 4), (6, 16), (9, 22)),
        _row(2030, (2, 3), (4, 5), (6, 5), (9, 12)),
        _row(2031, (1, 23), (4, 5), (6, 24), (10, 1)),
        _row(2032, (2, 11), (4, 4), (6, 12), (9, 19)),
        _row(2033, (1, 31), (4, 4), (6, 1), (9, 8)),
        _row(2034, (2, 19), (4, 5), (6, 20), (9, 27)),
        _row(2035, (2, 8), (4, 5), (6, 10), (9, 16)),
    )
)
