"""Atom and RSS of an organ and of a heading: well formed, absolute, the newest public items."""

from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
BASE = "http://127.0.0.1:8000"


def parsed(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert "xml" in response["Content-Type"]
    return ElementTree.fromstring(response.content)


def test_the_feed_of_an_organ_tells_its_newest_items_with_absolute_addresses(client, site):
    feed = parsed(client, f"/o/{site.organ.slug}/feed.atom")
    assert feed.findtext("a:title", namespaces=ATOM) == "榕江县民政局：最新公开"
    links = [entry.find("a:link", ATOM).get("href") for entry in feed.findall("a:entry", ATOM)]
    assert BASE + site.policy.get_absolute_url() in links
    assert BASE + site.withdrawn.get_absolute_url() not in links
    assert all(link.startswith(BASE) for link in links)


def test_the_feed_of_a_heading_holds_its_own_items_only(client, site):
    feed = parsed(client, f"/o/{site.organ.slug}/h/030102/feed.atom")
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)] == [
        "榕江县城乡低保动态管理办法"
    ]


def test_the_feed_of_a_group_holds_the_items_of_its_branches(client, site):
    feed = parsed(client, f"/o/{site.organ.slug}/h/03/feed.rss")
    titles = [item.findtext("title") for item in feed.iter("item")]
    assert {"榕江县城乡低保动态管理办法", "县民政局走访敬老院"} <= set(titles)


def test_rss_says_the_same_as_atom(client, site):
    atom, rss = parsed(client, f"/o/{site.organ.slug}/feed.atom"), parsed(client, f"/o/{site.organ.slug}/feed.rss")
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in atom.findall("a:entry", ATOM)] == [
        item.findtext("title") for item in rss.iter("item")
    ]


def test_pages_announce_their_feed(client, site):
    text = client.get(f"/o/{site.organ.slug}/h/030102/").content.decode()
    assert f'type="application/atom+xml" title="规范性文件" href="/o/{site.organ.slug}/h/030102/feed.atom"' in text


def test_a_control_character_in_a_title_does_not_break_the_feed(client, published, organ):
    published(title="标题\x0b带控制符", summary="概述\x07")
    assert parsed(client, f"/o/{organ.slug}/feed.rss").find("channel/item/title").text == "标题带控制符"


@pytest.mark.parametrize("address", ["/o/nobody/feed.atom", "/o/rongjiang-mzj/h/9999/feed.rss"])
def test_a_feed_of_nothing_is_not_there(client, organ, address):
    assert client.get(address).status_code == 404
