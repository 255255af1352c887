"""Workbooks of any length, written line by line: a hundred thousand lines need no more memory than one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import Cell as SheetCell  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from gongkai.writers.cells import BOX, fill, for_paper
from gongkai.writers.letter import printable
from gongkai.writers.sheets import Value, sheet_name
from gongkai.writers.table_sheets import TableSheet

MOST_LINES = 1_000_000  # of one sheet; the format ends a little above
PLAIN = frozenset("=+-@＝＋－＠#")  # a text that opens with one of these is written with care


@dataclass(frozen=True, slots=True)
class LongSheet:
    """A head and lines without end; `widths` in half-width characters. What one sheet cannot hold goes on in the next."""

    title: str
    head: Sequence[str]
    widths: Sequence[float]
    rows: Iterable[Sequence[Value]]


def write(target: BinaryIO, title: str, sheets: Iterable[LongSheet | TableSheet]) -> None:
    """The sheets as one .xlsx into an open file, in their order. `rows` are read once, while they are written."""
    workbook = Workbook(write_only=True)
    workbook.properties.title, workbook.properties.creator = printable(title), ""
    for sheet in sheets:
        if isinstance(sheet, TableSheet):
            sheet.draw(workbook.create_sheet(sheet_name(sheet.title, workbook.sheetnames)))
        else:
            _write(workbook, sheet)
    workbook.save(target)


def _write(workbook: Workbook, sheet: LongSheet) -> None:
    rows = iter(sheet.rows)
    first: list[Sequence[Value]] | None = []  # a sheet without lines still has its head
    while first is not None:
        target = workbook.create_sheet(sheet_name(sheet.title, workbook.sheetnames))
        _head(target, sheet)
        for row in islice(chain(first, rows), MOST_LINES):
            target.append([_cell(target, value) for value in row])
        following = next(rows, None)
        first = [following] if following is not None else None


def _head(target: Worksheet, sheet: LongSheet) -> None:
    for column, width in enumerate(sheet.widths, 1):
        target.column_dimensions[get_column_letter(column)].width = width
    for_paper(target, head=1)
    cells = []
    for text in sheet.head:
        cell = fill(WriteOnlyCell(target), text)
        cell.font, cell.border = Font(bold=True), BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cells.append(cell)
    target.append(cells)


def _cell(target: Worksheet, value: Value) -> SheetCell | Value:
    """A text nobody could take for a formula goes as it is: that is what makes long sheets quick."""
    if value is None or (isinstance(value, str) and value.isprintable() and value[:1] not in PLAIN):
        return value
    return fill(WriteOnlyCell(target), value)
