"""What the public sees. Every list is a bounded walk along one index: no count, no offset, the same cost in any archive."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from gongkai.catalogue import exits
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.organs.models import Organ
from gongkai.pages import one_look

PAGE_SIZE = 20
LIST_FIELDS = (
    "title", "summary", "published_at", "formed_on", "document_number", "index_number", "genre", "subject", "validity",
    "issuing_organ", "stat_class", "year", "seq", "withdrawn_at", "organ_id", "heading_id",
)  # fmt: skip


def _listed():
    # Organ and heading are fetched after, by key: with a join the planner may start from the other table and sort them all.
    return DisclosureItem.objects.filter(live=True).only(*LIST_FIELDS).prefetch_related("organ", "heading")


class Tree(list[Heading]):
    """The headings of one organ in order of code, and by key."""

    def __init__(self, rows: Iterable[Heading]) -> None:
        super().__init__(rows)
        self.by_key = {row.pk: row for row in self}

    __hash__ = object.__hash__  # one tree is one tree, whatever another one holds: what is laid out for it may be kept


@one_look.shared
def heading_tree(organ: Organ) -> Tree:
    """All headings of an organ in order of code, each with its parent; `depth` (0 for the fixed columns) is set on each."""
    headings = Tree(Heading.objects.filter(organ=organ).select_related("organ", "owner_unit").order_by("code"))
    for heading in headings:
        heading.depth = len(heading.code) // 2 - 1
        if heading.parent_id in headings.by_key:
            heading.parent = headings.by_key[heading.parent_id]
    return headings


@one_look.shared
def fixed_columns(organ: Organ) -> list[Heading]:
    """政府信息公开指南, 制度, 法定主动公开内容, 年报 and the application entry (国办公开办函〔2019〕61号), in that order."""
    return list(Heading.objects.filter(organ=organ, parent=None).select_related("organ").order_by("code"))


def public_item(organ: Organ, pk: int) -> DisclosureItem | None:
    """An item at its address: public, or withdrawn with a notice to show. A draft is nothing; nor is a text nobody cleared."""
    if one_look.is_open() and (found := exits.whole([pk]).get(pk)) is not None and found.organ_id == organ.pk:
        return found
    rows = (
        DisclosureItem.objects.select_related("organ__site_facts", "heading", "interprets__organ", "follow_up__organ")
        .prefetch_related("attachments__file")
        .filter(organ=organ, pk=pk)
        .exclude(published_at=None)
        .order_by()  # Django prepares the order of one row, too: an eighth of the time of this question
    )
    item = next(iter(rows), None)
    if item is None or item.is_withdrawn:
        return item
    # The last look before the exit: a row changed behind the actions' back (an UPDATE, say) shows nothing.
    return item if item.live and item.is_cleared() else None


def interpretations_of(keys: Iterable[int]) -> dict[int, list[int]]:
    """The public interpretations of each of these documents, the newest first; keys only, still to pass `exits`."""
    found: dict[int, list[int]] = {}
    rows = DisclosureItem.objects.filter(interprets__in=list(keys), live=True).order_by("-published_at")
    for document, pk in rows.values_list("interprets", "pk"):
        found.setdefault(document, []).append(pk)
    return found


@dataclass(frozen=True)
class Page:
    """Page `number` of a heading's list, numbered from the oldest so that a filled page never changes."""

    heading: Heading
    number: int
    last_number: int
    items: list[DisclosureItem]

    @property
    def newer(self) -> int | None:
        return self.number + 1 if self.number < self.last_number else None

    @property
    def older(self) -> int | None:
        return self.number - 1 if self.number > 1 else None


