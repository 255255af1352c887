"""The tables of a Word document."""

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.clearance.documents.document import ROW, Piece
from gongkai.clearance.documents.joining import Pieces, put
from gongkai.clearance.documents.office.colours import Ground
from gongkai.clearance.documents.office.trees import Node, child, is_on, local, value, whole
from gongkai.clearance.documents.office.word_setting import FLAT, TRACKED, WRAPPERS, Setting
from gongkai.clearance.documents.office.word_styles import Look, shading

if TYPE_CHECKING:
    from gongkai.clearance.documents.office.word_text import Story


class Shades:
    """What the style of a table gives to a cell at this place: the ground and the look of its letters."""

    def __init__(
        self, parts: dict[str, tuple[Ground, Look]], own: Ground, shown: Node | None, row: int, rows: int
    ) -> None:
        self.parts, self.own, self.shown, self.row, self.rows = parts, own, shown, row, rows
        bits = value(shown)
        self.bits = int(bits, 16) if bits and all(letter in "0123456789abcdefABCDEF" for letter in bits) else 0

    def _has(self, name: str, bit: int) -> bool:
        said = value(self.shown, name)
        return said in {"1", "true", "on"} if said else bool(self.bits & bit)

    def of(self, column: int, columns: int) -> tuple[Ground, Look]:
        if not self.parts:
            return self.own, {}
        names = ["", "wholeTable"]
        if not (self.bits & 0x200 or value(self.shown, "noHBand") in {"1", "true"}):
            first = self._has("firstRow", 0x20)
            names.append("band1Horz" if (self.row - first) % 2 else "band2Horz")
        names += ["firstCol"] if column == 1 and self._has("firstColumn", 0x80) else []
        names += ["lastCol"] if column == columns and self._has("lastColumn", 0x100) else []
        names += ["firstRow"] if self.row == 1 and self._has("firstRow", 0x20) else []
        names += ["lastRow"] if self.row == self.rows and self._has("lastRow", 0x40) else []
        ground: Ground = self.own
        letters: Look = {}
        for name in names:
            part_ground, part_letters = self.parts.get(name, (None, {}))
            ground, letters = part_ground or ground, letters | part_letters
        return ground, letters


def read_table(story: "Story", node: Node, setting: Setting) -> None:
    """A table as rows. Cells keep their columns; a table inside a cell comes after the row it stands in."""
    story.counts["table"] = number = story.counts.get("table", 0) + 1
    properties = child(node, "tblPr")
    parts = story.styles.table_look(value(child(properties, "tblStyle")))
    own = shading(child(properties, "shd"), story.styles.theme)
    shown = child(properties, "tblLook")
    rows = _rows(story, node, setting.trace)
    for row_number, (row, trace) in enumerate(rows, 1):
        place = setting.place.then("row", row_number)
        _row(
            story,
            row,
            replace(setting, place=place, trace=trace),
            number,
            row_number,
            Shades(parts, own, shown, row_number, len(rows)),
        )


def _rows(story: "Story", table: Node, trace: str) -> list[tuple[Node, str]]:
    found: list[tuple[Node, str]] = []
    for node in table:
        name = local(node)
        if name == "tr":
            found.append((node, trace))
        elif name in WRAPPERS:
            found += _rows(story, node, story.tracked(node, name, trace))
    return found


def _row(story: "Story", row: Node, setting: Setting, table: int, number: int, shades: Shades) -> None:
    properties = child(row, "trPr")
    trace = setting.trace
    for entry in properties if properties is not None else ():
        name = local(entry)
        if name in TRACKED:
            trace = story.tracked(entry, name, trace)
        elif name == "hidden" and is_on(entry):
            trace = "hidden_row"
        elif name == "trHeight" and value(entry, "hRule") == "exact" and whole(value(entry), 400) < FLAT:
            trace = trace or "hidden_row"
    column = 1 + whole(value(child(properties, "gridBefore")))
    pieces: Pieces = [Piece("", setting.place.then("column", 1), "", "\t") for _ in range(min(column, 64) - 1)]
    cells = _cells(story, row, trace)
    nested: list[tuple[Node, Setting]] = []
    for order, (cell, cell_trace) in enumerate(cells, 1):
        about = child(cell, "tcPr")
        span = min(64, max(1, whole(value(child(about, "gridSpan")), 1)))
        ground, letters = shades.of(order, len(cells))
        ground = shading(child(about, "shd"), story.styles.theme) or ground or setting.ground
        place = setting.place.then("column", column)
        inner = _cell(story, cell, Setting(place, cell_trace, ground, letters), nested)
        first = inner[0] if inner else Piece("", place)
        pieces.append(Piece(first.text, first.place, first.trace, "\t" if pieces else ""))
        pieces += inner[1:]
        pieces += [Piece("", place, "", "\t") for _ in range(span - 1)]
        column += span
    put(story.document, pieces, kind=ROW, table=table, row=number)
    story.boxes()
    for node, inner_setting in nested:
        read_table(story, node, inner_setting)


def _cells(story: "Story", row: Node, trace: str) -> list[tuple[Node, str]]:
    found: list[tuple[Node, str]] = []
    for node in row:
        name = local(node)
        if name == "tc":
            about = child(node, "tcPr")
            gone = child(about, "cellDel") is not None
            found.append((node, "deleted" if gone else trace))
        elif name in WRAPPERS:
            found += _cells(story, node, story.tracked(node, name, trace))
    return found


def _cell(story: "Story", cell: Node, setting: Setting, nested: list[tuple[Node, Setting]]) -> Pieces:
    pieces: Pieces = []
    tables = 0
    for node, trace in story.blocks(cell, setting.trace):
        if local(node) == "tbl":
            tables += 1
            nested.append((node, replace(setting, place=setting.place.then("table", tables), trace=trace)))
            continue
        inner = story.paragraph(node, replace(setting, trace=trace))
        inner = [
            Piece(piece.text.replace("\t", " "), piece.place, piece.trace, piece.joint) for piece in inner if piece.text
        ]
        if inner and pieces:
            inner[0] = replace(inner[0], joint="\n")
        pieces += inner
    return pieces
