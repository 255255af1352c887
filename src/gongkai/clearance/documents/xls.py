"""Workbooks of the old format (.xls), which WPS Spreadsheets uses as well (.et)."""

import contextlib
import io
from typing import Any

import xlrd

from gongkai.clearance.documents.document import ROW, Block, Document, Piece, Unread
from gongkai.clearance.documents.office import ole
from gongkai.clearance.documents.office.colours import BLACK, UNKNOWN, Colour, Ground, is_lost
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.office.sheet_binary import Extras, extras, pivot_rows
from gongkai.clearance.documents.office.sheet_formats import day, hides, is_date
from gongkai.clearance.documents.office.sheet_rows import MOST_CELLS, Covered, letters_of
from gongkai.clearance.documents.places import Place, Step

LOW, NARROW, TINY = 30, 76, 60  # twentieths of a point, 256ths of a letter, twentieths of a point
PIVOTS = 1_000_000
OWN = ("_FilterDatabase", "Print_Area", "Print_Titles", "_xlfn", "_xlnm")
SYSTEM = {0x7FFF: BLACK, 64: BLACK, 65: (255, 255, 255)}


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "xls")
    storage = ole.opened(data, document)
    if storage is None:
        return document
    workbook = ole.stream(storage, "Workbook") or ole.stream(storage, "Book")
    read_workbook(document, workbook)
    for number, path in enumerate([path for path in storage.listdir() if path[0].lower() == "_sx_db_cur"], 1):
        for row_number, cells in enumerate(pivot_rows(ole.stream(storage, *path)), 1):
            place = Place.of(("pivot", number))
            pieces = [Piece(text, place, "pivot_cache", "\t" if order else "") for order, text in enumerate(cells)]
            document.blocks.append(Block(pieces, ROW, PIVOTS + number, row_number))
    ole.read_properties(document, storage)
    ole.read_macros(document, storage)
    ole.read_embedded(document, storage, depth, ("mbd",))
    return document


def read_workbook(document: Document, data: bytes) -> None:
    """The stream of a workbook: cells by xlrd, and what xlrd passes over by the records themselves."""
    shown = Place()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception as fault:  # xlrd raises all kinds on what is damaged
        locked = "encrypt" in str(fault).lower() or "password" in str(fault).lower()
        why = (
            "文件有打开密码，请解除密码后重新上传"
            if locked
            else "工作簿损坏，没有读全，请用办公软件打开另存为 xlsx 后重新上传"
        )
        document.unread.append(Unread(shown, why))
        book = None
    found = extras(data)
    if found.locked and book is not None:
        document.unread.append(Unread(shown, "文件有打开密码，请解除密码后重新上传"))
    said: set[str] = set()
    for number in range(book.nsheets if book is not None else 0):
        _Sheet(document, book, number, said).read()
    if book is not None:
        _read_names(document, book)
    _read_extras(document, found, said, whole=book is not None)


