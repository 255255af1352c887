"""The report as a page says the same as the report as data, in the layout of the national forms."""

import json
import re
from decimal import Decimal

import pytest

from gongkai.annual_reports import actions, layout, queries
from gongkai.statute.annual_report.forms import FORMS
from gongkai.statute.annual_report.tables import cells, fill
from tests.annual_reports import grid

WITH_TABLES = [form for form in FORMS if form.table_two]


def numbered(form):
    """Tables in which no two cells that are not totals hold the same number."""
    paths = [path for path in cells(form) if not path.startswith("fees.")]
    return fill(form, {path: place for place, path in enumerate(paths, 1)})


def of(form, tables, key):
    (found,) = grid.read(layout.table(form, tables, key).as_html()).values()
    return found


@pytest.mark.parametrize("form", WITH_TABLES, ids=lambda form: form.key)
def test_table_two_read_back_from_the_page_is_the_table_of_the_data(form):
    tables = numbered(form)
    rows = iter(of(form, tables, "table_two"))
    for part in form.table_two:
        assert set(next(rows)) == {part.label}
        head = next(rows)
        assert head[0] == "信息内容"
        for row in part.rows:
            line = next(rows)
            found = dict(zip(head[1:], line[1:], strict=True))
            assert line[0] == row.label
            expected = tables.table_two[part.key][row.key]
            assert found == {column.label: str(expected[column.key]) for column in part.columns}
    assert list(rows) == []


@pytest.mark.parametrize("form", WITH_TABLES, ids=lambda form: form.key)
def test_table_three_read_back_from_the_page_is_the_table_of_the_data(form):
    table, tables = form.table_three, numbered(form)
    head, body = (lambda rows: (rows[:3], rows[3:]))(of(form, tables, "table_three"))
    assert {line[place] for line in head for place in range(3)} == {table.corner_note}
    assert set(head[0][3:]) == {"申请人情况"}
    assert head[1][4:9] == ["法人或其他组织"] * 5
    assert head[2][3:] == [column.label for column in table.columns]
    assert len(body) == len(table.number_rows)
    for line, row in zip(body, table.number_rows, strict=True):
        assert line[2] == row.label
        above = next((other.label for other in table.rows if other.key == row.group), row.label)
        assert above in line[:2]
        assert line[3:] == [str(tables.table_three[row.key][column.key]) for column in table.columns]


@pytest.mark.parametrize("form", WITH_TABLES, ids=lambda form: form.key)
def test_table_four_read_back_from_the_page_is_the_table_of_the_data(form):
    tables = numbered(form)
    first, second, third, values = of(form, tables, "table_four")
    places = [(block, column) for block in form.table_four for column in block.columns]
    assert first == ["行政复议"] * 5 + ["行政诉讼"] * 10
    assert second[5:] == ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5
    assert third == [column.label for _block, column in places]
    assert values == [str(tables.table_four[block.key][column.key]) for block, column in places]


def test_the_page_holds_all_three_tables_and_no_blank_cell(published_report, organ):
    shown = queries.published_report(organ, 2019)
    tables = grid.read(shown.html)
    assert list(tables) == ["report-table-two", "report-table-three", "report-table-four"]
    assert all(cell.strip() for rows in tables.values() for row in rows for cell in row)
    assert tables["report-table-two"][3][1:] == ["1", "1", "1"]
    assert json.loads(shown.as_json())["tables"]["table_two"]["art20_1"]["normative_document"]["made"] == 1


def test_the_page_is_the_report_of_the_organ_with_title_numbered_sections_signature_and_date(published_report, organ):
    html = queries.published_report(organ, 2019).html
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    assert headings == [
        "一、概述", "二、主动公开政府信息情况", "三、政府信息依申请公开情况", "四、行政复议、提起行政诉讼情况",
        "五、存在的问题和下步打算", "附：主动公开信息图示",
    ]  # fmt: skip
    assert html.count("<h1") == 1
    foot = html[html.index("annual-report-foot") :]
    assert foot.index("榕江县民政局") < foot.index("2020年1月16日")
    assert "未签发的稿本" not in html


def test_the_fragment_has_no_inline_style_no_script_and_no_repeated_id(published_report, organ):
    html = queries.published_report(organ, 2019).html
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_every_table_scrolls_in_a_region_named_by_its_caption_and_reached_by_keyboard(published_report, organ):
    html = queries.published_report(organ, 2019).html
    regions = re.findall(r'<div class="table-scroll" role="region" aria-labelledby="([^"]+)" tabindex="0">', html)
    assert len(regions) == 3
    assert all(f'<caption id="{name}">' in html for name in regions)


def test_what_people_write_is_text_and_never_markup(draft_report, clerk):
    text = "（一）<b>工作</b>\n<script>alert(1)</script>正文。"
    report = actions.write_section(report=draft_report, section="overview", text=text, by=clerk)
    html = queries.document(report).html
    assert "<script" not in html
    assert "<h3>（一）&lt;b&gt;工作&lt;/b&gt;</h3>" in html


def test_a_draft_says_that_it_is_one(draft_report):
    assert "未签发的稿本，数据截至2019年12月31日" in queries.document(draft_report).html


def test_the_file_stands_alone_and_fetches_nothing(published_report, organ):
    page = queries.published_report(organ, 2019).standalone()
    assert page.lstrip().startswith("<!doctype html>")
    assert not re.search(r"(src|href)=|url\(|@import", page)
    assert "@page" in page


def test_the_figures_show_the_numbers_of_the_data(published_report, organ):
    shown = queries.published_report(organ, 2019)
    bars = dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd>.*?<span>(\d+)</span>", shown.html, re.S))
    assert {name: int(bars[name]) for name in shown.compiled.categories} == shown.compiled.categories
    assert "按月份（条）：1月1，2月0，3月1，4月1" in shown.html


def test_a_year_without_items_has_no_figures_and_a_narrative_year_no_tables(organ):
    html = queries.unwritten(organ, 2015).html
    assert "annual-report-figures" not in html
    assert grid.read(html) == {}


def test_amounts_are_written_as_they_were_entered(organ, clerk):
    cell = "table_two.art20_8.admin_fee.amount_wan"
    actions.enter(organ=organ, year=2023, cell=cell, value=Decimal("59237.2449"), note="财政票据", by=clerk)
    shown = queries.unwritten(organ, 2023)
    assert grid.read(shown.html)["report-table-two"][-1] == ["行政事业性收费", *["59237.2449"] * 3]
    assert json.loads(shown.as_json())["tables"]["table_two"]["art20_8"]["admin_fee"]["amount_wan"] == 59237.2449
