"""
A letter as a Word file by GB/T 9704-2012. How each part looks is said in docx_template/word/styles.xml, so the office can
change a style in Word and the whole letter follows; here is only what comes after what.
"""

import io

from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from gongkai.writers import letter as plain
from gongkai.writers import word
from gongkai.writers.letter import Letter, ListBlock, Paragraph, Table
from gongkai.writers.qr import as_png
from gongkai.writers.word import CHARACTER_SET, LINE_WIDTH, line, run
from gongkai.writers.zipped import CORE, core_properties, settled

CHARACTER = Pt(16)  # 3号, by which indents are counted
QR_SIDE = Mm(25)


def to_docx(letter: Letter) -> bytes:
    """The letter as .docx. The same letter gives the same bytes, and the file names no author."""
    letter = letter.printable()
    document = word.blank()
    _page(document, letter)
    if letter.is_draft:
        line(document, plain.DRAFT_LINE, "草稿")
    line(document, f"{letter.organ}\n{letter.kind}", "Title")
    if letter.number:
        line(document, letter.number, "文号")
    if letter.salutation:
        line(document, letter.salutation, "主送")
    last: list[WordParagraph] = []
    for block in letter.blocks:
        last = _block(document, block)
    for paragraph in last:  # the seal never stands alone on a page: the last lines of text go with it
        paragraph.paragraph_format.keep_with_next = True
    _attachments(document, letter.attachments)
    _signature(document, letter)
    _foot(document, letter)
    written = io.BytesIO()
    document.save(written)
    return settled(written.getvalue(), {CORE: core_properties(letter.title, letter.signed_on)})


def _hanging(paragraph: WordParagraph, left: int, first: int) -> None:
    paragraph.paragraph_format.left_indent = Length(left)
    paragraph.paragraph_format.first_line_indent = Length(first - left)


def _block(document: DocumentObject, block: plain.Block) -> list[WordParagraph]:
    """Writes the block and gives back the paragraphs of its last line."""
    if isinstance(block, Table):
        return _table(document, block)
    if isinstance(block, ListBlock):
        items = zip(block.marks, block.items, strict=True)
        return [line(document, f"{mark}\t{item}", "List") for mark, item in items][-1:]
    return [_paragraph(document, block)]


def _paragraph(document: DocumentObject, block: Paragraph) -> WordParagraph:
    style = {0: "Body Text" if block.indent else "Normal", 1: "Heading 1", 2: "Heading 2"}[block.rank]
    paragraph = line(document, block.text, style)
    if block.heading and not block.indent:
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "0")
        indent.set(qn("w:firstLine"), "0")
    return paragraph


def _table(document: DocumentObject, block: Table) -> list[WordParagraph]:
    last = [line(document, block.caption, "Caption")] if block.caption else []
    if not block.breadth:
        return last
    table = document.add_table(0, 0, style="Table Grid")
    table.autofit = False
    widths = [Length(int(LINE_WIDTH * share / sum(block.shares))) for share in block.shares]
    for width in widths:
        table.add_column(width)
    for place, texts in enumerate((block.head, *block.rows) if block.head else block.rows):
        is_head = bool(block.head) and place == 0
        row = table.add_row()
        _row_rules(row, is_head)
        last = []
        for cell, text, width, is_figure in zip(row.cells, texts, widths, block.figures, strict=True):
            cell.width = width
            style = "表格栏目" if is_head else "表格文字"
            last.append(_fill(cell, text, style, to_right=is_figure and not is_head))
    return last


def _row_rules(row: _Row, is_head: bool) -> None:
    """No row breaks over two pages; the head stands again on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, text: str, style: str, *, to_right: bool) -> WordParagraph:
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph.style = style
    if to_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run(paragraph, text)
    return paragraph


def _attachments(document: DocumentObject, names: tuple[str, ...]) -> None:
    """附件：name, or 附件：1. … 2. … with the names below each other, the lines of a long name too."""
    label = 2 * CHARACTER + 3 * CHARACTER_SET
    for place, name in enumerate(names, 1):
        opening = "附件：" if place == 1 else ""
        numbered = f"{place}.\t" if len(names) > 1 else ""
        paragraph = line(document, f"{opening}{numbered}{name}", "附件说明")
        if place == 1:
            paragraph.paragraph_format.space_before = Pt(28)
        _hanging(paragraph, label + (CHARACTER * 3 // 2 if numbered else 0), 2 * CHARACTER if place == 1 else label)


def _signature(document: DocumentObject, letter: Letter) -> None:
    day = word.signature(document, letter.signed_by, letter.dated)
    if letter.remark:
        day.paragraph_format.keep_with_next = True
        line(document, letter.remark, "附注")


def _foot(document: DocumentObject, letter: Letter) -> None:
    """What is no part of the letter itself: the code to scan and the slip to sign and send back."""
    if letter.qr:
        paragraph = document.add_paragraph(style="二维码")
        picture = paragraph.add_run().add_picture(io.BytesIO(as_png(letter.qr)), QR_SIDE, QR_SIDE)
        picture._inline.docPr.set("descr", f"二维码：{letter.qr}")
        run(paragraph, f"\n{letter.qr}")
    if letter.receipt_slip:
        line(document, plain.CUT_LINE, "裁切线")
        line(document, plain.SLIP_TITLE, "回执标题")
        slip = [line(document, text, "回执") for text in letter.slip_lines]
        slip[-1].paragraph_format.keep_with_next = False


def _page(document: DocumentObject, letter: Letter) -> None:
    """A draft says so at the head of every further page."""
    section = document.sections[0]
    section.different_first_page_header_footer = letter.is_draft
    word.number_pages(section)
    if letter.is_draft:
        for header in (section.header, section.even_page_header):
            run(header.paragraphs[0], plain.DRAFT_LINE)
