"""A file as the reader sees it: one line after another, each of one or several cells, whatever it was before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.annual_reports.published.words import plain, tight

_PAGE_NUMBER = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:\s*[,/]?\s*共\s*\d{1,3}\s*页)?")


def is_page_number(text: str) -> bool:
    """`- 3 -` or 第3页 at the foot of a page: a number of no table."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Cell:
    """`column` counts from 0 in a table."""

    text: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """`is_row`: a row of a real table, whose empty cells are really empty. `is_run`: cells of many rows without their ends."""

    cells: tuple[Cell, ...]
    is_row: bool = False
    is_run: bool = False

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells if cell.text)

    @property
    def is_table(self) -> bool:
        return self.is_row or self.is_run

    @classmethod
    def of(cls, text: str) -> "Line":
        return cls((Cell(text),))


@dataclass
class Paper:
    """`is_whole`: the file's end is the document's end; text copied from somewhere may stop anywhere."""

    lines: list[Line] = field(default_factory=list)
    is_whole: bool = True
    has_pictures: bool = False

    def write(self, text: str) -> None:
        """Each line of a text on its own; empty ones are nothing."""
        lines = (" ".join(line.split()) for line in plain(text).splitlines())
        self.lines += [Line.of(line) for line in lines if line and not is_page_number(line)]

    def row(self, cells: Iterable[tuple[int, str]]) -> None:
        """A row of a table: (column, text) of the cells that begin in it; a merged cell stands where it begins."""
        found = tuple(Cell(" ".join(plain(text).split()), column) for column, text in cells)
        if any(cell.text for cell in found):
            self.lines.append(Line(found, is_row=True))

    @property
    def is_empty(self) -> bool:
        return not any(tight(line.text) for line in self.lines)
