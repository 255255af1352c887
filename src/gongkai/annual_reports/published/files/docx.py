"""A Word file: paragraphs and tables in their order, merged cells where they begin; headings numbered by Word get their number back."""

import io
import zipfile

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from gongkai.annual_reports.published.paper import Paper

LARGEST_PART = 100 * 1024 * 1024


class TooLarge(ValueError):
    """A part of the file unpacks to more than any report holds."""


def read(data: bytes) -> Paper:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml")) > LARGEST_PART:
            raise TooLarge
    document = docx.Document(io.BytesIO(data))
    paper = Paper(has_pictures=bool(document.inline_shapes))
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            _table(block, paper)
        else:
            paper.write(_words(block))
    return paper


def _words(paragraph: Paragraph) -> str:
    return "".join(
        "\t" if node.tag == qn("w:tab") else "\n" if node.tag in {qn("w:br"), qn("w:cr")} else node.text or ""
        for node in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"))
        if not any(above.tag in {qn("w:del"), qn("w:tabs")} for above in node.iterancestors())
    )


def _table(table: Table, paper: Paper) -> None:
    if any(cell.tables for row in table.rows for cell in row.cells):  # a table that only lays out the page
        for row in table.rows:
            for cell in row.cells:
                for block in cell.iter_inner_content():
                    if isinstance(block, Table):
                        _table(block, paper)
                    else:
                        paper.write(_words(block))
        return
    for row in table._tbl.tr_lst:
        column, cells = row.grid_before, []
        for cell in row.tc_lst:
            if cell.vMerge != "continue":
                words = " ".join(_words(Paragraph(p, table)) for p in cell.p_lst)
                cells.append((column, words))
            column += cell.grid_span
        paper.row(cells)
