"""A workbook that is published is a new one of the values that were seen."""

import datetime
import io
import re
import shutil

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName

from gongkai.clearance.cleaning import clean, sheets
from tests.clearance.cleaning.making import ID, PHONE, exif, parts_of, picture, rezipped, rows_of, saved


def a_list():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "公示表"
    for row in [["序号", "姓名", "证号", "金额"], [1, "秦某某", ID, 300], [2, "秦守业", ID, 200], [3, "周某", ID, 100]]:
        sheet.append(row)
    book.properties.creator = "秦守业"
    return book, sheet


def cleaned(book, name="a.xlsx", **more):
    answer = clean(saved(book), name, **more)
    assert clean(answer.data, answer.name, **more).data == answer.data
    return answer


def whole(data):
    return b"".join(parts_of(data).values()).decode("utf-8", "replace")


def what(answer):
    return {removed.what for removed in answer.removed}


def test_hidden_rows_columns_and_sheets_are_left_out():
    book, sheet = a_list()
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("原始名单")
    other["A1"] = ID
    other.sheet_state = "veryHidden"
    answer = cleaned(book)
    assert rows_of(answer.data) == [["序号", "姓名", "金额"], [1, "秦某某", 300], [3, "周某", 100]]
    assert ID not in whole(answer.data)
    assert what(answer) >= {"hidden_sheet", "hidden_row", "hidden_column"}
    assert answer.publishable


def test_columns_hidden_as_a_group_and_rows_of_no_height_are_hidden():
    book, sheet = a_list()
    sheet.column_dimensions.group("B", "C", hidden=True)
    sheet.row_dimensions[2].height = 0.5
    assert rows_of(cleaned(book).data) == [["序号", "金额"], [2, 200], [3, 100]]


def test_rows_a_filter_hides_are_left_out():
    book, sheet = a_list()
    sheet.auto_filter.ref = "A1:D4"
    sheet.row_dimensions[4].hidden = True
    assert len(rows_of(cleaned(book).data)) == 3


def test_comments_names_validations_and_properties_go():
    book, sheet = a_list()
    sheet["B2"].comment = Comment("核对人秦守业", "秦守业")
    book.defined_names["暗"] = DefinedName("暗", attr_text='"秦守业"', hidden=True)
    sheet["B3"] = "周某某"
    answer = cleaned(book)
    assert "秦守业" not in whole(answer.data)
    assert what(answer) >= {"comment", "defined_name"}
    again = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert not again.properties.creator
    assert not again.properties.lastModifiedBy


def test_looks_stay_as_they_were():
    book, sheet = a_list()
    line = Side("thin", color="FF0000")
    sheet["A1"].font = Font(name="仿宋", sz=16, b=True)
    sheet["A1"].fill = PatternFill("solid", fgColor="DDEEFF")
    sheet["A1"].border = Border(left=line, top=line)
    sheet["A1"].alignment = Alignment(horizontal="center", wrap_text=True)
    sheet["D2"].number_format = "#,##0.00"
    sheet["D3"] = datetime.date(2024, 5, 6)
    sheet["D3"].number_format = "yyyy年m月d日"
    sheet.column_dimensions["B"].width = 33
    sheet.row_dimensions[2].height = 40
    sheet.merge_cells("A4:B4")
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    new = openpyxl.load_workbook(io.BytesIO(cleaned(book).data)).active
    assert (new["A1"].font.name, new["A1"].font.sz, new["A1"].font.b) == ("仿宋", 16, True)
    assert new["A1"].fill.fgColor.rgb == "00DDEEFF"
    assert new["A1"].border.left.style == "thin"
    assert new["A1"].alignment.wrap_text
    assert new["D2"].number_format == "#,##0.00"
    assert new["D3"].value == datetime.datetime(2024, 5, 6)
    assert new.column_dimensions["B"].width == 33
    assert new.row_dimensions[2].height == 40
    assert [str(area) for area in new.merged_cells.ranges] == ["A4:B4"]
    assert new.freeze_panes == "B2"
    assert new.print_title_rows == "$1:$1"
    assert new.page_setup.orientation == "landscape"


def test_a_merged_area_whose_first_row_is_hidden_keeps_its_value():
    book, sheet = a_list()
    sheet["A5"] = "云溪镇"
    sheet["B7"] = "末行"
    sheet.merge_cells("A5:A7")
    sheet.row_dimensions[5].hidden = True
    new = openpyxl.load_workbook(io.BytesIO(cleaned(book).data)).active
    assert new["A5"].value == "云溪镇"
    assert [str(area) for area in new.merged_cells.ranges] == ["A5:A6"]


