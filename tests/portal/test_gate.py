"""条例第十七条 at every exit: what is not public and cleared appears nowhere, whoever changed the row."""

import json

import pytest
from django.utils import timezone

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from tests.portal.test_sitemaps import shard_of

pytestmark = pytest.mark.django_db
SECRET = "绝不外露的标题"


def exits_of(item) -> list[str]:
    """Every address at which titles leave of several items, of this one too."""
    organ = item.organ
    home = f"/o/{organ.slug}/"
    return [
        "/", home, f"{home}h/03/", f"{home}h/0314/", f"{home}h/0314/1/", f"{home}feed.atom", f"{home}feed.rss",
        f"{home}h/0314/feed.atom", f"{home}h/0314/feed.rss", "/catalogue/", f"/catalogue/?organ={organ.slug}&heading=0314",
        "/catalogue.json", "/search/?q=绝不外露", "/search/?q=秘密正文", shard_of(item), f"{home}reports/",
    ]  # fmt: skip


def seen(client, item) -> list[str]:
    """The exits that show the title or the address of an item."""
    shown = []
    for address in exits_of(item):
        response = client.get(address)
        text = b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()
        found = text.partition("<main")[2] if "<main" in text else text
        # The search page repeats the question: what counts there is a link.
        if item.get_absolute_url() in found or (SECRET in found and not address.startswith("/search")):
            shown.append(address)
    return shown


@pytest.fixture
def public(published):
    return published(title="已公开的动态", body="<p>公开的正文</p>")


def test_a_published_item_appears_at_every_exit(client, published):
    item = published(title=SECRET, body="<p>秘密正文</p>")
    elsewhere = {f"/o/{item.organ.slug}/reports/"}
    assert set(seen(client, item)) == set(exits_of(item)) - elsewhere


def test_a_draft_appears_nowhere_and_has_no_page(client, public, draft):
    item = draft(title=SECRET, body="<p>秘密正文</p>")
    assert seen(client, item) == []
    assert client.get(item.get_absolute_url()).status_code == 404
    assert client.get(f"{item.get_absolute_url()}data.json").status_code == 404


def test_a_cleared_item_waiting_for_publication_appears_nowhere(client, public, draft, cleared):
    item = cleared(draft(title=SECRET, body="<p>秘密正文</p>"))
    assert seen(client, item) == []
    assert client.get(item.get_absolute_url()).status_code == 404


def test_an_item_not_meant_for_the_public_appears_nowhere(client, public, draft):
    item = draft(title=SECRET, body="<p>秘密正文</p>", openness="withheld", openness_ground="条例第十四条")
    assert seen(client, item) == []
    assert client.get(item.get_absolute_url()).status_code == 404


def test_a_draft_made_live_by_an_update_of_its_row_appears_nowhere(client, public, draft):
    item = draft(title=SECRET, body="<p>秘密正文</p>")
    seq = Heading.objects.get(pk=item.heading_id).last_seq + 1
    Heading.objects.filter(pk=item.heading_id).update(last_seq=seq, live_count=2)
    DisclosureItem.objects.filter(pk=item.pk).update(live=True, published_at=timezone.now(), year=2026, seq=seq)
    assert seen(client, item) == []
    assert client.get(item.get_absolute_url()).status_code == 404


def test_a_text_changed_by_an_update_of_its_row_is_shown_to_nobody(client, published):
    item = published(title="原来的标题", body="<p>原来的正文</p>")
    DisclosureItem.objects.filter(pk=item.pk).update(title=SECRET, body="<p>秘密正文</p>")
    item.refresh_from_db()
    # The bare address may stand in the site map: no text leaves with it, and the page answers 404.
    assert set(seen(client, item)) <= {shard_of(item)}
    assert client.get(item.get_absolute_url()).status_code == 404


def test_an_edit_not_yet_cleared_leaves_the_public_text_as_it_was(client, published, clerk):
    item = published(title="原来的标题")
    catalogue.revise(item=item, by=clerk, title=SECRET)
    assert SECRET not in client.get(item.get_absolute_url()).content.decode()
    assert client.get(item.get_absolute_url()).status_code == 200


def test_a_withdrawn_item_leaves_every_list_and_its_text_and_files_are_gone(client, published, leader, uploaded):
    stored = uploaded()
    item = published(title=SECRET, body="<p>秘密正文</p>", attachments=[(stored, "附件")])
    assert client.get(stored.get_absolute_url()).status_code == 200
    catalogue.withdraw(item=item, by=leader, reason="personal_data")
    assert seen(client, item) == []
    notice = client.get(item.get_absolute_url())
    assert notice.status_code == 410
    assert "秘密正文" not in notice.content.decode()
    assert SECRET not in notice.content.decode(), "a title taken down for personal data may itself name a person"
    assert client.get(stored.get_absolute_url()).status_code == 404


def test_an_interpretation_that_is_not_public_is_not_named_on_its_policy(client, published, draft):
    policy = published(heading="030102", title="办法")
    draft(heading="030104", title=SECRET, interprets=policy)
    assert SECRET not in client.get(policy.get_absolute_url()).content.decode()


def test_a_closed_sub_site_has_no_pages(client, public):
    type(public.organ).objects.filter(pk=public.organ.pk).update(is_open=False)
    assert client.get(public.get_absolute_url()).status_code == 404
    assert client.get(f"/o/{public.organ.slug}/").status_code == 404


def test_the_data_of_an_item_says_what_the_page_says(client, published):
    item = published(title="低保标准", document_number="榕民发〔2019〕3号")
    data = json.loads(client.get(f"{item.get_absolute_url()}data.json").content)
    assert (data["name"], data["identifier"], data["documentNumber"]) == (
        "低保标准",
        item.index_number,
        "榕民发〔2019〕3号",
    )
