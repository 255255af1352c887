"""A paper of record as a Word file: the styles of our letters, tables with really merged cells and heads that repeat."""

import io

from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell

from gongkai.writers import grid, word
from gongkai.writers.grid import Grid, Placed
from gongkai.writers.html import Table
from gongkai.writers.paper import WIDE, Block, Paper, type_size
from gongkai.writers.word import LINE_WIDTH, line, run
from gongkai.writers.zipped import CORE, core_properties, settled

TWIP = 635  # of the office format's measure, in its finer one
MARGIN = 57  # at both sides of a cell, in twips: 1 mm
LINE_PITCH = 1.35  # of small type, in its size
HEADINGS = {1: "Heading 1", 2: "Heading 2"}


def to_docx(paper: Paper) -> bytes:
    """The paper as .docx. The same paper gives the same bytes, and the file names no author."""
    paper = paper.printable()
    document = word.blank()
    word.number_pages(document.sections[0])
    line(document, "\n".join(paper.title), "Title")
    if paper.remark:
        line(document, paper.remark, "文号")
    document.add_paragraph(style="Normal")
    for block in paper.blocks:
        _block(document, block)
    if paper.signed_by:
        word.signature(document, paper.signed_by, paper.dated)
    for block in paper.after:
        _block(document, block)
    written = io.BytesIO()
    document.save(written)
    return settled(written.getvalue(), {CORE: core_properties(paper.name, paper.signed_on)})


def _block(document: DocumentObject, block: Block) -> None:
    if isinstance(block, Table):
        _table(document, block)
        return
    style = HEADINGS.get(block.rank, "Body Text" if block.indent else "Normal")
    paragraph = line(document, block.text, style)
    if not block.indent:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: DocumentObject, block: Table) -> None:
    laid = grid.of(block)
    if block.caption:
        line(document, block.caption, "Caption")
    table = document.add_table(0, 0, style="Table Grid")
    table.autofit = False
    _side_margins(table)
    total, room = sum(laid.shares), LINE_WIDTH // TWIP
    widths = [int(room * share / total) for share in laid.shares]
    for width in widths:
        table.add_column(width * TWIP)
    for number in range(len(laid.places)):
        table._tbl.append(_row(table, laid, number, widths))
    _after(document)


def _side_margins(table: WordTable) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(MARGIN))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _row(table: WordTable, laid: Grid, number: int, widths: list[int]) -> BaseOxmlElement:
    """No row breaks over two pages and a table stays whole while it has room on one; the head repeats on the next."""
    row = OxmlElement("w:tr")
    rules = OxmlElement("w:trPr")
    rules.append(OxmlElement("w:cantSplit"))
    if number < laid.head:
        rules.append(OxmlElement("w:tblHeader"))
    row.append(rules)
    is_last = number + 1 == len(laid.places)
    for placed in dict.fromkeys(laid.places[number]):
        row.append(_cell(table, placed, laid, widths, is_first_line=placed.line == number, goes_on=not is_last))
    return row


def _cell(
    table: WordTable, placed: Placed, laid: Grid, widths: list[int], *, is_first_line: bool, goes_on: bool
) -> BaseOxmlElement:
    """One `w:tc`; in the lines below its first, a tall cell stands again, empty and marked as going on."""
    element = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    across = range(placed.column, placed.column + placed.cell.colspan)
    width = _element("w:tcW", {"w:w": str(sum(widths[column] for column in across)), "w:type": "dxa"})
    properties.append(width)
    if placed.cell.colspan > 1:
        properties.append(_element("w:gridSpan", {"w:val": str(placed.cell.colspan)}))
    if placed.cell.rowspan > 1:
        properties.append(_element("w:vMerge", {"w:val": "restart" if is_first_line else "continue"}))
    properties.append(_element("w:vAlign", {"w:val": "center"}))
    element.append(properties)
    element.append(OxmlElement("w:p"))
    paragraph = _Cell(element, table).paragraphs[0]
    size = type_size(laid)
    paragraph.style = "表格栏目" if placed.cell.scope == "col" and laid.breadth <= WIDE else "表格文字"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if placed.cell.css == "label" else WD_ALIGN_PARAGRAPH.CENTER
    looks = paragraph.paragraph_format
    looks.line_spacing, looks.space_before, looks.space_after = Pt(size * LINE_PITCH), Pt(1.5), Pt(1.5)
    looks.keep_with_next = goes_on
    if is_first_line:
        run(paragraph, placed.cell.text)
        for written in paragraph.runs:
            written.font.size = Pt(size)
    return element


def _element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def _after(document: DocumentObject) -> None:
    """Half a line between a table and what follows: two tables that touch become one."""
    gap = document.add_paragraph(style="Normal")
    gap.paragraph_format.line_spacing = Pt(10)
