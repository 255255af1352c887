"""The desk of the annual report in a real browser: no barriers, nothing wider than the window, totals that follow the typing."""

import pytest

from gongkai.annual_reports import actions
from tests.annual_reports.conftest import OVERVIEW, PROBLEMS, REASON
from tests.cast import when
from tests.workbench import test_browser
from tests.workbench.test_browser import NARROW, WIDE

pytestmark = test_browser.pytestmark
browser, sit_down = test_browser.browser, test_browser.sit_down
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


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1920", "360"])
def test_the_pages_of_the_report_have_no_barriers(sit_down, clerk, leader, reports, viewport):
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for person, pages in (
        (clerk, ["2020/", "2020/entries/", "2020/cells/items.total/", f"2020/cells/{LICENCES}/", "2020/cells/table_four.review.total/",
                 "2019/proof/", "2019/entries/", ""]),
        (leader, ["2020/"]),
    ):  # fmt: skip
        desk = sit_down(person, viewport)
        for page in pages:
            desk.open(f"/office/reports/{page}")
            desk.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
            result = Axe().run(desk.page, options={"iframes": False}).response
            found += [
                f"{page} {violation['id']}: {node['html'][:160]}"
                for violation in result["violations"]
                for node in violation["nodes"]
            ]
            wide = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{page} is {wide} px wider than the window"
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
