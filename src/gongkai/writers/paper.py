"""A paper of record as one plain value: title, words and merged tables, signature, what stands below it.

The Word file and the PDF are both made from it, so they cannot say two things.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from gongkai.writers.grid import Grid
from gongkai.writers.html import Cell, Line, Table
from gongkai.writers.letter import Paragraph, printable

Block = Paragraph | Table
WIDE = 6  # more columns than these are set in small type


@dataclass(frozen=True, slots=True)
class Paper:
    """`title` is in lines; `remark` under it says what the paper is not yet; `after` stands below the signature.

    A form that is signed in its own cells has no `signed_by`, and then no signature below it.
    """

    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    signed_by: str
    signed_on: date | None = None
    remark: str = ""
    after: tuple[Block, ...] = ()

    @property
    def name(self) -> str:
        return "".join(self.title)

    @property
    def dated(self) -> str:
        """2024年1月16日; a paper nobody signed has no date."""
        day = self.signed_on
        return f"{day.year}年{day.month}月{day.day}日" if day else ""

    def printable(self) -> Self:
        """The same paper with every text fit for a page."""
        return replace(
            self,
            title=tuple(printable(line) for line in self.title),
            blocks=tuple(_printable(block) for block in self.blocks),
            signed_by=printable(self.signed_by),
            remark=printable(self.remark),
            after=tuple(_printable(block) for block in self.after),
        )


def type_size(grid: Grid) -> float:
    """Points: a table with many columns is set small, so that it stands upright on A4."""
    return 9 if grid.breadth > WIDE else 10.5


def _printable(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=printable(block.text))
    return replace(
        block,
        caption=printable(block.caption),
        head=tuple(_line(line) for line in block.head),
        bodies=tuple(tuple(_line(line) for line in body) for body in block.bodies),
    )


def _line(line: Line) -> Line:
    return tuple(_cell(cell) for cell in line)


def _cell(cell: Cell) -> Cell:
    return replace(cell, text=printable(cell.text))
