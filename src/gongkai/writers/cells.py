"""Cells of a workbook: what they hold and how they look."""

from openpyxl.cell import Cell as SheetCell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from gongkai.writers.letter import printable
from gongkai.writers.sheets import Sheet, Value, is_formula, plain, width_of

NARROWEST, WIDEST = 8, 50  # of a column, in half-width characters
LONGEST_SHOWN = 255  # Excel shows a row of # for longer cells of the kind text
LINE = Side(style="thin", color="FF999999")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def table(target: Worksheet, sheet: Sheet) -> None:
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
    known = plain(value)
    if isinstance(known, str):
        text = printable(known)
        cell.value = text
        cell.data_type = "s"  # openpyxl takes = for a formula and #N/A for an error
        cell.number_format = "@" if len(text) <= LONGEST_SHOWN else "General"
        cell.quotePrefix = is_formula(text)
    else:
        cell.value = known
    return cell
