"""HTML: a saved web page, or what Word, WPS and Excel put on the clipboard. The same blocks as the file itself would give."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from gongkai.pages.importing.blocks import HEAVY, Block, Cell, Paragraph, Picture, Source, Span, Table, Unreadable
from gongkai.pages.importing.css import Sheet, is_hidden, points
from gongkai.pages.importing.pictures import described
from gongkai.pages.importing.web_letters import Look, Writer, within

DROPPED = set(
    "script style meta link title xml iframe object embed form input button select textarea svg head noscript nav header footer aside del".split()
)
BLOCK = set(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote center table section article main pre address figure figcaption body html tbody fieldset hr".split()
)
MAIN = (
    "//*[@id='UCAP-CONTENT' or @id='zoom' or @id='Zoom' or @id='zoomcon' or @id='content' or @id='article']",
    "//*[contains(concat(' ',@class,' '),' TRS_Editor ') or contains(concat(' ',@class,' '),' article-content ') or contains(concat(' ',@class,' '),' pages_content ')]",
    "//article", "//main",
)  # fmt: skip
FROM_OFFICE = re.compile(rb"mso-|MsoNormal|urn:schemas-microsoft-com|Excel\.Sheet|WPS Office|<o:p", re.I)
KEPT = re.compile(r"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/[^\"'<>\s]*")
DEEPEST = 120
FAR = 120  # points


def read(data: bytes) -> Source:
    """A page as a file. Its frame of menus and footers is left out where the page says which part is the text."""
    root = _parsed(data)
    sheet = _sheet(root)
    main = (
        None
        if FROM_OFFICE.search(data)
        else next(
            (found[0] for way in MAIN if (found := root.xpath(way)) and len(found[0].text_content().strip()) > 40), None
        )
    )
    source = Reader(sheet).read(root if main is None else main)
    if main is not None:
        named = root.xpath("//meta[translate(@name,'ARTICLE','article')='articletitle']/@content") or [
            one.text_content() for one in root.xpath("//h1")
        ]
        source.title = " ".join(named[0].split()) if named else ""
    return source


def read_pasted(html: str) -> Source:
    return Reader(_sheet(root := _parsed(html.encode()))).read(root)


def _parsed(data: bytes) -> etree._Element:
    found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.I)
    encoding = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        text = data.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(encoding, encoding))
    except (UnicodeDecodeError, LookupError):
        from gongkai.pages.importing.plain import decoded

        text = decoded(data)
    text = re.sub(r"(<style\b[^>]*>)(.*?)(</style>)", _bared, text, flags=re.S | re.I)
    # Word writes these as half a comment each: what is between them is for every reader.
    text = re.sub(r"<!(?:--)?\[(?:if [^\]]*|endif)\](?:--)?>(?!-)", _half_comment, text.replace("\x00", ""))
    text = re.sub(r"<!--.*?-->|<\?xml.*?>", "", text, flags=re.S)
    parser = lxml_html.HTMLParser(huge_tree=False)
    try:
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError):
        return lxml_html.document_fromstring("<p></p>", parser=parser)


def _bared(found: re.Match[str]) -> str:
    """A style sheet without the comment that old browsers needed around it."""
    return found[1] + re.sub(r"<!--|-->|<", " ", found[2]) + found[3]


def _half_comment(found: re.Match[str]) -> str:
    """`<![if !supportLists]>` opens nothing; `<!--[if gte vml 1]>` opens a comment that its end closes."""
    text = found[0]
    return (
        text
        if text.startswith("<!--[if") and not text.endswith("-->")
        else ""
        if not text.startswith("<![endif]--")
        else text
    )


def _sheet(root: etree._Element) -> Sheet:
    return Sheet("\n".join("".join(style.itertext()) for style in root.iter("style")))


class Reader:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._source = Source()
        self._depth = 0

    def read(self, root: etree._Element) -> Source:
        self._source.blocks = [block for block in self._blocks(root, Look()) if not block.is_empty]
        return self._source

    def _blocks(self, parent: etree._Element, look: Look) -> list[Block]:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable("网页结构层层嵌套，读不出来")
        writer = Writer()
        self._fill(parent, look, writer)
        writer.end()
        self._depth -= 1
        return writer.blocks

    def _fill(self, parent: etree._Element, look: Look, writer: Writer) -> None:
        writer.say(parent.text, look)
        for child in parent:
            if isinstance(child.tag, str):
                self._one(child, look, writer)
            writer.say(child.tail, look)

    def _one(self, element: etree._Element, look: Look, writer: Writer) -> None:
        tag, said = element.tag.lower(), self._sheet.look(element)
        classes = (element.get("class") or "").lower()
        if tag in DROPPED or "msodel" in classes:
            if tag == "del" or "msodel" in classes:
                self._source.left_out["修订中删除的文字"] += 1
            return
        if (
            "comment" in said.get("mso-element", "")
            or "comment" in said.get("mso-special-character", "")
            or "msocomment" in classes
        ):
            return
        if is_hidden(said):
            if element.text_content().strip():
                self._source.left_out["隐藏文字"] += 1
            return
        inner = within(look, tag, said, element)
        if tag == "br":
            if said.get("mso-special-character", "") != "section-break" and "page-break-before" not in (
                element.get("style") or ""
            ):
                writer.say_break(look)
        elif tag == "img":
            self._picture(element, writer)
        elif tag == "table":
            writer.end()
            made = self._table(element, inner)
            if made.rows:
                writer.blocks.append(made)
        elif tag in BLOCK:
            self._block(element, tag, said, inner, writer)
        elif said.get("mso-list", "").lower() == "ignore" or "mso-list:ignore" in (
            element.get("style") or ""
        ).lower().replace(" ", ""):
            writer.mark(element)
        elif inner.white and not inner.shaded and element.text_content().strip() and not look.white:
            self._source.left_out["白色的文字"] += 1
        else:
            self._fill(element, inner, writer)

    def _block(self, element: etree._Element, tag: str, said: dict[str, str], look: Look, writer: Writer) -> None:
        writer.end()
        mine = Paragraph(align=look.align)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            mine.level = int(tag[1])
        elif (level := said.get("mso-outline-level", "")).isdigit():
            mine.level = int(level)
        mine.is_title = "msotitle" in (element.get("class") or "").lower()
        mine.bullet = tag == "li" and _list_of(element) != "ol"
        mine.number = f"{_place(element)}. " if tag == "li" and not mine.bullet else ""
        mine.inset = points(said.get("margin-left", "")) >= FAR or points(said.get("text-indent", "")) >= FAR
        writer.begin(mine)
        self._fill(element, look, writer)
        writer.end()

    def _picture(self, element: etree._Element, writer: Writer) -> None:
        address = element.get("src") or ""
        if found := KEPT.fullmatch(address):
            writer.add(
                Span(
                    picture=Picture(uuid.UUID(found[1]), b"", "", described(element.get("alt") or ""), kept_at=address)
                )
            )
        else:
            self._source.left_out["没有存在文件里的图片"] += 1

    def _table(self, element: etree._Element, look: Look) -> Table:
        made = Table()
        hidden = _hidden_columns(element, self._sheet)
        for row in _rows(element):
            said = self._sheet.look(row)
            if is_hidden(said) or "msodel" in (row.get("class") or "").lower():
                if row.text_content().strip():
                    self._source.left_out["隐藏的行"] += 1
                continue
            of_row = within(look, "tr", said, row)
            cells = [
                self._cell(cell, of_row)
                for place, cell in enumerate(_cells(row))
                if place not in hidden and not is_hidden(self._sheet.look(cell))
            ]
            if row.getparent().tag == "thead" and made.head_rows == len(made.rows):
                made.head_rows += 1
            made.rows.append(cells)
        caption = next((one for one in element if one.tag == "caption"), None)
        made.caption = " ".join(caption.text_content().split()) if caption is not None else ""
        while made.rows and not any(
            cell.text or any(block.pictures for block in cell.paragraphs) for cell in made.rows[-1]
        ):
            made.rows.pop()
        return made

    def _cell(self, element: etree._Element, look: Look) -> Cell:
        said = self._sheet.look(element)
        inner = replace(within(look, element.tag, said, element), strong=look.strong)
        blocks = [block for block in self._blocks(element, inner) if not block.is_empty]
        cell = Cell(blocks, _span(element, "colspan"), _span(element, "rowspan"))
        cell.heavy = element.tag == "th" or (
            bool(cell.paragraphs) and all(block.mark == HEAVY for block in cell.paragraphs)
        )
        return cell


def _list_of(item: etree._Element) -> str:
    return next((str(above.tag) for above in item.iterancestors("ol", "ul")), "ul")


def _place(item: etree._Element) -> int:
    start = (item.getparent().get("start") or "1") if item.getparent() is not None else "1"
    return sum(1 for _one in item.itersiblings("li", preceding=True)) + (int(start) if start.isdigit() else 1)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _hidden_columns(table: etree._Element, sheet: Sheet) -> set[int]:
    hidden: set[int] = set()
    at = 0
    for column in table.iter("col"):
        width = _span(column, "span")
        if is_hidden(sheet.look(column)):
            hidden.update(range(at, at + width))
        at += width
    return hidden


def _span(element: etree._Element, name: str) -> int:
    text = (element.get(name) or "1").strip()
    return min(max(int(text), 1), 1000) if text.isdigit() else 1
