"""The text of one part of a Word document: paragraphs, tables, text boxes, with what was deleted, inserted and hidden."""

from dataclasses import dataclass, field, replace

from gongkai.clearance.documents.document import ROW, Block, Document, Piece
from gongkai.clearance.documents.joining import Pieces, bridge, put
from gongkai.clearance.documents.office.colours import Ground, from_hex, ground_of
from gongkai.clearance.documents.office.drawings import described
from gongkai.clearance.documents.office.package import Package, Reference
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.office.trees import Node, R, child, children, is_on, local, value, whole, words
from gongkai.clearance.documents.office.word_fields import Field, hides, link_of, shown_by
from gongkai.clearance.documents.office.word_styles import Look, Styles, look_of, shading
from gongkai.clearance.documents.places import Place

THROUGH = {
    "hyperlink",
    "smartTag",
    "customXml",
    "fldSimple",
    "sdt",
    "sdtContent",
    "ruby",
    "rubyBase",
    "rt",
    "dir",
    "bdo",
    "oMath",
    "oMathPara",
    "permStart",
}
TRACKED = {"del": "deleted", "moveFrom": "deleted", "ins": "inserted", "moveTo": "inserted"}
BLOCKS = {
    "p",
    "tbl",
    "sdt",
    "customXml",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "smartTag",
    "AlternateContent",
    "altChunk",
    "sdtContent",
    "Choice",
}
LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t", "softHyphen": ""}
STARS = {
    "ab": "★",
    "b5": "★",
    "b6": "★",
    "ac": "★",
    "ad": "★",
    "ae": "★",
    "af": "★",
    "b0": "★",
    "b1": "★",
    "b2": "★",
}  # Wingdings
FAR = 12_000_000  # English metric units outside any page, about 33 cm
FLAT = 60  # twentieths of a point: a line or row not higher than three points


@dataclass(frozen=True)
class Setting:
    """What surrounds a text: where it stands, how it is hidden, what lies behind it, what its table gives to its letters."""

    place: Place
    trace: str = ""
    ground: Ground = None
    letters: Look = field(default_factory=dict)
    numbered: bool = True  # whether paragraphs are counted in the place


