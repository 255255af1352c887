"""HTML, whole pages and fragments: what a visitor sees, and what the source holds beside it."""

import re
from dataclasses import replace

import lxml.html
from lxml import etree

from gongkai.clearance.documents.decoding import as_text
from gongkai.clearance.documents.document import METADATA, ROW, TRACE, Document, Piece, Unread
from gongkai.clearance.documents.html_beside import TELLING, Beside
from gongkai.clearance.documents.html_looks import Look, inherited
from gongkai.clearance.documents.html_text import SPACE, Here, Node
from gongkai.clearance.documents.joining import Pieces, put
from gongkai.clearance.documents.places import Place

INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "o:p", "q", "ruby", "rb", "rt", "rp", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tspan",
    "time", "tt", "u", "var", "wbr", "img", "input", "button", "st1:chsdate", "picture", "nobr", "center_",
}  # fmt: skip
KEPT_APART = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "head",
    "title",
    "meta",
    "link",
    "base",
    "object",
    "embed",
    "metadata",
}
SILENT_META = {
    "viewport",
    "generator",
    "robots",
    "format-detection",
    "renderer",
    "progid",
    "originator",
    "apple-mobile-web-app-capable",
}
MOST_DEPTH = 250
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


def read(data: bytes, name: str, depth: int) -> Document:
    kind = "svg" if data.lstrip()[:200].lower().find(b"<svg") >= 0 and b"<html" not in data[:2000].lower() else "html"
    document = Document(name, kind)
    read_text(document, _decoded(data), depth)
    return document


