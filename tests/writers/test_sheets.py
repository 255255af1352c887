import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from gongkai.writers.sheets import Sheet, to_csv, to_workbook, to_xlsx

HEAD = ("编号", "事项", "数量")
FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "\t=1+1", "=HYPERLINK(\"http://x\")")  # fmt: skip
HARMLESS = ("-", "-5", "+86", "-1,234.50", "甲=乙", "a@b.cn", "12%")


def _sheet(data, name=None):
    book = load_workbook(io.BytesIO(data))
    return book[name] if name else book.worksheets[0]


def _csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_table_is_written_under_its_title_with_notes_below():
    sheet = _sheet(to_xlsx("台账", HEAD, [("1", "危房", 3), ("2", "低保", None)], ["注：截至年底。"]))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["台账", None, None],
        ["编号", "事项", "数量"],
        ["1", "危房", 3],
        ["2", "低保", None],
        ["注：截至年底。", None, None],
    ]
    assert sheet.title == "台账"
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$1:$2"


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_a_workbook_is_a_formula(text):
    data = to_xlsx(text, (text,), [(text,)], (text,))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    for row in range(1, 5):
        cell = _sheet(data).cell(row, 1)
        assert cell.data_type == "s"
        assert cell.value == text.replace("\t", " ")


def test_a_formula_is_marked_as_text_so_that_editing_keeps_it_one():
    sheet = _sheet(to_xlsx("表", ("甲",), [("=1+1",), ("文字",), ("#N/A",)]))
    assert [sheet.cell(row, 1).quotePrefix for row in (3, 4, 5)] == [True, False, False]
    assert sheet.cell(5, 1).data_type == "s"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_csv_has_a_mark_before_it(text):
    assert _csv(to_csv((text,), [(text,)])) == [[f"'{text.replace(chr(9), ' ')}"]] * 2


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(text):
    assert _csv(to_csv(("甲",), [(text,)]))[1] == [text]
    assert _sheet(to_xlsx("表", ("甲",), [(text,)])).cell(3, 1).value == text


def test_long_numbers_keep_every_digit():
    sheet = _sheet(
        to_xlsx("表", ("甲",), [("350101199001011234",), (350101199001011234,), ("007",), (Decimal("12.50"),)])
    )
    values = [sheet.cell(row, 1).value for row in range(3, 7)]
    assert values == ["350101199001011234", "350101199001011234", "007", 12.5]
    assert [sheet.cell(row, 1).number_format for row in (3, 4, 5)] == ["@"] * 3


def test_dates_truth_and_nothing_have_their_forms():
    rows = [(date(2024, 9, 16), datetime(2024, 9, 16, 8, 30, 1, 5, tzinfo=UTC), True, None, float("nan"))]
    sheet = _sheet(to_xlsx("表", "甲乙丙丁戊", rows))
    assert [cell.value for cell in sheet[3]] == [
        datetime(2024, 9, 16),
        datetime(2024, 9, 16, 8, 30, 1),
        "是",
        None,
        "nan",
    ]
    assert _csv(to_csv("甲乙丙丁戊", rows))[1] == ["2024-09-16", "2024-09-16 08:30:01", "是", "", "nan"]


def test_csv_opens_in_excel_and_follows_the_standard():
    data = to_csv(("甲", "乙"), [('他说"好"', "一，\n二")])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == '甲,乙\r\n"他说""好""","一，\n二"\r\n'


def test_columns_are_as_wide_as_their_text_within_reason():
    sheet = _sheet(to_xlsx("表", ("甲", "乙", "丙"), [("一", "二" * 10, "三" * 100)]))
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [8, 22, 50]


def test_several_tables_are_several_sheets():
    data = to_workbook(
        [
            Sheet("一、收到/办结[2024]", HEAD, []),
            Sheet("收" * 40, HEAD, []),
            Sheet("收" * 40, HEAD, []),
            Sheet("", HEAD, []),
        ]
    )
    names = load_workbook(io.BytesIO(data)).sheetnames
    assert names[0] == "一、收到 办结 2024"
    assert len(set(names)) == 4
    assert all(len(name) <= 31 for name in names)
    assert names[3] == "表"
    with pytest.raises(ValueError):
        to_workbook([])


def test_the_same_table_gives_the_same_bytes_and_names_nobody():
    data = to_xlsx("表", HEAD, [("1", "a", 2)])
    assert data == to_xlsx("表", HEAD, [("1", "a", 2)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "creator" not in core
    assert "<dc:title>表</dc:title>" in core


def test_characters_no_sheet_can_hold_are_left_out():
    assert _sheet(to_xlsx("表\x00", ("甲\x07",), [("a\x0b\x1fb𬱖😀",)])).cell(3, 1).value == "a\nb𬱖😀"
