"""The desk of the annual report in a real browser: no barriers, nothing wider than the window, totals that follow the typing."""

import pytest

from gongkai.annual_reports import actions
from tests.annual_reports.conftest import OVERVIEW, PROBLEMS, REASON
from tests.cast import when
from tests.workbench import test_browser
from tests.workbench.test_browser import barriers

pytestmark = test_browser.pytestmark
sit_down = test_browser.sit_down
LICENCES = "table_two.art20_5.licensing.decisions"


@pytest.fixture
def reports(organ, clerk, leader, published):
    """2019 signed and public, 2020 under way with a number entered and a doubtful word."""
    published(at=when(2019, 3, 6))
    published(at=when(2020, 3, 6))
    report = actions.start(organ=organ, year=2019, by=clerk)
    for section, text in (("overview", OVERVIEW), ("problems", PROBLEMS)):
        actions.write_section(report=report, section=section, text=text, by=clerk)
    actions.sign(report=report, by=leader, at=when(2020, 1, 16), backdated_because=REASON)
    actions.publish(report=report, by=clerk, at=when(2020, 1, 17))
    actions.enter(organ=organ, year=2020, cell=LICENCES, value=12, note="据审批股台账", by=clerk)
    draft = actions.start(organ=organ, year=2020, by=clerk)
    return actions.write_section(report=draft, section="problems", text="不足：全区推进不够。", by=clerk)


def test_the_pages_of_the_report_have_no_barriers(sit_down, clerk, leader, reports):
    found = []
    for person, pages in (
        (clerk, ["2020/", "2020/entries/", "2020/cells/items.total/", f"2020/cells/{LICENCES}/", "2020/cells/table_four.review.total/",
                 "2019/proof/", "2019/entries/", ""]),
        (leader, ["2020/"]),
    ):  # fmt: skip
        desk = sit_down(person)
        for page in pages:
            found += barriers(desk, f"/office/reports/{page}", folds=True)
        assert desk.complaints == [] and desk.outside == []
    assert found == [], "\n".join(found)


def test_totals_follow_the_typing_and_are_the_same_after_the_table_is_saved(sit_down, clerk, reports):
    desk = sit_down(clerk)
    desk.open("/office/reports/2020/entries/")
    desk.page.fill("#cell-table_four-review-upheld", "2")
    desk.page.fill("#cell-table_four-review-pending", "1,000")
    total = "section:has(#table-table_four) output, div:has(> #table-table_four) output"
    assert desk.page.locator(total).first.inner_text() == "1002"
    desk.page.fill("#note-table_four", "据复议台账")
    desk.page.click("div:has(> #table-table_four) button")
    desk.page.wait_for_load_state()
    assert desk.page.locator(total).first.inner_text() == "1002"
    assert desk.page.input_value("#cell-table_four-review-pending") == "1000"


@pytest.fixture
def a_quiet_year(organ, clerk, leader, published):
    """One item of 2025, and nothing written yet of the report on it."""
    published(at=when(2025, 3, 6))
    return "/office/reports/2025/"


WORDS = (
    "（一）主动公开\n全年主动公开政府信息。\n（二）依申请公开\n按时答复。\n（三）政府信息管理\n逐件审查。\n"
    "（四）政府信息公开平台建设\n栏目按时更新。\n（五）监督保障\n组织培训两次。"
)  # fmt: skip


def test_a_report_goes_from_nothing_to_the_public_in_a_handful_of_clicks(
    sit_down, clerk, secrecy_reviewer, leader, organ, a_quiet_year
):
    """The words are the writer's own; everything else is on the page. The date is past, so the head says why in one field."""
    from gongkai.annual_reports.models import AnnualReport
    from gongkai.catalogue.models import DisclosureItem

    author = sit_down(clerk)
    author.open("/office/reports/")
    author.loads = 0
    author.click(f'a[href="{a_quiet_year}"] >> nth=0')
    author.click('button[value="start"]')
    for key, words in (
        ("overview", WORDS),
        ("problems", "不足：人手紧张。已调整分工，改进办理。"),
        ("other_matters", "无。"),
    ):
        author.page.fill(f"#text-{key}", "")
        author.write(f"#text-{key}", words)
    author.click(".report-save button")
    author.click('button[value="submit"]')
    assert "已送审，等待审核" in author.page.content()
    assert (author.clicks, author.fields) == (4, 3)

    reviewer = sit_down(secrecy_reviewer)
    reviewer.click(f'a[href="{a_quiet_year}"] >> nth=0')
    reviewer.click('button[value="pass"]')
    assert (reviewer.clicks, reviewer.fields, reviewer.loads) == (2, 0, 2)

    head = sit_down(leader)
    head.click(f'a[href="{a_quiet_year}"] >> nth=0')
    head.write("#reason", "平台启用后补编上一年度报告")
    head.click('button[value="sign"]')
    assert (head.clicks, head.fields, head.loads) == (2, 1, 2)

    author.open("/office/")
    author.clicks = author.loads = 0
    author.click(f'a[href="{a_quiet_year}"] >> nth=0')
    author.click('button[value="publish"]')
    assert (author.clicks, author.loads) == (2, 2)
    report = AnnualReport.objects.get(organ=organ, year=2025)
    assert report.state == "published" and DisclosureItem.objects.get(pk=report.item_id).live

    visitor = sit_down()
    visitor.open(f"/o/{organ.slug}/reports/2025/")
    assert "组织培训两次" in visitor.page.content()
    for form in ("docx", "pdf", "xlsx"):
        assert visitor.page.request.get(f"{visitor.base}/o/{organ.slug}/reports/2025.{form}").ok
    for desk in (author, reviewer, head, visitor):
        assert desk.complaints == [] and desk.outside == []


def test_a_published_report_is_checked_with_one_file_and_two_clicks(sit_down, supervisor, organ, tmp_path):
    from gongkai.statute.annual_report.forms import form_named
    from tests.annual_reports.published.markups import write
    from tests.annual_reports.published.test_markups import some_tables

    tables = some_tables("2021-30", 2)
    tables.table_three["granted"]["total"] += 1
    path = tmp_path / "报告.docx"
    path.write_bytes(write(form_named("2021-30"), tables, "word"))
    desk = sit_down(supervisor)
    desk.open("/office/reports/check/")
    desk.page.set_input_files("#file", path)
    desk.click("form[enctype] button")
    desk.click('.checked-findings a[href="#cell-table_three-granted-total"] >> nth=0')
    assert desk.page.locator("#cell-table_three-granted-total").is_visible()
    assert desk.clicks == 2
    desk.click("section:has(#take-head) button")
    assert f"已作为{organ.name}2023年度的报表纳入" in desk.page.content()
    assert desk.complaints == [] and desk.outside == []
