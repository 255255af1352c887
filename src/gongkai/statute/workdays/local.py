"""The two layers above the national notices: local statutory holidays, and days an organ fixes by hand.

Both are the office's own rows. A local holiday names the rule that gives it (放假办法第四条 leaves the customary days
of minority areas to their governments); an override names the number of the document and the reason, so that nobody
has to ask later why a day does not count.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.notices import HolidayRow, NoticeContradiction, NoticeUnreadable


@dataclass(frozen=True, slots=True)
class LocalHoliday:
    """Days off in one area, and weekend days worked for them there."""

    row: HolidayRow
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError(f"地方放假{self.row.place}应写明依据")


@dataclass(frozen=True, slots=True)
class Override:
    """One day that is worked or not whatever the layers below say, by a numbered document and for a reason."""

    day: date
    works: bool
    number: str
    reason: str

    def __post_init__(self) -> None:
        if not self.number.strip() or not self.reason.strip():
            raise ValueError(f"{chinese_date(self.day)}的人工调整应写明文号和理由")


class _RowFault(ValueError):
    """One row of a local file is of the wrong form."""


def refuse_conflicts(overrides: Sequence[Override], *, file: str = "人工调整") -> None:
    """NoticeContradiction when two overrides say opposite things of one day."""
    seen: dict[date, Override] = {}
    problems = []
    for override in overrides:
        other = seen.setdefault(override.day, override)
        if other.works != override.works:
            problems.append(f"{chinese_date(override.day)}在{other.number}和{override.number}中说法相反")
    if problems:
        raise NoticeContradiction(file, tuple(problems))


def load_local(path: Path) -> tuple[tuple[LocalHoliday, ...], tuple[Override, ...]]:
    """Reads `[[local_holiday]]` (name, off, work, source) and `[[override]]` (day, works, number, reason) rows."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        locals_ = tuple(_local(row) for row in data.get("local_holiday", []))
        overrides = tuple(_override(row) for row in data.get("override", []))
    except KeyError as missing:
        raise NoticeUnreadable(path.name, (f"缺少项目 {missing.args[0]}",)) from missing
    except ValueError as fault:  # TOMLDecodeError and our own refusals alike
        raise NoticeUnreadable(path.name, (str(fault),)) from fault
    refuse_conflicts(overrides, file=path.name)
    return locals_, overrides


def _local(row: dict[str, Any]) -> LocalHoliday:
    off = row["off"]
    first, last = off if isinstance(off, list) and len(off) == 2 else (off, off)
    work = tuple(_day(day) for day in row.get("work", []))
    if _day(last) < _day(first):
        raise _RowFault(f"〔{row['name']}〕放假的末日早于首日")
    return LocalHoliday(HolidayRow(row["name"], (_day(first), _day(last)), work), row["source"])


def _override(row: dict[str, Any]) -> Override:
    if not isinstance(row["works"], bool):
        raise _RowFault("works 应为 true（上班）或 false（休息）")
    return Override(_day(row["day"]), row["works"], row["number"], row["reason"])


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _RowFault(f"应为日期（如 2019-10-01），现为 {value!r}")
    return value
