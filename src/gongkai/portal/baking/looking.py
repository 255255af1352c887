"""Reading ahead: everything the pages of a handful of orders will ask for, in few queries.

The pages ask for themselves (see `pages.one_look`); what is read here they find answered. A page that asks for more than
was foreseen asks the database, and is right all the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.models import Q
from django.urls import reverse

from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.organs.models import Organ
from gongkai.pages import one_look
from gongkai.portal import feeds, shelves, sitemaps
from gongkai.portal.baking import touching
from gongkai.portal.baking.answering import public_routes
from gongkai.portal.baking.around import foresee_around
from gongkai.portal.baking.frame import foresee_frame, keep_headings, open_slugs
from gongkai.portal.missing import open_organ
from gongkai.portal.views import home, item, organ


@contextmanager
def look(whats: Sequence[str], *, kept: one_look.Kept | None = None) -> Iterator[list[str]]:
    """The addresses these orders touch, what readers wait for first; inside, their pages are cheap to render.

    `kept`: where the frame of the pages is left for the next look (`one_look.look`).
    """
    with public_routes(), one_look.look(kept):
        found = touching.touched(whats)
        if found.items:
            addresses = [*_news(found), *found.addresses, *_around(found)]
            keep_headings()
            yield list(dict.fromkeys(addresses))
            return
        if found.bulk:
            _whole_with_neighbours(found.bulk)
            found.addresses += [address for pk in found.bulk for address in _copies(pk)]
        if found.pages:
            _lists(found.pages)
        for one in found.standing:
            _standing(one)
        if found.around:
            foresee_around(found.around)
        yield list(dict.fromkeys([*found.addresses, *_around(found)]))


def _around(found: touching.Touched) -> list[str]:
    return [address for heading in found.around for address in touching.around_addresses(heading)]


def _news(found: touching.Touched) -> list[str]:
    """Read ahead for items that came or went; the addresses they touch."""
    organs = foresee_frame(found.edition, [row["organ__slug"] for row in found.items])
    trees = {one.pk: catalogue.heading_tree(one) for one in organs}
    by_key = {row.pk: row for tree in trees.values() for row in tree}
    headings = list(dict.fromkeys(by_key[row["heading_id"]] for row in found.items if row["heading_id"] in by_key))
    policies = shelves.foresee_lively(home.POLICY_KINDS, of_kinds=home.POLICY_HEADINGS, fields=home.FIELDS)
    shards = sorted({row["pk"] // sitemaps.SHARD for row in found.items})
    live = DisclosureItem.objects.filter(live=True)
    newest_first = live.order_by("-published_at", "-pk")
    places = {shelves.last_places(row, shelves.LOOK_BACK) for row in policies}
    places |= {shelves.last_places(row, feeds.NEWEST) for row in headings if row.live_count}
    for row in headings:
        finance = shelves.finance_headings(row, trees[row.organ_id])
        places |= {shelves.last_places(one, shelves.FINANCE_LOOK_BACK) for one in finance if one.live_count}
    documents = [row["pk"] for row in found.items] + [
        row["interprets_id"] for row in found.items if row["interprets_id"]
    ]
    walks = {
        "home": catalogue.open_news().order_by("-published_at", "-pk")[: home.NEWEST],
        "newest": sitemaps.public().order_by("-pk")[:1],
        "explaining": live.filter(interprets__in=documents).order_by(),
        "leading here": DisclosureItem.objects.filter(follow_up__in=[row["pk"] for row in found.items]).order_by(),
    }
    walks |= {f"organ:{one.pk}": newest_first.filter(organ=one)[: feeds.NEWEST] for one in organs}
    # By place, never by time: sorted by time a planner walks the whole heading to find its last places.
    by_place = live.order_by("-seq")
    walks |= {f"places:{key}:{after}": by_place.filter(heading=key, seq__gt=after) for key, after in places}
    walks |= {f"list:{row.pk}": by_place.filter(heading=row, seq__gt=_list_after(row)) for row in headings}
    walks |= {f"shard:{number}": sitemaps.in_shard(number) for number in shards}
    rows = catalogue.together(walks)
    _foresee(rows, organs, headings, places, documents)
    shown = {row.pk for name, found_rows in rows.items() if not name.startswith("shard:") for row in found_rows}
    one_look.each(exits.contents, [row.pk for found_rows in rows.values() for row in found_rows] + documents)
    exits.whole([*documents, *shown])
    addresses = [address for row in found.items for address in _of_item(row)]
    addresses += [address for heading in headings for address in touching.list_addresses(heading)]
    addresses += [
        address
        for row in found.items if row["heading_id"] in by_key
        for address in touching.page_of(by_key[row["heading_id"]], row["seq"])
    ]  # fmt: skip
    for one in organs:
        addresses += [reverse(f"portal:{name}", args=[one.slug]) for name in ("organ_feed", "organ_feed_rss")]
    explaining = exits.whole(row.pk for row in rows["explaining"]).values()
    addresses += [one.get_absolute_url() for one in explaining]
    # The notices of what was taken down name what came instead.
    slugs = open_slugs()
    notices = (row for row in rows["leading here"] if row.organ_id in slugs)
    addresses += [reverse("portal:item", args=[slugs[row.organ_id], row.pk]) for row in notices]
    return [
        *addresses, reverse("portal:home"), *(reverse("portal:sitemap_items", args=[number]) for number in shards),
    ]  # fmt: skip


def _of_item(row: dict) -> list[str]:
    found = touching.item_addresses(row["organ__slug"], row["pk"]) + _copies(row["pk"])
    if row["interprets_id"]:
        found.append(reverse("portal:item", args=[row["interprets__organ__slug"], row["interprets_id"]]))
    return found


def _copies(pk: int) -> list[str]:
    """The reading copies of an item's attachments; the item has been read."""
    shown = exits.whole([pk]).get(pk)
    rows = [row for row in shown.attachments.all() if row.file.reading_copy] if shown else []
    return [reverse("portal:reading_copy", args=[shown.organ.slug, pk, row.pk]) for row in rows]


