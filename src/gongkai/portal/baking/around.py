"""Reading ahead for the pages that show the newest of several headings: groups, the organ's own page, the catalogue."""

from collections.abc import Iterable, Sequence

from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.organs.models import Organ
from gongkai.pages import one_look
from gongkai.portal import columns, facets, feeds, shelves
from gongkai.portal.missing import Missing, open_organ
from gongkai.portal.views import heading as heading_views
from gongkai.portal.views import organ as organ_views


def foresee_around(headings: Sequence[Heading]) -> None:
    """All lists of these pages in one query, all items they show in three."""
    groups = _groups(headings)
    organs = list(dict.fromkeys(organ for organ, _tree, _group in groups))
    live = DisclosureItem.objects.filter(live=True)
    newest_first = live.order_by("-published_at", "-pk")
    places = {place for _organ, tree, group in groups for place in _places(tree, group)}
    walks = {f"organ:{organ.pk}": newest_first.filter(organ=organ)[: organ_views.NEWEST] for organ in organs}
    # By place, as in `looking`: sorted by time these would walk whole headings.
    by_place = live.order_by("-seq")
    walks |= {f"places:{key}:{after}": by_place.filter(heading=key, seq__gt=after) for key, after in places}
    walks["catalogue"] = newest_first[: catalogue.PAGE_SIZE + 1]
    rows = catalogue.together(walks)
    one_look.put(shelves.in_last_places, {key: _newest_first(rows[f"places:{key[0]}:{key[1]}"]) for key in places})
    shown = set()
    for organ in organs:
        newest = _newest_first(rows[f"organ:{organ.pk}"])
        one_look.foresee(catalogue.newest, newest, organ=organ, limit=organ_views.NEWEST)
        shown |= {row.pk for row in newest}
    found = _newest_first(rows["catalogue"])
    on_page = found[: catalogue.PAGE_SIZE]
    older = (on_page[-1].published_at, on_page[-1].pk) if len(found) > len(on_page) else None
    one_look.foresee(catalogue.browse, catalogue.Browse(on_page, older), **facets.Facets().as_filter(), before=None)
    shown |= {row.pk for row in on_page}
    for _organ, tree, group in groups:
        shown |= {row.pk for row in _on_group(tree, group)}
    exits.whole(shown)


def _groups(headings: Iterable[Heading]) -> list[tuple[Organ, list[Heading], Heading]]:
    """The groups above these headings, each once, with its organ and tree."""
    found = {}
    for heading in headings:
        try:
            organ = open_organ(heading.organ.slug)
        except Missing:
            continue
        tree = catalogue.heading_tree(organ)
        for group in columns.trail(tree, heading.code)[:-1]:
            found[group.pk] = (organ, tree, group)
    return list(found.values())


def _below(tree: list[Heading], group: Heading) -> list[Heading]:
    return [row for row in tree if row.code.startswith(group.code)]


def _places(tree: list[Heading], group: Heading) -> set[tuple[int, int]]:
    """What the group's page and its feeds look at."""
    lively = [row for row in _below(tree, group) if row.live_count]
    found = {shelves.last_places(row, number) for row in lively for number in (shelves.LOOK_BACK, feeds.NEWEST)}
    finance = [row for row in shelves.finance_headings(group, tree) if row.live_count]
    return found | {shelves.last_places(row, shelves.FINANCE_LOOK_BACK) for row in finance}


def _on_group(tree: list[Heading], group: Heading) -> list:
    """The items the group's page and feeds show, found as those find them."""
    below = _below(tree, group)
    few = shelves.few_of_each(shelves.newest_of(below), group, tree, each=heading_views.ITEMS_EACH)
    finance = shelves.newest_of(shelves.finance_headings(group, tree), places=shelves.FINANCE_LOOK_BACK)
    return [*few, *finance, *shelves.newest_of(below, places=feeds.NEWEST)[: feeds.NEWEST]]


def _newest_first(rows: list) -> list:
    return sorted(rows, key=lambda row: (row.published_at, row.pk), reverse=True)
