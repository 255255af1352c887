"""The worker shows what a list to be posted would be, and makes it: from the visible sheets, with the heads as they stand."""

import csv
import io

import openpyxl
import pytest

from gongkai.clearance.list_jobs import table_masked, table_shown
from gongkai.clearance.redaction import tables

NAME = "低保名单.xlsx"


def book(*sheets, merged=()) -> bytes:
    """A workbook of (name, rows) pairs; `merged` areas of its first sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for area in merged:
        made.worksheets[0].merge_cells(area)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


ROWS = [
    ["榕江县2024年第三批农村低保名单"],
    ["填报单位：榕江县民政局", None, None, None, None, None, None, "单位：元"],
    ["序号", "户主姓名", "年龄", "身份证号码", "家庭住址", "家庭成员", None, "月保障金额"],
    [None, None, None, None, None, "姓名", "关系", None],
    ["云溪镇"],
    [1, "秦守业", 34, "522601199003072311", "秀水县云溪镇大寨村三组", "秦小宝", "之子", 420.5],
    [None, None, None, None, None, "秦二宝", "之子", None],
    [2, "罗小远", 14, "52260120110312123X", "秀水县云溪镇石门社区12号", None, None, 300],
    ["合计", None, None, None, None, None, None, 720.5],
    ["填表人：张三", None, None, None, "审核人：李四 13885512345"],
]
MERGED = ("A1:H1", *(f"{letter}3:{letter}4" for letter in "ABCDEH"), "F3:G3", "A5:H5")


@pytest.fixture(scope="module")
def full() -> bytes:
    return book(("第一批", ROWS), merged=MERGED)


def shown(data, name=NAME, **options):
    return table_shown(data, {"name": name, **options})[0]


def made(data, answer, name=NAME, form="xlsx", sheets=None, **options):
    chosen = [{"title": "", "ways": [one[1] for one in sheet["columns"]], "used": True} for sheet in answer["sheets"]]
    options = {"name": name, "kind": answer["kind"], "form": form, "sheets": sheets or chosen, **options}
    return table_masked(data, options)


def test_a_title_heads_of_two_storeys_parts_and_totals_are_understood(full):
    answer = shown(full)
    (sheet,) = answer["sheets"]
    assert answer["kind"] == "allowance" and answer["refused"] == ""
    assert sheet["title"] == "榕江县2024年第三批农村低保名单（单位：元）"
    assert [one[0] for one in sheet["columns"]][5:7] == ["家庭成员 姓名", "家庭成员 关系"]
    assert sheet["heads"] == ["序号", "户主姓名", "年龄", "家庭住址", "月保障金额"]
    assert sheet["rows"] == [
        ["云溪镇", "", "", "", ""], ["1", "秦守业", "30—39岁", "秀水县云溪镇大寨村", "420.5"],
        ["2", "罗某某", "10—19岁", "秀水县云溪镇石门社区", "300"], ["合计", "", "", "", "720.5"],
    ]  # fmt: skip
    assert sheet["parts"] == [0] and sheet["left"] == 2


def test_the_workbook_made_holds_the_list_and_nothing_else(full):
    answer, data = made(full, shown(full), with_html=True)
    assert answer["name"] == "低保名单（公示名单）.xlsx" and answer["count"] == 3
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[4]] == [1, "秦守业", "30—39岁", "秀水县云溪镇大寨村", 420.5]
    for hidden in ("522601199003072311", "大寨村三组", "罗小远", "秦小宝", "13885512345", "张三"):
        assert hidden not in answer["html"] + str([[cell.value for cell in row] for row in sheet])
    assert (
        '<caption>榕江县2024年第三批农村低保名单（单位：元）</caption><thead><tr><th scope="col">序号</th>'
        in answer["html"]
    )
    assert '<th colspan="5" scope="colgroup">云溪镇</th>' in answer["html"]
    assert {"place": "column 身份证号码", "rule": "", "reason": "personal", "way": "drop"} in answer["marks"]


def test_what_is_hidden_in_the_file_is_not_read():
    data = book(
        ("公示", [["姓名", "村", "金额"], ["秦守业", "大寨村", 3]]), ("原始", [["姓名", "身份证号"], ["甲", "1"]])
    )
    wb = openpyxl.load_workbook(io.BytesIO(data))
    wb["原始"].sheet_state, wb["公示"].row_dimensions[2].hidden = "hidden", False
    wb["公示"].append(["罗明远", "石门村", 4])
    wb["公示"].row_dimensions[3].hidden = True
    target = io.BytesIO()
    wb.save(target)
    (sheet,) = shown(target.getvalue())["sheets"]
    assert sheet["rows"] == [["秦守业", "大寨村", "3"]]


def test_a_csv_of_an_office_machine_is_read_and_made():
    data = '序号,姓名,手机,补助金额\r\n001,张三,13885512345,"1,200.00"\r\n'.encode("gb18030")
    answer, made_csv = made(data, shown(data, "临时救助.csv"), "临时救助.csv", form="csv")
    assert list(csv.reader(io.StringIO(made_csv.decode("utf-8-sig")))) == [
        ["序号", "姓名", "补助金额"],
        ["001", "张三", "1,200.00"],
    ]
    assert answer["name"] == "临时救助（公示名单）.csv"


def test_rows_of_orphans_are_on_no_list_and_a_table_of_them_is_refused():
    heads = ["姓名", "类别", "金额"]
    mixed = shown(book(("特困", [heads, ["秦守业", "分散供养", 3], ["罗小远", "孤儿", 4]])))
    assert mixed["sheets"][0]["orphans"] == 1 and "罗" not in str(mixed["sheets"][0]["rows"])
    assert "不设公示环节" in shown(book(("发放", [heads, ["罗小远", "孤儿", 4]])))["refused"]
    orphans = book(("孤儿生活费", [heads, ["罗小远", "散居", 4]]))
    assert "不设公示环节" in shown(orphans)["refused"] and shown(orphans)["sheets"] == []
    asked = {"name": NAME, "kind": "allowance", "form": "xlsx", "sheets": [{"title": "", "ways": ["grown", "keep", "keep"], "used": True}]}  # fmt: skip
    assert "不设公示环节" in table_masked(orphans, asked)[0]["because"]


def test_what_cannot_be_done_is_said_in_a_sentence(monkeypatch):
    heads = ["姓名", "村", "金额"]
    two = book(("甲", [heads, ["秦守业", "大寨村", 3]]), ("乙", [heads, ["罗明远", "石门村", 3]]), ("丙", [["说明"]]))
    answer = shown(two)
    assert answer["without"] == ["丙"]
    assert "只能放一张表" in made(two, answer, form="csv")[0]["because"]
    gone = [{"title": "", "ways": ["drop"] * 3, "used": True}] * 2
    assert "每一列都删去了" in made(two, answer, sheets=gone)[0]["because"]
    unused = [{"title": "", "ways": ["grown", "keep", "keep"], "used": False}] * 2
    assert "没有选" in made(two, answer, sheets=unused)[0]["because"]
    assert "对不上" in made(two, answer, sheets=gone[:1])[0]["because"]
    assert "没有认出带表头" in shown(book(("丙", [["说明"], ["文字"]])))["because"]
    assert "not" not in shown(b"no workbook", "坏的.xlsx")["because"]
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert "超过 3 行" in shown(two)["because"]
    monkeypatch.setattr(tables, "MOST_COLUMNS", 2)
    assert "超过 2 列" in shown(book(("甲", [heads, ["秦守业", "大寨村", 3]])))["because"]
