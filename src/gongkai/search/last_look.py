"""From places in the index to items that may be shown: the last look, which every way out of the search takes."""

from collections.abc import Iterable

from gongkai.catalogue import exits
from gongkai.catalogue.models import DisclosureItem
from gongkai.search import engines
from gongkai.search.engines.port import Query, Term
from gongkai.search.facets import Filters
from gongkai.search.models import Entry

FEW = 5  # hits of a word that are looked at before it is offered


def entries_at(places: Iterable[int]) -> dict[int, Entry]:
    return {entry.place: entry for entry in Entry.objects.filter(place__in=list(places))}


def items_at(places: Iterable[int]) -> list[DisclosureItem]:
    """The items at these places that are whole, cleared and public at this moment, in the order given. Four queries."""
    places = list(places)
    keys = {place: entry.item_id for place, entry in entries_at(places).items()}
    shown = exits.whole(keys.values()) if keys else {}
    return [shown[keys[place]] for place in places if keys.get(place) in shown]


def leads_somewhere(terms: tuple[Term, ...], without: tuple[Term, ...], filters: Filters) -> bool:
    """Whether a reader who asks this would be shown anything: asked before a word is offered to anybody."""
    if not terms:
        return False
    found = engines.chosen().find(Query(terms, None, without, filters.tokens, order="date", limit=FEW))
    return bool(items_at(hit.place for hit in found.hits))