def _list_after(heading: Heading) -> int:
    """The place after which the items of every list page begin that a new item of this heading changes."""
    first = catalogue.last_page_number(heading) - touching.NEXT_PAGES
    return max(0, min(catalogue.newest_after(heading), (first - 1) * catalogue.PAGE_SIZE))


def _foresee(rows: dict, organs: list[Organ], headings: list[Heading], places: set, documents: list[int]) -> None:
    def newest_first(walk: str) -> list:
        return sorted(rows[walk], key=lambda row: (row.published_at, row.pk), reverse=True)

    one_look.foresee(catalogue.newest, newest_first("home"), limit=home.NEWEST)
    one_look.foresee(sitemaps.newest_key, rows["newest"][0].pk if rows["newest"] else None)
    for one in organs:
        newest = newest_first(f"organ:{one.pk}")
        one_look.foresee(catalogue.newest, newest, organ=one, limit=feeds.NEWEST)
        one_look.foresee(catalogue.newest, newest[: organ.NEWEST], organ=one, limit=organ.NEWEST)
    one_look.put(shelves.in_last_places, {key: newest_first(f"places:{key[0]}:{key[1]}") for key in places})
    explaining: dict[int, list[int]] = {key: [] for key in documents}
    for row in sorted(rows["explaining"], key=lambda row: row.published_at, reverse=True):
        explaining[row.interprets_id].append(row.pk)
    one_look.put(catalogue.interpretations_of, explaining)
    for heading in headings:
        _foresee_lists(heading, rows[f"list:{heading.pk}"])
    slugs = open_slugs()
    for name, found in rows.items():
        if name.startswith("shard:"):
            known = [(row.pk, slugs[row.organ_id], row.published_at) for row in sorted(found) if row.organ_id in slugs]
            one_look.put(sitemaps.addresses, {int(name[6:]): known})


