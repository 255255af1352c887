"""This year beside the last: drawn from the numbers of both reports, and only where the last one is published."""

import re

import pytest

from gongkai.annual_reports import actions, comparison, queries
from gongkai.annual_reports.models import AnnualReport
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.tables import cells, fill
from tests.annual_reports.conftest import REASON
from tests.annual_reports.test_papers import report
from tests.cast import when


def pairs(html: str) -> dict[str, tuple[str, str]]:
    found = re.findall(
        r"<dt>([^<]+)</dt>\s*<dd><svg class=\"bar-against\".*?<span>\d+年 (\d+)</span><span>\d+年 (\d+)</span>",
        html,
        re.S,
    )
    return {name: (before, now) for name, now, before in found}


def test_the_report_after_a_published_one_shows_both_years(published_report, organ, published):
    published(at=when(2020, 3, 6))
    html = queries.unwritten(organ, 2020).html
    assert "附：与2019年的比较" in html
    assert pairs(html) == {"主动公开政府信息": ("6", "2")}  # the report of 2019 itself is an item of 2020


@pytest.mark.parametrize("state", ["draft", "signed"])
def test_without_a_published_report_of_last_year_nothing_is_compared(state, draft_report, leader, organ, published):
    published(at=when(2020, 3, 6))
    if state == "signed":
        actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16), backdated_because=REASON)
    assert "report-comparison" not in queries.unwritten(organ, 2020).html


def test_a_report_of_last_year_that_is_not_intact_is_not_compared_with(published_report, organ):
    AnnualReport.objects.filter(pk=published_report.pk).update(frozen="{}")
    assert queries.unwritten(organ, 2020).last_year is None


def test_last_year_is_compared_as_corrected(published_report, organ, clerk, leader):
    cells_of = [("table_three.new_received.natural_person", "", "4"), ("table_three.granted.natural_person", "", "4")]
    drafted = actions.draft_erratum(report=published_report, changes=cells_of, reason=REASON, by=clerk)
    actions.sign_erratum(erratum=drafted, by=leader, seen=drafted.sha256)
    found = pairs(queries.unwritten(organ, 2020).html)
    assert (found["新收"], found["办结"], found["予以公开"]) == (("4", "0"), ("4", "0"), ("4", "0"))


@pytest.mark.parametrize("year", [2019, 2024])
def test_the_six_results_are_those_of_the_form_and_add_up_to_all_that_was_processed(year):
    form = form_for(year)
    numbers = {path: n for n, path in enumerate(cells(form), 1) if path.startswith("table_three")}
    compiled = report(form, numbers).compiled
    found = comparison.results(compiled)
    assert list(found) == ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]
    assert sum(found.values()) == fill(form, numbers).table_three["processed_total"]["total"]


def test_a_measure_of_noughts_is_not_drawn():
    nothing = report(form_for(2024), {}).compiled
    assert comparison.groups(nothing, nothing) == []
