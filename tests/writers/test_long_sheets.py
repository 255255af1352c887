"""A workbook of any length passes through line by line, is safe to open, and goes on in a further sheet when one is full."""

import io
import tempfile
import tracemalloc
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook

from gongkai.writers import long_sheets
from gongkai.writers.long_sheets import LongSheet, write


def written(*sheets: LongSheet):
    target = io.BytesIO()
    write(target, "台账", sheets)
    return load_workbook(target)


def rows(sheet) -> list[tuple]:
    return list(sheet.iter_rows(values_only=True))


def test_texts_numbers_dates_and_nothing_keep_their_kind_and_nothing_is_a_formula():
    line = ["=1+1", "+8", "#N/A", "2024号", 12, Decimal("52.15"), date(2024, 9, 6), None, "两\n行"]
    sheet = written(LongSheet("表", [f"第{n}列" for n in range(9)], [10] * 9, [line])).active
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "s", "s", "n", "n", "d", "n", "s"]
    assert [cell.value for cell in sheet[2]][:5] == ["=1+1", "+8", "#N/A", "2024号", 12]
    assert sheet["G2"].value.date() == date(2024, 9, 6)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")


def test_a_sheet_that_is_full_goes_on_in_the_next_with_its_head(monkeypatch):
    monkeypatch.setattr(long_sheets, "MOST_LINES", 3)
    book = written(LongSheet("台账", ["数"], [10], ([n] for n in range(7))), LongSheet("空", ["数"], [10], []))
    assert book.sheetnames == ["台账", "台账（2）", "台账（3）", "空"]
    assert [value for name in book.sheetnames[:3] for (value,) in rows(book[name])[1:]] == list(range(7))
    assert [rows(sheet)[0] for sheet in book] == [("数",)] * 4
    assert rows(book["空"]) == [("数",)]


def test_exactly_full_needs_no_further_sheet(monkeypatch):
    monkeypatch.setattr(long_sheets, "MOST_LINES", 3)
    assert written(LongSheet("台账", ["数"], [10], ([n] for n in range(3)))).sheetnames == ["台账"]


def _peak(lines: int) -> int:
    tracemalloc.start()
    many = ([f"2024{n:08}", f"单元{n}", n, date(2024, 9, 6)] for n in range(lines))
    with tempfile.TemporaryFile() as nowhere:
        write(nowhere, "台账", [LongSheet("台账", ["编号", "单元", "数", "日"], [10] * 4, many)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_ten_times_the_lines_need_no_more_memory():
    assert _peak(10_000) < 1.5 * _peak(1_000)


def test_the_file_names_no_author():
    properties = written(LongSheet("表", ["列"], [10], [])).properties
    assert (properties.title, properties.creator) == ("台账", None)
