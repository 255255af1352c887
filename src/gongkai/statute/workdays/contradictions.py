"""What no notice can mean: finds every day a notice file contradicts itself about, with the rows concerned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from gongkai.statute.wording import chinese_date

if TYPE_CHECKING:
    from gongkai.statute.workdays.notices import HolidayRow, Notice

LONGEST_DAYS = 31  # the longest break so far had ten days; a longer one is a slip of the pen


def contradictions(notices: Sequence[Notice]) -> tuple[str, ...]:
    """One sentence a fault, in the order of the file; empty when the notices of this year can stand together."""
    faults: list[str] = []
    for place, notice in enumerate(notices):
        amended = _amended(notice, notices[:place], faults)
        faults += _within(notice, amended)
        if not notice.amends:
            faults += _against_earlier(notice, notices[:place])
    return tuple(faults)


def _amended(notice: Notice, earlier: Sequence[Notice], faults: list[str]) -> Notice | None:
    """The notice that this one amends; it must stand before it in the file and not be younger."""
    if not notice.amends:
        return None
    for candidate in earlier:
        if notice.amends in {candidate.number, candidate.title}:
            if candidate.dated and notice.dated and notice.dated < candidate.dated:
                faults.append(f"“{notice.source}”的日期早于被它修改的“{candidate.source}”")
            return candidate
    faults.append(f"“{notice.source}”所修改的“{notice.amends}”不在本文件前文")
    return None


def _within(notice: Notice, amended: Notice | None) -> list[str]:
    faults: list[str] = []
    off: dict[date, HolidayRow] = {}
    work: dict[date, HolidayRow] = {}
    for row in notice.rows:
        if row.off is not None:
            first, last = row.off
            if last < first:
                faults.append(f"{row.place}放假的末日{chinese_date(last)}早于首日{chinese_date(first)}")
                continue
            if (last - first).days >= LONGEST_DAYS:
                faults.append(f"{row.place}放假超过{LONGEST_DAYS}天（{chinese_date(first)}至{chinese_date(last)}）")
                continue
        off |= dict.fromkeys(row.days_off(), row)
        work |= dict.fromkeys(row.work, row)
    faults += [
        f"{chinese_date(day)}在{off[day].place}放假，又在{work[day].place}上班"
        for day in sorted(off.keys() & work.keys())
    ]
    given_back = {day for row in amended.rows for day in row.days_off()} if amended else set()
    for day, row in sorted(work.items()):
        if day.weekday() < 5 and day not in given_back:
            faults.append(f"{row.place}把{chinese_date(day)}列为调休上班，但这天本来就不是休息日")
    for day, row in sorted((off | work).items()):
        if abs(day.year - notice.year) > 1:
            faults.append(f"{row.place}的{chinese_date(day)}不在{notice.year}年前后一年之内")
    return faults


def _against_earlier(notice: Notice, earlier: Sequence[Notice]) -> list[str]:
    """Two notices of one year that do not amend each other must not disagree about a day."""
    faults: list[str] = []
    for other in earlier:
        for row in notice.rows:
            for before in other.rows:
                clash = set(row.days_off()) & set(before.work) | set(row.work) & set(before.days_off())
                faults += [
                    f"{chinese_date(day)}在“{other.source}”{before.place}和“{notice.source}”{row.place}中说法相反；"
                    "如为调整，后一通知应写 amends"
                    for day in sorted(clash)
                ]
    return faults
