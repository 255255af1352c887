"""The text of one part of a Word document: paragraphs, tables, text boxes, with what was deleted, inserted and hidden."""

from collections.abc import Callable
from dataclasses import replace

from gongkai.clearance.documents.document import Block, Document, Piece
from gongkai.clearance.documents.joining import Pieces, bridge, put
from gongkai.clearance.documents.office.drawings import described
from gongkai.clearance.documents.office.package import Package, Reference
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.office.trees import Node, R, child, children, local, value, whole, words
from gongkai.clearance.documents.office.word_drawn import box_ground, is_within_a_box, symbol, unseen_as, words_in
from gongkai.clearance.documents.office.word_fields import Field, hides, link_of, open_code, shown_by
from gongkai.clearance.documents.office.word_setting import AROUND, FLAT, TRACKED, WRAPPERS, Setting
from gongkai.clearance.documents.office.word_styles import Look, Styles, look_of, shading
from gongkai.clearance.documents.office.word_tables import read_table
from gongkai.clearance.documents.places import Place

LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t", "softHyphen": ""}


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
        for node, trace in self.blocks(nodes, setting.trace):
            if local(node) == "p":
                paragraphs += 1
                place = setting.place.then("paragraph", paragraphs) if setting.numbered else setting.place
                self._put(self.paragraph(node, replace(setting, place=place, trace=trace)))
            else:
                tables += 1
                read_table(self, node, replace(setting, place=setting.place.then("table", tables), trace=trace))
                self.last = None
            self.boxes()

    def blocks(self, nodes: Node, trace: str) -> list[tuple[Node, str]]:
        """Paragraphs and tables in order, whatever they are wrapped in, each with how its wrapping was changed."""
        found: list[tuple[Node, str]] = []
        for node in nodes:
            name = local(node)
            if name in {"p", "tbl"}:
                found.append((node, trace))
            elif name == "sdtPr":
                self._control(node, Place.of(("part", self.part.rpartition("/")[2])))
            elif name in WRAPPERS:
                found += self.blocks(node, self.tracked(node, name, trace))
        return found

    def tracked(self, node: Node, name: str, outer: str) -> str:
        """The trace inside a wrapper: inserted and deleted again is deleted, and what is hidden stays so when inserted."""
        trace = TRACKED.get(name, "")
        if not trace:
            return outer
        note(self.document, "revision author", self._new_author(value(node, "author")))
        return trace if trace == "deleted" or outer in {"", "inserted"} else outer

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
                inner = replace(setting, trace=self.tracked(node, name, setting.trace))
                self._inline(node, inner, style, pieces)
            elif name == "AlternateContent":
                self._alternatives(node, lambda inner, now: self._inline(inner, now, style, pieces), setting)
            elif name in {"sdtPr", "smartTagPr", "customXmlPr"}:
                self._control(node, setting.place)
            elif name in AROUND:
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
                text += symbol(node)
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
        if (field := open_code(self.fields)) is not None:
            field.code += text
            return
        if look.get("webHidden") and not trace and not text.strip().isdigit() and text.strip():
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

    def _alternatives(self, node: Node, read: Callable[[Node, Setting], None], setting: Setting) -> None:
        """The first choice is what today's programs show; the fallback is read when it says something else."""
        choices = [inner for inner in node if local(inner) == "Choice"]
        for choice in choices[:1]:
            read(choice, setting)
        said = {words_in(choice) for choice in choices[:1]}
        for other in [*choices[1:], *children(node, "Fallback")]:
            words = words_in(other)
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
        unseen = unseen_as(node)
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
            elif name == "txbxContent" and not is_within_a_box(shape, node):
                trace = setting.trace if setting.trace in {"deleted", "template"} else unseen or setting.trace
                self.later.append(
                    (
                        shape,
                        replace(setting, trace=trace, ground=box_ground(shape, setting, self.styles.theme), letters={}),
                    )
                )

    def boxes(self) -> None:
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
