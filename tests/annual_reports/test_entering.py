"""Numbers typed into the tables or taken in from a file: whole tables at once, each changed cell recorded, all or none."""

import json
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.annual_reports import actions, importing
from gongkai.annual_reports.models import ReportEntry
from gongkai.audit.models import AuditEntry
from gongkai.writers import sheets

PAGE = "/office/reports/2023/entries/"
LICENCES = "table_two.art20_5.licensing.decisions"
PENALTIES = "table_two.art20_6.penalty.decisions"
FEE = "table_two.art20_8.admin_fee.amount_wan"
UPHELD = "table_four.review.upheld"
NOTE = "据行政审批股台账"


def form_of(html: str, table: str) -> dict[str, str]:
    """The fields of one table's form as a browser would send them."""
    part = next(form for form in re.findall(r"<form.*?</form>", html, re.S) if f'name="table" value="{table}"' in form)
    fields = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            fields[name[1]] = value[1] if value else ""
    return fields


@pytest.fixture
def at_the_page(signed_in, clerk):
    """at_the_page("table_two", **{path: text}, note=…): the table as it is shown, with some cells typed over, and sent."""
    client = signed_in(clerk)

    def send(table: str, note: str = NOTE, **cells: str):
        fields = form_of(client.get(PAGE).content.decode(), table)
        return client.post(PAGE, {**fields, "note": note, **{f"v-{path}": text for path, text in cells.items()}})

    return send


def test_a_table_is_saved_whole_and_only_changed_cells_leave_a_row_and_an_entry_in_the_trail(at_the_page):
    trail = AuditEntry.objects.filter(verb="report.entered")
    assert at_the_page("table_two", **{LICENCES: "1,204", FEE: "59237.2449"}).status_code == 302
    assert dict(ReportEntry.objects.values_list("cell", "value")) == {LICENCES: 1204, FEE: Decimal("59237.2449")}
    assert trail.count() == 2
    at_the_page("table_two", **{LICENCES: "1205"})
    assert [(row.cell, row.value, row.note) for row in ReportEntry.objects.order_by("pk")][2:] == [
        (LICENCES, 1205, NOTE)
    ]
    assert trail.count() == 3
    at_the_page("table_two", note="")
    assert trail.count() == 3


def test_the_fifteen_cells_of_remedies_are_entered_at_once_and_their_totals_computed(at_the_page, signed_in, clerk):
    at_the_page(
        "table_four", **{UPHELD: "2", "table_four.review.pending": "1", "table_four.litigation_direct.other": "4"}
    )
    html = signed_in(clerk).get(PAGE).content.decode()
    totals = re.findall(r'<output data-sum="v-table_four\.(\w+)\.[^"]*">(\d+)</output>', html)
    assert totals == [("review", "3"), ("litigation_direct", "4"), ("litigation_after_review", "0")]


@pytest.mark.parametrize(
    ("cells", "note", "why"),
    [
        ({LICENCES: "很多"}, NOTE, "“很多”不是数字"),
        ({LICENCES: ""}, NOTE, "没有发生的填0，不能留空"),
        ({LICENCES: "-1"}, NOTE, "不能小于0"),
        ({LICENCES: "1.5"}, NOTE, "应为整数"),
        ({FEE: "1.00001"}, NOTE, "至多四位小数"),
        ({LICENCES: "12"}, " ", "请写明这个数字的来源"),
        ({LICENCES: "12"}, "台" * 301, "不超过300字"),
    ],
)
def test_a_faulty_table_comes_back_as_typed_and_nothing_of_it_is_saved(at_the_page, cells, note, why):
    html = at_the_page("table_two", note, **{PENALTIES: "77", **cells}).content.decode()
    assert why in html
    assert 'value="77"' in html
    assert "没有保存，请改正下列各格" in html
    assert not ReportEntry.objects.exists()


def test_what_the_platform_counts_is_fixed_text_and_never_a_field(signed_in, clerk, published):
    html = signed_in(clerk).get(PAGE).content.decode()
    assert f'name="v-{LICENCES}"' in html
    assert 'name="v-table_two.art20_1.normative_document.issued"' not in html
    assert "/office/reports/2023/cells/table_two.art20_1.normative_document.issued/" in html
    with pytest.raises(ValidationError, match="由平台按登记的记录统计"):
        actions.enter_many(
            organ=clerk.staff.organ, year=2023, by=clerk,
            values={LICENCES: (3, NOTE), "table_two.art20_1.normative_document.issued": (4, NOTE)},
        )  # fmt: skip
    assert not ReportEntry.objects.exists()


