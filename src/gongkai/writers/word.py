"""
What every Word file of ours shares: the styles of docx_template/word/styles.xml (GB/T 9704-2012), Chinese runs, numbers
of pages. The office can change a style in Word and the whole file follows.
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
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt, Twips
from docx.text.paragraph import Paragraph as WordParagraph

TEMPLATE = Path(__file__).parent / "docx_template"
LINE_WIDTH = Mm(156)
CHARACTER_SET = Twips(315)  # 3号 drawn together: 28 in a line
FOOTER_CHARACTER = Pt(14)  # 4号


def blank() -> DocumentObject:
    """An empty A4 document with the styles and no author."""
    return Document(io.BytesIO(_template()))


@cache
def _template() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(path for path in TEMPLATE.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(TEMPLATE).as_posix())
    return packed.getvalue()


def run(paragraph: WordParagraph, text: str) -> None:
    """Quotation marks and dots that are both Latin and Chinese are Chinese here: that is what the hint says."""
    written = paragraph.add_run(text)
    fonts = written._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")


def line(document: DocumentObject, text: str, style: str) -> WordParagraph:
    paragraph = document.add_paragraph(style=style)
    run(paragraph, text)
    return paragraph


def signature(document: DocumentObject, name: str, dated: str) -> WordParagraph:
    """
    The date ends four characters from the right edge and the organ stands centred above it: both are centred in a field
    at the right whose half is the four characters and half the date. A longer name widens the field.
    """
    field = max(2 * (4 + ems(dated) / 2), ems(name) + 1)
    left = Length(max(0, LINE_WIDTH - int(field * CHARACTER_SET)))
    lines = (line(document, name, "署名"), line(document, dated, "成文日期"))
    for paragraph in lines:
        paragraph.paragraph_format.left_indent = left
    return lines[1]


def ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def number_pages(section: Section) -> None:
    """— 1 — at the outer side, one character in."""
    has_own_first = section.different_first_page_header_footer
    for footer in (section.footer, *([section.first_page_footer] if has_own_first else [])):
        _page_number(footer, is_even=False)
    _page_number(section.even_page_footer, is_even=True)


def _page_number(footer: _Footer, *, is_even: bool) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_even else WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.left_indent = FOOTER_CHARACTER if is_even else None
    paragraph.paragraph_format.right_indent = None if is_even else FOOTER_CHARACTER
    run(paragraph, "— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    paragraph._p.append(field)
    number = paragraph.add_run("1")
    field.append(number._r)
    run(paragraph, " —")
