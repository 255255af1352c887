"""The working calendar: is this day worked, and who says so.

Three layers, the later one prevails: the national notices (a later notice over an earlier, rule R5), local statutory
holidays, manual overrides. Where a year has no notice, weekends and the statutory days stand in, marked provisional.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.local import LocalHoliday, Override, refuse_conflicts
from gongkai.statute.workdays.notices import HolidayRow, Notice, shipped_notices, with_local
from gongkai.statute.workdays.statutory import not_computed, statutory_days, text_of

ONE_DAY = timedelta(days=1)
MOVABLE_DECEMBER = 28  # the next year's notice has moved days from 29 December on (2005, 2006, 2007, 2011, 2018, 2022)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a day is worked or not. `name` is the holiday, empty for an ordinary day; `source` the document."""

    day: date
    works: bool
    name: str
    source: str
    provisional: bool = False

    @property
    def sentence(self) -> str:
        """2019年9月29日（星期日）是工作日：国庆节调休上班（国办发明电〔2018〕15号）."""
        verdict = "是工作日" if self.works else "不是工作日"
        because = self.name or ("周末" if self.day.weekday() >= 5 else "平日")
        if self.name and self.works:
            because = f"{self.name}上班"
        elif self.name:
            because = f"{self.name}放假"
        source = f"（{self.source}）" if self.source else ""
        pending = f"；{self.day.year}年放假通知尚未公布，暂定" if self.provisional else ""
        return f"{chinese_date(self.day)}{verdict}：{because}{source}{pending}"


class Calendar:
    """Answers for any day of any year and never raises for want of a notice; ask `is_assumed` before relying on it."""

    def __init__(
        self,
        notices: Iterable[Notice],
        *,
        as_of: date | None = None,
        local: Sequence[LocalHoliday] = (),
        overrides: Sequence[Override] = (),
    ) -> None:
        self.as_of = as_of
        self.notices = tuple(
            notice for notice in notices if as_of is None or notice.known_on is None or notice.known_on <= as_of
        )
        self.announced_years = frozenset(notice.year for notice in self.notices)
        refuse_conflicts(overrides)
        self._national: dict[date, Why] = {}
        for notice in sorted(self.notices, key=lambda notice: notice.year):
            for row in notice.rows:
                self._national |= _said(row, notice.source)
        self._above: dict[date, Why] = {}
        for holiday in local:
            self._above |= _said(holiday.row, holiday.source)
        for override in overrides:
            name = "人工调整"
            source = f"{override.number}：{override.reason}"
            self._above[override.day] = Why(override.day, override.works, name, source)
        self._statutory: dict[int, dict[date, str]] = {}

    def why(self, day: date) -> Why:
        """The verdict on `day` with the name and the source of the row that gives it."""
        said = self._above.get(day) or self._national.get(day)
        if said is not None:
            return said
        if not self.is_assumed(day):
            return Why(day, day.weekday() < 5, "", "")
        if day.year not in self._statutory:
            self._statutory[day.year] = statutory_days(day.year, as_of=self.as_of)
        name = self._statutory[day.year].get(day, "")
        source = text_of(day.year, as_of=self.as_of).number if name else ""
        return Why(day, day.weekday() < 5 and not name, name, source, provisional=True)

    def is_workday(self, day: date) -> bool:
        return self.why(day).works

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_workdays(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last working day before `day`."""
        day -= ONE_DAY
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is not counted itself (R1). ValueError when count < 1."""
        if count < 1:
            raise ValueError(f"工作日数至少为1，不能是{count}")
        while count:
            day += ONE_DAY
            count -= self.is_workday(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last` (R1); 0 when `last` is not later."""
        days = (first + timedelta(days=offset) for offset in range(1, (last - first).days + 1))
        return sum(self.is_workday(day) for day in days)

    def is_assumed(self, day: date) -> bool:
        """True when the year of `day` has no notice and nothing else says what the day is."""
        return day.year not in self.announced_years and day not in self._above and day not in self._national

    def may_still_move(self, day: date) -> bool:
        """True for the last days of an announced year while the next year's notice, which may move them, is awaited."""
        return (
            (day.month, day.day) >= (12, MOVABLE_DECEMBER)
            and day.year in self.announced_years
            and day.year + 1 not in self.announced_years
        )

    def not_computed(self, year: int) -> tuple[str, ...]:
        """Names of the holidays of an unannounced `year` whose dates are not known here."""
        return () if year in self.announced_years else not_computed(year, as_of=self.as_of)


def _said(row: HolidayRow, source: str) -> dict[date, Why]:
    said = {day: Why(day, False, row.name, source) for day in row.days_off()}
    return said | {day: Why(day, True, f"{row.name}调休", source) for day in row.work}


def calendar(
    *,
    as_of: date | None = None,
    directory: Path | None = None,
    local: Sequence[LocalHoliday] = (),
    overrides: Sequence[Override] = (),
) -> Calendar:
    """The calendar as announced, or as it was known on the day `as_of`.

    An office's `directory` of notice files adds to the shipped ones; a file put there or changed counts at once, a
    directory that does not exist adds nothing.
    """
    stamp = _stamp(directory) if directory is not None else ()
    return _built(directory if stamp else None, stamp, as_of, tuple(local), tuple(overrides))


def _stamp(directory: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells whether the files of a directory are still the ones that were read."""
    files = ((path.name, path.stat()) for path in sorted(directory.glob("*.toml")))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in files)


@lru_cache(maxsize=64)
def _built(
    directory: Path | None,
    _stamp: tuple[tuple[str, int, int], ...],
    as_of: date | None,
    local: tuple[LocalHoliday, ...],
    overrides: tuple[Override, ...],
) -> Calendar:
    notices = shipped_notices() if directory is None else with_local(directory)
    return Calendar(notices, as_of=as_of, local=local, overrides=overrides)