def _foresee_lists(heading: Heading, rows: Sequence) -> None:
    """The heading's own page, and every numbered page these rows hold whole."""
    by_place = sorted(rows, key=lambda row: row.seq, reverse=True)
    last = catalogue.last_page_number(heading)
    _foresee_newest(heading, rows)
    for number in range(max(1, last - touching.NEXT_PAGES), last + 1):
        _foresee_page(heading, number, by_place)


def _foresee_newest(heading: Heading, rows: Sequence) -> None:
    last, after = catalogue.last_page_number(heading), catalogue.newest_after(heading)
    newest = sorted((row for row in rows if row.seq > after), key=lambda row: row.seq, reverse=True)
    one_look.foresee(catalogue.newest_page, catalogue.Page(heading, last, last, newest), heading)


def _foresee_page(heading: Heading, number: int, rows: Sequence) -> None:
    size, last = catalogue.PAGE_SIZE, catalogue.last_page_number(heading)
    on_it = [row for row in rows if (number - 1) * size < row.seq <= number * size]
    one_look.foresee(catalogue.list_page, catalogue.Page(heading, number, last, on_it), heading, number)


def _whole_with_neighbours(keys: list[int]) -> None:
    """Items of a chunk and what their pages name: the documents they explain and those that explain them."""
    found = exits.whole(keys)
    explaining = one_look.each(catalogue.interpretations_of, keys)
    one_look.put(catalogue.interpretations_of, {key: explaining.get(key, []) for key in keys})
    exits.whole(
        [row.interprets_id for row in found.values() if row.interprets_id]
        + [key for rows in explaining.values() for key in rows[: item.RELATED]]
    )


def _lists(pages: Sequence[tuple[Heading, int, int]]) -> None:
    """Numbered pages of a chunk: heading, first page, how many. One query for all of them, three for their items."""
    size, wanted = catalogue.PAGE_SIZE, Q()
    for heading, first, number in pages:
        wanted |= Q(heading=heading, seq__gt=(first - 1) * size, seq__lte=(first + number - 1) * size)
    rows = defaultdict(list)
    found = DisclosureItem.objects.filter(wanted, live=True).order_by("heading", "-seq")
    for row in found.only("pk", "heading_id", "seq"):
        rows[row.heading_id].append(row)
    for heading, first, number in pages:
        if not heading.organ.is_open:  # its pages go
            continue
        mine = catalogue.heading_tree(open_organ(heading.organ.slug)).by_key[heading.pk]
        for page in range(first, min(first + number, catalogue.last_page_number(mine) + 1)):
            _foresee_page(mine, page, rows[heading.pk])
    exits.whole(row.pk for some in rows.values() for row in some)


def _standing(one: Organ) -> None:
    """Everything the pages of an organ show of its headings: their newest pages, feeds, groups, grids."""
    if not one.is_open:
        return
    tree = catalogue.heading_tree(one)
    filled = [row for row in tree if row.last_seq]
    newest = {row.pk: (row.pk, catalogue.newest_after(row)) for row in filled}
    back = (shelves.LOOK_BACK, shelves.FINANCE_LOOK_BACK, feeds.NEWEST)
    keys = [shelves.last_places(row, number) for row in filled if row.live_count for number in back]
    rows = one_look.each(shelves.in_last_places, [*newest.values(), *keys])
    for heading in filled:
        _foresee_newest(heading, rows.get(newest[heading.pk], []))
    shown = {row.pk for key in newest.values() for row in rows.get(key, [])}
    shown |= {row.pk for heading in filled for row in rows.get(shelves.last_places(heading, feeds.NEWEST), [])}
    exits.whole(shown | {row.pk for row in catalogue.newest(organ=one, limit=feeds.NEWEST)})
