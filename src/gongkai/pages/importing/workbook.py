"""Workbooks in .xlsx and tables in .csv: every visible sheet, as it is shown."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from gongkai.pages.importing.blocks import Source, Unreadable
from gongkai.pages.importing.plain import decoded
from gongkai.pages.importing.sheets import MOST_ROWS, Sheet, source_of
from gongkai.pages.importing.shown import shown

MOST_CELLS = 300_000


def read(data: bytes) -> Source:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data)) if _may_lack_values(book) else None
    left_out: Counter[str] = Counter()
    sheets = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            left_out["隐藏的工作表"] += 1
            continue
        sheets.append(_sheet(sheet, left_out, None if formulas is None else formulas[sheet.title]))
    left_out["图表（请截成图片再插入）"] += len(book.chartsheets)
    return source_of(sheets, left_out)


def _may_lack_values(book: Any) -> bool:
    """Whether some sheet is all but empty: written by a program that never computed its formulas."""
    return any(
        sheet.max_row > 1 and not any(cell.value is not None for row in sheet.iter_rows(max_row=50) for cell in row)
        for sheet in book.worksheets
    )


def _sheet(sheet: Any, left_out: Counter[str], formulas: Any) -> Sheet:
    if sheet.max_row > MOST_ROWS * 50 or sheet.max_row * sheet.max_column > MOST_CELLS * 10:
        raise Unreadable(f"工作表“{sheet.title}”太大，不适合放进正文；请作为附件上传")
    made = Sheet(sheet.title)
    made.hidden_rows = {number - 1 for number, size in sheet.row_dimensions.items() if size.hidden or size.height == 0}
    made.hidden_columns = set(_hidden_columns(sheet))
    aligns, heavy = {}, set()
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment:
                left_out["批注"] += 1
            place = (cell.row - 1, cell.column - 1)
            if cell.value is None or not (text := shown(cell.value, cell.number_format)):
                continue
            if _is_unseen(cell):
                left_out["白色的文字或者不显示的单元格"] += 1
                continue
            made.values[place] = text
            if cell.alignment.horizontal in {"center", "centerContinuous", "right"}:
                aligns[place] = cell.alignment.horizontal.replace("Continuous", "")
            elif cell.alignment.horizontal in {None, "general"} and cell.data_type in {"n", "d"}:
                aligns[place] = "right"
            if cell.font.b:
                heavy.add(place)
    if formulas is not None and not made.values:
        raise Unreadable(f"工作表“{sheet.title}”里的公式没有算出过结果；请用 Excel 或者 WPS 打开、保存一次再导入")
    made.aligns, made.heavy = aligns, heavy
    for merged in sheet.merged_cells.ranges:
        made.merged[merged.min_row - 1, merged.min_col - 1] = (merged.max_row - 1, merged.max_col - 1)
    if sheet._images:
        left_out["工作表里的图片"] += len(sheet._images)
    if sheet._charts:
        left_out["图表（请截成图片再插入）"] += len(sheet._charts)
    return made


def _hidden_columns(sheet: Any) -> Iterator[int]:
    """Neighbouring columns of one width are written as one entry."""
    for letter, size in sheet.column_dimensions.items():
        if size.hidden or size.width == 0:
            first = size.min or openpyxl.utils.column_index_from_string(letter)
            yield from range(first - 1, min(size.max or first, first + 500))


def _is_unseen(cell: Any) -> bool:
    if cell.number_format.strip() == ";;;":
        return True
    color = cell.font.color
    white = color is not None and (
        (color.type == "rgb" and str(color.rgb).upper()[-6:] == "FFFFFF")
        or (color.type == "theme" and color.theme == 0 and not color.tint)
    )
    return white and cell.fill.fill_type in {None, "none"}


def read_csv(data: bytes) -> Source:
    text = decoded(data)
    first = text.partition("\n")[0]
    mark = max(",\t;，", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    sheet = Sheet("")
    for number, row in enumerate(rows):
        if number > MOST_ROWS * 50:
            raise Unreadable(f"表格超过 {MOST_ROWS} 行，不适合放进正文；请作为附件上传")
        sheet.values |= {(number, column): cell.strip() for column, cell in enumerate(row) if cell.strip()}
    return source_of([sheet], Counter())
