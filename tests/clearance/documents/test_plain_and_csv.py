"""Plain text and lists: numbers cut by the end of a line are whole, encodings are found out."""

import pytest

from gongkai.clearance.documents import read
from tests.clearance.documents.office_files import ID, MOBILE, holding, place_of

LIST = f"姓名,身份证号,电话\n罗明远,{ID},{MOBILE}\n"


def test_lines_that_follow_one_another_are_one_block():
    document = read(f"号码{ID[:8]}\n{ID[8:]}\n\n另一段\n".encode())
    assert [block.text for block in document.blocks] == [f"号码{ID[:8]}\n{ID[8:]}", "另一段"]
    assert place_of(document, "另一段") == "line 4"


def test_a_number_over_the_cut_of_a_long_text_is_bridged():
    lines = [f"第{number}行" for number in range(399)] + [ID[:8], ID[8:]]
    document = read("\n".join(lines).encode())
    assert any(block.again and block.text == f"{ID[:8]}\n{ID[8:]}" for block in document.blocks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_lists_in_every_encoding(encoding):
    document = read(LIST.encode(encoding), "名单.csv")
    assert document.kind == "csv"
    assert place_of(document, ID) == "row 2 column 2"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_lists_parted_by_any_mark(mark):
    document = read(LIST.replace(",", mark).encode(), "a.csv")
    assert [row.cells() for row in next(document.tables())] == [["姓名", "身份证号", "电话"], ["罗明远", ID, MOBILE]]


def test_a_list_named_text_is_a_list_and_a_text_named_list_is_read_as_rows():
    assert read((LIST * 3).encode(), "名单.txt").kind == "csv"
    assert read(b"one line only", "a.csv").kind == "csv"


def test_ragged_rows_and_a_lonely_quotation_mark_lose_nothing():
    document = read(f'甲,"乙,丙\n丁\n{ID},戊,己,庚\n'.encode(), "a.csv")
    assert holding(document, ID)
    lost = 'a,"b\n' + "c,d\n" * 400 + f"{ID},e\n"
    assert place_of(read(lost.encode(), "a.csv"), ID) == "row 402 column 1"


def test_bytes_that_are_no_letters_are_said():
    document = read("关于临时救助的通知".encode() * 30 + b"\xff\xfe\xff" + "结束".encode(), "a.txt")
    assert holding(document, "结束")
    assert "不是文字" in document.unread[0].why


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "空文件"), (b"  \r\n", "空文件"), (b"\x00" * 50, "空文件"), (b"MZ\x90\x00\x03" + bytes(range(256)), "程序"), (bytes(range(256)) * 4, "不认识"), (b"ID3\x04" + bytes(range(256)), "音频")],
)  # fmt: skip
def test_what_is_not_read_says_why_and_what_to_do(data, why):
    assert why in read(data, "文件.txt").unread[0].why


def test_the_name_of_a_file_is_read_and_does_not_decide_its_kind():
    document = read("<table><tr><td>甲</td></tr></table>".encode(), f"低保/{ID}罗明远.xls")
    assert document.kind == "html"
    assert place_of(document, ID) == "file name"
    assert document.visible_text() == "甲"
    assert read(b"MZ is how this text begins", "a.txt").kind == "txt"


def test_a_number_that_goes_on_in_an_indented_line_is_bridged():
    document = read(f"号码{ID[:10]}\n　　　　{ID[10:]}\n".encode())
    assert any(block.again and block.text == f"号码{ID[:10]}\n{ID[10:]}" for block in document.blocks)


def test_prose_above_a_table_does_not_decide_what_parts_the_cells():
    text = "各乡镇，各办公室：\n现将名单公布如下，请核对，有误的，请告知。\n姓名,手机\n石文,13800138000\n吴明,13900139000\n"
    rows = [block.cells() for block in read(text.encode(), "名单.csv").blocks if block.kind == "row"]
    assert ["石文", "13800138000"] in rows and ["姓名", "手机"] in rows
