"""A table with merged cells is the same table on a page, in Word and on a sheet."""

import io

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongkai.writers import grid, paper_docx, paper_pdf
from gongkai.writers.html import Cell, Table
from gongkai.writers.letter import Paragraph
from gongkai.writers.paper import Paper
from gongkai.writers.sheets import to_workbook
from gongkai.writers.table_sheets import TableSheet
from tests.writers import read_back

WORDS = st.text("公开申请总计（一）0123456789.=+-@ <&", min_size=1, max_size=8).map(lambda text: f"字{text}".strip())
NUMBERS = st.integers(-(10**9), 10**9).map(str)


@st.composite
def tables(draw) -> Table:
    """Any table without holes: from the upper left on, each free place gets a cell as wide and tall as there is room."""
    height, breadth = draw(st.integers(1, 7)), draw(st.integers(1, 9))
    head = draw(st.integers(0, height - 1))
    taken: set[tuple[int, int]] = set()
    lines = []
    for line in range(height):
        cells = []
        end = head if line < head else height
        for column in range(breadth):
            if (line, column) in taken:
                continue
            room = next((c for c in range(column, breadth) if (line, c) in taken), breadth) - column
            across, down = draw(st.integers(1, room)), draw(st.integers(1, end - line))
            taken |= {(line + d, column + r) for d in range(down) for r in range(across)}
            scope = draw(st.sampled_from(["", "col", "row"]))
            css = draw(st.sampled_from(["", "label"]))
            cells.append(Cell(draw(WORDS if scope else NUMBERS | WORDS), scope, across, down, css))
        lines.append(tuple(cells))
    return Table("any", "任意表", tuple(lines[:head]), (tuple(lines[head:]),))


def rectangle(table: Table) -> list[list[str]]:
    return [[placed.cell.text for placed in line] for line in grid.of(table).places]


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_table_read_back_from_page_word_and_sheet_is_the_same(table):
    expected = rectangle(table)
    assert read_back.from_html(table.as_html()) == {"any": expected}
    assert read_back.from_docx(paper_docx.to_docx(Paper(("标题",), (table,), "某局"))) == [expected]
    assert read_back.from_xlsx(to_workbook([TableSheet(table)])) == {"任意表": expected}


TALL = Table(
    "tall", "表",
    ((Cell("项目", "col", rowspan=2), Cell("数量", "col", colspan=2)), (Cell("甲", "col"), Cell("乙", "col"))),
    (tuple((Cell(f"第{n}行", "row", css="label"), Cell(str(n)), Cell(str(n * n))) for n in range(1, 80)),),
)  # fmt: skip


def test_the_head_of_a_table_longer_than_a_page_stands_on_every_page():
    document = Document(io.BytesIO(paper_docx.to_docx(Paper(("标题",), (TALL,), "某局"))))
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in document.tables[0]._tbl.tr_lst]
    assert repeated == [True, True, *[False] * 79]
    pages = pypdfium2.PdfDocument(paper_pdf.to_pdf(Paper(("标题",), (TALL,), "某局")))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) > 1
    assert all("项目" in text for text in texts)
    sheet = load_workbook(io.BytesIO(to_workbook([TableSheet(TALL)]))).active
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$4", "A5")


def test_a_sheet_prints_upright_on_a4_and_as_wide_as_the_page():
    sheet = load_workbook(io.BytesIO(to_workbook([TableSheet(TALL, "某局2024年")]))).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert (sheet["A1"].value, sheet["A2"].value) == ("表", "某局2024年")


def test_numbers_are_numbers_on_a_sheet_and_nothing_is_a_formula():
    row = (Cell("=1+1", "row"), Cell("12"), Cell("52.15"), Cell("=SUM(A1)"), Cell("007"), Cell("1234567890123456"))
    sheet = load_workbook(io.BytesIO(to_workbook([TableSheet(Table("t", "表", (), ((row,),)))]))).active
    found = [(cell.value, cell.data_type) for cell in sheet[3]]
    assert found == [
        ("=1+1", "s"), (12, "n"), (52.15, "n"), ("=SUM(A1)", "s"), ("007", "s"), ("1234567890123456", "s"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ((Cell("a", colspan=2), Cell("b")), (Cell("c"),)),  # a hole
        ((Cell("a", rowspan=2), Cell("b")), (Cell("c"), Cell("d"))),  # hangs over the edge
        ((Cell("a"), Cell("b", rowspan=3)), (Cell("c"),)),  # falls out at the foot
        ((Cell("a"), Cell("b", rowspan=2)), (Cell("c", colspan=2),)),  # overlaps
    ],
)
def test_cells_that_do_not_fill_a_rectangle_are_refused(lines):
    with pytest.raises(ValueError, match="cells of 't'"):
        grid.of(Table("t", "表", (), (lines,)))


PAPER = Paper(
    ("某局2024年", "年度报告"), (Paragraph("一、总体情况", heading=True), Paragraph("正文。"), TALL), "某局", remark="（稿本）",
    after=(Paragraph("补录说明：补录。"),),
)  # fmt: skip


def test_the_same_paper_gives_the_same_bytes_and_names_nobody():
    for write in (paper_docx.to_docx, paper_pdf.to_pdf):
        assert write(PAPER) == write(PAPER)
    properties = Document(io.BytesIO(paper_docx.to_docx(PAPER))).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("某局2024年年度报告", "", "")


def test_title_remark_words_signature_and_notes_stand_in_this_order():
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(paper_docx.to_docx(PAPER))).paragraphs)
    pages = pypdfium2.PdfDocument(paper_pdf.to_pdf(PAPER))
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    for found in (text, printed):
        places = [found.index(words) for words in ("某局2024年", "年度报告", "（稿本）", "一、总体情况", "正文。")]
        places.append(found.rindex("某局"))
        places.append(found.index("补录说明"))
        assert places == sorted(places)
