"""撤下: at once, with one signature; the place in every list goes, a notice and the record stay."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions, queries, signals
from gongkai.catalogue.models import DisclosureItem
from tests.cast import when


def test_a_withdrawn_item_leaves_the_lists_and_a_notice_stays_at_its_address(published, leader, organ, heading):
    item, other = published(at=when(2019, 3, 4)), published(at=when(2019, 3, 5))
    event = actions.withdraw(
        item=item, by=leader, reason="error", note="金额有误", follow_up=other, at=when(2019, 4, 1)
    )
    notice = queries.public_item(organ, item.pk)
    assert notice.is_withdrawn and not notice.live
    assert (notice.withdrawn_at, notice.withdrawal_note, notice.follow_up) == (when(2019, 4, 1), "金额有误", other)
    assert str(notice.get_withdrawal_reason_display()) == "内容有误，正在更正"
    assert (event.kind, event.facts) == ("withdrawn", {"reason": "error", "note": "金额有误"})
    assert queries.newest_page(heading("0314")).items == [other]
    assert queries.browse(organ=organ).items == [other]
    assert heading("0314").live_count == 1


def test_number_date_and_place_stay_with_a_withdrawn_item(published, leader):
    item = published()
    kept = (item.index_number, item.published_at, item.seq, item.year)
    actions.withdraw(item=item, by=leader, reason="secrecy")
    item = DisclosureItem.objects.get(pk=item.pk)
    assert (item.index_number, item.published_at, item.seq, item.year) == kept


@pytest.mark.parametrize("who", ["clerk", "administrator", "stranger", "supervisor", "superuser"])
def test_only_a_post_with_the_right_withdraws(who, published, request):
    item, outsider = published(), request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.withdraw(item=item, by=outsider, reason="error")
    assert DisclosureItem.objects.get(pk=item.pk).live


@pytest.mark.parametrize("who", ["chief", "secrecy_reviewer", "office_head", "deputy", "leader"])
def test_one_signature_of_any_of_these_is_enough(who, published, request):
    item = published()
    actions.withdraw(item=item, by=request.getfixturevalue(who), reason="personal_data")
    assert not DisclosureItem.objects.get(pk=item.pk).live


def test_what_is_not_public_cannot_be_withdrawn_and_twice_is_told(published, draft, leader, heading):
    with pytest.raises(ValidationError, match="现在没有公开，不需要撤下"):
        actions.withdraw(item=draft(), by=leader, reason="error")
    item = published()
    actions.withdraw(item=item, by=leader, reason="error")
    with pytest.raises(ValidationError, match="现在没有公开"):
        actions.withdraw(item=item, by=leader, reason="error")
    assert heading("0314").live_count == 0
    assert AuditEntry.objects.filter(verb="item.withdrawn").count() == 1


def test_a_reason_that_is_not_on_the_list_is_refused(published, leader):
    item = published()
    with pytest.raises(ValueError, match="bored"):
        actions.withdraw(item=item, by=leader, reason="bored")
    assert DisclosureItem.objects.get(pk=item.pk).live


def test_what_comes_back_has_its_old_place_and_no_notice(published, cleared, clerk, leader, heading, organ):
    item = published()
    published()
    actions.withdraw(item=item, by=leader, reason="error", note="金额有误")
    event = actions.publish(item=cleared(item), by=clerk)
    assert (event.kind, item.seq, item.live) == ("corrected", 1, True)
    assert (item.withdrawn_at, item.withdrawal_reason, item.withdrawal_note, item.follow_up) == (None, "", "", None)
    assert heading("0314").live_count == heading("0314").last_seq == 2


def test_a_withdrawal_is_announced(published, leader):
    heard = []

    def listener(item, event, by, **_rest):
        heard.append((item.pk, item.live, event.facts["reason"], by))

    item = published()
    signals.withdrawn.connect(listener)
    try:
        actions.withdraw(item=item, by=leader, reason="superseded")
    finally:
        signals.withdrawn.disconnect(listener)
    assert heard == [(item.pk, False, "superseded", leader)]


def test_heading_is_as_fresh_as_what_still_stands_in_it(published, heading, chief):
    published(at=when(2019, 3, 1))
    newest = published(at=when(2019, 9, 2))
    actions.withdraw(item=newest, by=chief, reason="error")
    assert heading("0314").last_disclosed_at == when(2019, 3, 1)
    assert heading("0314").live_count == 1


@pytest.mark.parametrize("at", [when(2019, 3, 3), when(2099, 1, 1)])
def test_it_cannot_be_dated_before_its_publication_or_in_the_future(published, chief, at):
    item = published(at=when(2019, 3, 4))
    with pytest.raises(ValidationError, match="撤下时间"):
        actions.withdraw(item=item, by=chief, reason="error", at=at)
    item.refresh_from_db()
    assert item.live
