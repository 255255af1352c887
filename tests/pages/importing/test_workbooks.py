"""Sheets as tables: what is seen of them, as it is seen."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from gongkai.pages.importing.blocks import Unreadable
from gongkai.pages.importing.shown import shown
from gongkai.pages.importing.turning import turn


def packed(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_is_a_table_under_its_title_without_what_is_hidden():
    book = Workbook()
    sheet = book.active
    sheet["B2"] = "2024年低保资金发放表"
    sheet.merge_cells("B2:E2")
    sheet["E3"] = "单位：元"
    for row in (("乡镇", "日期", "金额", "内部编号"), ("古州镇", date(2024, 5, 20), 1234.5, 7), ("藏起来的镇", None, 1, 8), ("忠诚镇", date(2024, 5, 21), 0.1 + 0.2, 9)):  # fmt: skip
        sheet.append([None, *row])
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet["D5"].number_format = "#,##0.00"
    book.create_sheet("原始名单")["A1"] = "秘密内容"
    book["原始名单"].sheet_state = "veryHidden"
    made = turn(packed(book), "发放表.xlsx")
    assert made.title == "2024年低保资金发放表"
    assert made.html == (
        "<table><caption>2024年低保资金发放表</caption>"
        '<thead><tr><th scope="col">乡镇</th><th scope="col">日期</th><th scope="col">金额</th></tr></thead><tbody>'
        '<tr><td>古州镇</td><td class="align-right">2024-05-20</td><td class="align-right">1,234.50</td></tr>'
        '<tr><td>忠诚镇</td><td class="align-right">2024-05-21</td><td class="align-right">0.3</td></tr></tbody></table>'
    )
    assert "1 处隐藏的工作表、1 处隐藏的行、1 处隐藏的列" in made.notes[0]


def test_a_merged_cell_keeps_its_span_over_what_is_seen():
    book = Workbook()
    for row in (
        ("乡镇", "人数", None, "备注"),
        (None, "城市", "农村", None),
        ("古州镇", 12, 340, None),
        ("忠诚镇", 1, 2, "补录"),
    ):
        book.active.append(row)
    for merged in ("A1:A2", "B1:C1", "D1:D2"):
        book.active.merge_cells(merged)
    made = turn(packed(book), "表.xlsx").html
    assert '<th scope="col" rowspan="2">乡镇</th><th scope="colgroup" colspan="2">人数</th>' in made
    assert made.count("<tr>") == 4 and made.index("</thead>") > made.index("农村")


def test_several_sheets_stand_under_their_names():
    book = Workbook()
    for name in ("城市", "农村"):
        sheet = book.create_sheet(name)
        sheet.append(("乡镇", "户数"))
        sheet.append(("古州镇", 1))
    made = turn(packed(book), "各乡镇户数.xlsx")
    assert made.html.count("<h2>") == 2 and "<h2>城市</h2><table><caption>城市</caption>" in made.html
    assert made.title == "各乡镇户数"


def test_a_long_sheet_is_better_attached():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    for number in range(1002):
        sheet.append((number, "甲"))
    with pytest.raises(Unreadable, match=r"1002 行.*附件"):
        turn(packed(book), "名单.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_a_table_in_any_encoding(encoding):
    made = turn("乡镇,卡号\n古州镇,0012\n".encode(encoding), "卡.csv").html
    assert (
        made
        == '<table><thead><tr><th scope="col">乡镇</th><th scope="col">卡号</th></tr></thead><tbody><tr><td>古州镇</td><td>0012</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.1 + 0.2, "General", "0.3"), (522601198503121234, "General", "522601198503121234"), (6.222e18, "General", "6222000000000000000"),
        (12.5, "0.00", "12.50"), (0.125, "0.0%", "12.5%"), (1234567, "#,##0", "1,234,567"), (-5, "0;(0)", "(5)"), (7, "000", "007"),
        (3, '"第"0"号"', "第3号"), (1234.5, "¥#,##0.00", "¥1,234.50"), (date(2024, 5, 1), 'yyyy"年"m"月"d"日"', "2024年5月1日"),
        (date(2024, 5, 1), "yyyy/m/d", "2024/05/01"), (date(2024, 5, 1), 'yyyy"年"m"月"', "2024年5月"), (True, "General", "是"), (None, "General", ""),
        (" 文字 ", "@", "文字"), (float("nan"), "General", ""),
    ],
)  # fmt: skip
def test_a_cell_reads_as_it_is_shown(value, form, text):
    assert shown(value, form) == text


@given(
    st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text('0#.,;%"¥-$()@ E[]\\', max_size=10),
)
def test_no_format_breaks_a_number(value, form):
    assert isinstance(shown(value, form), str)
