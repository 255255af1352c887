"""From the first draft to the notice in its place, by the pages staff use."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance import queries as clearance

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"office_{name}", args=args)


def test_an_item_is_written_submitted_cleared_by_another_published_corrected_and_withdrawn(
    signed_in, clerk, chief, sheet, words, heading
):
    author, reviewer = signed_in(clerk), signed_in(chief)

    answer = author.post(page("add", "0314"), sheet(submit="1"), follow=True)
    item = DisclosureItem.objects.get()
    assert "已送审" in words(answer)
    assert (item.author, item.heading.code, item.live) == (clerk, "0314", False)

    record = clearance.pending(item.reference)
    answer = reviewer.get(page("review", record.pk))
    assert record.content_hash in answer.content.decode()
    answer = reviewer.post(
        page("review", record.pk), {"content_hash": record.content_hash, "clear": "1", "opinion": ""}, follow=True
    )
    assert "准予公开" in words(answer)
    item.refresh_from_db()
    assert not item.live

    answer = author.post(page("publish", item.pk), follow=True)
    assert "公众现在就能看到" in words(answer)
    item.refresh_from_db()
    assert item.live and item.published_at

    author.post(page("edit", item.pk), sheet(title="更正后的标题", base_revision=item.latest_revision_id, submit="1"))
    item.refresh_from_db()
    assert item.live and item.title == "关于做好春荒救助工作的通知"
    record = clearance.pending(item.reference)
    answer = reviewer.get(page("review", record.pk))
    assert "与公开版本的不同" in words(answer) and "更正后的标题" in words(answer)
    reviewer.post(page("review", record.pk), {"content_hash": record.content_hash, "publish": "1"})
    item.refresh_from_db()
    assert item.title == "更正后的标题" and not item.has_unpublished_changes

    answer = reviewer.post(page("withdraw", item.pk), {"reason": "superseded", "note": "已有新的通知"}, follow=True)
    assert "撤下说明" in words(answer)
    item.refresh_from_db()
    assert not item.live and item.withdrawal_note == "已有新的通知"


def test_the_author_reads_why_somebody_else_must_clear_the_text(signed_in, chief, draft, words):
    item = draft(by=chief)
    record = catalogue.submit(item=item, by=chief)
    client = signed_in(chief)
    answer = client.get(page("review", record.pk))
    assert "不能审查自己的内容" in words(answer) and 'name="clear"' not in answer.content.decode()
    answer = client.post(page("review", record.pk), {"content_hash": record.content_hash, "clear": "1"})
    assert "不能审查自己的内容" in words(answer)
    assert clearance.pending(item.reference) == record
    assert "不能审查自己的内容" in words(client.get(page("item", item.pk)))


def test_sending_back_needs_an_opinion_and_the_author_finds_it_on_the_first_page(
    signed_in, clerk, leader, draft, words
):
    item = draft()
    record = catalogue.submit(item=item, by=clerk)
    client = signed_in(leader)
    answer = client.post(page("review", record.pk), {"content_hash": record.content_hash, "send_back": "1"})
    assert "写明要修改什么" in words(answer)
    assert clearance.pending(item.reference) == record
    client.post(
        page("review", record.pk), {"content_hash": record.content_hash, "send_back": "1", "opinion": "请补充救助标准"}
    )
    first_page = words(signed_in(clerk).get(page("home")))
    assert "退回修改" in first_page and "请补充救助标准" in first_page


def test_a_reviewer_who_read_an_older_text_decides_nothing(signed_in, clerk, leader, draft, words):
    item = draft()
    record = catalogue.submit(item=item, by=clerk)
    answer = signed_in(leader).post(page("review", record.pk), {"content_hash": "0" * 64, "clear": "1"})
    assert "内容又有改动" in words(answer)
    assert clearance.pending(item.reference) == record


def test_a_cleared_text_can_be_booked_and_the_booking_taken_back(signed_in, clerk, draft, cleared, words):
    item = cleared(draft())
    client = signed_in(clerk)
    at = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert "已预约" in words(client.post(page("schedule", item.pk), {"go_live_at": at}, follow=True))
    assert "取消预约" in words(client.get(page("item", item.pk)))
    assert "已取消预约" in words(client.post(page("unschedule", item.pk), follow=True))


def test_publishing_before_the_day_of_formation_is_refused_with_both_dates(signed_in, clerk, draft, cleared, words):
    today = timezone.localdate()
    item = cleared(draft(formed_on=today - timedelta(days=3)))
    before = (today - timedelta(days=9)).isoformat() + "T09:00"
    answer = signed_in(clerk).post(page("publish", item.pk), {"at": before, "backdated_because": "补录"}, follow=True)
    assert "早于成文" in words(answer)
    item.refresh_from_db()
    assert not item.live


def test_validity_heading_and_other_channels_change_beside_the_text(signed_in, office_head, published, heading, words):
    item = published()
    client = signed_in(office_head)
    client.post(
        page("validity", item.pk), {"to": "repealed", "on": timezone.localdate().isoformat(), "note": "新办法施行"}
    )
    client.post(page("posting", item.pk), {"channel": "board", "at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")})
    client.post(page("move", item.pk), {"heading": heading("0315").pk})
    item.refresh_from_db()
    assert (item.validity, item.heading.code) == ("repealed", "0315")
    kinds = [event.kind for event in item.events.all()]
    assert {"validity_changed", "posted", "moved"} <= set(kinds)
    assert "信息公告栏" in words(client.get(page("item", item.pk))) or "在其他渠道发布" in words(
        client.get(page("item", item.pk))
    )


def test_history_shows_each_version_and_two_can_be_compared(signed_in, clerk, published, words):
    item = published(title="第一稿")
    catalogue.revise(item=item, by=clerk, title="第二稿", body="<p>全县民政工作有序推进，另加一句。</p>")
    client = signed_in(clerk)
    assert "第二稿" in words(client.get(page("history", item.pk)))
    item.refresh_from_db()
    answer = client.get(page("compare", item.pk, "live", "latest"))
    assert "<del>" in answer.content.decode() and "另加一句" in words(answer)
    assert client.get(page("revision", item.pk, item.latest_revision_id)).status_code == 200
    assert client.get(page("revision", item.pk, 10**6)).status_code == 404
