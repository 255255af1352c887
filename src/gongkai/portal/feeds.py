"""Atom and RSS of an organ and of a heading: the newest public items, with absolute addresses of this site."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.portal import columns, searching, shelves
from gongkai.portal.caching import public_page
from gongkai.portal.missing import heading_of, open_organ
from gongkai.search import queries as search

NEWEST = 30
FIRST_DAY = datetime(2008, 5, 1, tzinfo=UTC)  # the first Regulations came into force
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def absolute(path: str) -> str:
    return settings.BASE_URL + path


class Dated:
    """A feed is as new as its newest entry; one without entries as old as the duty to disclose, not as new as the asking."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else FIRST_DAY


class Utf8Atom(Dated, Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"


class Utf8Rss(Dated, Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"


class ItemFeed(Feed):
    """What the feeds have in common; `get_object` answers with a title, a page and the items."""

    language = "zh-CN"
    feed_type = Utf8Atom

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return public_page(super().__call__)(request, *args, **kwargs)

    def title(self, shelf: dict) -> str:
        return NOT_XML.sub("", shelf["title"])

    def subtitle(self, shelf: dict) -> str:
        return shelf["description"]

    description = subtitle

    def link(self, shelf: dict) -> str:
        return absolute(shelf["page"])

    def feed_url(self, shelf: dict) -> str:
        return absolute(shelf["feed"])

    def feed_guid(self, shelf: dict) -> str:
        return absolute(shelf["page"])

    def author_name(self, shelf: dict) -> str:
        return shelf["author"]

    def items(self, shelf: dict) -> list[DisclosureItem]:
        return exits.cleared(shelf["items"])

    def item_title(self, item: DisclosureItem) -> str:
        return NOT_XML.sub("", item.title)

    def item_description(self, item: DisclosureItem) -> str:
        return NOT_XML.sub("", item.summary)

    def item_link(self, item: DisclosureItem) -> str:
        return absolute(item.get_absolute_url())

    item_guid = item_link

    def item_pubdate(self, item: DisclosureItem):
        return item.published_at

    def item_categories(self, item: DisclosureItem) -> list[str]:
        return [word for word in (item.heading.name, item.genre, item.subject) if word]


class OrganAtom(ItemFeed):
    name = "portal:organ_feed"

    def get_object(self, request: HttpRequest, slug: str) -> dict:
        organ = open_organ(slug)
        return {
            "title": _("%s：最新公开") % organ.name, "description": _("%s依法主动公开的政府信息") % organ.name,
            "author": organ.name, "page": reverse("portal:organ", args=[slug]), "feed": reverse(self.name, args=[slug]),
            "items": catalogue.newest(organ=organ, limit=NEWEST),
        }  # fmt: skip


class OrganRss(OrganAtom):
    name, feed_type = "portal:organ_feed_rss", Utf8Rss


class HeadingAtom(ItemFeed):
    name = "portal:feed"

    def get_object(self, request: HttpRequest, slug: str, code: str) -> dict:
        organ = open_organ(slug)
        tree = catalogue.heading_tree(organ)
        heading = heading_of(tree, organ, code)
        under = [row for row in tree if row.code.startswith(heading.code)]
        return {
            "title": f"{organ.name}：{heading.name}", "description": heading.description, "author": organ.name,
            "page": columns.address(heading), "feed": reverse(self.name, args=[slug, code]),
            "items": shelves.newest_of(under, places=NEWEST)[:NEWEST],
        }  # fmt: skip


class HeadingRss(HeadingAtom):
    name, feed_type = "portal:feed_rss", Utf8Rss


class SearchDown(Exception):
    """The engine cannot be reached: a feed must not look as if there were nothing."""


class SearchAtom(ItemFeed):
    """A saved search without an address given: a reader that asks this feed sees each new item that meets the words."""

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return super().__call__(request, *args, **kwargs)
        except SearchDown:
            return HttpResponse(status=503, headers={"Retry-After": "60"})

    def get_object(self, request: HttpRequest) -> dict:
        asked = searching.Asked.read(request)
        found = search.search(asked.words, filters=asked.filters, order="date", size=NEWEST)
        if found.is_down:
            raise SearchDown
        words = asked.words[:80]
        return {
            "title": _("检索“%s”") % words if words else _("检索"), "author": "",
            "description": _("主动公开的政府信息中含有这些词的，最新公开的在前"),
            "page": asked.url(), "feed": asked.url("portal:search_feed", sort=None),
            "items": [] if found.is_loose else [hit.item for hit in found.hits],
        }  # fmt: skip
