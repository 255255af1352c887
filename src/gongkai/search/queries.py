"""The public search: reads a query, asks the engine, looks once more at each hit, and says what else could be done.

Every word must be met, by itself or a synonym; where that finds nothing, some of the words are enough and the answer says
so. A hit is shown only when the item is whole, cleared and public at this moment, whatever the index believes.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.catalogue import exits
from gongkai.catalogue.models import DisclosureItem
from gongkai.organs.models import Organ
from gongkai.pages import html
from gongkai.search import correcting, documents, engines, last_look, reading, snippets
from gongkai.search.actions.pinning import LONGEST as LONGEST_PINNED
from gongkai.search.actions.pinning import words_of
from gongkai.search.engines.port import MOST_COUNTED, EngineDown, Order, Query, Results
from gongkai.search.facets import Filters
from gongkai.search.models import Pin
from gongkai.search.reading import LONGEST, Reading
from gongkai.search.snippets import Stretch

log = logging.getLogger("gongkai.search")
PAGE_SIZE = 20
MOST_PAGES = MOST_COUNTED // PAGE_SIZE
MOST_PINNED = 3
LEAST_TO_LOOSEN, MOST_OF = 3, 0.65  # of three words and more, this share is enough for a proposal
__all__ = ["LONGEST", "MOST_PAGES", "PAGE_SIZE", "Counts", "Filters", "Found", "Hit", "find_items", "search"]


@dataclass(frozen=True)
class Hit:
    """An item as an answer. `file`: the name of the attachment the excerpt stands in, empty when it is the item's own text."""

    item: DisclosureItem
    title: list[Stretch]
    excerpt: list[Stretch]
    file: str = ""


@dataclass(frozen=True)
class Counts:
    """How many hits have each value, over all hits when they are no more than a thousand, else over the newest thousand."""

    organs: Counter = field(default_factory=Counter)
    headings: Counter = field(default_factory=Counter)
    genres: Counter = field(default_factory=Counter)
    years: Counter = field(default_factory=Counter)
    validities: Counter = field(default_factory=Counter)


@dataclass(frozen=True)
class Found:
    """`is_loose`: no item had all the words, these have some. `meant`: other queries that find something."""

    reading: Reading
    hits: list[Hit] = field(default_factory=list)
    pinned: list[DisclosureItem] = field(default_factory=list)
    count: int = 0
    count_is_capped: bool = False
    counts: Counts = field(default_factory=Counts)
    page: int = 1
    last_page: int = 1
    is_loose: bool = False
    meant: list[str] = field(default_factory=list)
    first_number: int = 1
    is_down: bool = False  # the engine cannot be reached: nothing is known, and the page says so

    @property
    def is_empty(self) -> bool:
        return not self.hits and not self.pinned