def _decoded(data: bytes) -> str:
    text = as_text(data)
    if text is not None and "\ufffd" not in text:
        return text
    declared = CHARSET.search(data[:4096])
    try:
        return data.decode(declared[1].decode() if declared else "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def read_text(document: Document, text: str, depth: int = 0) -> None:
    """Reads a page or a fragment into the document."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", "").lstrip("\ufeff"))
    if not text.strip():
        return
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, recover=True, encoding=None)
    try:
        root = lxml.html.document_fromstring(text, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        document.unread.append(Unread(Place(), "网页损坏，无法读取"))
        return
    if any("depth" in (entry.message or "") for entry in parser.error_log):
        document.unread.append(Unread(Place(), "网页嵌套太深，没有读全"))
    _Page(document, depth).read(root)


class _Page(Beside):
    def read(self, root: Node) -> None:
        for style in root.iter("style"):
            self.sheet.add(style.text or "")
        self._walk(root, Here(Place(), Look()))
        self._close()

    def _walk(self, node: Node, here: Here) -> None:
        if not isinstance(node.tag, str):
            self._comment(node, here)
            return
        if here.depth > MOST_DEPTH:
            self.document.unread.append(Unread(here.place, "网页嵌套太深，没有读全"))
            return
        tag = node.tag.lower()
        look = inherited(here.look, self.sheet.style_of(node), node)
        here = Here(here.place, look, here.kept or tag in {"pre", "textarea"}, here.depth + 1)
        if node.attrib:
            self._attributes(node, tag, here)
        if tag in KEPT_APART:
            self._kept_apart(node, tag, here)
        elif tag == "table":
            self._table(node, here)
        elif tag == "br":
            self.joint = "\n"
        elif tag in INLINE:
            self._content(node, here)
        else:
            self._close()
            self._content(node, here)
            self._close()

    def _content(self, node: Node, here: Here) -> None:
        self._text(node.text, here)
        for inner in node:
            self._walk(inner, here)
            self._text(inner.tail, here)

    # tables

    def _table(self, node: Node, here: Here) -> None:
        """A table as rows; one inside a cell is a table of its own, at its place in the cell."""
        outer_cell, outer_pieces, self.cell, self.pieces = self.cell, self.pieces, None, []
        if outer_cell is None:
            self.pieces, outer_pieces = outer_pieces, []
            self._close()
        number = self._count("table")
        place = here.place.then("table", number)
        row_number = 0
        for row in node.iter("tr", "caption"):
            if next(row.iterancestors("table"), None) is not node:
                continue
            if row.tag == "caption":
                self._walk_caption(row, here)
                continue
            row_number += 1
            self._row(row, number, row_number, replace(here, place=place.then("row", row_number)))
        self._loose(node, here)
        self.last = None
        self.cell, self.pieces, self.joint = outer_cell, outer_pieces, "\n"

    def _walk_caption(self, node: Node, here: Here) -> None:
        self._close()
        self._content(node, here)
        self._close()

    def _loose(self, node: Node, here: Here) -> None:
        """Text that stands in a table outside of its cells: browsers show it before the table."""
        for part in (
            node,
            *(
                one
                for one in node.iter("thead", "tbody", "tfoot", "tr")
                if next(one.iterancestors("table"), None) is node
            ),
        ):
            self._text(part.text, here)
            for inner in part:
                if not isinstance(inner.tag, str):
                    self._comment(inner, here)
                elif inner.tag not in {"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"}:
                    self._walk(inner, here)
                self._text(inner.tail, here)
        self._close()

    def _row(self, row: Node, table: int, number: int, here: Here) -> None:
        look = here.look
        for outer in (*list(row.iterancestors("thead", "tbody", "tfoot"))[:1], row):
            look = inherited(look, self.sheet.style_of(outer), outer)
        if row.attrib:
            self._attributes(row, "tr", replace(here, look=look))
        pieces: Pieces = []
        column = 1
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            at = here.place.then("column", column)
            inner_look = inherited(look, self.sheet.style_of(cell), cell)
            inner_here = Here(at, inner_look, here.kept, here.depth + 2)
            self._attributes(cell, "td", inner_here)
            self.cell = []
            self._content(cell, inner_here)
            self._close()
            inner, self.cell = self.cell or [], None
            first = inner[0] if inner else Piece("", at)
            pieces.append(replace(first, joint="\t" if pieces else ""))
            pieces += inner[1:]
            span = cell.get("colspan") or "1"
            span_number = min(int(span), 64) if span.isascii() and span.isdigit() else 1
            pieces += [Piece("", at, "", "\t")] * (span_number - 1)
            column += max(1, span_number)
        put(self.document, pieces, kind=ROW, table=table, row=number)

    def _kept_apart(self, node: Node, tag: str, here: Here) -> None:
        if tag == "title":
            text = SPACE.sub(" ", "".join(node.itertext())).strip()
            if any(one.tag == "svg" for one in node.iterancestors()):
                self.document.add(text, here.place, trace="alt_text")
            else:
                self.document.add(text, Place.of(("metadata", "title")), kind=METADATA, name="title")
        elif tag == "meta":
            name = node.get("name") or node.get("property") or node.get("itemprop") or ""
            if name and name.lower() not in SILENT_META:
                self.document.add(node.get("content") or "", Place.of(("metadata", name)), kind=METADATA, name=name)
        elif tag == "script":
            text = (node.text or "").strip()
            if text:
                place = Place.of(("script", self._count("script")))
                self.document.add("", place, trace="script", kind=TRACE)
                self.document.add(text, place, trace="script")
        elif tag == "metadata":
            self.document.add(
                SPACE.sub(" ", "".join(node.itertext())).strip(),
                Place.of(("metadata", "metadata")),
                kind=METADATA,
                name="metadata",
            )
        elif tag == "style":
            for text in re.findall(r"/\*(.*?)\*/|content\s*:\s*[\"']([^\"']+)", node.text or "", re.S):
                said = (text[0] or text[1]).strip()
                self.document.add(said if TELLING.search(said) else "", here.place, trace="comment")
        elif tag in {"template", "noscript", "iframe", "object", "embed", "head"}:
            trace = here.look.trace or ("" if tag in {"head", "object"} else "template")
            self._close()
            self._content(node, replace(here, look=here.look._replace(trace=trace)))
            self._close()
