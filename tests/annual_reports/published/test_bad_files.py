"""What cannot be read is refused with a sentence why; what is cut off is named cell by cell, never filled with 0."""

import io
import zipfile

import docx
import pypdfium2
import pytest

from gongkai.annual_reports.published import Unreadable, check
from gongkai.statute.annual_report.forms import form_named
from tests.annual_reports.published.markups import write
from tests.annual_reports.published.test_markups import some_tables


def _docx_of(*paragraphs: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def _blank_pdf() -> bytes:
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


def _zip_of(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


REFUSED = {
    "nothing": (b"", "空的"),
    "only spaces": (b" \n\t ", "空的"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "不认识的文件类型"),
    "half a Word file": (write(form_named("2021-30"), some_tables("2021-30", 0), "word")[:3000], "损坏"),
    "a PDF of pictures": (_blank_pdf(), "没有文字"),
    "half a PDF": (b"%PDF-1.7\n1 0 obj\n<<", "打不开"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "另存为"),
    "an archive": (_zip_of("报告.txt", b"x"), "压缩包"),
    "a letter": ("关于召开会议的通知\n请各单位于周五前报名。".encode(), "没有认出"),
    "a Word file without a report": (_docx_of("会议通知", "请各单位于周五前报名。"), "没有认出"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_sentence_why(case):
    data, said = REFUSED[case]
    with pytest.raises(Unreadable, match=said):
        check(data, "报告")


@pytest.mark.parametrize("way", ["strokes", "spaces", "one a line", "tabs"])
@pytest.mark.parametrize("share", [0.35, 0.5, 0.62, 0.75, 0.9])
def test_a_text_cut_off_anywhere_gives_only_what_it_certainly_holds(way, share):
    tables = some_tables("2021-30", 4)
    whole = write(form_named("2021-30"), tables, way).decode()
    verdict = check(whole[: int(len(whole) * share)].encode())
    for row, cells in verdict.tables["table_three"].items():
        assert cells == tables.table_three[row]
    for row, cells in verdict.tables["table_four"].items():
        assert cells == tables.table_four[row]
    assert verdict.unread
    assert not [breach for breach in verdict.breaches if breach.rule.startswith(("T", "F.rows", "F.blank"))]


def test_words_in_cells_are_shown_and_no_sum_is_built_on_them():
    page = write(form_named("2021-30"), some_tables("2021-30", 5), "page").decode()
    page = page.replace("<p>行政许可</p></td><td", "<p>行政许可</p></td><td data-x=1", 1)
    before, mark, after = page.partition("data-x=1")
    start = after.index("<p>") + 3
    page = before + mark + after[:start] + "约30件" + after[after.index("</p>", start) :]
    verdict = check(page.encode())
    assert verdict.tables["table_two"]["art20_5"]["licensing"]["decisions"] is None
    assert [(b.rule, b.at, b.found) for b in verdict.breaches] == [
        ("F.nonnumeric", "table_two.art20_5.licensing.decisions", "约30件")
    ]


def test_a_text_that_goes_down_the_columns_gives_no_row_and_no_accusation():
    """As some programs copy a PDF: all labels first, then the numbers of each column under one another."""
    form, tables = form_named("2021-30"), some_tables("2021-30", 6)
    labels = "\n".join(row.label for row in form.table_three.number_rows)
    columns = "\n".join(
        str(row[column.key]) for column in form.table_three.columns for row in tables.table_three.values()
    )
    whole = write(form, tables, "one a line").decode()
    before, _mark, rest = whole.partition("一、本年新收政府信息公开申请数量")
    after = rest[rest.index("四、政府信息公开行政复议") :]
    verdict = check(f"{before}{labels}\n{columns}\n{after}".encode())
    assert verdict.tables["table_three"] == {}
    assert len([path for path in verdict.unread if path.startswith("table_three")]) == 175
    assert [breach.rule for breach in verdict.breaches] == []


def test_rows_that_lost_their_empty_cells_are_not_read_and_whole_ones_are():
    form, tables = form_named("2021-30"), some_tables("2021-30", 6)
    tables.table_three["granted"]["org_business"] = None
    tables.table_three["refused_process"] = dict.fromkeys(tables.table_three["refused_process"])
    verdict = check(write(form, tables, "one a line"))
    missing = {path.split(".")[1] for path in verdict.unread}
    assert missing == {"granted", "refused_process"}
    assert verdict.tables["table_three"]["partially_granted"] == tables.table_three["partially_granted"]


def test_pictures_in_the_place_of_tables_are_a_fault_and_nothing_is_read_into_them():
    """国办公开办函〔2021〕30号: the form prescribes tables, and §10 of the practice real text."""
    parts = (
        "<h1>榕江县民政局二〇二三年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>全年公开信息。</p>"
        "<p>二、主动公开政府信息情况</p><img src=a.png><p>三、收到和处理政府信息公开申请情况</p><img src=b.png>"
        "<p>四、政府信息公开行政复议、行政诉讼情况</p><img src=c.png><p>五、存在的主要问题及改进情况</p><p>人手不足，已改进。</p>"
        "<p>六、其他需要报告的事项</p><p>无。</p>"
    )
    verdict = check(f"<html><body>{parts}</body></html>".encode())
    assert (verdict.organ, verdict.year, len(verdict.unread)) == ("榕江县民政局", 2023, 200)
    assert [(b.rule, b.at) for b in verdict.breaches] == [
        ("F.rows", "table_two"),
        ("F.rows", "table_three"),
        ("F.rows", "table_four"),
    ]


def test_two_numbers_in_one_cell_are_no_number():
    page = write(form_named("2021-30"), some_tables("2021-30", 5), "page").decode()
    start = page.index("<p>", page.index("行政许可</p>") + 10) + 3
    page = page[:start] + "3</p><p>4" + page[page.index("</p>", start) :]
    verdict = check(page.encode())
    assert verdict.tables["table_two"]["art20_5"]["licensing"]["decisions"] is None
    assert [(b.rule, b.found) for b in verdict.breaches] == [("F.nonnumeric", "3 4")]


def test_a_report_laid_out_as_one_table_is_read_the_same():
    form, tables = form_named("2021-30"), some_tables("2021-30", 8)
    page = write(form, tables, "page").decode()
    page = page.replace("</table>", "").replace("<table border=1>", "").replace("<div id=zoom>", "<table><tbody>")
    page = page.replace("<p>一、", "<tr><td colspan=10><p>一、").replace(
        "</div></body>", "</tbody></table></div></body>"
    )
    for heading in ("二、主动", "三、收到", "四、政府", "五、存在", "六、其他"):
        page = page.replace(f"<p>{heading}", f"<tr><td colspan=10><p>{heading}", 1)
    verdict = check(page.encode())
    assert verdict.tables["table_three"] == tables.table_three
    assert verdict.tables["table_four"] == tables.table_four
    assert [b.rule for b in verdict.breaches if b.rule.startswith("T")] == []
