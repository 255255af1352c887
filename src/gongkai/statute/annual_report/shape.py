"""What a form is made of: outlines of sections, tables of rows and columns. Values, no law and no numbers."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = int | Decimal


class Kind(StrEnum):
    """What a cell holds. A count is a whole number from nought up; a change may fall below it."""

    COUNT = "count"
    CHANGE = "change"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Column:
    """`group` is the merged heading above; `sums` names the columns a total adds up, empty for a column of its own."""

    key: str
    label: str
    kind: Kind = Kind.COUNT
    group: str = ""
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """`group` is the key of the row it stands under; `sums` as in a column; a row without numbers is a mere heading."""

    key: str
    label: str
    group: str = ""
    sums: tuple[str, ...] = ()
    numbers: bool = True
    article: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One item of Article 20 in table two: its own rows and columns."""

    key: str
    label: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Applications:
    """Table three: what became of each application, by kind of applicant."""

    corner_note: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def number_rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.numbers)

    @property
    def results(self) -> tuple[str, ...]:
        """The rows that say how an application ended: each has exactly one."""
        return next(row.sums for row in self.rows if row.key == "processed_total")


@dataclass(frozen=True, slots=True)
class Block:
    """Five cells of table four; `group` is the merged heading above the block."""

    key: str
    label: str
    columns: tuple[Column, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report. `table` names the statutory table printed in it; `must` whether words are required."""

    key: str
    title: str
    table: str = ""
    must: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections in their order; `until` is the last year told in this outline, None while it is in use.

    `topics` are what section one must speak of, in order; `topics_of_governments` what governments add (Art. 50(4)).
    """

    key: str
    label: str
    sections: tuple[Section, ...]
    until: int | None = None
    topics: tuple[str, ...] = ()
    topics_of_governments: tuple[str, ...] = ()

    def section(self, key: str) -> Section:
        """LookupError when the outline has no such section."""
        for section in self.sections:
            if section.key == key:
                return section
        raise LookupError(f"“{self.label}”没有“{key}”这一部分")


@dataclass(frozen=True, slots=True)
class Form:
    """One form (格式) and the years it is for, both ends included; `until` is None while it is in use."""

    key: str
    since: int
    until: int | None
    issued_by: str
    outlines: tuple[Outline, ...]
    table_two: tuple[Part, ...] = ()
    table_three: Applications | None = None
    table_four: tuple[Block, ...] = ()

    def has_row(self, key: str) -> bool:
        """True when table three has a row of numbers of that key."""
        return self.table_three is not None and any(row.key == key for row in self.table_three.number_rows)

    def __hash__(self) -> int:
        """By the key alone: what a form is made of follows from it, and is long to hash."""
        return hash(self.key)

    def outlines_of(self, year: int) -> tuple[Outline, ...]:
        """The outlines a report on `year` may have; a new report begins with the first."""
        return tuple(outline for outline in self.outlines if outline.until is None or year <= outline.until)

    def outline_named(self, key: str, *, year: int) -> Outline:
        """LookupError names the outlines there are."""
        known = self.outlines_of(year)
        for outline in known:
            if outline.key == key:
                return outline
        names = "、".join(f"{outline.key}（{outline.label}）" for outline in known)
        raise LookupError(f"{year}年度的报告没有“{key}”提纲；可用：{names}")
