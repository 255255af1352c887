"""A workbook: every visible sheet, row by row; what a merged cell covers is not an empty cell."""

import io
from datetime import date, datetime, time

from python_calamine import CalamineSheet, CalamineWorkbook

from gongkai.annual_reports.published.paper import Paper

MOST_ROWS, MOST_COLUMNS = 5000, 200


def read(data: bytes) -> Paper:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    paper = Paper()
    for about in book.sheets_metadata:
        if "Visible" in str(about.visible) and "Work" in str(about.typ):
            _sheet(book.get_sheet_by_name(about.name), paper)
    return paper


def _sheet(sheet: CalamineSheet, paper: Paper) -> None:
    covered = {
        (row, column)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        for row in range(top, min(bottom, MOST_ROWS) + 1)
        for column in range(left, min(right, MOST_COLUMNS) + 1)
        if (row, column) != (top, left)
    }
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)):
        shown = [
            (column, _written(cell))
            for column, cell in enumerate(cells[:MOST_COLUMNS])
            if (number, column) not in covered
        ]
        filled = [text for _column, text in shown if text.strip()]
        if len(filled) == 1 and len(shown) < 3:
            paper.write(filled[0])
        else:
            paper.row(shown)


def _written(cell: object) -> str:
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    return str(cell)
