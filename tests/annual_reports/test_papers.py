"""The report in every format says the same: tables read back from Word, sheets and pages are the tables of the value."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.layout import number
from gongkai.annual_reports.papers import FORMATS
from gongkai.annual_reports.papers.cells import printed
from gongkai.annual_reports.value import CompiledReport, Counts, Deadline
from gongkai.statute.annual_report.forms import FORMS, form_for
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Kind
from gongkai.statute.annual_report.tables import cells, fees, fill
from tests.writers import read_back

YEARS = {"2019-60": 2019, "2021-30": 2024}
WITH_TABLES = [form for form in FORMS if form.table_two]
both_forms = pytest.mark.parametrize("form", WITH_TABLES, ids=lambda form: form.key)


def report(form, values=None, **more) -> ReportDocument:
    """A signed report of the form; without `values`, no two cells that are not totals hold the same number."""
    year = YEARS.get(form.key, 2015)
    if values is None:
        values = {path: place for place, path in enumerate(cells(form), 1)}
    held = {path: value for path, value in values.items() if not path.startswith("fees.")}
    due = Deadline(date(year + 1, 1, 31), date(year + 1, 1, 30), "条例第四十九条第一款")
    nothing = Counts(0, 0, {}, (), {}, {}, {}, {})
    compiled = CompiledReport(
        "榕江县民政局",
        "rongjiang-mzj",
        year,
        date(year, 12, 31),
        nothing,
        fill(form, held),
        fees(form, values),
        {},
        (),
        due,
    )
    outline = form.outlines_of(year)[-1]
    words = {section.key: f"{section.title}的文字。" for section in outline.sections} | {"opening": "根据条例编制。"}
    return ReportDocument(
        compiled, outline, words, state="published", signed_on=date(year + 1, 1, 16), published_on=date(year + 1, 1, 17),
        **more,
    )  # fmt: skip


def in_values(document, rectangles) -> dict[str, str]:
    """The cells of three rectangles by path, found by the labels beside and above them and by nothing else."""
    form, found = document.compiled.form, {}
    two, three, four = rectangles
    for part in form.table_two:
        top = next(place for place, line in enumerate(two) if set(line) == {part.label})
        for line, row in zip(two[top + 2 :], part.rows, strict=False):
            assert line[0] == row.label
            for label, value in zip(two[top + 1][1:], line[1:], strict=True):
                column = next(column for column in part.columns if column.label == label)
                assert found.setdefault(f"table_two.{part.key}.{row.key}.{column.key}", value) == value
    for line in three[3:]:
        row = next(
            row for row in form.table_three.number_rows if row.label == line[2] and _stands_under(form, row, line)
        )
        for place, value in enumerate(line[3:], 3):
            heads = {three[level][place] for level in range(1, 3)}
            column = next(c for c in form.table_three.columns if {c.label, c.group or c.label} == heads)
            found[f"table_three.{row.key}.{column.key}"] = value
    for place, value in enumerate(four[3]):
        heads = [four[level][place] for level in range(3)]
        block = next(
            block for block in form.table_four if block.label in heads and (not block.group or block.group in heads)
        )
        column = next(column for column in block.columns if column.label == heads[2])
        found[f"table_four.{block.key}.{column.key}"] = value
    return found


def _stands_under(form, row, line) -> bool:
    above = next((other for other in form.table_three.rows if other.key == row.group), None)
    return above is None or above.label in line[:2]


def as_printed(document) -> dict[str, str]:
    return {cell.path: number(cell.value) for cell in printed(document.compiled) if not cell.path.startswith("fees.")}


def written(document, form: str) -> bytes:
    return FORMATS[form].write(document)


def from_sheets(data: bytes) -> list[list[list[str]]]:
    sheets = read_back.from_xlsx(data)
    return [sheets[title] for title in TITLES.values()]


@both_forms
def test_the_tables_of_word_sheet_and_page_are_those_of_the_value(form):
    document = report(form)
    expected = as_printed(document)
    assert in_values(document, read_back.from_docx(written(document, "docx"))) == expected
    assert in_values(document, from_sheets(written(document, "xlsx"))) == expected
    assert in_values(document, list(read_back.from_html(document.standalone()).values())) == expected


@both_forms
def test_word_sheet_and_page_merge_the_same_cells(form):
    document = report(form)
    page = list(read_back.from_html(document.standalone()).values())
    assert read_back.from_docx(written(document, "docx")) == page
    assert from_sheets(written(document, "xlsx")) == page


@st.composite
def filled(draw):
    form = draw(st.sampled_from(WITH_TABLES))
    kinds = {Kind.COUNT: st.integers(0, 99999), Kind.CHANGE: st.integers(-999, 999)}
    kinds[Kind.AMOUNT] = st.decimals(0, 10**8, places=4, allow_nan=False)
    some = draw(st.sets(st.sampled_from(sorted(cells(form))), max_size=40))
    return form, {path: draw(kinds[cells(form)[path].kind]) for path in sorted(some)}


@settings(max_examples=15, deadline=None)
@given(filled())
def test_whatever_the_numbers_every_format_says_the_same(given_numbers):
    form, values = given_numbers
    document = report(form, values)
    expected = as_printed(document)
    assert in_values(document, read_back.from_docx(written(document, "docx"))) == expected
    assert in_values(document, from_sheets(written(document, "xlsx"))) == expected
    assert in_values(document, list(read_back.from_html(document.standalone()).values())) == expected
    lines = csv.DictReader(io.StringIO(written(document, "csv").decode("utf-8-sig")))
    assert {line["单元"]: line["数值"] for line in lines if not line["单元"].startswith("fees.")} == expected
    root = ElementTree.fromstring(written(document, "xml"))
    found = {cell.get("path"): cell.text for cell in root.iter("cell") if not cell.get("path").startswith("fees.")}
    assert found == expected


def in_pieces(label: str, pieces: set[str]) -> bool:
    """Whether a label stands there, whole or broken into lines that each stand there."""
    return label == "" or any(
        label[:end] in pieces and in_pieces(label[end:], pieces) for end in range(len(label), 0, -1)
    )


@both_forms
def test_the_pdf_holds_every_label_and_every_number_of_the_report(form):
    document = report(form)
    pages = pypdfium2.PdfDocument(written(document, "pdf"))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    pieces = set(text.split())
    labels = {label for cell in printed(document.compiled) for label in (*cell.row, *cell.column) if cell.row}
    assert [label for label in sorted(labels) if not in_pieces(label, pieces)] == []
    assert set(as_printed(document).values()) <= pieces
    for words in (document.organ, f"{document.year + 1}年1月16日", "根据条例编制。"):
        assert words in pieces


@both_forms
def test_table_three_stands_whole_on_one_page_of_the_pdf(form):
    pages = pypdfium2.PdfDocument(written(report(form), "pdf"))
    texts = [page.get_textpage().get_text_range() for page in pages]
    (place,) = [n for n, text in enumerate(texts) if "申请人情况" in text]
    assert "四、结转下年度继续办理" in texts[place]
    assert pages[place].get_size()[0] < pages[place].get_size()[1]


@both_forms
def test_word_has_the_numbered_sections_in_order_and_the_signature_last(form):
    document = report(form, explanation_of_delay="因机构改革推迟。", backdated_because="补录以前年度的报告")
    paragraphs = [p for p in Document(io.BytesIO(written(document, "docx"))).paragraphs if p.text]
    heads = [paragraph.text for paragraph in paragraphs if paragraph.style.name == "Heading 1"]
    sections = [f"{n}、{section.title}" for n, section in zip("一二三四五六", document.outline.sections, strict=True)]
    assert heads == [*sections, "关于公布时间的说明"]
    assert paragraphs[0].text == "\n".join(document.title_pieces)
    signed = f"{document.year + 1}年1月16日"
    assert [p.text for p in paragraphs[-3:]] == ["榕江县民政局", signed, "补录说明：补录以前年度的报告"]
    assert "因机构改革推迟。" in paragraphs[-4].text


def test_an_unsigned_report_says_so_in_word_pdf_and_sheet_and_bears_no_date():
    document = replace(report(form_for(2024)), state="draft", signed_on=None, published_on=None)
    words = "（未签发的稿本，数据截至2024年12月31日）"
    paragraphs = [p.text for p in Document(io.BytesIO(written(document, "docx"))).paragraphs]
    assert words in paragraphs
    assert paragraphs[-1] == ""
    page = pypdfium2.PdfDocument(written(document, "pdf"))[0].get_textpage().get_text_range()
    assert words in page
    sheet = load_workbook(io.BytesIO(written(document, "xlsx")))[TITLES["table_two"]]
    assert words in sheet["A2"].value


def test_the_workbook_has_a_sheet_a_table_one_for_fees_and_one_for_the_words():
    document = report(form_for(2024))
    sheets = read_back.from_xlsx(written(document, "xlsx"))
    assert list(sheets) == [*TITLES.values(), "信息处理费", "文字"]
    assert dict(sheets["文字"])["五、存在的主要问题及改进情况"] == "存在的主要问题及改进情况的文字。"
    assert [value for _label, value in sheets["信息处理费"][1:]] == [
        number(value) for value in document.compiled.fees.values()
    ]


def test_what_somebody_wrote_is_never_a_formula_nor_markup():
    document = report(form_for(2024))
    text = '=HYPERLINK("http://x")\n<b>正文</b>\x00'
    document = replace(document, sections=document.sections | {"overview": text})
    workbook = load_workbook(io.BytesIO(written(document, "xlsx")))
    assert {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    root = ElementTree.fromstring(written(document, "xml"))
    overview = next(section for section in root.iter("section") if section.get("key") == "overview")
    assert [p.text for p in overview] == ['=HYPERLINK("http://x")', "<b>正文</b>"]


def test_csv_names_organ_year_form_and_every_cell_with_its_labels():
    document = report(form_for(2024), {"table_three.refused_state_secret.org_business": 3})
    rows = list(csv.DictReader(io.StringIO(written(document, "csv").decode("utf-8-sig"))))
    assert len(rows) == 10 + 25 * 7 + 15 + 3
    line = next(row for row in rows if row["单元"] == "table_three.refused_state_secret.org_business")
    assert line == {
        "机关": "榕江县民政局", "代号": "rongjiang-mzj", "年度": "2024", "格式": "2021-30",
        "单元": "table_three.refused_state_secret.org_business", "表": "收到和处理政府信息公开申请情况",
        "行": "三、本年度办理结果 / （三）不予公开 / 1.属于国家秘密", "列": "法人或其他组织 / 商业企业", "数值": "3",
        "更正为": "", "更正日期": "",
    }  # fmt: skip


def test_xml_says_when_it_was_signed_and_which_numbers_are_totals():
    root = ElementTree.fromstring(written(report(form_for(2024), sha256="ab" * 32), "xml"))
    assert (root.get("year"), root.get("form"), root.get("signedOn")) == ("2024", "2021-30", "2025-01-16")
    assert root.get("sha256") == "ab" * 32
    totals = {cell.get("path") for cell in root.iter("cell") if cell.get("total")}
    assert "table_three.processed_total.natural_person" in totals
    assert "table_three.new_received.natural_person" not in totals
    assert len(totals) == 25 + 6 + 3


def test_a_year_of_the_narrative_form_has_words_and_no_tables_in_every_format():
    document = report(form_for(2015))
    assert Document(io.BytesIO(written(document, "docx"))).tables == []
    assert list(read_back.from_xlsx(written(document, "xlsx"))) == ["文字"]
    assert len(written(document, "csv").decode("utf-8-sig").splitlines()) == 1
    assert list(ElementTree.fromstring(written(document, "xml")).iter("cell")) == []
    text = pypdfium2.PdfDocument(written(document, "pdf"))[0].get_textpage().get_text_range()
    assert "收费及减免情况" in text


def test_amounts_keep_their_digits_everywhere():
    document = report(form_for(2024), {"table_two.art20_8.admin_fee.amount_wan": Decimal("59237.2449")})
    assert read_back.from_docx(written(document, "docx"))[0][-1] == ["行政事业性收费", *["59237.2449"] * 3]
    assert from_sheets(written(document, "xlsx"))[0][-1] == ["行政事业性收费", *["59237.2449"] * 3]
    data = json.loads(written(document, "json"))
    assert data["tables"]["table_two"]["art20_8"]["admin_fee"]["amount_wan"] == 59237.2449


@pytest.mark.parametrize("key", ["docx", "pdf", "xlsx", "csv", "xml", "json"])
def test_the_same_report_gives_the_same_bytes(key):
    assert written(report(form_for(2024)), key) == written(report(form_for(2024)), key)
    assert FORMATS[key].filename(report(form_for(2024))) == f"rongjiang-mzj-2024.{key}"
