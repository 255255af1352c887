"""A web page: its visible text in order, its tables row by row with merged cells where they begin."""

import re

from lxml import etree
from lxml import html as lxml_html

from gongkai.annual_reports.published.files.text import decoded
from gongkai.annual_reports.published.paper import Paper

_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.I)
_UNSEEN = {"script", "style", "head", "noscript", "template", "select", "option", "iframe", "svg"}
_BLOCKS = {
    "p", "div", "section", "article", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dt", "dd", "header",
    "footer", "main", "nav", "blockquote", "pre", "center", "form", "figure", "figcaption", "table", "td", "th", "aside",
}  # fmt: skip


def read(data: bytes) -> Paper:
    """The page is taken as whole: what a browser would show to its end."""
    parser = lxml_html.HTMLParser(encoding=_encoding(data), huge_tree=False)
    tree = lxml_html.document_fromstring(data, parser=parser)
    title = tree.findtext(".//title")
    paper = Paper()
    paper.has_pictures = tree.find(".//img") is not None
    _Walk(paper).walk(tree)
    if title and not any("年度报告" in line.text or "年报" in line.text for line in paper.lines[:15]):
        before, paper.lines = paper.lines, []
        paper.write(title)
        paper.lines += before
    return paper


def _encoding(data: bytes) -> str:
    match = _CHARSET.search(data[:4096])
    named = match[1].decode("ascii").lower() if match else ""
    if named in {"gb2312", "gbk", "gb18030"}:
        return "gb18030"
    decodes = decoded(data[:65536])
    return "utf-8" if named == "utf-8" or ("\ufffd" not in decodes[:-4] and _is_utf8(data)) else named or "gb18030"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


class _Walk:
    """Goes through the tree once, gathering text until a block ends."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.words: list[str] = []

    def walk(self, element: etree._Element) -> None:
        self._enter(element)
        self._flush()

    def _enter(self, element: etree._Element) -> None:
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _UNSEEN or _is_hidden(element):
            return
        if name == "br":
            self.words.append("\n")
            return
        if name == "table" and _is_data(element):
            self._flush()
            self._table(element)
            return
        if name in _BLOCKS:
            self._flush()
        self._say(element.text)
        for child in element:
            self._enter(child)
            self._say(child.tail)
        if name in _BLOCKS:
            self._flush()

    def _say(self, text: str | None) -> None:
        if text:
            self.words.append(re.sub(r"\s*\n\s*", " ", text))

    def _flush(self) -> None:
        if self.words:
            self.paper.write("".join(self.words))
            self.words = []

    def _table(self, table: etree._Element) -> None:
        taken: dict[int, int] = {}  # column: how many further rows a merged cell covers it
        for row in _rows(table):
            if _is_hidden(row):
                continue
            column, cells = 0, []
            for cell in row:
                if cell.tag not in {"td", "th"} or _is_hidden(cell):
                    continue
                while taken.get(column, 0) > 0:
                    column += 1
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                cells.append((column, _text(cell)))
                for covered in range(column, column + across):
                    taken[covered] = down
                column += across
            taken = {place: left - 1 for place, left in taken.items() if left > 1}
            self.paper.row(cells)


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _is_data(table: etree._Element) -> bool:
    """A table without another inside and with more than one cell in some row; others only lay out the page."""
    return table.find(".//table") is None and any(
        len([cell for cell in row if cell.tag in {"td", "th"}]) > 1 for row in table.iter("tr")
    )


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), 200)) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _text(cell: etree._Element) -> str:
    pieces = []
    for piece in cell.iter():
        if isinstance(piece.tag, str) and piece.tag not in _UNSEEN:
            if piece.tag in _BLOCKS or piece.tag == "br":
                pieces.append(" ")
            pieces.append(piece.text or "")
        if piece is not cell:
            pieces.append(piece.tail or "")
    return " ".join("".join(pieces).split())
