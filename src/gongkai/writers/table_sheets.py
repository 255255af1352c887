"""Tables with merged cells on a sheet as they stand on a page: same merges, same head, numbers as numbers, A4 upright."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from openpyxl.cell import Cell as SheetCell  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.cell_range import CellRange  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from gongkai.writers import grid
from gongkai.writers.cells import BOX, fill, for_paper
from gongkai.writers.grid import Grid, Placed
from gongkai.writers.html import Table
from gongkai.writers.sheets import Value, width_of

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
HEAD_GROUND = PatternFill("solid", fgColor="FFF2F2F2")
SHEET_WIDTH = 104  # half-width characters across an upright page
LINE_HEIGHT, LINE_ROOM = 14.5, 5  # points
TALLEST = 409  # of a line, the limit of the format
ABOVE = 2  # lines over the table: its title, and whose it is


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A merged table under its caption; `remark` in the second line says whose it is. The table begins in line three."""

    table: Table
    remark: str = ""

    @property
    def title(self) -> str:
        return self.table.caption

    def draw(self, target: Worksheet) -> None:
        """Line by line from the top, so that it also serves a sheet that is streamed."""
        laid = grid.of(self.table)
        widths = [round(max(4.5, SHEET_WIDTH * share / sum(laid.shares)), 2) for share in laid.shares]
        for column, width in enumerate(widths, 1):
            target.column_dimensions[get_column_letter(column)].width = width
        for line, height in enumerate(_heights(laid, widths), ABOVE + 1):
            target.row_dimensions[line].height = height
        target.row_dimensions[1].height = 28
        for_paper(target, head=ABOVE + laid.head if laid.head else 0, upright=True)
        target.print_options.horizontalCentered = True
        _over_all(target, self.title, Font(bold=True, size=14), laid.breadth, 1)
        _over_all(target, self.remark, Font(color="FF595959"), laid.breadth, 2)
        for number, places in enumerate(laid.places):
            target.append(
                [
                    _cell(target, placed, is_first=(placed.line, placed.column) == (number, column))
                    for column, placed in enumerate(places)
                ]
            )
        for placed in laid.cells:
            if placed.cell.colspan > 1 or placed.cell.rowspan > 1:
                _merge(target, placed.line + ABOVE + 1, placed.column + 1, placed.cell.rowspan, placed.cell.colspan)


def _over_all(target: Worksheet, text: str, font: Font, breadth: int, line: int) -> None:
    cell = fill(WriteOnlyCell(target), text)
    cell.font, cell.alignment = font, Alignment(horizontal="center", vertical="center", wrap_text=True)
    target.append([cell])
    if breadth > 1:
        _merge(target, line, 1, 1, breadth)


def _merge(target: Worksheet, line: int, column: int, down: int, across: int) -> None:
    target.merged_cells.add(
        CellRange(min_row=line, min_col=column, max_row=line + down - 1, max_col=column + across - 1).coord
    )


def _cell(target: Worksheet, placed: Placed, *, is_first: bool) -> SheetCell:
    """Every place of a merged cell has the border; only the first holds what it says."""
    cell = WriteOnlyCell(target)
    if is_first:
        fill(cell, _value(placed))
    cell.border = BOX
    cell.alignment = Alignment(
        horizontal="left" if placed.cell.css == "label" else "center", vertical="center", wrap_text=True
    )
    if placed.cell.scope:
        cell.fill = HEAD_GROUND
    return cell


def _value(placed: Placed) -> Value:
    text = placed.cell.text
    if placed.cell.scope or not NUMBER.fullmatch(text):
        return text
    return Decimal(text) if "." in text else int(text)


def _heights(laid: Grid, widths: list[float]) -> list[float]:
    """Sheets do not find the height of merged cells themselves; what is too tall for its lines makes the last one taller."""
    heights = [LINE_HEIGHT + LINE_ROOM] * len(laid.places)
    for placed in sorted(laid.cells, key=lambda placed: placed.cell.rowspan):
        across = sum(widths[placed.column : placed.column + placed.cell.colspan]) - 1
        lines = sum(ceil(max(1, width_of(part)) / across) for part in placed.cell.text.split("\n"))
        needed = lines * LINE_HEIGHT + LINE_ROOM
        last = placed.line + placed.cell.rowspan
        has = sum(heights[placed.line : last])
        if needed > has:
            heights[last - 1] += needed - has
    return [min(height, TALLEST) for height in heights]
