"""公开: only what is cleared, at its true time, counted and recorded; every other way is shut."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions, queries, signals
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
from gongkai.catalogue.models.item import NotCleared
from tests.cast import when


def fresh(item) -> DisclosureItem:
    return DisclosureItem.objects.get(pk=item.pk)


def test_a_cleared_item_becomes_public_numbered_counted_and_recorded(draft, cleared, clerk, organ, heading):
    item = cleared(draft(title="低保名单", heading="031001"))
    event = actions.publish(item=item, by=clerk)
    assert (item.live, item.seq, item.year) == (True, 1, timezone.localdate().year)
    assert queries.public_item(organ, item.pk) == item
    assert (event.kind, event.by, event.happened_at) == ("disclosed", clerk, item.published_at)
    assert event.facts == {
        "heading": "031001", "genre": item.genre, "subject": item.subject, "stat_class": item.stat_class,
        "content": item.content_hash(),
    }  # fmt: skip
    where = heading("031001")
    assert (where.live_count, where.last_seq, where.last_disclosed_at) == (1, 1, item.published_at)
    entry = AuditEntry.objects.get(verb="item.disclosed")
    assert entry.facts["content"] == item.content_hash() and entry.facts["index_number"] == item.index_number


def test_what_is_not_cleared_is_not_published_and_nothing_is_counted(draft, clerk, heading):
    item = draft()
    with pytest.raises(NotCleared, match="请送审，由撰写人以外的人审查（条例第十七条）"):
        actions.publish(item=item, by=clerk)
    assert not fresh(item).live and fresh(item).seq is None
    assert heading("0314").live_count == heading("0314").last_seq == 0
    assert not DisclosureEvent.objects.exists()


@pytest.mark.parametrize("who", ["secrecy_reviewer", "administrator", "stranger", "supervisor", "superuser"])
def test_only_a_post_with_the_right_publishes(who, draft, cleared, request):
    item, outsider = cleared(draft()), request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.publish(item=item, by=outsider)
    assert not fresh(item).live


def test_no_save_of_anybody_makes_an_uncleared_text_public(draft, published):
    item = draft()
    item.live = True
    with pytest.raises(NotCleared, match="不能处于公开状态（条例第十七条）"):
        item.save()
    public = published()
    public.body = "<p>另一个正文</p>"
    with pytest.raises(NotCleared):
        public.save()
    assert fresh(public).body != "<p>另一个正文</p>"


def test_wagtails_own_way_of_publishing_is_shut_for_an_uncleared_text(draft, superuser):
    item = draft()
    with pytest.raises(NotCleared):
        item.latest_revision.publish(user=superuser)
    assert not fresh(item).live


def test_a_row_changed_behind_the_actions_back_shows_nothing(draft, published, organ):
    public, private = published(), draft()
    DisclosureItem.objects.filter(pk=public.pk).update(body="<p>偷换的正文</p>")
    DisclosureItem.objects.filter(pk=private.pk).update(live=True, published_at=timezone.now())
    assert queries.public_item(organ, public.pk) is None
    assert queries.public_item(organ, private.pk) is None


def test_an_items_address_belongs_to_its_organ(published, neighbour):
    assert queries.public_item(neighbour, published().pk) is None


def test_nothing_is_published_before_it_was_formed(draft, cleared, clerk):
    item = cleared(draft(formed_on=date(2019, 5, 6)))
    with pytest.raises(actions.PublicationProblem, match="发布日期 2019-05-05 早于成文（生成）日期 2019-05-06"):
        actions.publish(item=item, by=clerk, at=when(2019, 5, 5), backdated_because="补录")


def test_a_release_in_the_past_needs_a_reason_which_stays_readable(draft, cleared, clerk):
    item = cleared(draft(formed_on=date(2019, 5, 6)))
    for empty in ("", "  "):
        with pytest.raises(actions.BackdatedPublication, match=r"2019-05-07 10:00 在过去.*伪造发布日期"):
            actions.publish(item=item, by=clerk, at=when(2019, 5, 7), backdated_because=empty)
    event = actions.publish(item=item, by=clerk, at=when(2019, 5, 7), backdated_because="旧系统迁移补录")
    assert event.facts["backdated_because"] == "旧系统迁移补录"
    assert (item.published_at, item.year) == (when(2019, 5, 7), 2019)
    assert event.recorded_at > event.happened_at + timedelta(days=365), "when it was entered stays on record too"


def test_within_the_hour_no_reason_is_asked(draft, cleared, clerk):
    item = cleared(draft(formed_on=date(2019, 5, 6)))
    event = actions.publish(item=item, by=clerk, at=timezone.now() - timedelta(minutes=59))
    assert "backdated_because" not in event.facts


def test_a_release_in_the_future_is_sent_to_the_schedule(draft, cleared, clerk):
    with pytest.raises(actions.PublicationProblem, match="发布时间在将来：请用定时发布"):
        actions.publish(item=cleared(draft()), by=clerk, at=timezone.now() + timedelta(minutes=5))


def test_a_notice_whose_last_day_is_over_is_not_published(draft, cleared, clerk):
    item = cleared(draft(formed_on=date(2019, 5, 6), expire_at=when(2019, 5, 13)))
    with pytest.raises(actions.PublicationProblem, match="下线时间 2019-05-13 10:00 已过"):
        actions.publish(item=item, by=clerk)
    assert actions.publish(item=item, by=clerk, at=when(2019, 5, 7), backdated_because="补录").kind == "disclosed"


def test_midnight_belongs_to_the_day_of_the_office(draft, cleared, clerk):
    item = cleared(draft(formed_on=date(2019, 1, 1)))
    actions.publish(item=item, by=clerk, at=when(2019, 1, 1, 0, 5), backdated_because="补录")
    assert item.year == 2019, "which by the clock of Greenwich is still 2018"


def test_a_correction_keeps_date_number_place_and_count_and_is_an_event_of_its_own(published, cleared, clerk, heading):
    item = published(at=when(2019, 3, 4))
    kept = (item.published_at, item.index_number, item.seq, item.year, item.get_absolute_url())
    actions.revise(item=item, by=clerk, title="更正后的标题")
    event = actions.publish(item=cleared(item), by=clerk)
    assert event.kind == "corrected"
    assert (item.published_at, item.index_number, item.seq, item.year, item.get_absolute_url()) == kept
    assert heading("0314").live_count == heading("0314").last_seq == 1


def test_publishing_is_announced_with_the_item_as_the_public_sees_it(draft, cleared, clerk):
    heard = []

    def listener(item, event, by, **_rest):
        heard.append((item.pk, item.live, event.kind, by))

    signals.disclosed.connect(listener)
    try:
        item = cleared(draft())
        actions.publish(item=item, by=clerk)
    finally:
        signals.disclosed.disconnect(listener)
    assert heard == [(item.pk, True, "disclosed", clerk)]


def test_a_stale_copy_in_hand_publishes_the_newest_text_or_nothing(draft, cleared, clerk):
    stale = draft(title="旧")
    actions.revise(item=fresh(stale), by=clerk, title="新")
    with pytest.raises(NotCleared):
        actions.publish(item=stale, by=clerk)
    actions.publish(item=cleared(stale), by=clerk)
    assert stale.title == fresh(stale).title == "新"


@time_machine.travel(when(2020, 1, 1, 0, 30), tick=False)
def test_the_year_is_that_of_the_day_of_publication_not_of_the_document(published):
    assert published(formed_on=date(2019, 12, 31)).year == 2020


def test_correction_dated_in_the_past_needs_a_reason_too(published, cleared, clerk):
    item = published(at=when(2019, 3, 4))
    actions.revise(item=item, by=clerk, title="更正后的标题")
    cleared(item)
    with pytest.raises(actions.BackdatedPublication):
        actions.publish(item=item, by=clerk, at=when(2019, 3, 6))
    event = actions.publish(item=item, by=clerk, at=when(2019, 3, 6), backdated_because="补录")
    assert (event.kind, event.facts["backdated_because"]) == ("corrected", "补录")
