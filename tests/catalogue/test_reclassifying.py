"""What is recorded about a public item may change without its text: heading, validity, other channels."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions, queries, signals
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem
from gongkai.catalogue.vocabulary import CHANNELS
from tests.cast import when


def fresh(item) -> DisclosureItem:
    return DisclosureItem.objects.get(pk=item.pk)


def test_a_moved_item_keeps_address_number_and_date_and_gets_the_last_place(published, office_head, heading, organ):
    published(heading="0315")
    item = published(at=when(2019, 3, 4))
    kept = (item.pk, item.organ, item.index_number, item.published_at)
    actions.move(item=item, heading=heading("0315"), by=office_head)
    assert (item.pk, item.organ, item.index_number, item.published_at) == kept
    assert (item.heading.code, item.seq) == ("0315", 2)
    assert queries.public_item(organ, item.pk) == item, "its clearance is of the text, not of the heading"
    event = item.events.get(kind="moved")
    assert (event.facts["from"], event.facts["heading"]) == ("0314", "0315")
    assert AuditEntry.objects.get(verb="item.moved").facts == {"before": "0314", "to": "0315"}


def test_the_counts_of_both_headings_follow_a_move(published, office_head, heading):
    item, stays = published(at=when(2019, 3, 4)), published(at=when(2019, 2, 1))
    actions.move(item=item, heading=heading("0315"), by=office_head)
    old, new = heading("0314"), heading("0315")
    assert (old.live_count, new.live_count, new.last_seq) == (1, 1, 1)
    assert new.last_disclosed_at == when(2019, 3, 4)
    assert queries.newest_page(old).items == [stays] and queries.newest_page(new).items == [item]


def test_a_correction_after_a_move_stays_in_the_new_heading(published, cleared, clerk, office_head, heading):
    item = published()
    actions.revise(item=item, by=clerk, title="更正")
    actions.move(item=item, heading=heading("0315"), by=office_head)
    actions.publish(item=cleared(item), by=clerk)
    assert (fresh(item).heading.code, fresh(item).seq, fresh(item).title) == ("0315", 1, "更正")
    assert (heading("0314").live_count, heading("0315").live_count) == (0, 1)


def test_a_draft_and_a_withdrawn_item_can_be_moved_and_are_counted_nowhere(
    draft, published, leader, office_head, heading
):
    waiting, down = draft(), published()
    actions.withdraw(item=down, by=leader, reason="error")
    for item in (waiting, down):
        actions.move(item=item, heading=heading("0315"), by=office_head)
    assert fresh(waiting).heading.code == fresh(waiting).latest_revision.as_object().heading.code == "0315"
    assert not waiting.events.exists() and fresh(waiting).seq is None
    assert heading("0314").live_count == heading("0315").live_count == 0


def test_moving_to_where_it_is_changes_nothing(published, office_head, heading):
    item = published()
    actions.move(item=item, heading=heading("0314"), by=office_head)
    assert fresh(item).seq == 1 and not item.events.filter(kind="moved").exists()


def test_an_item_moves_only_within_its_organ_and_where_items_may_lie(published, office_head, heading, neighbour):
    item = published()
    with pytest.raises(ValidationError, match="信息由制作它的机关负责公开（条例第十条）"):
        actions.move(item=item, heading=heading("0314", neighbour), by=office_head)
    actions.close_heading(heading=heading("031012"), on=date(2019, 3, 29), by=office_head)
    for code in ("0310", "031012"):
        with pytest.raises(ValidationError, match="不能放信息"):
            actions.move(item=item, heading=heading(code), by=office_head)
    assert fresh(item).heading.code == "0314"


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger", "superuser"])
def test_only_who_manages_the_catalogue_moves(who, published, heading, request):
    with pytest.raises(PermissionDenied):
        actions.move(item=published(), heading=heading("0315"), by=request.getfixturevalue(who))


def test_validity_changes_from_a_day_on_without_a_new_clearance(published, clerk, organ):
    item = published(at=when(2019, 3, 4), validity="in_force")
    event = actions.change_validity(item=item, to="repealed", on=date(2019, 9, 1), by=clerk, note="由新办法代替")
    assert (item.validity, item.validity_changed_on, item.validity_note) == (
        "repealed",
        date(2019, 9, 1),
        "由新办法代替",
    )
    assert (event.happened_at, event.facts) == (
        when(2019, 9, 1, 0), {"from": "in_force", "to": "repealed", "note": "由新办法代替"},
    )  # fmt: skip
    assert queries.public_item(organ, item.pk).validity == "repealed"
    entry = AuditEntry.objects.get(verb="item.validity_changed")
    assert entry.facts == {"before": "in_force", "to": "repealed", "on": "2019-09-01"}


def test_validity_cannot_change_before_the_document_was_formed_nor_to_something_unknown(published, clerk):
    item = published(at=when(2019, 3, 4))
    with pytest.raises(ValidationError, match="有效性变更日期 2019-03-03 早于成文日期 2019-03-04"):
        actions.change_validity(item=item, to="repealed", on=date(2019, 3, 3), by=clerk)
    with pytest.raises(ValueError, match="dormant"):
        actions.change_validity(item=item, to="dormant", on=date(2019, 9, 1), by=clerk)
    assert fresh(item).validity == ""


def test_only_who_may_publish_changes_validity(published, secrecy_reviewer, stranger, superuser):
    item = published()
    for outsider in (secrecy_reviewer, stranger, superuser):
        with pytest.raises(PermissionDenied):
            actions.change_validity(item=item, to="repealed", on=item.formed_on, by=outsider)


def test_a_posting_elsewhere_is_recorded_once_a_channel(published, clerk):
    item = published()
    first = actions.record_posting(item=item, channel="wechat", at=when(2019, 3, 5), by=clerk, note="第12期")
    assert (first.kind, first.happened_at, first.facts) == (
        "posted",
        when(2019, 3, 5),
        {"channel": "wechat", "note": "第12期"},
    )
    assert actions.record_posting(item=item, channel="wechat", at=when(2019, 4, 5), by=clerk) == first
    actions.record_posting(item=item, channel="board", at=when(2019, 3, 6), by=clerk)
    assert item.events.filter(kind="posted").count() == AuditEntry.objects.filter(verb="item.posted").count() == 2


def test_only_what_is_public_is_posted_and_only_on_a_known_channel(draft, published, clerk):
    with pytest.raises(ValidationError, match="没有公开，不能记为已在其他渠道发布"):
        actions.record_posting(item=draft(), channel="board", at=when(2019, 3, 5), by=clerk)
    item = published()
    for channel in ("portal", "smoke signals"):
        with pytest.raises(ValidationError, match="没有这个发布渠道"):
            actions.record_posting(item=item, channel=channel, at=when(2019, 3, 5), by=clerk)
    assert set(CHANNELS) > {"portal", "wechat", "board"}


def test_only_who_may_publish_records_postings(published, secrecy_reviewer, stranger, superuser):
    item = published()
    for outsider in (secrecy_reviewer, stranger, superuser):
        with pytest.raises(PermissionDenied):
            actions.record_posting(item=item, channel="board", at=when(2019, 3, 5), by=outsider)
    assert not DisclosureEvent.objects.filter(kind="posted").exists()


@pytest.fixture
def told():
    """Every `reclassified` of the test: (item, kind of the event, code of the heading before)."""
    heard = []

    def hear(sender, item, event, by, before, **_kwargs):
        heard.append((item.pk, event.kind, before.code))

    signals.reclassified.connect(hear)
    yield heard
    signals.reclassified.disconnect(hear)


def test_a_change_of_validity_or_heading_of_a_public_item_is_announced(published, heading, office_head, clerk, told):
    item = published(heading="030102", title="办法", document_number="榕民规〔2019〕1号")
    actions.change_validity(item=item, to="repealed", on=item.formed_on, by=clerk)
    actions.move(item=item, heading=heading("0314"), by=office_head)
    assert told == [(item.pk, "validity_changed", "030102"), (item.pk, "moved", "030102")]


def test_moving_a_draft_or_to_where_it_stands_announces_nothing(draft, published, heading, office_head, told):
    actions.move(item=draft(heading="030102"), heading=heading("0314"), by=office_head)
    actions.move(item=published(heading="0314"), heading=heading("0314"), by=office_head)
    assert told == []
