"""From places in the index to items that may be shown: the last look, which every way out of the search takes."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection

from gongkai.catalogue import exits
from gongkai.catalogue.models import DisclosureItem
from gongkai.search import engines
from gongkai.search.engines.port import Query, Term
from gongkai.search.facets import Filters

FEW = 5  # hits of a word that are looked at before it is offered


class Row(NamedTuple):
    """An entry as a search needs it, a thousand at a time. `published_at` is as the database has it: to be compared only."""

    place: int
    item: int
    published_at: Any
    organ: int
    heading: int
    genre: str
    year: int | None
    validity: str


COLUMNS = "place, item_id, published_at, organ_id, heading_id, genre, year, validity"
# Places first, entries after: for `place IN (…)` a planner that was shown a small archive once reads all of a large one.
AT_PLACES = {
    "sqlite": f"SELECT {COLUMNS} FROM json_each(%s) AS sought CROSS JOIN search_entry ON place = sought.value",  # noqa: S608
    "postgresql": f"SELECT {COLUMNS} FROM search_entry WHERE place = ANY(%s)",  # noqa: S608 - constants
}


def entries_at(places: Iterable[int]) -> dict[int, Row]:
    """The entries at these places in one query; bounded by the number of places, whatever the size of the archive."""
    sought = list(places)
    with connection.cursor() as cursor:
        cursor.execute(AT_PLACES[connection.vendor], [json.dumps(sought) if connection.vendor == "sqlite" else sought])
        return {row[0]: Row._make(row) for row in cursor.fetchall()}


def items_at(places: Iterable[int]) -> list[DisclosureItem]:
    """The items at these places that are whole, cleared and public at this moment, in the order given. Four queries."""
    places = list(places)
    keys = {place: entry.item for place, entry in entries_at(places).items()}
    shown = exits.whole(keys.values()) if keys else {}
    return [shown[keys[place]] for place in places if keys.get(place) in shown]


def leads_somewhere(terms: tuple[Term, ...], without: tuple[Term, ...], filters: Filters) -> bool:
    """Whether a reader who asks this would be shown anything: asked before a word is offered to anybody."""
    if not terms:
        return False
    found = engines.chosen().find(Query(terms, None, without, filters.tokens, order="date", limit=FEW))
    return bool(items_at(hit.place for hit in found.hits))
