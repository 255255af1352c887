"""What an order touches: the record of dependencies, one row a kind of order.

item:<key>        the item, its data and reading copies; the documents it explains and that explain it; the notices of
                  what was taken down that lead to it; its heading's newest page, the last numbered ones, the one on
                  which it stands and the feeds; the organ's feeds, the home page, its shard
around:<heading>  what shows the newest of several headings: the groups above, the organ's own page, the catalogue, the
                  grids of budgets beside it
file:<key>        one attachment or picture
left:<heading>:<place>  the lists and feeds of a heading in which an item stood at that place
standing:<organ>  its pages that are neither items nor lists
organ:<organ>     all of that, every list and every item of the organ, and the platform's pages, which name it
menu:<organ>      every page that shows its menu: standing pages and lists
old:<key>         one old address that leads on, or no longer does
former:<from>     the chunk of old addresses beginning there
platform          the pages of the whole platform
address:<…>       one address
and the chunks of a full bake (`everything`)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.forwarding import queries as forwarding
from gongkai.organs.models import Organ
from gongkai.pages.models import FileUse, StoredFile
from gongkai.portal import columns, shelves, sitemaps
from gongkai.portal.baking import everything
from gongkai.static_site import edition

PLACE = ("pk", "organ__slug", "heading_id", "seq", "interprets_id", "interprets__organ__slug")
NEXT_PAGES = 2  # a new list page gives this many pages before it a link to it (portal.paging)


@dataclass
class Touched:
    """What a handful of orders come to: items to show, and everything else by address."""

    items: list[dict] = field(default_factory=list)
    around: list[Heading] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    standing: list[Organ] = field(default_factory=list)
    bulk: list[int] = field(default_factory=list)  # keys of items of a chunk
    pages: list[tuple[Heading, int, int]] = field(default_factory=list)  # numbered pages of a chunk: first, how many
    edition: str = ""


def touched(whats: Sequence[str]) -> Touched:
    found = Touched()
    keys = [int(what.removeprefix("item:")) for what in whats if what.startswith("item:")]
    if keys:
        rows = DisclosureItem.objects.filter(pk__in=keys).exclude(published_at=None).annotate(edition=edition.word())
        found.items = list(rows.values(*PLACE, "edition"))
        found.edition = found.items[0]["edition"] if found.items else ""
    for what in whats:
        kind, _colon, rest = what.partition(":")
        if kind in OTHERS:
            OTHERS[kind](found, rest)
    return found


def _around(found: Touched, rest: str) -> None:
    found.around += _heading(rest)


def _left(found: Touched, rest: str) -> None:
    key, _colon, place = rest.partition(":")
    for heading in _heading(key):
        found.addresses += list(dict.fromkeys([*list_addresses(heading), *page_of(heading, int(place))]))


def _file(found: Touched, rest: str) -> None:
    found.addresses += [row.get_absolute_url() for row in StoredFile.objects.filter(key=rest)]


def _standing(found: Touched, rest: str) -> None:
    for organ in Organ.objects.filter(pk=rest):  # of one that was closed the pages go
        found.standing.append(organ)
        found.addresses += everything.standing(organ)


def _lists(found: Touched, rest: str) -> None:
    key, _colon, first = rest.partition(":")
    for heading in _heading(key):
        found.pages.append((heading, int(first), everything.LISTS))
        found.addresses += everything.numbered(heading, int(first))


def _pages(found: Touched, rest: str) -> None:
    for heading in Heading.objects.filter(organ=rest, last_seq__gt=0).select_related("organ"):
        found.pages.append((heading, 1, everything.LISTS))
        found.addresses += everything.numbered(heading, 1)


def _items(found: Touched, rest: str) -> None:
    organ, _colon, first = rest.partition(":")
    rows = DisclosureItem.objects.filter(pk__gte=int(first), pk__lt=int(first) + everything.ITEMS)
    if organ != "0":
        rows = rows.filter(organ=organ)
    for pk, slug in rows.exclude(published_at=None).order_by("pk").values_list("pk", "organ__slug"):
        found.bulk.append(pk)
        found.addresses += item_addresses(slug, pk)


def _files(found: Touched, rest: str) -> None:
    uses = FileUse.objects.filter(pk__gte=int(rest), pk__lt=int(rest) + everything.FILES).select_related("file")
    found.addresses += list(dict.fromkeys(use.file.get_absolute_url() for use in uses.order_by("pk")))


def _olds(found: Touched, rest: str) -> None:
    found.addresses += forwarding.fixed_addresses(pk__gte=int(rest), pk__lt=int(rest) + everything.OLDS)


def _shards(found: Touched, rest: str) -> None:
    last = (sitemaps.newest_key() or -1) // sitemaps.SHARD
    numbers = range(int(rest), min(last + 1, int(rest) + everything.SHARDS))
    found.addresses += [reverse("portal:sitemap_items", args=[number]) for number in numbers]


OTHERS = {
    "around": _around,
    "left": _left,
    "file": _file,
    "standing": _standing,
    "lists": _lists,
    "pages": _pages,
    "items": _items,
    "files": _files,
    "olds": _olds,
    "old": lambda found, rest: found.addresses.extend(forwarding.fixed_addresses(pk=rest)),
    "shards": _shards,
    "platform": lambda found, rest: found.addresses.extend(everything.platform()),
    "assets": lambda found, rest: found.addresses.extend(everything.assets()),
    "address": lambda found, rest: found.addresses.append(rest),
}


def parts_of(what: str) -> Iterator[str]:
    """A wide order as narrow ones."""
    kind, _colon, key = what.partition(":")
    organ = Organ.objects.filter(pk=key).first() if kind in {"organ", "menu"} else None
    if kind == "everything":
        yield from everything.chunks()
    elif kind == "former":
        yield f"olds:{key}"
    elif organ is not None and kind == "organ":
        yield from everything.of_organ(organ)
        yield "platform"
    elif organ is not None:
        yield f"standing:{organ.pk}"
        yield from everything.lists(organ)


def _heading(key: str) -> list[Heading]:
    return list(Heading.objects.filter(pk=key).select_related("organ"))


def item_addresses(slug: str, pk: int) -> list[str]:
    return [reverse(f"portal:{name}", args=[slug, pk]) for name in ("item", "item_data")]


def list_addresses(heading: Heading) -> list[str]:
    """The pages of a heading that show its newest items."""
    last = everything.numbered(heading, catalogue.last_page_number(heading), 1) if heading.holds_items else []
    return [columns.address(heading), *last, *everything.feeds_of(heading)]


def page_of(heading: Heading, place: int) -> list[str]:
    """The numbered page on which this place of the heading stands, however old; a place that begins a page has those
    before it lead there. By the place, not by the last one: others may have come since, and nothing been baked."""
    number = -(-place // catalogue.PAGE_SIZE)
    before = NEXT_PAGES if place % catalogue.PAGE_SIZE == 1 else 0
    return everything.numbered(heading, number - before, before + 1)


def around_addresses(heading: Heading) -> list[str]:
    """What shows the newest of several headings, this one among them."""
    organ = heading.organ
    tree = catalogue.heading_tree(organ)
    groups = columns.trail(tree, heading.code)[:-1]
    found = [reverse("portal:organ", args=[organ.slug])]
    if heading.kind == Heading.Kind.FINANCE:  # each shows the grid of all
        found += [columns.address(row) for row in shelves.finance_headings(heading, tree)]
    for group in groups:
        found += [columns.address(group), *everything.feeds_of(group)]
    return [*found, reverse("portal:catalogue"), reverse("portal:sitemap_xml")]
