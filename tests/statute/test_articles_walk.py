"""Walks the articles: whatever the table says serves the law can be imported. This one needs Django set up."""

import importlib
from functools import reduce

import pytest

from gongkai.statute.articles import ARTICLES

NAMES = sorted({name for row in ARTICLES for name in (*row.served_by, *row.computed_by)})
HOUSE = {
    "applications",
    "catalogue",
    "clearance",
    "mailbox",
    "channels",
    "accountability",
    "inspection",
    "remedies",
    "service_guides",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_code_named_as_serving_an_article_exists(name):
    module, _, attribute = name.partition(":")
    assert attribute, f"{name}: a module and a name in it, parted by a colon"
    assert reduce(getattr, attribute.split("."), importlib.import_module(module)) is not None


def test_law_left_for_later_is_left_to_a_room_of_the_house():
    assert {row.room for row in ARTICLES if row.room} <= HOUSE


def test_nothing_of_the_chapters_on_publishing_is_called_not_ours():
    """Chapters 2 to 4 bind the organ itself; software may not have come to an article, but may not wave it away."""
    assert [row.number for row in ARTICLES if 10 <= row.number <= 45 and row.not_ours] == []
