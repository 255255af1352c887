"""An .xls or .et workbook to publish: the values that are seen, in a new .xlsx."""

from typing import Any

import xlrd
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]

from gongkai.clearance.cleaning.cleaned import CannotClean, Notes
from gongkai.clearance.cleaning.new_book import new_book
from gongkai.clearance.cleaning.sheets import NOTHING_SHOWN
from gongkai.clearance.cleaning.visible import VisibleCell, VisibleSheet
from gongkai.clearance.cleaning.word_sight import alike
from gongkai.clearance.documents.places import Place

ACROSS = {1: "left", 2: "center", 3: "right", 4: "fill", 5: "justify", 6: "centerContinuous", 7: "distributed"}
DOWN = {0: "top", 1: "center", 2: "bottom", 3: "justify", 4: "distributed"}
LINES = {
    1: "thin", 2: "medium", 3: "dashed", 4: "dotted", 5: "thick", 6: "double", 7: "hair", 8: "mediumDashed", 9: "dashDot",
    10: "mediumDashDot", 11: "dashDotDot", 12: "mediumDashDotDot", 13: "slantDashDot",
}  # fmt: skip


def clean_old_sheets(data: bytes, notes: Notes) -> bytes:
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    except Exception as fault:  # xlrd meets damaged files with whatever error comes first
        why = "表格文件设有密码" if "ncrypt" in str(fault) else "表格文件已损坏或者格式不标准，请用表格软件另存为 .xlsx"
        raise CannotClean(why) from fault
    sheets = []
    for sheet in book.sheets():
        place = Place.of(("sheet", sheet.name))
        if sheet.visibility:
            notes.removed("hidden_sheet", place)
        else:
            sheets.append(_visible(book, sheet, notes, place))
    notes.removed("metadata")  # an old workbook always says who wrote it and with what
    notes.removed("defined_name", count=sum(bool(name.hidden) for name in book.name_obj_list))
    if not sheets:
        raise CannotClean("没有看得见的工作表")
    return new_book(sheets)


def _visible(book: Any, sheet: Any, notes: Notes, place: Place) -> VisibleSheet:
    hidden_rows = {
        row for row, info in sheet.rowinfo_map.items() if info.hidden or (info.height == 0 and info.height_mismatch)
    }
    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0}
    for row in sorted(hidden_rows & set(range(sheet.nrows))):
        notes.removed("hidden_row", place.then("row", row + 1))
    for column in sorted(hidden_columns & set(range(sheet.ncols))):
        notes.removed("hidden_column", place.then("column", xlrd.colname(column)))
    notes.removed("comment", place, len(sheet.cell_note_map))
    view = VisibleSheet(
        sheet.name,
        seen_rows=[row + 1 for row in range(sheet.nrows) if row not in hidden_rows],
        seen_columns=[column + 1 for column in range(sheet.ncols) if column not in hidden_columns],
        widths={column + 1: round(info.width / 256, 2) for column, info in sheet.colinfo_map.items() if info.width},
        heights={
            row + 1: info.height / 20 for row, info in sheet.rowinfo_map.items() if info.height_mismatch and info.height
        },
        merges=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        gridlines=bool(sheet.show_grid_lines),
    )
    if sheet.panes_are_frozen:
        view.frozen = (sheet.horz_split_pos + 1, sheet.vert_split_pos + 1)
    moved = {
        (top, left): (
            min(row for row in range(top, bottom) if row not in hidden_rows),
            min(column for column in range(left, right) if column not in hidden_columns),
        )
        for top, bottom, left, right in sheet.merged_cells
        if set(range(top, bottom)) - hidden_rows and set(range(left, right)) - hidden_columns
    }
    looks: dict[int, dict[str, Any]] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.ncols):
            cell = sheet.cell(row, column)
            if cell.ctype == xlrd.XL_CELL_EMPTY:
                continue
            at = moved.get((row, column), (row, column))
            if cell.xf_index not in looks:
                looks[cell.xf_index] = _look(book, cell.xf_index)
            seen = VisibleCell(
                _value(book, cell), looks[cell.xf_index], cell.xf_index, error=cell.ctype == xlrd.XL_CELL_ERROR
            )
            link = sheet.hyperlink_map.get((row, column))
            if link is not None and (link.url_or_path or "").lower().startswith(("http://", "https://", "mailto:")):
                seen.link = link.url_or_path
            if at[0] in hidden_rows or at[1] in hidden_columns:
                continue
            trace = _unseen(seen)
            if trace and notes.unseen(trace, place.then("cell", f"{xlrd.colname(column)}{row + 1}")):
                seen.value = None
            view.cells[at[0] + 1, at[1] + 1] = seen
    return view


def _value(book: Any, cell: Any) -> Any:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError, xlrd.XLDateError):
            return cell.value
        return moment.time() if cell.value < 1 else moment
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return int(cell.value) if cell.value == int(cell.value) and abs(cell.value) < 1e15 else cell.value
    return cell.value if cell.ctype == xlrd.XL_CELL_TEXT else None


def _look(book: Any, number: int) -> dict[str, Any]:
    looks = book.xf_list[number]
    font = book.font_list[looks.font_index]
    border, pattern, way = looks.border, looks.background, looks.alignment
    ink = _colour(book, font.colour_index)
    return {
        "font": Font(name=font.name, sz=font.height / 20, b=bool(font.bold or font.weight >= 600), i=bool(font.italic),
                     u="single" if font.underlined else None, strike=bool(font.struck_out), color=ink or None),
        "fill": PatternFill("solid", fgColor=_colour(book, pattern.pattern_colour_index) or "FFFFFF") if pattern.fill_pattern == 1 else PatternFill(),
        "border": Border(**{side: Side(LINES.get(getattr(border, f"{side}_line_style"))) for side in ("left", "right", "top", "bottom")}),
        "alignment": Alignment(horizontal=ACROSS.get(way.hor_align), vertical=DOWN.get(way.vert_align), wrap_text=bool(way.text_wrapped)),
        "number_format": book.format_map[looks.format_key].format_str if looks.format_key in book.format_map else "General",
    }  # fmt: skip


def _colour(book: Any, index: int) -> str:
    rgb = book.colour_map.get(index)
    return "".join(f"{part:02X}" for part in rgb) if rgb else ""


def _unseen(cell: VisibleCell) -> str:
    if cell.value is None or not str(cell.value).strip():
        return ""
    if NOTHING_SHOWN.fullmatch(cell.style["number_format"]) and not (
        isinstance(cell.value, str) and cell.style["number_format"].count(";") < 3
    ):
        return "hidden_text"
    font, fill = cell.style["font"], cell.style["fill"]
    if font.sz and font.sz <= 2.5:
        return "tiny"
    ground = fill.fgColor.rgb[-6:] if fill.fill_type == "solid" else "FFFFFF"
    return (
        "white"
        if font.color is not None and isinstance(font.color.rgb, str) and alike(font.color.rgb[-6:], ground)
        else ""
    )