class Story:
    """Reads one part. `counts` number the tables and text boxes over all parts of the document."""

    def __init__(self, package: Package, part: str, styles: Styles, counts: dict[str, int]) -> None:
        self.package, self.part, self.styles, self.counts = package, part.lower(), styles, counts
        self.document: Document = package.document
        self.references = package.references(part)
        self.fields: list[Field] = []
        self.later: list[tuple[Node, Setting]] = []  # text boxes met inside a paragraph
        self.last: Block | None = None

    def read(self, nodes: Node, setting: Setting) -> None:
        """All paragraphs and tables among these nodes, in order."""
        paragraphs = tables = 0
        for node, trace in self._blocks(nodes, setting.trace):
            if local(node) == "p":
                paragraphs += 1
                place = setting.place.then("paragraph", paragraphs) if setting.numbered else setting.place
                self._put(self.paragraph(node, replace(setting, place=place, trace=trace)))
            else:
                tables += 1
                self.table(node, replace(setting, place=setting.place.then("table", tables), trace=trace))
                self.last = None
            self._boxes()

    def _blocks(self, nodes: Node, trace: str) -> list[tuple[Node, str]]:
        """Paragraphs and tables in order, whatever they are wrapped in, each with how its wrapping was changed."""
        found: list[tuple[Node, str]] = []
        for node in nodes:
            name = local(node)
            if name in {"p", "tbl"}:
                found.append((node, trace))
            elif name == "sdtPr":
                self._control(node, Place.of(("part", self.part.rpartition("/")[2])))
            elif name in BLOCKS:
                found += self._blocks(node, self._tracked(node, name) or trace)
        return found

    def _tracked(self, node: Node, name: str) -> str:
        if trace := TRACKED.get(name, ""):
            note(self.document, "revision author", self._new_author(value(node, "author")))
        return trace

    def _new_author(self, author: str) -> str:
        """An author of changes is named once."""
        key = f"author {author}"
        self.counts[key] = self.counts.get(key, 0) + 1
        return author if self.counts[key] == 1 else ""

    def _put(self, pieces: Pieces) -> None:
        before, count = self.last, len(self.document.blocks)
        put(self.document, pieces)
        if len(self.document.blocks) > count:
            self.last = self.document.blocks[count]
            bridge(self.document, before, self.last)

    # paragraphs

    def paragraph(self, node: Node, setting: Setting) -> Pieces:
        properties = child(node, "pPr")
        style = value(child(properties, "pStyle"))
        ground = (
            shading(child(properties, "shd"), self.styles.theme)
            or self.styles.ground(style or self.styles.normal)
            or setting.ground
        )
        spacing = child(properties, "spacing")
        if value(spacing, "lineRule") == "exact" and 0 < whole(value(spacing, "line"), 240) < FLAT:
            setting = replace(setting, trace=setting.trace or "tiny")
        frame = child(properties, "framePr")
        if frame is not None and max(abs(whole(value(frame, "x"))), abs(whole(value(frame, "y")))) > 20_000:
            setting = replace(setting, trace=setting.trace or "outside")
        pieces: Pieces = []
        self._inline(node, replace(setting, ground=ground), style, pieces)
        return pieces

    def _inline(self, nodes: Node, setting: Setting, style: str, pieces: Pieces) -> None:
        for node in nodes:
            name = local(node)
            if name == "r":
                self._run(node, setting, style, pieces)
            elif name in TRACKED:
                trace = self._tracked(node, name)
                # inserted and then deleted again is deleted
                self._inline(
                    node, replace(setting, trace="deleted" if setting.trace == "deleted" else trace), style, pieces
                )
            elif name == "AlternateContent":
                self._alternatives(node, lambda inner, now: self._inline(inner, now, style, pieces), setting)
            elif name in {"sdtPr", "smartTagPr", "customXmlPr"}:
                self._control(node, setting.place)
            elif name in THROUGH:
                self._around(node, name, setting)
                self._inline(node, setting, style, pieces)
            elif name in {"drawing", "pict", "object"}:
                self._drawing(node, setting)
            elif name not in {"pPr", "sdtEndPr"} and len(node):
                self._inline(node, setting, style, pieces)
            elif name == "t" and node.text:  # formulas keep their letters outside of runs
                pieces.append(Piece(node.text, setting.place, setting.trace))

    def _around(self, node: Node, name: str, setting: Setting) -> None:
        """Where a link leads and what a field or a tag around text says."""
        if name == "hyperlink":
            reference = self._reference(node.get(f"{R}id", ""))
            if reference and reference.outside:
                anchor = value(node, "anchor") or value(node, "docLocation")
                self._link(reference.target + (f"#{anchor}" if anchor else ""), setting)
            self.document.add(value(node, "tooltip"), setting.place.then("link", ""), trace="alt_text")
        elif name == "fldSimple":
            self._code(value(node, "instr"), setting)

    def _reference(self, identifier: str) -> Reference | None:
        self.package.taken.add(f"{self.part}!{identifier}")
        return self.references.get(identifier)

    def _link(self, target: str, setting: Setting) -> None:
        self.counts["link"] = self.counts.get("link", 0) + 1
        trace = setting.trace if setting.trace != "inserted" else ""
        self.document.add(target, setting.place.then("link", self.counts["link"]), trace=trace)

    def _code(self, code: str, setting: Setting) -> None:
        target, tip = link_of(code)
        if target:
            self._link(target, setting)
        self.document.add(tip, setting.place.then("link", ""), trace="alt_text")
        self.document.add(hides(code), setting.place, trace="field")

    def _control(self, node: Node, place: Place) -> None:
        """Choices, titles and tags of a content control, and the attributes of a tag."""
        for entry in node.iter():
            match local(entry):
                case "alias" | "tag" | "attr":
                    said = value(entry)
                    self.document.add(
                        said if any(letter > "\x7f" or letter.isdigit() for letter in said) else "",
                        place,
                        trace="field",
                    )
                case "listItem":
                    self.document.add(value(entry, "displayText") or value(entry, "value"), place, trace="field")

    def _run(self, run: Node, setting: Setting, style: str, pieces: Pieces) -> None:
        place, trace, text = setting.place, "", ""
        look = look_of(child(run, "rPr"), self.styles.theme)
        lost = self.styles.trace(look, style, setting.ground, setting.letters)
        trace = setting.trace if setting.trace == "deleted" else lost or setting.trace
        for node in run:
            name = local(node)
            if name in {"t", "delText"}:
                text += node.text or ""
            elif name in LETTERS:
                text += LETTERS[name]
            elif name == "sym":
                text += _symbol(node)
            elif name in {"instrText", "delInstrText"}:
                if self.fields:
                    self.fields[-1].code += node.text or ""
            elif name == "fldChar":
                self._add(text, place, trace, look, pieces)
                text = ""
                self._field_mark(node, replace(setting, trace=trace), pieces)
            elif name == "AlternateContent":
                self._alternatives(node, lambda inner, now: self._drawings(inner, now), setting)
            elif name in {"drawing", "pict", "object"}:
                self._drawing(node, setting)
            elif name == "ruby":
                self._add(text, place, trace, look, pieces)
                text = ""
                for base in children(node, "rubyBase"):
                    self._inline(base, setting, style, pieces)
                self.document.add(words(child(node, "rt")), place)
        self._add(text, place, trace, look, pieces)

    def _add(self, text: str, place: Place, trace: str, look: Look, pieces: Pieces) -> None:
        if not text:
            return
        if any(not one.in_result for one in self.fields):
            trace = trace or "field"
        elif look.get("webHidden") and not trace and not text.strip().isdigit() and text.strip():
            trace = "hidden_text"  # page numbers of a table of contents are marked so as a matter of course
        pieces.append(Piece(text, place, trace))

    def _field_mark(self, node: Node, setting: Setting, pieces: Pieces) -> None:
        kind = value(node, "fldCharType")
        if kind == "begin":
            self.fields.append(Field())
            for entry in node.iter():
                if (
                    local(entry) in {"default", "listEntry", "helpText", "statusText", "entryMacro", "exitMacro"}
                    and len(value(entry)) > 1
                ):
                    self.document.add(value(entry), setting.place, trace="field")
        elif self.fields:
            current = self.fields[-1]
            if kind in {"separate", "end"} and not current.in_result:
                current.in_result = True
                self._code(current.code, setting)
                pieces.append(Piece(shown_by(current.code), setting.place, setting.trace))
            if kind == "end":
                self.fields.pop()

    def _alternatives(self, node: Node, read, setting: Setting) -> None:  # type: ignore[no-untyped-def]
        """The first choice is what today's programs show; the fallback is read when it says something else."""
        choices = [inner for inner in node if local(inner) == "Choice"]
        for choice in choices[:1]:
            read(choice, setting)
        said = {_words(choice) for choice in choices[:1]}
        for other in [*choices[1:], *children(node, "Fallback")]:
            words = _words(other)
            if words and words not in said:
                said.add(words)
                read(other, replace(setting, trace=setting.trace or "template") if choices else setting)

    # drawings

    def _drawings(self, nodes: Node, setting: Setting) -> None:
        for node in nodes:
            if local(node) in {"drawing", "pict", "object"}:
                self._drawing(node, setting)

    def _drawing(self, node: Node, setting: Setting) -> None:
        """Alternative texts at once; text boxes after the paragraph they hang on."""
        described(self.document, node, setting.place)
        unseen = _is_unseen(node)
        for shape in node.iter():
            name = local(shape)
            if name == "srcRect" and max((abs(whole(said)) for said in shape.attrib.values()), default=0) >= 3000:
                self.document.add("", setting.place, trace="cropped", kind="trace")
            elif name == "textpath":  # WordArt of the old kind: a watermark, mostly
                self.document.add(value(shape, "string"), setting.place, trace=unseen or setting.trace)
            elif name in {"shape", "rect", "roundrect", "oval", "group", "imagedata", "line"}:
                for key in ("alt", "title"):
                    said = value(shape, key)
                    self.document.add(said, setting.place, trace="alt_text")
            elif name == "hlinkClick":
                reference = self._reference(shape.get(f"{R}id", ""))
                if reference and reference.outside:
                    self._link(reference.target, setting)
            elif name == "txbxContent":
                trace = setting.trace if setting.trace in {"deleted", "template"} else unseen or setting.trace
                self.later.append(
                    (shape, replace(setting, trace=trace, ground=self._box_ground(shape, setting), letters={}))
                )

    def _box_ground(self, content: Node, setting: Setting) -> Ground:
        shape = content.getparent().getparent() if content.getparent() is not None else None
        if shape is None:
            return None
        if "fillcolor" in shape.attrib or "filled" in shape.attrib:
            is_filled = value(shape, "filled") not in {"f", "false"}
            return (from_hex(value(shape, "fillcolor")) if is_filled else None) or setting.ground
        ground = ground_of(child(shape, "spPr"), child(shape, "style"), self.styles.theme)
        return setting.ground if ground is None else ground

    def _boxes(self) -> None:
        """Text boxes that stood in what was just read; boxes may hold tables with boxes."""
        waiting, self.later = self.later, []
        for content, setting in waiting:
            self.counts["textbox"] = self.counts.get("textbox", 0) + 1
            before, self.last = self.last, None
            outer = Place(
                tuple(
                    step
                    for step in setting.place.steps
                    if step.kind in {"header", "footer", "comment", "footnote", "endnote", "part"}
                )
            )
            place = outer.then("textbox", self.counts["textbox"])
            if self.counts["textbox"] < 5000:
                self.read(content, replace(setting, place=place, numbered=False))
            self.last = before

    # tables

    def table(self, node: Node, setting: Setting) -> None:
        self.counts["table"] = number = self.counts.get("table", 0) + 1
        properties = child(node, "tblPr")
        parts = self.styles.table_look(value(child(properties, "tblStyle")))
        own = shading(child(properties, "shd"), self.styles.theme)
        shown = child(properties, "tblLook")
        rows = self._rows(node, setting.trace)
        for row_number, (row, trace) in enumerate(rows, 1):
            place = setting.place.then("row", row_number)
            self._row(
                row,
                replace(setting, place=place, trace=trace),
                number,
                row_number,
                _Shades(parts, own, shown, row_number, len(rows)),
            )

    def _rows(self, table: Node, trace: str) -> list[tuple[Node, str]]:
        found: list[tuple[Node, str]] = []
        for node in table:
            name = local(node)
            if name == "tr":
                found.append((node, trace))
            elif name in BLOCKS - {"p", "tbl"}:
                found += self._rows(node, self._tracked(node, name) or trace)
        return found

    def _row(self, row: Node, setting: Setting, table: int, number: int, shades: "_Shades") -> None:
        properties = child(row, "trPr")
        trace = setting.trace
        for entry in properties if properties is not None else ():
            name = local(entry)
            if name in TRACKED:
                trace = self._tracked(entry, name)
            elif name == "hidden" and is_on(entry):
                trace = "hidden_row"
            elif name == "trHeight" and value(entry, "hRule") == "exact" and whole(value(entry), 400) < FLAT:
                trace = trace or "hidden_row"
        column = 1 + whole(value(child(properties, "gridBefore")))
        pieces: Pieces = [Piece("", setting.place.then("column", 1), "", "\t") for _ in range(min(column, 64) - 1)]
        cells = self._cells(row, trace)
        nested: list[tuple[Node, Setting]] = []
        for order, (cell, cell_trace) in enumerate(cells, 1):
            about = child(cell, "tcPr")
            span = min(64, max(1, whole(value(child(about, "gridSpan")), 1)))
            ground, letters = shades.of(order, len(cells))
            ground = shading(child(about, "shd"), self.styles.theme) or ground or setting.ground
            place = setting.place.then("column", column)
            inner = self._cell(cell, Setting(place, cell_trace, ground, letters), nested)
            first = inner[0] if inner else Piece("", place)
            pieces.append(Piece(first.text, first.place, first.trace, "\t" if pieces else ""))
            pieces += inner[1:]
            pieces += [Piece("", place, "", "\t") for _ in range(span - 1)]
            column += span
        put(self.document, pieces, kind=ROW, table=table, row=number)
        self._boxes()
        for node, inner_setting in nested:
            self.table(node, inner_setting)

    def _cells(self, row: Node, trace: str) -> list[tuple[Node, str]]:
        found: list[tuple[Node, str]] = []
        for node in row:
            name = local(node)
            if name == "tc":
                about = child(node, "tcPr")
                gone = child(about, "cellDel") is not None
                found.append((node, "deleted" if gone else trace))
            elif name in BLOCKS - {"p", "tbl"}:
                found += self._cells(node, self._tracked(node, name) or trace)
        return found

    def _cell(self, cell: Node, setting: Setting, nested: list[tuple[Node, Setting]]) -> Pieces:
        pieces: Pieces = []
        tables = 0
        for node, trace in self._blocks(cell, setting.trace):
            if local(node) == "tbl":
                tables += 1
                nested.append((node, replace(setting, place=setting.place.then("table", tables), trace=trace)))
                continue
            inner = self.paragraph(node, replace(setting, trace=trace))
            inner = [
                Piece(piece.text.replace("\t", " "), piece.place, piece.trace, piece.joint)
                for piece in inner
                if piece.text
            ]
            if inner and pieces:
                inner[0] = replace(inner[0], joint="\n")
            pieces += inner
        return pieces


