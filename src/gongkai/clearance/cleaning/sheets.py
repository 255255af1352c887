"""An Excel workbook to publish: a new one made of the values that are seen, formulas as what they came to."""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.cell.rich_text import CellRichText  # type: ignore[import-untyped]
from openpyxl.utils import column_index_from_string  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from gongkai.clearance.cleaning.cleaned import CannotClean, Notes
from gongkai.clearance.cleaning.elements import local
from gongkai.clearance.cleaning.new_book import new_book
from gongkai.clearance.cleaning.packages import EMPTY_CORE, parsed, unpacked
from gongkai.clearance.cleaning.sheet_drawings import add_charts, add_pictures
from gongkai.clearance.cleaning.suite import converted, installed
from gongkai.clearance.cleaning.visible import VisibleCell, VisibleSheet, within
from gongkai.clearance.cleaning.word_sight import alike
from gongkai.clearance.documents.places import Place

A_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
MOST_CELLS = 1_500_000
LOOKS = ("font", "fill", "border", "alignment")
NOTHING_SHOWN = re.compile(r';;;("")?|""(;"")*')  # number formats that show no number at all
# parts of a workbook nobody sees on its sheets: pattern of the name, what is said of them
UNSEEN_PARTS = (
    (r"xl/comments|xl/threadedComments|/comment\d*\.xml", "comment"), (r"xl/persons/", "metadata"), (r"xl/externalLinks/[^/]+\.xml", "external_cache"),
    (r"xl/pivotCache/pivotCacheDefinition", "pivot_cache"), (r"vbaProject|xl/macrosheets/|xl/dialogsheets/", "script"), (r"customXml/item\d+\.xml", "metadata"),
    (r"printerSettings", "metadata"), (r"xl/embeddings/", "attachment"), (r"xl/connections|xl/queryTables/", "external_cache"),
    (r"docProps/(custom|thumbnail)", "metadata"), (r"xl/revisions/", "revision"), (r"xl/activeX/|xl/ctrlProps/", "script"), (r"xl/model/|xl/slicerCaches/", "pivot_cache"),
)  # fmt: skip
DRAWN = {"sp", "grpSp", "cxnSp", "contentPart"}


def clean_sheets(data: bytes, notes: Notes) -> bytes:
    parts = unpacked(data)
    _note_parts(parts, notes)
    shown = _loaded(data, values=True)
    counts = any(name.startswith("xl/worksheets/") and A_FORMULA.search(part) for name, part in parts.items())
    formulas = _loaded(data, values=False) if counts else shown
    if installed() and _uncounted(shown, formulas):
        _count(shown, formulas, _loaded(converted(data, "xlsx", "xlsx"), values=True))
    _note_names(shown, notes)
    sheets = []
    for sheet in shown.worksheets:
        place = Place.of(("sheet", sheet.title))
        if sheet.sheet_state != "visible":
            notes.removed("hidden_sheet", place)
        else:
            sheets.append(_visible(sheet, formulas[sheet.title], notes, place))
    if any(not isinstance(sheet, Worksheet) for sheet in shown._sheets):
        notes.refuse(Place(), "有单独成表的图表，请改放到普通工作表里")
    if not sheets:
        raise CannotClean("没有看得见的工作表")
    add_charts(sheets, shown, notes)
    return new_book(sheets)


def _loaded(data: bytes, *, values: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=values, rich_text=values)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        zipfile.BadZipFile,
        SyntaxError,
    ) as fault:
        raise CannotClean("表格文件已损坏或者格式不标准，请用表格软件另存为 .xlsx") from fault


def _uncounted(shown: Any, formulas: Any) -> bool:
    """Whether the program that wrote the file never worked out its formulas, as scripts do."""
    return any(
        cell.data_type == "f" and shown[sheet.title]._cells[at].value is None
        for sheet in formulas.worksheets
        if sheet.sheet_state == "visible"
        for at, cell in sheet._cells.items()
    )


def _count(shown: Any, formulas: Any, counted: Any) -> None:
    """Fill in what LibreOffice worked out; all else stays as it was in the file itself."""
    for sheet in formulas.worksheets:
        for at, cell in sheet._cells.items():
            if (
                cell.data_type == "f"
                and shown[sheet.title]._cells[at].value is None
                and sheet.title in counted.sheetnames
            ):
                found = counted[sheet.title]._cells.get(at)
                shown[sheet.title]._cells[at].value = None if found is None else found.value


