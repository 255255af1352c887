"""The rows of one worksheet, read as a stream: a sheet of a million rows is never a tree in memory."""

import io
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from gongkai.clearance.documents.document import ROW, Block, Document, Piece, Unread
from gongkai.clearance.documents.office.sheet_formats import day, digits, hides
from gongkai.clearance.documents.office.sheet_styles import Font, Look, SheetStyles, runs
from gongkai.clearance.documents.office.trees import FORBIDDEN, Node, child, children, local, value, whole
from gongkai.clearance.documents.places import Place, Step

MOST_CELLS = 1_000_000
LAST_COLUMN = 16_384
MOST_COLUMNS = 1000  # empty cells in front of a value, beyond which columns are not kept in line
MOST_MERGED = 500  # merged cells over one row
NARROW, LOW = 0.3, 1.5  # width in letters and height in points below which nothing is seen
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LITERAL = re.compile(r'"((?:[^"]|"")*)"')
TELLING = re.compile(r"[\u3400-\u9fff]{2}|\d{6}|@|\\\\|[A-Za-z]:\\")
ADDRESS = re.compile(r'HYPERLINK\(\s*"([^"]+)"', re.I)
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
Runs = list[tuple[str, Font | None]]


@dataclass
class Budget:
    """Cells left to read in the whole workbook, and shared strings that some cell uses."""

    cells: int = MOST_CELLS
    used: set[int] = field(default_factory=set)


class Columns(NamedTuple):
    hidden: set[int]
    all_hidden: bool

    def hides(self, column: int) -> bool:
        return self.all_hidden or column in self.hidden


@dataclass
class Sheet:
    """A sheet while it is read. `heads`: (row, first column, last column) of headings that a table style colours."""

    name: str
    hidden: bool
    number: int
    heads: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place((Step("sheet", self.name, self.hidden),))

    @property
    def trace(self) -> str:
        return "hidden_sheet" if self.hidden else ""


class RowReader:
    def __init__(
        self, document: Document, styles: SheetStyles, strings: list[str | Runs], budget: Budget, *, from_1904: bool
    ) -> None:
        self.document, self.styles, self.strings = document, styles, strings
        self.budget, self.from_1904 = budget, from_1904

    def read(self, data: bytes, sheet: Sheet) -> Node | None:
        """Adds the rows; returns what else the sheet holds, with the rows taken out of it."""
        if FORBIDDEN.search(data):
            self.document.unread.append(Unread(sheet.place, "含有文档类型定义或者实体，可能是恶意文件，没有读取"))
            return None
        covered = _covered(data)
        stream = _elements(data, "row")
        row_number, columns, default = 0, None, 0
        try:
            for _, row in stream:
                if columns is None:
                    columns, default = _columns(row), _rows_are_hidden(row)
                row_number = whole(value(row, "r"), row_number + 1)
                if self.budget.cells > 0:
                    self._row(row, row_number, sheet, columns, covered, hidden=bool(default))
                    if self.budget.cells <= 0:
                        why = f"单元格超过 {MOST_CELLS} 个，第 {row_number} 行以后没有读取，请拆分后重新上传"
                        self.document.unread.append(Unread(sheet.place, why))
                row.clear()
                while row.getprevious() is not None:
                    del row.getparent()[0]
        except etree.XMLSyntaxError:
            self.document.unread.append(
                Unread(sheet.place, f"工作表在第 {row_number} 行以后损坏，没有读全，请用办公软件打开另存后重新上传")
            )
        return stream.root

    def _row(self, row: Node, number: int, sheet: Sheet, columns: Columns, covered: "Covered", *, hidden: bool) -> None:
        height = value(row, "ht")
        hidden = (
            value(row, "hidden") in {"1", "true"} or (hidden and not height) or bool(height and _float(height) < LOW)
        )
        row_trace = sheet.trace or ("hidden_row" if hidden else "")
        steps = sheet.place.steps
        empty = Piece("", sheet.place, "", "\t")
        heads = [(first, last) for head, first, last in sheet.heads if head == number]
        pieces: list[Piece] = []
        column = filled = 0
        for cell in row:
            name = cell.get("r")
            column = column_of(name) if name else column + 1
            if len(cell) == 0:
                continue
            kind = cell.get("t", "n")
            look = self.styles.look(cell.get("s", "0"))
            written, formula, inline = _inside(cell)
            said = self._said(kind, written, inline, look)
            at = Place((*steps, Step("cell", name or f"{letters_of(column)}{number}")))
            if formula:
                self._formula(formula, at, sheet.trace)
                if not written and not said and len(formula) < 2000:
                    said = [("=" + formula, None)]
            if not any(text for text, _ in said):
                continue
            self.budget.cells -= 1
            pieces.extend([empty] * min(column - 1 - filled, MOST_COLUMNS))
            filled = column
            trace = row_trace
            if not trace and (columns.hides(column) or covered.hides(number, column)):
                trace = "hidden_column" if columns.hides(column) else "hidden_text"
            on_head = any(first <= column <= last for first, last in heads)
            joint = "\t" if pieces else ""
            for text, font in said:
                unseen = trace or look.trace(font, ground_unknown=on_head) or _unseen_by_format(look, kind, text)
                pieces.append(Piece(text.replace("\t", " "), at, unseen, joint))
                joint = ""
        if pieces:
            if pieces[0] is empty:
                pieces[0] = Piece("", sheet.place)
            self.document.blocks.append(Block(pieces, ROW, sheet.number, number))

    def _said(self, kind: str, text: str, inline: Node | None, look: Look) -> Runs:
        """What a cell shows, by runs."""
        if inline is not None:
            return [(unescaped(part), font) for part, font in runs(inline, self.styles)]
        if not text:
            return []
        if kind == "s":
            index = whole(text, -1)
            self.budget.used.add(index)
            shared = self.strings[index] if 0 <= index < len(self.strings) else ""
            return [(shared, None)] if isinstance(shared, str) else shared
        if kind in {"str", "e", "d"}:
            return [(unescaped(text), None)]
        if kind == "b":
            return [("TRUE" if text == "1" else "FALSE", None)]
        if look.is_date and (shown := day(_float(text), from_1904=self.from_1904, code=look.format)):
            return [(shown, None)]
        return [(digits(text), None)]

    def _formula(self, formula: str, place: Place, trace: str) -> None:
        """A formula is shown when it holds words, long numbers or an address of its own, or starts a program."""
        for address in ADDRESS.findall(formula):
            self.document.add(address, place.then("link", ""), trace=trace)
        literals = " ".join(LITERAL.findall(formula))
        if re.match(r"\s*\+?\w+\|", formula):
            self.document.add("=" + formula, place, trace="script")
        elif (
            TELLING.search(literals)
            or re.search(r"(?<![A-Za-z$.\d])\d{11,}", formula)
            or re.search(r"[\\/][^\"]*\[[^\]]+\]", formula)
        ):
            self.document.add("=" + formula, place, trace="field")