def test_a_formula_that_was_worked_out_becomes_its_value():
    book, sheet = a_list()
    sheet["D5"] = "=SUM(D2:D4)"
    data = saved(book)
    page = re.sub(
        r"(?<=</f>)<v\s*/>|(?<=</f>)<v></v>", "<v>600</v>", parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    )
    assert "<v>600</v>" in page
    answer = clean(rezipped(data, {"xl/worksheets/sheet1.xml": page.encode()}), "a.xlsx")
    assert rows_of(answer.data)[4][3] == 600
    assert "SUM" not in whole(answer.data)
    assert answer.publishable


def test_a_formula_nobody_worked_out_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "installed", lambda: None)
    book, sheet = a_list()
    sheet["D5"] = "=SUM(D2:D4)"
    answer = cleaned_once(book)
    assert "公式" in answer.refused[0].why
    assert answer.refused[0].place.code() == "sheet 公示表!D5"


def cleaned_once(book, **more):
    return clean(saved(book), "a.xlsx", **more)


def test_words_that_begin_like_a_formula_stay_words():
    book, sheet = a_list()
    sheet["B2"].value = "=cmd|' /c calc'!A1"
    sheet["B2"].data_type = "s"
    new = openpyxl.load_workbook(io.BytesIO(cleaned(book).data)).active
    assert new["B2"].data_type == "s"


@pytest.mark.parametrize("way", ["white", "same", "theme", "format", "tiny"])
def test_values_nobody_sees_are_left_to_a_person(way):
    book, sheet = a_list()
    cell = sheet["D2"]
    trace = "white"
    if way == "white":
        cell.font = Font(color="FFFFFF")
    elif way == "same":
        cell.font, cell.fill = Font(color="112233"), PatternFill("solid", fgColor="112233")
    elif way == "theme":
        cell.font = Font(color=openpyxl.styles.colors.Color(theme=0))
    elif way == "format":
        cell.number_format, trace = ";;;", "hidden_text"
    else:
        cell.font, trace = Font(sz=1), "tiny"
    assert [(refusal.what, refusal.place.code()) for refusal in cleaned_once(book).refused] == [
        (trace, "sheet 公示表!D2")
    ]
    dropped = cleaned(book, drop=[trace])
    assert dropped.publishable
    assert rows_of(dropped.data)[1][3] is None


def test_white_heads_on_a_dark_ground_are_seen():
    book, sheet = a_list()
    sheet["A1"].font, sheet["A1"].fill = Font(color="FFFFFF"), PatternFill("solid", fgColor="1F4E79")
    assert cleaned(book).publishable


def test_a_picture_stays_without_what_it_told():
    book, sheet = a_list()
    sheet.add_image(SheetImage(io.BytesIO(picture("JPEG", exif=exif()))), "F2")
    answer = cleaned(book)
    media = [part for name, part in parts_of(answer.data).items() if "media" in name]
    assert len(media) == 1
    assert b"Qin Shouye" not in media[0]


def test_a_chart_stays_only_when_all_it_shows_is_published():
    book, sheet = a_list()
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "F2")
    assert any("charts/chart" in name for name in parts_of(cleaned(book).data))
    sheet.row_dimensions[3].hidden = True
    assert "图表" in cleaned_once(book).refused[0].why


def test_a_phone_kept_as_a_number_is_still_the_same_number():
    book, sheet = a_list()
    sheet["D2"] = int(PHONE)
    assert rows_of(cleaned(book).data)[1][3] == int(PHONE)


def test_damage_is_refused_and_never_raises():
    book, _ = a_list()
    data = saved(book)
    assert not clean(data[:-200], "a.xlsx").data
    assert not clean(rezipped(data, {"xl/workbook.xml": b"<x/>"}), "a.xlsx").data


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_workbook_becomes_a_new_one_of_what_is_seen():
    from gongkai.clearance.cleaning.suite import converted

    book, sheet = a_list()
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A1"].font = Font(b=True)
    sheet.merge_cells("A6:B6")
    sheet["A6"] = "合计"
    sheet["D6"] = "=SUM(D2:D4)"
    old = converted(saved(book), "xlsx", "xls")
    answer = clean(old, "名单.xls")
    assert answer.name == "名单.xlsx"
    assert rows_of(answer.data)[:3] == [["序号", "姓名", "金额"], [1, "秦某某", 300], [3, "周某", 100]]
    assert rows_of(answer.data)[4] == ["合计", None, 600]
    assert openpyxl.load_workbook(io.BytesIO(answer.data)).active["A1"].font.b
    assert ID not in whole(answer.data)
    assert clean(old, "名单.xls").data == answer.data


def test_a_column_painted_to_the_last_row_makes_no_million_rows():
    book, sheet = a_list()
    sheet.cell(1_048_576, 9).font = Font(b=True)
    assert len(rows_of(cleaned(book).data)) == 4