class _Sheet:
    def __init__(self, document: Document, book: Any, number: int, said: set[str]) -> None:
        self.document, self.book, self.number, self.said = document, book, number, said
        self.sheet = book.sheet_by_index(number)
        hidden = bool(self.sheet.visibility)
        self.place = Place((Step("sheet", self.sheet.name, hidden),))
        self.trace = "hidden_sheet" if hidden else ""

    def read(self) -> None:
        sheet = self.sheet
        columns = {index for index, info in sheet.colinfo_map.items() if info.hidden or info.width < NARROW}
        covered = Covered([(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells])
        cells = 0
        for row in range(sheet.nrows):
            info = sheet.rowinfo_map.get(row)
            low = info is not None and (info.hidden or (not info.has_default_height and info.height < LOW))
            row_trace = self.trace or ("hidden_row" if low else "")
            pieces: list[Piece] = []
            for column in range(sheet.row_len(row)):
                at = Place((*self.place.steps, Step("cell", f"{letters_of(column + 1)}{row + 1}")))
                texts = self._said(row, column)
                trace = row_trace or ("hidden_column" if column in columns else "")
                trace = trace or ("hidden_text" if covered.hides(row + 1, column + 1) else "")
                for order, (text, unseen) in enumerate(texts or [("", "")]):
                    pieces.append(
                        Piece(text, at, (trace or unseen) if text else "", "\t" if column and not order else "")
                    )
                cells += bool(texts)
            while pieces and not pieces[-1].text:
                pieces.pop()
            if pieces:
                self.document.blocks.append(Block(pieces, ROW, self.number + 1, row + 1))
            if cells > MOST_CELLS:
                self.document.unread.append(
                    Unread(self.place, f"单元格超过 {MOST_CELLS} 个，第 {row + 1} 行以后没有读取")
                )
                break
        self._beside()

    def _beside(self) -> None:
        for (row, column), comment in self.sheet.cell_note_map.items():
            at = Place((*self.place.steps, Step("cell", f"{letters_of(column + 1)}{row + 1}")))
            self.document.add(comment.text, at.then("comment", ""), trace="comment")
            note(self.document, "comment author", comment.author or "")
        for link in self.sheet.hyperlink_list:
            at = Place((*self.place.steps, Step("cell", f"{letters_of(link.fcolx + 1)}{link.frowx + 1}")))
            target = link.url_or_path
            if isinstance(target, bytes):
                target = target.decode("gb18030", "replace")
            self.document.add(target or "", at.then("link", ""), trace=self.trace)
            self.document.add(link.quicktip or "", at.then("link", ""), trace="alt_text")

    def _said(self, row: int, column: int) -> list[tuple[str, str]]:
        """What a cell holds, by runs of one look, each with how it is hidden."""
        cell = self.sheet.cell(row, column)
        if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
            return []
        look = self.book.xf_list[cell.xf_index] if cell.xf_index is not None else None
        code = self._format(look)
        what = "@" if cell.ctype == xlrd.XL_CELL_TEXT else ""
        if cell.ctype == xlrd.XL_CELL_TEXT:
            self.said.add(cell.value)
            text = cell.value
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            text = "TRUE" if cell.value else "FALSE"
        elif cell.ctype == xlrd.XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(cell.value, "")
        else:
            what = "+" if cell.value > 0 else "-" if cell.value < 0 else "0"
            text = self._number(cell, look, code)
        if not text:
            return []
        blind = "hidden_text" if ";" in code and what not in {"", "0"} and hides(code, what) else ""
        ground = self._ground(look)
        runs = self.sheet.rich_text_runlist_map.get((row, column)) or []
        bounds = [0, *[start for start, _ in runs if 0 < start < len(text)], len(text)]
        fonts = [look.font_index if look else 0, *[font for start, font in runs if 0 < start < len(text)]]
        if runs and runs[0][0] == 0:
            fonts[0] = runs[0][1]
        return [
            (text[bounds[index] : bounds[index + 1]], blind or self._lost(font, ground))
            for index, font in enumerate(fonts)
        ]

    def _number(self, cell: Any, look: Any, code: str) -> str:
        if cell.ctype == xlrd.XL_CELL_DATE or (look and is_date(look.format_key, code)):
            shown = day(cell.value, from_1904=bool(self.book.datemode), code=code)
            if shown:
                return shown
        number = float(cell.value)
        if number == int(number) and abs(number) < 1e21:
            length = len(str(abs(int(number))))
            return str(int(number)) if length <= 15 else str(round(int(number), 15 - length))
        return repr(number)

    def _format(self, look: Any) -> str:
        found = self.book.format_map.get(look.format_key) if look else None
        return str(found.format_str) if found else ""

    def _ground(self, look: Any) -> Ground:
        pattern = look.background if look else None
        if pattern is None or pattern.fill_pattern == 0:
            return None
        return self._colour(pattern.pattern_colour_index) or UNKNOWN if pattern.fill_pattern == 1 else UNKNOWN

    def _colour(self, index: int) -> Colour | None:
        if index in SYSTEM:
            return SYSTEM[index]
        found = self.book.colour_map.get(index)
        return (found[0], found[1], found[2]) if found else None

    def _lost(self, index: int, ground: Ground) -> str:
        if not 0 <= index < len(self.book.font_list):
            return ""
        font = self.book.font_list[index]
        if 0 < font.height < TINY:
            return "tiny"
        return "white" if is_lost(self._colour(font.colour_index) or BLACK, ground) else ""


def _read_names(document: Document, book: Any) -> None:
    for name in book.name_obj_list:
        text = str(name.name)
        if name.builtin or any(own in text for own in OWN):
            continue
        said = str(getattr(name.result, "text", None) or getattr(name.result, "value", None) or "")
        if name.hidden or said.startswith('"') or (said and "!" not in said and not name.hidden and said[:1].isdigit()):
            document.add(f"{text}={said}", Place.of(("name", text)), trace="defined_name")
        if name.macro or name.vbasic:
            document.add(text, Place.of(("name", text)), trace="script")


def _read_extras(document: Document, found: Extras, said: set[str], *, whole: bool) -> None:
    note(document, "userName", found.user)
    for kind, text in found.margins:
        document.add(text, Place.of((kind, "")))
    for number, text in enumerate(found.boxes, 1):
        if not any(text == block.text for block in document.blocks if block.pieces[0].trace == "comment"):
            document.add(text, Place.of(("textbox", number)))
    for text in found.external:
        document.add(text, Place.of(("part", "external")), trace="external_cache")
    for text in found.choices:
        document.add(text, Place.of(("part", "validation")), trace="field")
    for text in found.strings:
        if not whole:
            document.add(text, Place.of(("part", "strings")))
        elif text not in said and text.strip():
            document.add(text, Place.of(("part", "strings")), trace="template")