class _Shades:
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


def _symbol(node: Node) -> str:
    """A character of a symbol font; stars are told, because a mark of secrecy may be made with one."""
    code = value(node, "char").lower()
    if "wingdings" in value(node, "font").lower():
        return STARS.get(code[-2:], "□")
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "□" if "\ue000" <= letter <= "\uf8ff" else letter


def _words(node: Node) -> str:
    return "".join("".join(one.itertext()) for one in node.iter() if local(one) in {"t", "delText", "textpath"})


def _is_unseen(node: Node) -> str:
    """Whether a drawing is hidden, has no size, or lies off the page."""
    for one in node.iter():
        name = local(one)
        if name in {"docPr", "cNvPr"} and value(one, "hidden") in {"1", "true"}:
            return "hidden_text"
        if name == "posOffset" and abs(whole(one.text or "0")) > FAR:
            return "outside"
        if (
            name == "extent"
            and "cx" in one.attrib
            and min(whole(value(one, "cx"), 9999), whole(value(one, "cy"), 9999)) <= 1
        ):
            return "hidden_text"
        if name in {"shape", "rect", "roundrect", "oval"}:
            look = value(one, "style").replace(" ", "").lower()
            if "visibility:hidden" in look or "display:none" in look:
                return "hidden_text"
    return ""