def _inside(cell: Node) -> tuple[str, str, Node | None]:
    """Value, formula and inline string of a cell."""
    written = formula = ""
    inline = None
    for inner in cell:
        tag = inner.tag
        if tag.endswith("}v"):
            written = inner.text or ""
        elif tag.endswith("}f"):
            formula = inner.text or ""
        elif tag.endswith("}is"):
            inline = inner
    return written, formula, inline


def _unseen_by_format(look: Look, kind: str, text: str) -> str:
    if look.format == "General" or (";" not in look.format and not look.format.startswith('"')):
        return ""
    if kind in {"s", "str", "inlineStr"}:
        what = "@"
    elif not text.strip("0."):
        return ""  # a zero that is not shown is a matter of looks
    else:
        what = "-" if text.startswith("-") else "+"
    return "hidden_text" if hides(look.format, what) else ""


class Covered:
    """Cells that lie under a merged one: what they hold is not seen."""

    def __init__(self, ranges: list[tuple[int, int, int, int]]) -> None:
        self.by_row: dict[int, list[tuple[int, int, int]]] = {}
        self.tall = [one for one in ranges if one[2] - one[0] > 200][:MOST_MERGED]
        for top, left, bottom, right in ranges:
            for row in range(top, bottom + 1) if bottom - top <= 200 else ():
                near = self.by_row.setdefault(row, [])
                if len(near) < MOST_MERGED:
                    near.append((top, left, right))

    def hides(self, row: int, column: int) -> bool:
        if not self.by_row and not self.tall:
            return False
        near = self.by_row.get(row, ())
        return any(left <= column <= right and (row, column) != (top, left) for top, left, right in near) or any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in self.tall
        )


def _covered(data: bytes) -> Covered:
    tail = data[max(0, data.rfind(b"sheetData>")) :]
    return Covered(
        [
            (int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))
            for left, top, right, bottom in MERGED.findall(tail)[:100_000]
        ]
    )


def _columns(row: Node) -> Columns:
    root = row.getparent().getparent()
    hidden: set[int] = set()
    for one in children(child(root, "cols"), "col"):
        width = value(one, "width")
        if value(one, "hidden") in {"1", "true"} or (width and _float(width) < NARROW):
            hidden.update(range(whole(value(one, "min"), 1), min(whole(value(one, "max"), 1), LAST_COLUMN) + 1))
    default = value(child(root, "sheetFormatPr"), "defaultColWidth")
    return Columns(hidden, bool(default) and _float(default) < NARROW and not hidden)


def _rows_are_hidden(row: Node) -> int:
    root = row.getparent().getparent()
    return int(value(child(root, "sheetFormatPr"), "zeroHeight") in {"1", "true"})


def unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@lru_cache(maxsize=65536)
def column_of(name: str) -> int:
    number = 0
    for letter in name:
        if not letter.isalpha() or not letter.isascii():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return min(number, LAST_COLUMN)


def letters_of(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0


def shared_strings(data: bytes, styles: SheetStyles, document: Document) -> list[str | Runs]:
    """The table of strings, plain ones as text, others as runs."""
    if FORBIDDEN.search(data):
        document.unread.append(
            Unread(Place.of(("part", "sharedStrings")), "含有文档类型定义或者实体，可能是恶意文件，没有读取")
        )
        return []
    strings: list[str | Runs] = []
    stream = _elements(data, "si")
    try:
        for _, item in stream:
            found = [(unescaped(text), font) for text, font in runs(item, styles)]
            plain = all(font is None for _, font in found)
            strings.append("".join(text for text, _ in found) if plain else found)
            aids = "".join("".join(one.itertext()) for one in item if local(one) == "rPh")
            if aids:
                document.add(aids, Place.of(("part", "sharedStrings")), trace="hidden_text")
            item.clear()
            while item.getprevious() is not None:
                del item.getparent()[0]
    except etree.XMLSyntaxError:
        document.unread.append(
            Unread(Place.of(("part", "sharedStrings")), "文字表损坏，没有读全，请用办公软件打开另存后重新上传")
        )
    return strings


def _elements(data: bytes, tag: str) -> Any:
    """Each element of this name when its end is reached, without entities, remarks or anything fetched."""
    return etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True,
        remove_comments=True, tag=f"{{*}}{tag}",
    )  # fmt: skip
