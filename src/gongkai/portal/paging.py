"""Page numbers of a heading's list. Pages count from the oldest: a full page keeps its address and its content.

So that it need not be written anew each time a page is added, a numbered page names no last page, and of the newer ones
only the next few: they come into being soon after it is full, and then no more.
"""

from dataclasses import dataclass

from django.urls import reverse

from gongkai.catalogue import queries as catalogue
from gongkai.portal import columns

AROUND = 2  # numbered links on either side of the page one is on


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Pager:
    links: list[PageLink | None]  # None: a gap
    newer: str
    older: str
    newest: str
    last_number: int | None  # on the heading's own page only

    @classmethod
    def of(cls, page: catalogue.Page, *, is_newest: bool) -> "Pager | None":
        """None while everything fits on the heading's own page: the newest, with the one before it until that is full."""
        heading, last = page.heading, page.last_number
        older = last - catalogue.pages_shown(heading) if is_newest else page.number - 1
        if is_newest and older < 1:
            return None

        def url(number: int) -> str:
            return reverse("portal:heading_page", args=[heading.organ.slug, heading.code, number])

        newest = columns.address(heading)
        newer = "" if is_newest else url(page.number + 1) if page.number < last else newest
        at = last if is_newest else page.number
        near = {1, *range(at - AROUND, at + AROUND + 1)}
        numbers = sorted((number for number in near if 1 <= number <= last), reverse=True)
        links: list[PageLink | None] = []
        for number in numbers:
            if links and links[-1] and links[-1].number - number > 1:
                links.append(None)
            links.append(PageLink(number, url(number), is_current=number == page.number and not is_newest))
        return cls(links, newer, url(older) if older >= 1 else "", newest, last if is_newest else None)
