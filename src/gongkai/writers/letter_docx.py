"""
A letter as a Word file by GB/T 9704-2012. How each part looks is said in docx_template/word/styles.xml, so the office can
change a style in Word and the whole letter follows; here is only what comes after what.
"""

import io
import unicodedata
import zipfile
from functools import cache
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, Twips
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from gongkai.writers import letter as plain
from gongkai.writers.letter import Letter, ListBlock, Paragraph, Table
from gongkai.writers.qr import as_png
from gongkai.writers.zipped import CORE, core_properties, settled

TEMPLATE = Path(__file__).parent / "docx_template"
LINE_WIDTH = Mm(156)
CHARACTER = Pt(16)  # 3号, by which indents are counted
CHARACTER_SET = Twips(315)  # the same drawn together: 28 in a line
FOOTER_CHARACTER = Pt(14)  # 4号
QR_SIDE = Mm(25)


def to_docx(letter: Letter) -> bytes:
    """The letter as .docx. The same letter gives the same bytes, and the file names no author."""
    letter = letter.printable()
    document = Document(io.BytesIO(_template()))
    _page(document, letter)
    if letter.is_draft:
        _line(document, plain.DRAFT_LINE, "草稿")
    _line(document, f"{letter.organ}\n{letter.kind}", "Title")
    if letter.number:
        _line(document, letter.number, "文号")
    if letter.salutation:
        _line(document, letter.salutation, "主送")
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


@cache
def _template() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(path for path in TEMPLATE.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(TEMPLATE).as_posix())
    return packed.getvalue()


def _run(paragraph: WordParagraph, text: str) -> None:
    """Quotation marks and dots that are both Latin and Chinese are Chinese here: that is what the hint says."""
    run = paragraph.add_run(text)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")


def _line(document: DocumentObject, text: str, style: str) -> WordParagraph:
    paragraph = document.add_paragraph(style=style)
    _run(paragraph, text)
    return paragraph


def _hanging(paragraph: WordParagraph, left: int, first: int) -> None:
    paragraph.paragraph_format.left_indent = Length(left)
    paragraph.paragraph_format.first_line_indent = Length(first - left)


def _block(document: DocumentObject, block: plain.Block) -> list[WordParagraph]:
    """Writes the block and gives back the paragraphs of its last line."""
    if isinstance(block, Table):
        return _table(document, block)
    if isinstance(block, ListBlock):
        items = zip(block.marks, block.items, strict=True)
        return [_line(document, f"{mark}\t{item}", "List") for mark, item in items][-1:]
    return [_paragraph(document, block)]


def _paragraph(document: DocumentObject, block: Paragraph) -> WordParagraph:
    style = {0: "Body Text" if block.indent else "Normal", 1: "Heading 1", 2: "Heading 2"}[block.rank]
    paragraph = _line(document, block.text, style)
    if block.heading and not block.indent:
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "0")
        indent.set(qn("w:firstLine"), "0")
    return paragraph


def _table(document: DocumentObject, block: Table) -> list[WordParagraph]:
    last = [_line(document, block.caption, "Caption")] if block.caption else []
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
    _run(paragraph, text)
    return paragraph


def _attachments(document: DocumentObject, names: tuple[str, ...]) -> None:
    """附件：name, or 附件：1. … 2. … with the names below each other, the lines of a long name too."""
    label = 2 * CHARACTER + 3 * CHARACTER_SET
    for place, name in enumerate(names, 1):
        opening = "附件：" if place == 1 else ""
        numbered = f"{place}.\t" if len(names) > 1 else ""
        paragraph = _line(document, f"{opening}{numbered}{name}", "附件说明")
        if place == 1:
            paragraph.paragraph_format.space_before = Pt(28)
        _hanging(paragraph, label + (CHARACTER * 3 // 2 if numbered else 0), 2 * CHARACTER if place == 1 else label)


def _signature(document: DocumentObject, letter: Letter) -> None:
    """
    The date ends four characters from the right edge and the organ stands centred above it: both are centred in a field
    at the right whose half is the four characters and half the date. A longer name widens the field.
    """
    dated = _ems(letter.dated)
    field = max(2 * (4 + dated / 2), _ems(letter.signed_by) + 1)
    left = Length(max(0, LINE_WIDTH - int(field * CHARACTER_SET)))
    name = _line(document, letter.signed_by, "署名")
    day = _line(document, letter.dated, "成文日期")
    for paragraph in (name, day):
        paragraph.paragraph_format.left_indent = left
    if letter.remark:
        day.paragraph_format.keep_with_next = True
        _line(document, letter.remark, "附注")


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _foot(document: DocumentObject, letter: Letter) -> None:
    """What is no part of the letter itself: the code to scan and the slip to sign and send back."""
    if letter.qr:
        paragraph = document.add_paragraph(style="二维码")
        picture = paragraph.add_run().add_picture(io.BytesIO(as_png(letter.qr)), QR_SIDE, QR_SIDE)
        picture._inline.docPr.set("descr", f"二维码：{letter.qr}")
        _run(paragraph, f"\n{letter.qr}")
    if letter.receipt_slip:
        _line(document, plain.CUT_LINE, "裁切线")
        _line(document, plain.SLIP_TITLE, "回执标题")
        slip = [_line(document, text, "回执") for text in letter.slip_lines]
        slip[-1].paragraph_format.keep_with_next = False


def _page(document: DocumentObject, letter: Letter) -> None:
    """— 1 — at the outer side, one character in; a draft says so at the head of every further page."""
    section = document.sections[0]
    section.different_first_page_header_footer = letter.is_draft
    odd = [section.footer, *([section.first_page_footer] if letter.is_draft else [])]
    for footer, is_even in (*((footer, False) for footer in odd), (section.even_page_footer, True)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_even else WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.left_indent = FOOTER_CHARACTER if is_even else None
        paragraph.paragraph_format.right_indent = None if is_even else FOOTER_CHARACTER
        _run(paragraph, "— ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " PAGE ")
        paragraph._p.append(field)
        number = paragraph.add_run("1")
        field.append(number._r)
        _run(paragraph, " —")
    if letter.is_draft:
        for header in (section.header, section.even_page_header):
            _run(header.paragraphs[0], plain.DRAFT_LINE)