def last_page_number(heading: Heading) -> int:
    return max(1, -(-heading.last_seq // PAGE_SIZE))


@one_look.shared
def list_page(heading: Heading, number: int) -> Page | None:
    """Items with places (number-1)·20+1 … number·20, newest first; withdrawn ones leave a gap. None when there is no such page."""
    last = last_page_number(heading)
    if not 1 <= number <= last:
        return None
    places = (PAGE_SIZE * (number - 1) + 1, PAGE_SIZE * number)
    items = list(_listed().filter(heading=heading, seq__range=places).order_by("-seq"))
    return Page(heading, number, last, items)


@one_look.shared
def newest_page(heading: Heading) -> Page:
    """What the heading's own address shows: the newest page, and the one before it while the newest is not full."""
    last = last_page_number(heading)
    items = list(_listed().filter(heading=heading, seq__gt=newest_after(heading)).order_by("-seq"))
    return Page(heading, last, last, items)


def pages_shown(heading: Heading) -> int:
    """How many pages the heading's own address shows: two while the newest is filling up."""
    is_full = heading.last_seq > 0 and heading.last_seq % PAGE_SIZE == 0
    return 1 if is_full or heading.last_seq <= PAGE_SIZE else 2


def newest_after(heading: Heading) -> int:
    """The place after which the items of the heading's own address begin."""
    return PAGE_SIZE * (last_page_number(heading) - pages_shown(heading))


@one_look.shared
def closed_headings() -> list[int]:
    """Headings that take no more items: what stands there is not news."""
    return list(Heading.objects.exclude(closed_on=None).values_list("pk", flat=True))


def open_news():
    """Every public item that may be news, of all organs, in no order."""
    return DisclosureItem.objects.filter(live=True).exclude(heading__in=closed_headings())


@one_look.shared
def newest(
    *, organ: Organ | None = None, headings: Iterable[Heading] | None = None, limit: int = 10
) -> list[DisclosureItem]:
    """The newest public items, of everybody, of one organ, or of some headings. What is archived is not news."""
    items = _listed()
    if organ is not None:
        items = items.filter(organ=organ)
    elif headings is None:
        items = items.exclude(heading__in=closed_headings())
    if headings is None:
        return list(items.order_by("-published_at", "-pk")[:limit])
    found = [
        item for heading in headings for item in items.filter(heading=heading).order_by("-published_at", "-pk")[:limit]
    ]
    return sorted(found, key=lambda item: (item.published_at, item.pk), reverse=True)[:limit]


def _new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))


@dataclass(frozen=True)
class Browse:
    items: list[DisclosureItem]
    older: tuple[datetime, int] | None  # where the next page begins; None at the end


@one_look.shared
def browse(
    *, organ: Organ | None = None, heading: Heading | None = None, year: int | None = None, genre: str = "", subject: str = "",
    audience: str = "", validity: str = "", before: tuple[datetime, int] | None = None, limit: int = PAGE_SIZE,
) -> Browse:  # fmt: skip
    """The catalogue filtered by any of its facets, newest first, continued from `before` (a time and a key)."""
    items = _listed()
    if organ is not None:
        items = items.filter(organ=organ)
    if heading is not None:
        inside = Heading.objects.filter(organ=heading.organ, code__startswith=heading.code)
        items = items.filter(heading__in=list(inside)) if not heading.holds_items else items.filter(heading=heading)
    if year:
        # As a range of the time every index here ends with, a year costs nothing to find in any of them.
        items = items.filter(published_at__gte=_new_year(year), published_at__lt=_new_year(year + 1))
    for field, value in (("genre", genre), ("subject", subject), ("validity", validity)):
        if value:
            items = items.filter(**{field: value})
    if audience:
        # SQLite keeps JSON as text with Chinese escaped (\u4e2a…), PostgreSQL shows it as it is.
        escaped = json.dumps(audience).strip('"')
        items = items.filter(Q(audience__icontains=audience) | Q(audience__icontains=escaped))
    if before is not None:
        at, pk = before
        items = items.filter(published_at__lte=at).filter(Q(published_at__lt=at) | Q(pk__lt=pk))
    rows = list(items.order_by("-published_at", "-pk")[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return Browse(rows, (rows[-1].published_at, rows[-1].pk) if more else None)