def test_a_cell_changed_by_somebody_else_meanwhile_is_not_written_over(organ, signed_in, clerk, office_head):
    client = signed_in(clerk)
    fields = form_of(client.get(PAGE).content.decode(), "table_two")
    actions.enter(organ=organ, year=2023, cell=LICENCES, value=8, note="主任据复核", by=office_head)
    html = client.post(PAGE, {**fields, "note": NOTE, f"v-{LICENCES}": "9"}).content.decode()
    assert "已由龙祝仁改为8" in html
    assert ReportEntry.objects.get().value == 8
    assert client.post(PAGE, {**fields, "note": NOTE, f"v-{PENALTIES}": "5"}).status_code == 302
    assert set(ReportEntry.objects.values_list("cell", flat=True)) == {LICENCES, PENALTIES}


def test_the_form_of_2019_has_its_own_cells(signed_in, clerk, organ):
    html = signed_in(clerk).get("/office/reports/2019/entries/").content.decode()
    assert 'name="v-table_two.art20_9.central_procurement.projects"' in html
    assert 'name="v-table_two.art20_5.licensing.change"' in html
    assert signed_in(clerk).get("/office/reports/2018/entries/").status_code == 404


def test_who_only_reads_sees_the_tables_as_links_and_can_save_nothing(signed_in, secrecy_reviewer, clerk):
    html = signed_in(secrecy_reviewer).get(PAGE).content.decode()
    assert 'name="v-' not in html and f"/cells/{LICENCES}/" in html
    fields = form_of(signed_in(clerk).get(PAGE).content.decode(), "table_two")
    response = signed_in(secrecy_reviewer).post(PAGE, {**fields, "note": NOTE, f"v-{LICENCES}": "9"})
    assert response.status_code == 403
    assert signed_in(secrecy_reviewer).post(PAGE + "import/", {}).status_code == 403
    assert not ReportEntry.objects.exists()


def test_a_signed_report_takes_no_more_numbers(signed_in, clerk, leader, draft_report):
    from tests.annual_reports.conftest import REASON
    from tests.cast import when

    page, client = "/office/reports/2019/entries/", signed_in(clerk)
    fields = form_of(client.get(page).content.decode(), "table_two")
    actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16), backdated_because=REASON)
    html = client.get(page).content.decode()
    assert "报告已经签发，数据不再改动" in html and 'name="v-' not in html
    answer = client.post(page, {**fields, "note": NOTE, f"v-{LICENCES}": "9"}).content.decode()
    assert "2019年度的报告已经签发" in answer
    assert not ReportEntry.objects.exists()


def test_an_organ_that_keeps_its_applications_elsewhere_types_table_three_and_the_fees(at_the_page, signed_in, clerk):
    cells = {
        "table_three.new_received.natural_person": "3",
        "table_three.granted.natural_person": "2",
        "table_three.carried_out.natural_person": "1",
    }
    assert at_the_page("table_three", **cells).status_code == 302
    assert at_the_page("fees", **{"fees.notices": "1", "fees.amount_yuan": "100"}).status_code == 302
    html = signed_in(clerk).get("/office/reports/2023/").content.decode()
    assert re.search(r'cells/table_three\.processed_total\.total/">2<', html)
    assert re.search(r'cells/fees\.amount_yuan/">100<', html)


# From a file


def sheet(*rows, kind: str = "xlsx") -> SimpleUploadedFile:
    lines = [(cell, "", value, note) for cell, value, note in rows]
    data = sheets.to_xlsx("填报", importing.HEAD, lines) if kind == "xlsx" else sheets.to_csv(importing.HEAD, lines)
    return SimpleUploadedFile(f"填报.{kind}", data)


