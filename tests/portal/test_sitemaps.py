"""sitemap.xml lists every public page, in shards that never move; robots.txt shows the way to it."""

from xml.etree import ElementTree

import pytest

from gongkai.portal import sitemaps

pytestmark = pytest.mark.django_db
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "http://127.0.0.1:8000"


def locations(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return [loc.text.removeprefix(BASE) for loc in ElementTree.fromstring(body).iterfind(".//s:loc", SPACE)]


def test_the_index_leads_to_every_public_item_once(client, site):
    shards = locations(client, "/sitemap.xml")
    listed = [address for shard in shards for address in locations(client, shard)]
    assert len(listed) == len(set(listed))
    for item in (site.policy, site.interpretation, site.lapsed, site.budget, site.news):
        assert item.get_absolute_url() in listed
    assert site.withdrawn.get_absolute_url() not in listed


def test_the_standing_pages_lead_to_every_column_and_none_of_them_is_dead(client, site):
    for address in locations(client, "/sitemap-pages.xml"):
        assert client.get(address).status_code == 200, address


def shard_of(item) -> str:
    """The address of the part of the site map that this item stands in."""
    return f"/sitemap-{item.pk // sitemaps.SHARD}.xml"


def test_a_shard_holds_a_fixed_range_of_numbers(client, published, monkeypatch):
    monkeypatch.setattr(sitemaps, "SHARD", 2)
    items = [published() for _number in range(5)]
    for item in items:
        assert item.get_absolute_url() in locations(client, f"/sitemap-{item.pk // 2}.xml")
    assert set(locations(client, "/sitemap.xml")) == {
        "/sitemap-pages.xml",
        *(f"/sitemap-{shard}.xml" for shard in range(items[-1].pk // 2 + 1)),
    }


def test_a_shard_without_items_is_not_there(client, site):
    assert client.get("/sitemap-77.xml").status_code == 404


def test_robots_are_shown_the_site_map_and_kept_from_the_office(client, db):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {BASE}/sitemap.xml" in text
    assert "Disallow: /office/" in text


def test_the_site_map_for_people_lists_every_column_of_every_organ(client, site):
    text = client.get("/site-map/").content.decode()
    for organ in (site.organ, site.county):
        assert organ.name in text
        for heading in organ.headings.all():
            assert heading.name in text


def test_every_link_on_every_page_leads_somewhere(client, site):
    """A dead link inside the site is a fault of inspections: each address found on a page is opened once."""
    import re

    found: dict[str, str] = {}
    for name, address in site.addresses().items():
        for link in re.findall(r'href="(/[^"#]*)', client.get(address).content.decode()):
            found.setdefault(link.replace("&amp;", "&"), name)
    dead = {}
    for link, name in found.items():
        if not link.startswith("/static/"):
            response = client.get(link)
            if response.status_code >= 400:
                dead[link] = (name, response.status_code)
    assert dead == {}
