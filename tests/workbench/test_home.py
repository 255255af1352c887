"""今天要办: what the first page tells each person, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai.annual_reports.models import AnnualReport
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.organs import actions as organs
from gongkai.organs.models import Urging
from gongkai.workbench import worklist
from tests.cast import when

pytestmark = pytest.mark.django_db
HOME = "/office/"
MOST_QUERIES = 31


def test_the_clerk_sees_drafts_deadlines_stale_headings_and_one_click_to_write(signed_in, clerk, draft, words):
    today = timezone.localdate()
    draft(title="快到期的草稿", formed_on=today - timedelta(days=25))
    draft(title="早已超期的草稿", formed_on=today - timedelta(days=200))
    answer = signed_in(clerk).get(HOME)
    said = words(answer)
    assert "快到期的草稿" in said and "早已超期的草稿" in said and "已超期" in said
    assert "没有内容" in said and "年度报告" in said
    assert reverse("office_add", args=["0314"]) in answer.content.decode()


def test_the_reviewer_sees_what_waits_and_two_clicks_clear_it(signed_in, clerk, leader, draft, words):
    record = catalogue.submit(item=draft(title="等审查的通知"), by=clerk)
    client = signed_in(leader)
    first = client.get(HOME)
    assert "等我审查" in words(first) and reverse("office_review", args=[record.pk]) in first.content.decode()
    assert 'name="clear"' in client.get(reverse("office_review", args=[record.pk])).content.decode()


def test_what_is_cleared_waits_on_the_first_page_until_it_is_published(signed_in, clerk, draft, cleared, words):
    item = cleared(draft(title="审好的通知"))
    client = signed_in(clerk)
    assert "已审待发 审好的通知" in words(client.get(HOME))
    catalogue.publish(item=item, by=clerk)
    assert "审好的通知" not in words(client.get(HOME))


def test_an_urging_stays_until_somebody_takes_note(signed_in, clerk, supervisor, organ, words):
    urging = organs.urge(by=supervisor, organ=organ, text="请尽快更新养老服务栏目")
    client = signed_in(clerk)
    assert "请尽快更新养老服务栏目" in words(client.get(HOME))
    client.post(reverse("office_note_urging", args=[urging.pk]))
    assert "请尽快更新养老服务栏目" not in words(client.get(HOME))
    urging.refresh_from_db()
    assert urging.noted_by == clerk


def test_the_urging_of_another_organ_cannot_be_noted(signed_in, stranger, supervisor, organ):
    urging = organs.urge(by=supervisor, organ=organ, text="与邻局无关")
    assert signed_in(stranger).post(reverse("office_note_urging", args=[urging.pk])).status_code == 404


def test_the_board_shows_figures_of_the_organs_below_and_no_title_of_a_draft(
    signed_in, supervisor, draft, published, neighbour, words
):
    draft(title="不该被看到的草稿标题", formed_on=timezone.localdate() - timedelta(days=100))
    published()
    said = words(signed_in(supervisor).get(HOME))
    assert "榕江县民政局" in said and "榕江县教育" in said
    assert "不该被看到的草稿标题" not in said


def test_urging_goes_to_organs_below_only(signed_in, supervisor, clerk, organ, county, words):
    client = signed_in(supervisor)
    address = reverse("office_urge", args=[organ.slug])
    assert "督促" in words(client.get(address))
    client.post(address, {"text": "请于本周五前办理"})
    assert Urging.objects.get().organ == organ
    assert client.get(reverse("office_urge", args=[county.slug])).status_code == 404
    assert signed_in(clerk).post(address, {"text": "越级"}).status_code == 404
    assert Urging.objects.count() == 1


@pytest.mark.parametrize("who", ["clerk", "leader", "supervisor"])
def test_the_first_page_costs_the_same_few_queries_however_much_waits(
    who, request, signed_in, clerk, draft, published, supervisor, organ
):
    client = signed_in(request.getfixturevalue(who))
    catalogue.submit(item=draft(), by=clerk)
    published(heading="030103", genre="通知", document_number="榕民发〔2019〕1号")
    organs.urge(by=supervisor, organ=organ, text="督促")
    client.get(HOME)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert client.get(HOME).status_code == 200
    for _again in range(5):
        catalogue.submit(item=draft(), by=clerk)
        draft()
    with CaptureQueriesContext(connection) as many:
        client.get(HOME)
    assert len(many) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in many)
    assert len(many) <= len(few) + 1


def test_the_report_is_announced_with_its_date_and_article(signed_in, clerk):
    page = signed_in(clerk).get("/office/").text
    assert "1月31日 公布（条例第四十九条第一款）" in page


def test_last_years_report_is_told_as_overdue_until_it_is_published_then_the_coming_one(organ, clerk, leader):
    day = date(2026, 11, 20)
    last, coming = worklist.reports_due(organ, day)
    assert (last.year, last.days_over, coming.year, coming.days_over) == (2025, (day - date(2026, 1, 31)).days, 2026, 0)
    AnnualReport.objects.create(
        organ=organ, year=2025, state="published", outline="x", started_by=clerk, started_at=when(2026, 1, 5),
        signed_by=leader, signed_at=when(2026, 1, 20), frozen="{}", published_by=leader, published_at=when(2026, 1, 21),
    )  # fmt: skip
    assert [report.year for report in worklist.reports_due(organ, day)] == [2026]
    assert [report.year for report in worklist.reports_due(organ, date(2026, 1, 15))] == [2026]


def test_before_its_date_last_years_report_is_the_only_one_told(organ):
    assert [report.year for report in worklist.reports_due(organ, date(2026, 1, 31))] == [2025]


def test_an_appointment_that_failed_is_told_until_the_item_is_changed(signed_in, clerk, draft, cleared, organ, words):
    item = cleared(draft(title="没有按时发出的通知"))
    client = signed_in(clerk)
    assert "预约发布未成" not in words(client.get(HOME))
    catalogue.schedule(item=item, by=clerk, go_live_at=timezone.now() + timedelta(hours=1))
    post = clerk.staff.posts.get()
    type(post).objects.filter(pk=post.pk).update(role="secrecy_reviewer")
    assert catalogue.publish_due(now=timezone.now() + timedelta(hours=2)) == []
    type(post).objects.filter(pk=post.pk).update(role="clerk")
    said = words(client.get(HOME))
    assert "预约发布未成 没有按时发出的通知" in said and "没有这项权限" in said
    catalogue.revise(item=DisclosureItem.objects.get(pk=item.pk), by=clerk, title="改过的通知")
    assert "预约发布未成" not in words(client.get(HOME))
