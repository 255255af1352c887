"""Items written set-wise for the measurements are public items like any other: placed, numbered, recorded, cleared."""

import pytest

from benchmarks import archive, corpus, ingest
from gongkai.catalogue import exits, queries
from gongkai.catalogue.models import DisclosureItem, Heading, IndexSerial

pytestmark = pytest.mark.django_db
SIZE = 60


@pytest.fixture(autouse=True)
def few_organs(monkeypatch):
    monkeypatch.setattr(corpus, "ORGANS", 2)
    monkeypatch.setattr(corpus, "OFFICE", [number % 2 for number in range(65536)])
    monkeypatch.setattr(archive, "SEEDS", 2)
    corpus._grammar.cache_clear()
    yield
    corpus._grammar.cache_clear()


@pytest.fixture
def filled():
    archive.fill(SIZE)


def test_every_item_passes_the_last_look_before_the_exit(filled):
    items = list(DisclosureItem.objects.order_by("pk"))
    assert len(items) == SIZE
    assert exits.cleared(items) == items


def test_an_item_is_found_at_its_address_and_on_its_list(filled):
    item = DisclosureItem.objects.select_related("organ", "heading").order_by("-pk")[0]
    assert queries.public_item(item.organ, item.pk) == item
    assert item in queries.newest_page(item.heading).items


def test_the_next_item_by_actions_goes_on_where_the_thousands_ended(filled):
    organ, clerk, leader = archive.people()
    news = Heading.objects.get(organ=organ, code=ingest.NEWS)
    item = archive.publish_one(archive.FRESH, news, clerk, leader)
    news.refresh_from_db()
    assert item.seq == news.last_seq == news.live_count == DisclosureItem.objects.filter(heading=news).count()
    serials = IndexSerial.objects.filter(organ=organ)
    assert sum(serial.last for serial in serials) == DisclosureItem.objects.filter(organ=organ).count()


def test_filling_what_is_full_changes_nothing(filled):
    archive.fill(SIZE)
    assert DisclosureItem.objects.count() == SIZE
