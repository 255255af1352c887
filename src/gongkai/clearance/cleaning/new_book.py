"""A new workbook from visible sheets: nothing of the old file's parts comes along."""

import io
from copy import copy
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from gongkai.clearance.cleaning.packages import EMPTY_CORE, packed, unpacked
from gongkai.clearance.cleaning.visible import VisibleSheet, within

APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def new_book(sheets: list[VisibleSheet]) -> bytes:
    """An .xlsx of these sheets; the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    target = io.BytesIO()
    book.save(target)
    parts = unpacked(target.getvalue())
    parts["docProps/core.xml"], parts["docProps/app.xml"] = EMPTY_CORE, APP
    return packed(parts, first="[Content_Types].xml")


def _write(target, sheet: VisibleSheet) -> None:  # type: ignore[no-untyped-def]  # openpyxl's sheet classes carry no types worth naming
    looks: dict[object, Any] = {}  # openpyxl compares looks slowly; alike cells are few looks
    rows = {row: at for at, row in enumerate(sheet.seen_rows, 1)}
    columns = {column: at for at, column in enumerate(sheet.seen_columns, 1)}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row not in rows or column not in columns:
            continue
        new = target.cell(rows[row], columns[column])
        new.value = cell.value
        if isinstance(cell.value, str):
            new.data_type = "e" if cell.error else "s"  # never a formula, whatever it begins with
        if cell.look in looks:
            new._style = copy(looks[cell.look])
        elif cell.style:
            for name, look in cell.style.items():
                setattr(new, name, copy(look) if name != "number_format" else look)
            looks[cell.look] = copy(new._style)
        if cell.link:
            new.hyperlink = cell.link
            if "font" in cell.style:
                new.font = copy(cell.style["font"])
    for column, width in sheet.widths.items():
        if column in columns:
            target.column_dimensions[get_column_letter(columns[column])].width = width
    for row, height in sheet.heights.items():
        if row in rows:
            target.row_dimensions[rows[row]].height = height
    for top, left, bottom, right in sorted(sheet.merges):
        seen_rows, seen_columns = within(rows, top, bottom), within(columns, left, right)
        if len(seen_rows) * len(seen_columns) > 1:
            target.merge_cells(
                start_row=rows[seen_rows[0]], end_row=rows[seen_rows[-1]],
                start_column=columns[seen_columns[0]], end_column=columns[seen_columns[-1]],
            )  # fmt: skip
    row, column = sheet.place_of_row(sheet.frozen[0]), sheet.place_of_column(sheet.frozen[1])
    if (row, column) != (1, 1):
        target.freeze_panes = f"{get_column_letter(column)}{row}"
    if sheet.title_rows and (seen := within(rows, *sheet.title_rows)):
        target.print_title_rows = f"{rows[seen[0]]}:{rows[seen[-1]]}"
    if sheet.title_columns and (seen := within(columns, *sheet.title_columns)):
        target.print_title_cols = f"{get_column_letter(columns[seen[0]])}:{get_column_letter(columns[seen[-1]])}"
    for name, value in sheet.print_settings.items():
        setattr(target, name, copy(value))
    target.sheet_view.showGridLines = sheet.gridlines
    for picture in sheet.pictures:
        target.add_image(picture)
    for chart in sheet.charts:
        target.add_chart(chart)
