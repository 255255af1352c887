"""
Tables as workbooks and CSV that are safe to open: nothing in a cell is a formula, no long number loses digits, no file
names an author, and the same table gives the same bytes.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Protocol

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import Cell as SheetCell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from gongkai.writers.letter import printable
from gongkai.writers.zipped import CORE, core_properties, settled

Value = str | int | float | Decimal | bool | date | datetime | time | None
# Office programs read a cell that opens so as a formula, the full-width signs too on some; a bare dash or number is none.
FORMULA = re.compile(r"^[=+\-@＝＋－＠\t\r\n]")
HARMLESS = re.compile(r"^[-+－]?(\d[\d,]*(\.\d+)?%?)?$")
EXACT_DIGITS = 15  # a longer number is rounded by every spreadsheet
NARROWEST, WIDEST = 8, 50  # of a column, in half-width characters
LONGEST_SHOWN = 255  # Excel shows a row of # for longer cells of the kind text
NAME_LENGTH = 31  # of a sheet, the limit of the format
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LINE = Side(style="thin", color="FF999999")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


class Drawn(Protocol):
    """What a workbook is made of: a title, by which the sheet is named, and a way onto an empty sheet."""

    @property
    def title(self) -> str: ...

    def draw(self, target: Worksheet) -> None: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title over the table, the head, the rows, and lines of explanation under it."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Value]]
    notes: Sequence[str] = ()

    def draw(self, target: Worksheet) -> None:
        _write(target, self)


def to_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Value]], notes: Sequence[str] = ()) -> bytes:
    """One table as .xlsx. Texts stay texts, also 1234 and =1+1; numbers of more than 15 digits become texts."""
    return to_workbook([Sheet(title, head, rows, notes)])


def to_workbook(sheets: Sequence[Drawn]) -> bytes:
    """Several tables as one .xlsx, a sheet each, named by their titles. ValueError without any."""
    if not sheets:
        raise ValueError("A workbook needs a sheet.")
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        sheet.draw(workbook.create_sheet(sheet_name(sheet.title, workbook.sheetnames)))
    written = io.BytesIO()
    workbook.save(written)
    return settled(written.getvalue(), {CORE: core_properties(printable(sheets[0].title), None)})


def to_csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The table as CSV (RFC 4180) in UTF-8 with the mark Excel needs; what would be a formula has a ' before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([_guarded(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _guarded(value: Value) -> str:
    if isinstance(value, str):
        # judged before and after cleaning: cleaning can bring an = to the front
        text = printable(value)
        return f"'{text}" if _is_formula(value) or _is_formula(text.lstrip()) else text
    return str(_plain(value) if value is not None else "")


def _is_formula(text: str) -> bool:
    return bool(FORMULA.match(text)) and not HARMLESS.match(text)


def _plain(value: Value) -> Value:
    """A value both formats know: 是 and 否 for truth, time without zone (as it stands), endless numbers as text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, microsecond=0)
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, int | Decimal):
        is_long = sum(sign.isdigit() for sign in str(value)) > EXACT_DIGITS
        return str(value) if is_long or not Decimal(value).is_finite() else value
    return value


def sheet_name(title: str, taken: Sequence[str]) -> str:
    """What a sheet may be called: some signs are forbidden, 31 characters at most, and no two names alike."""
    name = printable(title).translate(FORBIDDEN_IN_NAMES).replace("\n", " ").strip() or "表"
    endings = ("", *(f"（{number}）" for number in range(2, len(taken) + 2)))
    names = (name[: NAME_LENGTH - len(ending)] + ending for ending in endings)
    return next(found for found in names if found not in taken)


def _write(target: Worksheet, sheet: Sheet) -> None:
    breadth = max(1, len(sheet.head))
    put(target, 1, 1, sheet.title).font = Font(bold=True, size=14)
    target.merge_cells(start_row=1, start_column=1, end_row=1, end_column=breadth)
    target.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    target.row_dimensions[1].height = 28
    widths = [width_of(text) + 2 for text in sheet.head] or [NARROWEST]
    for column, text in enumerate(sheet.head, 1):
        cell = put(target, 2, column, text)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = BOX
    last = 2
    for line, row in enumerate(sheet.rows, 3):
        last = line
        for column, value in enumerate(row, 1):
            cell = put(target, line, column, value)
            cell.border = BOX
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if column <= len(widths):
                widths[column - 1] = max(widths[column - 1], width_of(cell.value) + 2)
    for line, note in enumerate(sheet.notes, last + 1):
        put(target, line, 1, note).alignment = Alignment(wrap_text=True, vertical="top")
        target.merge_cells(start_row=line, start_column=1, end_row=line, end_column=breadth)
    for column, width in enumerate(widths, 1):
        target.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(NARROWEST, width))
    for_paper(target)


def for_paper(target: Worksheet, *, head: int = 2, upright: bool = False) -> None:
    """The head (so many lines) stays in sight; on paper (A4) it stands on every page, all columns beside each other."""
    if head:
        target.freeze_panes = f"A{head + 1}"
        target.print_title_rows = f"1:{head}"
    target.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    target.page_setup.orientation = "portrait" if upright else "landscape"
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr.fitToPage = True


def put(target: Worksheet, line: int, column: int, value: Value) -> SheetCell:
    cell = target.cell(line, column)
    assert isinstance(cell, SheetCell)
    return fill(cell, value)


def fill(cell: SheetCell, value: Value) -> SheetCell:
    """The cell with the value in it, never as a formula."""
    plain = _plain(value)
    if isinstance(plain, str):
        text = printable(plain)
        cell.value = text
        cell.data_type = "s"  # openpyxl takes = for a formula and #N/A for an error
        cell.number_format = "@" if len(text) <= LONGEST_SHOWN else "General"
        cell.quotePrefix = _is_formula(text)
    else:
        cell.value = plain
    return cell


def width_of(value: object) -> int:
    """In half-width characters, of the longest line."""
    lines = str("" if value is None else value).splitlines() or [""]
    return max(sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line) for line in lines)