def _note_parts(parts: dict[str, bytes], notes: Notes) -> None:
    for pattern, what in UNSEEN_PARTS:
        notes.removed(what, count=sum(bool(re.search(pattern, name)) and not name.endswith(".rels") for name in parts))
    core = parts.get("docProps/core.xml", EMPTY_CORE)
    if core != EMPTY_CORE and any((element.text or "").strip() for element in parsed(core)):
        notes.removed("metadata")
    for name, part in parts.items():
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name) and any(
            local(element) in DRAWN for element in parsed(part).iter()
        ):
            notes.refuse(
                Place.of(("part", name.rpartition("/")[2])),
                "表格上有文本框或者图形，重新生成时不能保留，请改成单元格或者图片",
            )


def _note_names(book: Any, notes: Notes) -> None:
    hidden = [name for name, defined in book.defined_names.items() if defined.hidden]
    for sheet in book.worksheets:
        hidden += [
            name for name, defined in sheet.defined_names.items() if defined.hidden and not name.startswith("_xlnm")
        ]
    for name in hidden:
        notes.removed("defined_name", Place.of(("name", name)))
    notes.removed(
        "metadata",
        count=len(book.defined_names) - sum(defined.hidden is True for defined in book.defined_names.values()),
    )


def _visible(sheet: Any, formulas: Any, notes: Notes, place: Place) -> VisibleSheet:
    if len(sheet._cells) > MOST_CELLS:
        raise CannotClean("表格过大")
    height, width = _extent(sheet)
    hidden_columns, widths = _columns(sheet, width)
    rows_hidden_by_default = bool(sheet.sheet_format.zeroHeight)
    hidden_rows = {
        number
        for number in range(1, height + 1)
        if (number in sheet.row_dimensions and _row_hidden(sheet.row_dimensions[number]))
        or (rows_hidden_by_default and number not in sheet.row_dimensions)
    }
    used_rows = {row for row, _ in sheet._cells}
    used_columns = {column for _, column in sheet._cells}
    for row in sorted(hidden_rows & used_rows):
        notes.removed("hidden_row", place.then("row", row))
    for column in sorted(hidden_columns & used_columns):
        notes.removed("hidden_column", place.then("column", sheet.cell(1, column).column_letter))
    view = VisibleSheet(
        sheet.title,
        seen_rows=[row for row in range(1, height + 1) if row not in hidden_rows],
        seen_columns=[column for column in range(1, width + 1) if column not in hidden_columns],
        widths=widths,
        heights={
            row: size.height for row, size in sheet.row_dimensions.items() if size.height and row not in hidden_rows
        },
        merges=[(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges],
        gridlines=bool(sheet.sheet_view.showGridLines),
    )
    _cells(sheet, formulas, view, notes, place)
    _paper(sheet, view)
    add_pictures(sheet, view, notes, place)
    return view


def _extent(sheet: Any) -> tuple[int, int]:
    """Rows and columns to look at. A column painted down to the last row of the sheet does not make a million rows."""
    if sheet.max_row * sheet.max_column <= MOST_CELLS:
        return sheet.max_row, sheet.max_column
    used = [at for at, cell in sheet._cells.items() if cell.value is not None]
    used += [(area.max_row, area.max_col) for area in sheet.merged_cells.ranges if area.max_row < 1_000_000]
    return max((row for row, _ in used), default=1), max((column for _, column in used), default=1)


def _row_hidden(row: Any) -> bool:
    return bool(row.hidden) or (row.height is not None and row.height < 1)


def _columns(sheet: Any, width: int) -> tuple[set[int], dict[int, float]]:
    """Hidden columns and widths; the file tells them for groups of neighbours."""
    hidden: set[int] = set()
    widths: dict[int, float] = {}
    for letter, size in sheet.column_dimensions.items():
        first = size.min or column_index_from_string(letter)
        for column in range(first, min(size.max or first, width) + 1):
            if size.hidden or (size.customWidth and size.width is not None and size.width < 0.2):
                hidden.add(column)
            elif size.width and size.customWidth:
                widths[column] = size.width
    return hidden, widths


@dataclass(frozen=True)
class _Look:
    """What the cells of one style look like, and the trace of words and of numbers that do not show in it."""

    style: dict[str, Any]
    of_words: str
    of_numbers: str


def _cells(sheet: Any, formulas: Any, view: VisibleSheet, notes: Notes, place: Place) -> None:
    rows, columns = set(view.seen_rows), set(view.seen_columns)
    looks: dict[object, _Look] = {}
    for (row, column), cell in sheet._cells.items():
        if row in rows and column in columns:
            seen = _seen_cell(cell, formulas._cells.get((row, column)), looks, notes, place)
            if seen is not None:
                view.cells[row, column] = seen
    for top, left, bottom, right in view.merges:  # an area whose first row is hidden shows its value all the same
        seen_rows, seen_columns = within(view.seen_rows, top, bottom), within(view.seen_columns, left, right)
        first = (seen_rows[0], seen_columns[0]) if seen_rows and seen_columns else (top, left)
        if first != (top, left) and (top, left) in sheet._cells:
            cell = sheet._cells[top, left]
            seen = _seen_cell(cell, formulas._cells.get((top, left)), looks, notes, place)
            if seen is not None:
                view.cells[first] = seen


def _seen_cell(cell: Any, formula: Any, looks: dict[object, _Look], notes: Notes, place: Place) -> VisibleCell | None:
    if formula is not None and formula.data_type == "f":
        if cell.value is None:
            notes.refuse(place.then("cell", cell.coordinate), "公式没有计算结果，请用表格软件打开后保存一次再上传")
        notes.removed("field", place)
    elif cell.value is None and not cell.has_style:
        return None
    key = tuple(cell._style)
    if key not in looks:
        style = {name: getattr(cell, name) for name in LOOKS} | {"number_format": cell.number_format}
        looks[key] = _Look(style if cell.has_style else {}, *_unseen(cell))
    look = looks[key]
    seen = VisibleCell(_plain(cell.value), look.style, look=key, error=cell.data_type == "e")
    trace = look.of_words if isinstance(cell.value, (str, CellRichText)) else look.of_numbers
    if (
        trace
        and cell.value is not None
        and str(cell.value).strip()
        and notes.unseen(trace, place.then("cell", cell.coordinate))
    ):
        seen.value = None
    if cell.hyperlink is not None:
        target = cell.hyperlink.target or ""
        seen.link = target if target.lower().startswith(("http://", "https://", "mailto:")) else ""
        if target and not seen.link:
            notes.removed("metadata", place.then("cell", cell.coordinate))
    return seen


def _plain(value: Any) -> Any:
    if isinstance(value, CellRichText) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    return value


def _unseen(cell: Any) -> tuple[str, str]:
    """The traces of words and of numbers in a cell that looks like this one."""
    shown = cell.number_format or ""
    hides = "hidden_text" if NOTHING_SHOWN.fullmatch(shown) else ""
    size = cell.font.sz
    ink = _rgb(cell.font.color)
    ground = _rgb(cell.fill.fgColor) if cell.fill.fill_type == "solid" else "" if cell.fill.fill_type else "FFFFFF"
    trace = "tiny" if size is not None and size <= 2.5 else "white" if ink and ground and alike(ink, ground) else ""
    return (hides if shown.count(";") >= 3 else "") or trace, hides or trace


def _rgb(colour: Any) -> str:
    """Six digits; theme colours only where every theme agrees (white paper, black ink)."""
    if colour is None:
        return ""
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:].upper()
    if colour.type == "theme" and not colour.tint:
        return {0: "FFFFFF", 1: "000000"}.get(colour.theme, "")
    if colour.type == "indexed":
        return {0: "000000", 1: "FFFFFF", 8: "000000", 9: "FFFFFF", 64: "000000", 65: "FFFFFF"}.get(colour.indexed, "")
    return ""


def _paper(sheet: Any, view: VisibleSheet) -> None:
    if sheet.freeze_panes:
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", sheet.freeze_panes).groups()  # type: ignore[union-attr]
        view.frozen = (int(digits), column_index_from_string(letters))
    if sheet.print_title_rows and (found := re.fullmatch(r"\$?(\d+):\$?(\d+)", sheet.print_title_rows)):
        view.title_rows = (int(found[1]), int(found[2]))
    if sheet.print_title_cols and (found := re.fullmatch(r"\$?([A-Z]+):\$?([A-Z]+)", sheet.print_title_cols)):
        view.title_columns = (column_index_from_string(found[1]), column_index_from_string(found[2]))
    sheet.page_setup.id = None
    view.print_settings = {name: getattr(sheet, name) for name in ("page_margins", "print_options", "HeaderFooter")}
    view.print_settings["page_setup"] = sheet.page_setup
