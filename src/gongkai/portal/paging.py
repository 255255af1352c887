"""Page numbers of a heading's list. Pages count from the oldest: a full page keeps its address and its content."""

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
    last_number: int

    @classmethod
    def of(cls, page: catalogue.Page, *, is_newest: bool) -> "Pager | None":
        """None while everything fits on the heading's own page, which shows the two newest pages together."""
        heading, last = page.heading, page.last_number
        if is_newest and last <= 2:
            return None

        def url(number: int) -> str:
            return reverse("portal:heading_page", args=[heading.organ.slug, heading.code, number])

        newest = columns.address(heading)
        # The heading's own page holds the last page and the one before it: older and newer links step over both.
        older = last - 2 if is_newest else page.number - 1
        newer = "" if is_newest else url(page.number + 1) if page.number + 1 < last - 1 else newest
        at = last if is_newest else page.number
        near = {1, last, *range(at - AROUND, at + AROUND + 1)}
        numbers = sorted((number for number in near if 1 <= number <= last), reverse=True)
        links: list[PageLink | None] = []
        for number in numbers:
            if links and links[-1] and links[-1].number - number > 1:
                links.append(None)
            links.append(PageLink(number, url(number), is_current=number == page.number and not is_newest))
        return cls(links, newer, url(older) if older >= 1 else "", newest, last)
