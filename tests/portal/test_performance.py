"""公开工作绩效: what everybody may see of an organ's year, as a page and as data, at a price that does not grow."""

import csv
import io
import json
from datetime import date

import pytest
import time_machine

from gongkai.annual_reports import queries as annual_reports
from tests.applications.conftest import answered, applied  # noqa: F401 fixtures
from tests.cast import when
from tests.portal.test_budgets import queries

pytestmark = pytest.mark.django_db
TODAY = when(2025, 3, 3)


@pytest.fixture
def busy(site, applied, answered):  # noqa: F811
    for day in (4, 5, 6):
        answered(case=applied(on=date(2024, 9, day)), on=date(2024, 9, 20))
    applied(on=date(2025, 2, 24))
    return site


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel(TODAY, tick=False):
        yield


def test_the_page_says_how_many_were_answered_in_time(client, busy):
    page = client.get("/o/rongjiang-mzj/performance/2024/").text
    assert "榕江县民政局2024年公开工作绩效" in page
    assert "<strong>100.0</strong> %" in page and "各季度收到申请（件）：第一季度0，第二季度0，第三季度3" in page
    assert "正在办理 1 件，其中超过法定期限 0 件" in page


def test_nobody_who_applied_and_nothing_that_was_asked_for_is_on_it(client, busy):
    for address in (
        "/o/rongjiang-mzj/performance/2024/",
        "/o/rongjiang-mzj/performance/2024.json",
        "/performance/2024.csv",
    ):
        page = client.get(address).text
        assert "罗小满" not in page and "低保资金分配" not in page and "自然人" not in page


def test_a_running_year_shows_no_results(client, busy):
    assert "年度结束后列出" in client.get("/o/rongjiang-mzj/performance/").text
    data = client.get("/o/rongjiang-mzj/performance/2025.json").json()
    assert data["years"][0]["results"] is None and data["years"][1]["results"]["granted"] == 3


def test_a_share_of_too_few_is_a_dash_on_the_page_and_nothing_in_the_data(client, busy, applied, answered):  # noqa: F811
    answered(case=applied(on=date(2023, 9, 4)), on=date(2023, 9, 12))
    year = client.get("/o/rongjiang-mzj/performance/2023.json").json()["years"][0]
    assert (year["answered"], year["share_in_time"], year["median_working_days"]) == (1, None, None)
    assert "<strong>—</strong>" in client.get("/o/rongjiang-mzj/performance/2023/").text


def test_remedies_are_those_of_the_published_report_or_none(client, busy):
    assert "与已公布的年度报告表四相同" in client.get("/o/rongjiang-mzj/performance/2019/").text
    assert "随年度报告公布（表四）" in client.get("/o/rongjiang-mzj/performance/2024/").text


def test_a_report_that_is_owing_is_said_to_be(client, busy):
    rows = annual_reports.punctuality([busy.organ], today=date(2025, 3, 3))[busy.organ.pk]
    assert [row.year for row in rows] == [2024, 2023, 2022, 2021, 2020, 2019]
    assert [row.is_in_time for row in rows] == [False] * 5 + [True]
    assert "本平台没有公布" in client.get("/o/rongjiang-mzj/performance/").text


def test_a_year_not_yet_due_is_not_owing(busy):
    rows = annual_reports.punctuality([busy.organ], today=date(2021, 1, 15))[busy.organ.pk]
    assert [row.year for row in rows] == [2019]


def test_csv_and_json_say_what_the_page_says(client, busy):
    rows = list(
        csv.reader(io.StringIO(client.get("/o/rongjiang-mzj/performance/2024.csv").content.decode("utf-8-sig")))
    )
    assert rows[1][1:7] == ["2024", "全年", "3", "3", "3", "100.0"]
    assert len(rows) == 1 + 5 * 5
    overview = json.loads(client.get("/performance/2024.json").content)
    assert {row["slug"]: row["years"][0]["answered"] for row in overview}["rongjiang-mzj"] == 3


def test_the_overview_stands_all_organs_side_by_side(client, busy):
    page = client.get("/performance/2024/").text
    assert "榕江县人民政府" in page and "榕江县民政局" in page and "100.0%" in page


@pytest.mark.parametrize("address", ["/performance/2026/", "/performance/1999/", "/o/rongjiang-mzj/performance/2030/"])
def test_years_without_data_are_explained(client, site, address):
    answer = client.get(address)
    assert answer.status_code == 404 and "自 2008 年施行" in answer.text


def test_pages_and_data_may_be_kept_by_any_cache(client, site):
    for address in ("/performance/", "/o/rongjiang-mzj/performance/", "/o/rongjiang-mzj/performance/2024.json"):
        assert client.get(address)["Cache-Control"] == "public, max-age=60"


def test_it_is_linked_from_the_organ_the_reports_and_the_first_page(client, site):
    for address in ("/o/rongjiang-mzj/", "/o/rongjiang-mzj/reports/"):
        assert 'href="/o/rongjiang-mzj/performance/"' in client.get(address).text
    assert 'href="/performance/"' in client.get("/").text


def test_the_price_does_not_depend_on_the_number_of_cases_and_items(client, busy, applied, answered, published):  # noqa: F811
    addresses = ("/o/rongjiang-mzj/performance/2024/", "/performance/2024/")
    before = [queries(client, address) for address in addresses]
    for day in (9, 10, 11, 12):
        answered(case=applied(on=date(2024, 9, day)), on=date(2024, 9, 27))
        published(at=when(2024, 9, day))
    assert [queries(client, address) for address in addresses] == before
    assert before[0] <= 12 and before[1] <= 10
