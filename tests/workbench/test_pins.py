"""检索置顶: an office puts an item above the hits of some words, and takes it back; nobody else does."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.search import actions
from gongkai.search.models import Pin

pytestmark = pytest.mark.django_db
PINS = "office_pins"


def test_who_keeps_the_catalogue_pins_an_item_and_takes_it_back(signed_in, office_head, published, client):
    item, office = published(title="低保办事指南"), signed_in(office_head)
    typed = {"words": "低保 怎么办", "index_number": item.index_number, "add": "1"}
    assert office.post(reverse(PINS), typed).status_code == 302
    assert "推荐</span>" in client.get("/search/", {"q": "低保　怎么办"}).content.decode()
    row = Pin.objects.get()
    assert (row.item, row.by) == (item, office_head)
    assert "低保办事指南" in office.get(reverse(PINS)).content.decode()
    office.post(reverse(PINS), {"remove": str(row.pk)})
    assert "推荐</span>" not in client.get("/search/", {"q": "低保 怎么办"}).content.decode()
    assert list(AuditEntry.objects.filter(verb__startswith="search.").order_by("pk").values_list("verb", flat=True)) == ["search.pinned", "search.unpinned"]  # fmt: skip


def test_a_clerk_and_a_stranger_may_not(clerk, stranger, organ, published, signed_in):
    item = published()
    for person in (clerk, stranger):
        with pytest.raises(PermissionDenied):
            actions.pin(organ=organ, words="低保", item=item, by=person)
    assert signed_in(clerk).get(reverse(PINS)).status_code == 403


def test_only_what_is_public_of_ones_own_organ_can_be_pinned(office_head, organ, draft, published, leader):
    with pytest.raises(ValidationError):
        actions.pin(organ=organ, words="低保", item=draft(), by=office_head)
    withdrawn = published()
    catalogue.withdraw(item=withdrawn, by=leader, reason="error")
    withdrawn.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.pin(organ=organ, words="低保", item=withdrawn, by=office_head)
    for words in ("", "。", "低" * 41):
        with pytest.raises(ValidationError):
            actions.pin(organ=organ, words=words, item=published(), by=office_head)


def test_pinned_twice_it_stands_once_and_withdrawn_it_is_not_shown(office_head, organ, published, leader, client):
    item = published(title="低保办事指南")
    assert actions.pin(organ=organ, words="低保", item=item, by=office_head) == actions.pin(organ=organ, words="低保", item=item, by=office_head)  # fmt: skip
    catalogue.withdraw(item=item, by=leader, reason="error")
    assert "低保办事指南" not in client.get("/search/", {"q": "低保"}).content.decode()


def test_a_wrong_number_is_told_and_what_was_typed_stays(signed_in, office_head):
    answer = signed_in(office_head).post(reverse(PINS), {"words": "低保", "index_number": "没有", "add": "1"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "本机关没有这个索引号的信息" in text and 'value="低保"' in text
