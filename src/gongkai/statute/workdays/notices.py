"""Reads the yearly notice files: what was announced, under which number, on which day."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.statute.workdays.contradictions import contradictions

SHIPPED = Path(__file__).parent
FILE_NAME = re.compile(r"y(\d{4})\.toml")
ROW_HEADER = re.compile(r"^[ \t]*\[\[\s*notice\s*\.\s*holiday\s*\]\]", re.MULTILINE)

NOTICE_KEYS = {"title", "number", "dated", "published", "address", "amends", "note", "holiday"}
ROW_KEYS = {"name", "off", "work"}


class NoticeProblem(ValueError):
    """A notice file that cannot be used; the message names the file and every fault found in it."""

    def __init__(self, file: str, problems: tuple[str, ...]) -> None:
        self.file = file
        self.problems = problems
        super().__init__(f"{file}：" + "；".join(problems))


class NoticeUnreadable(NoticeProblem):
    """The file is not TOML, or not of the form described in this package."""


class NoticeContradiction(NoticeProblem):
    """The file says two things of one day, or something no notice can mean."""


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One holiday of a notice: the days off, first and last included, and the weekend days worked for them (调休)."""

    name: str
    off: tuple[date, date] | None
    work: tuple[date, ...]
    line: int = 0

    def days_off(self) -> Iterator[date]:
        if self.off is not None:
            first, last = self.off
            for offset in range((last - first).days + 1):
                yield first + timedelta(days=offset)

    @property
    def place(self) -> str:
        """第14行〔春节〕: where a person looks in the file."""
        return f"第{self.line}行〔{self.name}〕" if self.line else f"〔{self.name}〕"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as published. `number`, dates and `address` are empty where they could not be confirmed."""

    year: int
    title: str
    rows: tuple[HolidayRow, ...]
    number: str = ""
    dated: date | None = None
    published: date | None = None
    address: str = ""
    amends: str = ""
    note: str = ""
    file: str = ""

    @property
    def known_on(self) -> date | None:
        """The day the public could know it; None when no date is confirmed, and then it counts as always known."""
        return self.published or self.dated

    @property
    def source(self) -> str:
        return self.number or f"《{self.title}》"


def load_notices(directory: Path) -> tuple[Notice, ...]:
    """Every notice of the `yYYYY.toml` files in `directory`, in order of year and of place in the file.

    Raises NoticeUnreadable or NoticeContradiction for the first file with a fault, naming all faults of that file.
    """
    notices: list[Notice] = []
    for path in sorted(directory.glob("*.toml")):
        notices += read_notice_file(path)
    return tuple(notices)


@cache
def shipped_notices() -> tuple[Notice, ...]:
    """The notices that come with the package, read once."""
    return load_notices(SHIPPED)


def with_local(directory: Path) -> tuple[Notice, ...]:
    """The shipped notices with those of an office's own directory; a year found there replaces the shipped year."""
    own = load_notices(directory)
    years = {notice.year for notice in own}
    kept = [notice for notice in shipped_notices() if notice.year not in years]
    return tuple(sorted([*kept, *own], key=lambda notice: notice.year))


def read_notice_file(path: Path) -> tuple[Notice, ...]:
    """The notices of one file, checked against themselves and each other."""
    named = FILE_NAME.fullmatch(path.name)
    if named is None:
        raise NoticeUnreadable(path.name, ("文件名应为 y年份.toml，如 y2027.toml",))
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise NoticeUnreadable(path.name, (f"不是有效的TOML文件（{fault}）",)) from fault
    notices = _Reader(path.name, text).notices(data, year=int(named[1]))
    problems = contradictions(notices)
    if problems:
        raise NoticeContradiction(path.name, problems)
    return notices


class _Reader:
    """Turns the parsed TOML into rows, and knows on which line of the file each row stands."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = iter([text.count("\n", 0, found.start()) + 1 for found in ROW_HEADER.finditer(text)])

    def fail(self, problem: str) -> NoticeUnreadable:
        return NoticeUnreadable(self.file, (problem,))

    def notices(self, data: Mapping[str, Any], *, year: int) -> tuple[Notice, ...]:
        if data.get("year") != year:
            raise self.fail(f"year 应为 {year}，与文件名一致，现为 {data.get('year')!r}")
        self.refuse_unknown(data, {"year", "notice"}, "文件")
        entries = data.get("notice")
        if not isinstance(entries, list) or not entries:
            raise self.fail("至少应有一份通知（[[notice]]）")
        return tuple(self.notice(entry, year, place) for place, entry in enumerate(entries, 1))

    def notice(self, entry: Mapping[str, Any], year: int, place: int) -> Notice:
        where = f"第{place}份通知"
        self.refuse_unknown(entry, NOTICE_KEYS, where)
        texts = {key: entry.get(key, "") for key in ("title", "number", "address", "amends", "note")}
        for key, value in texts.items():
            if not isinstance(value, str):
                raise self.fail(f"{where}的 {key} 应为文字")
        if not texts["title"].strip():
            raise self.fail(f"{where}缺 title（通知标题）")
        rows = entry.get("holiday")
        if not isinstance(rows, list) or not rows:
            raise self.fail(f"{where}没有任何节日（[[notice.holiday]]）")
        return Notice(
            year=year,
            rows=tuple(self.row(row, where) for row in rows),
            dated=self.day(entry["dated"], f"{where}的 dated") if "dated" in entry else None,
            published=self.day(entry["published"], f"{where}的 published") if "published" in entry else None,
            file=self.file,
            **texts,
        )

    def row(self, row: Mapping[str, Any], where: str) -> HolidayRow:
        line = next(self.lines, 0)
        name = row.get("name", "")
        if not isinstance(name, str) or not name.strip():
            raise self.fail(f"{where}第{line}行的节日缺 name")
        place = f"第{line}行〔{name}〕"
        self.refuse_unknown(row, ROW_KEYS, place)
        work = row.get("work", [])
        if not isinstance(work, list):
            raise self.fail(f"{place}的 work 应为日期列表，如 [2019-09-29]")
        if "off" not in row and not work:
            raise self.fail(f"{place}既没有 off 也没有 work")
        off = self.span(row["off"], place) if "off" in row else None
        return HolidayRow(name, off, tuple(self.day(day, f"{place}的 work") for day in work), line)

    def span(self, value: object, place: str) -> tuple[date, date]:
        if isinstance(value, list):
            if len(value) != 2:
                raise self.fail(f"{place}的 off 应为一个日期，或首尾两个日期")
            return self.day(value[0], f"{place}的 off"), self.day(value[1], f"{place}的 off")
        day = self.day(value, f"{place}的 off")
        return day, day

    def day(self, value: object, place: str) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fail(f"{place} 应为日期（如 2019-10-01），现为 {value!r}")
        return value

    def refuse_unknown(self, table: Mapping[str, Any], known: set[str], place: str) -> None:
        unknown = sorted(set(table) - known)
        if unknown:
            raise self.fail(f"{place}有不认识的项目：{'、'.join(unknown)}（可用：{'、'.join(sorted(known))}）")
