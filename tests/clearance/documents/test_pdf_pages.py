"""PDF pages: what is seen is read as seen, what is not seen is read with how it is hidden, nothing visible is called hidden."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from gongkai.clearance.documents import read
from gongkai.clearance.documents.document import PAGE, ROW, Block
from tests.clearance.documents.pdfs import box, pdf, words

NUMBER = "522601199001011230"


def pages(data: bytes) -> list[Block]:
    return [block for block in read(data, "a.pdf").blocks if block.kind in {PAGE, ROW}]


def traces(data: bytes) -> dict[str, str]:
    return {piece.text: piece.trace for block in pages(data) for piece in block.pieces}


def graphics(**state: object):
    def change(file: Pdf) -> None:
        file.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(**state))

    return change


def annotated(kind: str, **more: object):
    def change(file: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=[40, 590, 500, 616], **more)
        file.pages[0].obj.Annots = Array([file.make_indirect(made)])

    return change


def layered(file: Pdf) -> None:
    group = file.make_indirect(Dictionary(Type=Name.OCG, Name="内部"))
    file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    file.pages[0].obj.Resources.Properties = Dictionary(M=group)


def cropped(file: Pdf) -> None:
    file.pages[0].obj.CropBox = Array([0, 610, 595, 842])


LINE = words(NUMBER, y=600)
SMALL = b"q 0.1 0 0 0.1 0 0 cm " + words(NUMBER, x=500, y=6000) + b"Q"


@pytest.mark.parametrize(
    ("content", "change", "trace"),
    [
        (LINE, None, ""),
        (words(NUMBER, y=600, fill="1 g"), None, "white"),
        (words(NUMBER, y=600, fill="0.98 0.97 0.98 rg"), None, "white"),
        (words(NUMBER, y=600, fill="0.8 g"), None, ""),  # a pale watermark is seen
        (box(40, 590, 400, 30, "0 0 0.6 rg") + words(NUMBER, y=600, fill="1 g"), None, ""),
        (LINE + box(40, 596, 400, 16), None, "covered"),
        (LINE + box(40, 596, 400, 16, "1 g"), None, "covered"),
        (LINE + box(40, 596, 400, 16, "0.5 0 0 rg"), None, "covered"),
        (box(40, 596, 400, 16) + LINE, None, "covered"),
        (LINE + b"q 14 w 40 604 m 400 604 l S Q", None, "covered"),  # a pen as thick as the line
        (b"/G gs " + LINE, graphics(ca=0.0), "hidden_text"),
        (LINE + b"/G gs " + box(40, 596, 400, 16, "1 1 0 rg"), graphics(BM=Name.Multiply), ""),  # a marker
        (words(NUMBER, y=600, mode=3), None, "hidden_text"),
        (words(NUMBER, y=600, size=1), None, "tiny"),
        (SMALL, None, "tiny"),
        (words(NUMBER, x=700), None, "outside"),
        (LINE, cropped, "outside"),
        (b"q 0 0 99 99 re W n " + LINE + b"Q", None, "outside"),
        (b"/OC /M BDC " + LINE + b"EMC", layered, "hidden_text"),
        (LINE, annotated("Redact"), "covered"),
        (LINE, annotated("Square", IC=[0, 0, 0], C=[0, 0, 0]), "covered"),
        (LINE, annotated("Highlight", C=[1, 1, 0], QuadPoints=[40, 616, 500, 616, 40, 590, 500, 590]), ""),
    ],
)  # fmt: skip
def test_each_way_of_hiding_is_told_and_what_is_seen_is_not(content, change, trace):
    found = traces(pdf(words("可见的正文") + content, change=change))
    assert found["可见的正文"] == ""
    assert found[NUMBER] == trace


def test_only_the_covered_part_of_a_line_is_covered():
    found = traces(pdf(words("号码" + NUMBER + "已核", y=600) + box(74, 596, 216, 16)))
    assert found == {"号码": "", NUMBER: "covered", "已核": ""}


def test_text_whose_font_is_not_here_is_not_called_hidden():
    def without_font(file: Pdf) -> None:
        file.pages[0].obj.Resources.Font.F1.DescendantFonts[0].CIDSystemInfo = Dictionary(
            Registry="X", Ordering="Y", Supplement=0
        )

    assert set(traces(pdf(words("甲乙丙丁", y=600), change=without_font)).values()) <= {""}


def test_a_turned_page_is_read_alike():
    def turned(file: Pdf) -> None:
        file.pages[0].obj.Rotate = 90

    found = traces(pdf(words("正文", y=700) + words(NUMBER, y=600, fill="1 g"), change=turned))
    assert found == {"正文": "", NUMBER: "white"}


def grid(rows: list[tuple[str, ...]], *, top: float = 620, height: float = 40) -> bytes:
    edges, low = (50, 150, 300, 450), top - height * len(rows)
    drawn = b"".join(f"{x} {low} m {x} {top} l S ".encode() for x in edges)
    drawn += b"".join(f"50 {top - height * n} m 450 {top - height * n} l S ".encode() for n in range(len(rows) + 1))
    for n, row in enumerate(rows):
        for x, cell in zip(edges, row, strict=False):
            for down, line in enumerate(cell.split("\n")):
                drawn += words(line, x + 4, top - height * n - 14 - 12 * down, size=8)
    return drawn


def test_a_ruled_table_is_rows_between_its_paragraphs_and_a_number_broken_in_a_cell_stays_in_it():
    rows = [("姓名", "身份证号", "电话"), ("张某某", f"{NUMBER[:12]}\n{NUMBER[12:]}", "13900000001")]
    found = pages(pdf(words("前文") + grid(rows) + words("后文", y=300)))
    assert [block.kind for block in found] == [PAGE, ROW, ROW, PAGE]
    assert found[2].text == f"张某某\t{NUMBER[:12]}\n{NUMBER[12:]}\t13900000001"
    assert [(block.table, block.row) for block in found[1:3]] == [(1, 1), (1, 2)]
    assert found[2].pieces[0].place.code() == "page 1 table 1 row 2"


def test_two_numbers_in_columns_that_nearly_touch_are_not_one():
    text = pages(pdf(words("13900000001", x=50) + words("156", x=188)))[0].text
    assert text == "13900000001\t156"


def test_a_number_broken_over_two_lines_is_in_one_block():
    [block] = pages(pdf(words("号码" + NUMBER[:8]) + words(NUMBER[8:], y=680)))
    assert block.text == f"号码{NUMBER[:8]}\n{NUMBER[8:]}"
    assert block.piece_at(12).place.code() == "page 1 line 2"


def test_a_broken_page_is_unread_and_the_others_are_read():
    def broken(file: Pdf) -> None:
        file.pages[0].obj.Contents = pikepdf.Stream(file, b"\x00\x01garbage", Filter=Name.FlateDecode)

    document = read(pdf(words("一"), words("第二页" + NUMBER), change=broken), "a.pdf")
    assert any(part.place.code() == "page 1" for part in document.unread)
    assert any(NUMBER in block.text for block in document.blocks)
