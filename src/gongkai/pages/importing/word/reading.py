"""The text of a .docx as it reads with every change accepted: no deleted or hidden letters, no comments, boxes where they stand."""

import re
from collections.abc import Iterator

from gongkai.pages.importing.blocks import Block, Paragraph, Source, Span, Unreadable
from gongkai.pages.importing.pictures import Album
from gongkai.pages.importing.word.letters import Letters, State
from gongkai.pages.importing.word.numbering import BULLET, Lists
from gongkai.pages.importing.word.package import Element, Package, value, w
from gongkai.pages.importing.word.styles import Setting, Styles
from gongkai.pages.importing.word.tables import is_gone, table

DEEPEST = 30
FAR_LEFT = 2400  # twentieths of a point: farther in than any indented text
MARKED = re.compile(r"绝\s*密|机\s*密|秘\s*密|内部(?:资料|文件|使用)")
SIDE_PARTS = (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote"))


def read(data: bytes) -> Source:
    package = Package(data)
    root = package.part(package.main)
    body = None if root is None else root.find(w("body"))
    if body is None:
        raise Unreadable("这不是 Word 文档，或者文件已经损坏；请用原来的软件打开，另存为 .docx 再导入")
    source = Source()
    reader = Reader(package, source)
    source.blocks = reader.blocks(body)
    reader.notes_at_the_end()
    _count_left_out(package, root, source)
    return source


class Reader:
    def __init__(self, package: Package, source: Source) -> None:
        self.source = source
        self.styles = Styles(package.beside("styles.xml"))
        self._lists = Lists(package.beside("numbering.xml"))
        self._package = package
        self._letters = Letters(package, self.styles, source, Album(source), package.links(package.main))
        self._depth = 0

    def blocks(self, parent: Element, state: State | None = None) -> list[Block]:
        """Paragraphs and tables below `parent`, wrappers such as content controls and accepted changes opened."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable("文件里的表格、文本框层层嵌套，读不出顺序；请整理后再导入，或者作为附件上传")
        found: list[Block] = []
        waiting: Paragraph | None = None  # its end was deleted: the next paragraph goes on in it
        for element in _opened(parent, self.source):
            if element.tag == w("tbl"):
                made = table(element, self, state or State())
                if made.rows:
                    found.append(made)
            elif element.tag == w("p"):
                paragraph, boxes, goes_on = self.paragraph(element, state or State())
                if waiting is not None:
                    waiting.spans += paragraph.spans
                    found += boxes
                    waiting = waiting if goes_on else None
                    continue
                waiting = paragraph if goes_on else None
                first = len(found) < 4  # a box at the head of the first page is above the lines that hold it
                found += [*boxes, paragraph] if first or paragraph.is_empty else [paragraph, *boxes]
        self._depth -= 1
        return found

    def paragraph(self, element: Element, state: State) -> tuple[Paragraph, list[Block], bool]:
        """The paragraph, the blocks of the boxes anchored in it, and whether it runs on into the next one."""
        setting = self.styles.setting(element)
        base = self.styles.paragraph_looks(element)
        state = state.within(shaded=state.shaded or setting.shaded)
        written = self._letters.of(element, base, state)
        mark_properties = element.find(f"{w('pPr')}/{w('rPr')}")
        goes_on = mark_properties is not None and mark_properties.find(w("del")) is not None
        boxes: list[Block] = []
        for box in written.boxes:
            boxes += self.blocks(box, state)
        paragraph = Paragraph(
            written.spans, align=setting.align, size=written.size / 2, mark=written.mark, red=written.red
        )
        self._style(paragraph, setting)
        return paragraph, boxes, goes_on

    def _style(self, paragraph: Paragraph, setting: Setting) -> None:
        paragraph.is_title = (
            setting.name in {"title", "标题", "doc title", "文档标题", "公文标题"} and not setting.level
        )
        paragraph.level = 0 if paragraph.is_empty else setting.level
        paragraph.inset = setting.left >= FAR_LEFT
        if paragraph.is_empty and not paragraph.pictures:
            return
        number = self._lists.next(setting.list_id, setting.list_level)
        if number == BULLET:
            paragraph.bullet = True
        elif number and not setting.name.startswith("toc"):
            paragraph.number = number

    def notes_at_the_end(self) -> None:
        """Footnotes and endnotes that the text points at, in the order of their marks."""
        roots = {kind: self._package.beside(name) for name, kind in SIDE_PARTS}
        for mark, (kind, key) in enumerate(self._letters.footnotes, start=1):
            root = roots[kind]
            for note in root.iter(w(kind)) if root is not None else ():
                if note.get(w("id")) != key:
                    continue
                paragraphs = [one for one in self.blocks(note) if isinstance(one, Paragraph) and not one.is_empty]
                for place, paragraph in enumerate(paragraphs):
                    if not place:
                        paragraph.number = f"[{mark}] "
                    paragraph.align = ""
                    self.source.blocks.append(paragraph)


def _opened(parent: Element, source: Source) -> Iterator[Element]:
    for element in parent:
        if element.tag in {w("ins"), w("moveTo"), w("smartTag"), w("customXml")}:
            yield from _opened(element, source)
        elif element.tag == w("sdt"):
            gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}")
            if (value(gallery, "docPartGallery") or "").startswith("Table of Contents"):
                source.left_out["目录"] += 1
                continue
            content = element.find(w("sdtContent"))
            if content is not None:
                yield from _opened(content, source)
        elif element.tag == w("p"):
            style = value(element.find(w("pPr")), "pStyle") or ""
            if re.fullmatch(r"TOC\d|\d?toc\d", style, re.I):
                source.left_out["目录行"] += 1
            else:
                yield element
        elif element.tag == w("tbl") and not is_gone(element):
            yield element
        elif element.tag.endswith("}altChunk"):
            source.left_out["嵌入的另一份文档"] += 1


def _count_left_out(package: Package, root: Element, source: Source) -> None:
    comments = package.beside("comments.xml")
    if comments is not None:
        source.left_out["批注"] += sum(1 for _one in comments.iter(w("comment")))
    deleted = sum(1 for one in root.iter(w("del")) if any((text.text or "").strip() for text in one.iter(w("delText"))))
    source.left_out["修订中删除的文字"] += deleted
    inserted = sum(1 for one in root.iter(w("ins")) if any((text.text or "").strip() for text in one.iter(w("t"))))
    if inserted or deleted:
        source.remarks.append("文件里有修订痕迹，已按“全部接受”导入，请核对正文是不是定稿")
    for name in package.names():
        if re.match(r"word/(?:header|footer)\d*\.xml$", name):
            part = package.part(name)
            words = "" if part is None else "".join(text.text or "" for text in part.iter(w("t")))
            if MARKED.search(words):  # a mark of secrecy is never lost on the way
                source.blocks.insert(0, Paragraph([Span(words.strip())]))
            elif re.sub(r"[\s\d\-—–－·./第共页]", "", words):
                source.left_out["页眉页脚"] += 1
