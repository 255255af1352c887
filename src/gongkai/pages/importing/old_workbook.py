"""Workbooks in .xls and .et, with their hidden rows and columns, merged cells and formats."""

from collections import Counter
from typing import Any

import xlrd

from gongkai.pages.importing.blocks import Source, Unreadable
from gongkai.pages.importing.sheets import MOST_ROWS, Sheet, source_of
from gongkai.pages.importing.shown import is_date_form, shown

ALIGNS = {2: "center", 3: "right", 6: "center"}


def read(data: bytes) -> Source:
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Nowhere())
    except xlrd.XLRDError as fault:
        if "encrypted" in str(fault).lower() or "password" in str(fault).lower():
            raise Unreadable("文件加了密；请先去掉打开密码再导入") from fault
        raise
    left_out: Counter[str] = Counter()
    sheets = []
    for sheet in book.sheets():
        if sheet.visibility:
            left_out["隐藏的工作表"] += 1
        else:
            sheets.append(_sheet(book, sheet))
            left_out["批注"] += len(sheet.cell_note_map)
    return source_of(sheets, left_out)


def _sheet(book: xlrd.Book, sheet: Any) -> Sheet:
    if sheet.nrows > MOST_ROWS * 50:
        raise Unreadable(f"工作表“{sheet.name}”有 {sheet.nrows} 行，不适合放进正文；请作为附件上传")
    made = Sheet(sheet.name)
    made.hidden_rows = {number for number, row in sheet.rowinfo_map.items() if row.hidden or row.height == 0}
    made.hidden_columns = {number for number, column in sheet.colinfo_map.items() if column.hidden or column.width == 0}
    aligns, heavy = {}, set()
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            looks = book.xf_list[cell.xf_index]
            text = _text(book, cell, book.format_map[looks.format_key].format_str)
            if not text:
                continue
            made.values[row, column] = text
            align = ALIGNS.get(looks.alignment.hor_align) or (
                "right"
                if not looks.alignment.hor_align and cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}
                else ""
            )
            if align:
                aligns[row, column] = align
            if book.font_list[looks.font_index].bold:
                heavy.add((row, column))
    made.aligns, made.heavy = aligns, heavy
    for top, bottom, left, right in sheet.merged_cells:
        made.merged[top, left] = (bottom - 1, right - 1)
    return made


def _text(book: xlrd.Book, cell: Any, form: str) -> str:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR}:
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE or (cell.ctype == xlrd.XL_CELL_NUMBER and is_date_form(form)):
        try:
            return shown(xlrd.xldate_as_datetime(cell.value, book.datemode), form)
        except (ValueError, OverflowError):
            return shown(cell.value)
    return shown(cell.value, form)


class _Nowhere:
    """The library reports oddities as it reads; they are nobody's business."""

    def write(self, _text: str) -> None: ...
    def flush(self) -> None: ...