def search(
    asked: str, *, filters: Filters = Filters(), order: Order = "relevance", page: int = 1, size: int = PAGE_SIZE  # noqa: B008 - frozen
) -> Found:  # fmt: skip
    """A page of hits. `page` beyond the last is the last; at most a thousand hits can be walked through."""
    said = reading.read(asked)
    if said.is_empty:
        return Found(said)
    try:
        return _found(asked, said, filters, order, max(1, min(page, -(-MOST_COUNTED // size))), size)
    except EngineDown as reason:
        log.error("search is down: %s", reason)
        return Found(said, is_down=True)


def _found(asked: str, said: Reading, filters: Filters, order: Order, page: int, size: int) -> Found:
    results = _ask(said, filters, order, page, size)
    last = max(1, -(-results.count // size))
    if page > last:
        page, results = last, _ask(said, filters, order, last, size)
    is_loose = False
    if not results.count and len(said.terms) > 1:
        results = _ask(said, filters, order, page, size, any_term=True)
        is_loose = bool(results.count)
        last = max(1, -(-results.count // size))
    places = [hit.place for hit in results.hits]
    rows = last_look.entries_at(dict.fromkeys([*places, *results.newest]))
    if order == "date":
        places = _by_date(results.newest, rows)[(page - 1) * size : page * size]
    items = exits.whole(rows[place].item for place in places if place in rows)
    shown = [items[rows[place].item] for place in places if place in rows and rows[place].item in items]
    pinned = _pinned(asked, filters) if page == 1 else []
    return Found(
        said, _hits(shown, said), pinned, results.count, results.count_is_capped, _counts(rows, results), page, last, is_loose,
        _meant(said, filters) if is_loose or not results.count else [], (page - 1) * size + 1,
    )  # fmt: skip


def find_items(asked: str, *, organ: Organ | None = None, limit: int = 5) -> list[DisclosureItem]:
    """Items to propose beside a form, the best first, looked at once more: those with every word, else with most of them."""
    said = reading.read(asked)
    try:
        return [] if said.is_empty else _proposed(said, organ, limit)
    except EngineDown:  # a form must not fail because nothing can be proposed
        return []


def _proposed(said: Reading, organ: Organ | None, limit: int) -> list[DisclosureItem]:
    engine, facets = engines.chosen(), Filters(organ=organ).tokens
    exact = engine.find(Query(said.terms, said.whole, said.without, facets, limit=limit))
    if exact.hits or len(said.terms) < LEAST_TO_LOOSEN:
        return last_look.items_at(hit.place for hit in exact.hits)
    loose = engine.find(Query(said.terms, None, said.without, facets, any_term=True, limit=limit * 4))
    sought = [snippets.pattern([one.words, *one.others]) for one in said.said]
    likely = []
    for item in last_look.items_at(hit.place for hit in loose.hits):
        text = f"{item.title} {item.summary}"
        if sum(snippets.count(text, one) > 0 for one in sought) >= MOST_OF * len(sought):
            likely.append(item)
    return likely[:limit]


def _ask(said: Reading, filters: Filters, order: Order, page: int, size: int, *, any_term: bool = False) -> Results:
    return engines.chosen().find(
        Query(
            said.terms, said.whole, said.without, filters.tokens, order, any_term, offset=(page - 1) * size, limit=size
        )
    )


def _by_date(newest: Sequence[int], rows: dict[int, last_look.Row]) -> list[int]:
    """Places follow the order in which items were entered; history entered late finds its day here."""
    kept = [place for place in newest if place in rows]
    return sorted(kept, key=lambda place: (rows[place].published_at, rows[place].item), reverse=True)


def _counts(rows: dict[int, last_look.Row], results: Results) -> Counts:
    found = [rows[place] for place in results.newest if place in rows]
    return Counts(
        Counter(row.organ for row in found), Counter(row.heading for row in found),
        Counter(row.genre for row in found if row.genre), Counter(row.year for row in found if row.year),
        Counter(row.validity for row in found if row.validity),
    )  # fmt: skip


def _hits(items: Sequence[DisclosureItem], said: Reading) -> list[Hit]:
    sought = snippets.pattern(said.marks)
    return [_hit(item, sought, len(said.terms)) for item in items]


def _hit(item: DisclosureItem, sought, words: int) -> Hit:
    """The summary when it holds as many of the words as the text does, else the text; an attachment when it holds more."""
    title, body = snippets.marked(item.title, sought), html.to_text(item.body)
    in_summary, in_body = snippets.count(item.summary, sought), snippets.count(body, sought)
    in_all = snippets.count(f"{item.title}\n{item.summary}\n{body}", sought)
    if in_all < words and (found := _in_files(item, sought, more_than=max(in_summary, in_body))):
        return Hit(item, title, *found)
    if in_summary and in_summary >= in_body:
        return Hit(item, title, snippets.excerpt(item.summary, sought))
    return Hit(item, title, snippets.excerpt(body, sought) or snippets.beginning(item.summary or body))


def _in_files(item: DisclosureItem, sought, *, more_than: int) -> tuple[list[Stretch], str] | None:
    """The excerpt of the first attachment that holds more of the words, and its name."""
    attachments = list(item.attachments.all())
    texts = documents.file_texts(attachment.file for attachment in attachments) if attachments else {}
    for attachment in attachments:
        text = texts.get(attachment.file_id, "")
        if snippets.count(f"{attachment.title}\n{text}", sought) > more_than:
            return snippets.excerpt(text, sought) or snippets.beginning(text), attachment.title
    return None


def _meant(said: Reading, filters: Filters) -> list[str]:
    return correcting.meant(
        said.asked, finds=lambda text: last_look.leads_somewhere(reading.read(text).terms, said.without, filters)
    )


def _pinned(asked: str, filters: Filters) -> list[DisclosureItem]:
    """What an organ's office has put on top of exactly these words."""
    pins = Pin.objects.filter(words=words_of(asked)) if len(asked) <= LONGEST_PINNED else Pin.objects.none()
    if filters.organ is not None:
        pins = pins.filter(organ=filters.organ)
    keys = list(pins.order_by("pk").values_list("item_id", flat=True)[:MOST_PINNED])
    shown = exits.whole(keys) if keys else {}
    return [shown[key] for key in keys if key in shown]