def carried(html: str) -> dict[str, str]:
    from html import unescape

    return {name: unescape(value) for name, value in re.findall(r'name="(lines|seen)" value="([^"]*)"', html)}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_downloaded_sheet_filled_in_is_previewed_and_then_saved(signed_in, clerk, organ, kind):
    client = signed_in(clerk)
    actions.enter(organ=organ, year=2023, cell=PENALTIES, value=3, note="旧台账", by=clerk)
    data = client.get(f"{PAGE}template.{kind}").content
    lines = {line.cell: line for line in importing.read(data)}
    assert (lines[PENALTIES].value, lines[PENALTIES].note) == ("3", "旧台账")
    assert set(lines) >= {LICENCES, UPHELD, "fees.notices"}
    html = client.post(
        PAGE + "import/", {"file": sheet((LICENCES, 12, NOTE), (FEE, "2977.71", NOTE), kind=kind)}
    ).content.decode()
    assert "其中改动 2 格" in html
    assert ReportEntry.objects.count() == 1
    response = client.post(PAGE + "import/", {"do": "save", **carried(html)})
    assert response.status_code == 302
    assert dict(ReportEntry.objects.values_list("cell", "value")) == {
        PENALTIES: 3,
        LICENCES: 12,
        FEE: Decimal("2977.71"),
    }


def test_every_faulty_line_is_named_with_number_and_reason_and_nothing_is_saved(signed_in, clerk, organ):
    client = signed_in(clerk)
    file = sheet(
        (LICENCES, 12, NOTE), (LICENCES, 13, NOTE), ("table_two.poem", 1, NOTE), (PENALTIES, "12件", NOTE), (UPHELD, 2, ""),
        ("table_four.review.total", 2, NOTE), ("table_two.art20_1.normative_document.issued", 2, NOTE),
        ("table_four.review.pending", "", ""),
    )  # fmt: skip
    html = client.post(PAGE + "import/", {"file": file}).content.decode()
    for words in (
        "第 4 行 第二十条第（五）项 · 行政许可", "与第3行填的是同一格", "第 5 行 table_two.poem：这一年度的表里没有", "第 6 行", "“12件”不是数字",
        "第 7 行", "没有写来源", "第 8 行", "是合计，由系统相加", "第 9 行", "由平台按登记的记录统计",
    ):  # fmt: skip
        assert words in html, words
    assert "第 3 行" not in html.split("<table")[0]
    assert "保存这" not in html
    client.post(
        PAGE + "import/",
        {
            "do": "save",
            **carried(html),
            "lines": json.dumps([[3, LICENCES, "", "12", NOTE], [4, LICENCES, "", "13", NOTE]]),
        },
    )
    assert not ReportEntry.objects.exists()


def test_a_line_may_name_its_cell_by_label_and_the_file_by_another_encoding(organ):
    text = "标签,数值,来源\n主动公开政府信息情况 · 第二十条第（五）项 · 行政许可 · 本年处理决定数量,7,台账\n"
    (row,) = importing.judge(organ, 2023, importing.read(text.encode("gb18030")))
    assert (row.line.cell, row.value, row.is_change) == (LICENCES, 7, True)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 broken", "打不开"),
        (b"\xff\xff\xff", "认不出这个文件"),
        ("甲,乙\n1,2\n".encode(), "没有找到表头"),
        (b"x" * (importing.MOST_BYTES + 1), "超过2MB"),
        (("单元,数值,来源\n" + "a,1,b\n" * importing.MOST_LINES).encode(), "超过2000行"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_of_numbers_is_refused_with_a_reason(data, why):
    with pytest.raises(ValidationError, match=why):
        importing.read(data)


def test_a_workbook_that_claims_to_be_endless_is_read_no_further_than_a_form_goes(organ):
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    for column, word in enumerate(importing.HEAD, 1):
        book.active.cell(1, column, word)
    for column, value in enumerate((LICENCES, "", 7, NOTE), 1):
        book.active.cell(2, column, value)
    book.active.cell(1, 16384, "远")
    written = BytesIO()
    book.save(written)
    assert [(line.cell, line.value) for line in importing.read(written.getvalue())] == [(LICENCES, "7")]
    book.active.cell(1048576, 1, "更远")
    book.save(written := BytesIO())
    with pytest.raises(ValidationError, match="超过2000行"):
        importing.read(written.getvalue())


def test_no_file_and_a_broken_preview_are_told(signed_in, clerk):
    client = signed_in(clerk)
    assert "请选择要导入的文件" in client.post(PAGE + "import/", {}).content.decode()
    for lines in ("[[1]]", "nothing", '{"a": 1}', "[1]"):
        assert "没有完整传回" in client.post(PAGE + "import/", {"lines": lines, "do": "save"}).content.decode()
    assert client.get(PAGE + "import/").status_code == 405
