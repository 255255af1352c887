"""Keeping the index right: an item's row changes in the transaction that changes the item, or is marked in it and swept.

What is put in, and what is taken out, is decided here and by one question: is the item whole, cleared and public now
(`catalogue.exits.whole`)? Whoever calls, and however often, the row ends as the item stands.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from gongkai.casework import errands
from gongkai.catalogue import exits
from gongkai.search import at_work, documents, engines, pinyin, segmentation
from gongkai.search.cutting import cut
from gongkai.search.documents import Source
from gongkai.search.engines.port import Engine, EngineBusy, EngineDown
from gongkai.search.models import Entry, Outbox, Word

BATCH = 200
FILLED = "search.engine"  # the errand: for which engine the index was last filled
COLUMNS = ("item_id", "fingerprint", "published_at", "organ_id", "heading_id", "genre", "year", "validity")
log = logging.getLogger("gongkai.search")


class Written(NamedTuple):
    """An entry that stands now, and what its row in the engine is to be made from."""

    place: int
    fingerprint: str
    source: Source


def changed(key: int) -> None:
    """An item was published, corrected, withdrawn or sorted anew: to be called inside that transaction.

    An engine in the database is told at once; should it fail, the item is still published and its row swept later.
    """
    engine = engines.chosen()
    if engine.is_in_database:
        try:
            with transaction.atomic():
                bring_up_to_date([key], engine)
            return
        except Exception:  # the search must not keep anything from being published or withdrawn
            log.exception("index of item %s to be swept", key)
    mark([key])
    transaction.on_commit(_order_sweep, robust=True)


def mark(keys: Iterable[int]) -> None:
    """Put items in the outbox. What is not public any more loses its entry here and now: no hit leads to it again."""
    keys = list(keys)
    gone = set(keys) - set(exits.whole(keys))
    places = dict(Entry.objects.filter(item__in=gone).values_list("item_id", "place"))
    Outbox.objects.bulk_create(
        [Outbox(item_id=key, place=places.get(key)) for key in keys], update_conflicts=True, unique_fields=["item"],
        update_fields=["marked_at"],
    )  # fmt: skip
    for key, place in places.items():
        Outbox.objects.filter(pk=key).update(place=place)
    Entry.objects.filter(item__in=gone).delete()


def _order_sweep() -> None:
    from gongkai.search.tasks import sweep_outbox

    sweep_outbox.enqueue()


def order_filling() -> bool:
    """Once for each engine: have the worker fill it, and again when it was emptied and who did so has not filled it.

    Whether that was ordered now. Broken off, it is ordered again the next hour; met by a busy engine, the next minute.
    """
    from gongkai.search.tasks import fill

    name, hour = engines.chosen().name, timezone.localtime().strftime("%Y-%m-%dT%H")
    if errands.last(FILLED) in (name, f"{name} ordered {hour}") or at_work.is_somebody():
        return False
    errands.done(FILLED, f"{name} ordered {hour}")
    transaction.on_commit(fill.enqueue)
    return True


def sweep(*, progress: Callable[[int], None] = lambda done: None) -> int:
    """Everything in the outbox, oldest first; how many items. An engine that is busy or down leaves the rest for later."""
    engine, done = engines.chosen(), 0
    try:
        while batch := list(Outbox.objects.values_list("pk", "place")[:BATCH]):
            bring_up_to_date([key for key, _place in batch], engine, gone=[place for _key, place in batch if place])
            done += len(batch)
            progress(done)
    except (EngineBusy, EngineDown) as reason:
        log.warning("index waits: %s", reason)
    return done


def bring_up_to_date(keys: Sequence[int], engine: Engine, *, gone: Sequence[int] = ()) -> None:
    """The rows of these items as the items stand now; what is right already stays untouched. `gone`: places to remove."""
    with transaction.atomic():
        taken = list(Outbox.objects.select_for_update().filter(pk__in=keys).values_list("pk", flat=True))
        shown = exits.whole(keys)
        entries = {entry.item_id: entry for entry in Entry.objects.filter(item__in=keys)}
        removed = [entry.place for key, entry in entries.items() if key not in shown]
        Entry.objects.filter(place__in=removed).delete()
        found = documents.sources(shown[key] for key in keys if key in shown)
        stale = [
            (source, fingerprint) for source in found if (fingerprint := source.fingerprint) != _known(entries, source)
        ]
        written = write(stale, entries, set())
        # An engine outside is told before the entries are committed: after a crash between the two it knows too much,
        # which no hit leads to, and never too little.
        engine.drop([*removed, *gone])
        engine.put(cut(one.place, one.fingerprint, one.source.texts) for one in written)
        Outbox.objects.filter(pk__in=taken).delete()


def _known(entries: dict[int, Entry], source: Source) -> str:
    entry = entries.get(source.item.pk)
    return entry.fingerprint if entry else ""


def write(stale: Sequence[tuple[Source, str]], entries: dict[int, Entry], learnt: set[str]) -> list[Written]:
    """The entries of these sources, new or brought up to date, and the words of their titles. Places are given in order."""
    old = []
    for source, fingerprint in stale:
        if entry := entries.get(source.item.pk):
            for name, value in zip(COLUMNS, _row(source, fingerprint), strict=True):
                setattr(entry, name, value)
            old.append(entry)
    if old:
        Entry.objects.bulk_update(old, [name.removesuffix("_id") for name in COLUMNS[1:]])
    places = {entry.item_id: entry.place for entry in old} | _added(
        [_row(source, fingerprint) for source, fingerprint in stale if source.item.pk not in entries]
    )
    learn((source.item.title for source, _fingerprint in stale), learnt)
    return [Written(places[source.item.pk], fingerprint, source) for source, fingerprint in stale]


def _row(source: Source, fingerprint: str) -> tuple[Any, ...]:
    item = source.item
    return item.pk, fingerprint, item.published_at, item.organ_id, item.heading_id, item.genre, item.year, item.validity


def _added(rows: Sequence[tuple[Any, ...]]) -> dict[int, int]:
    """Item to place. One prepared statement for all rows: `bulk_create` costs as much as cutting half a text."""
    if not rows:
        return {}
    adapted = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO search_entry ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})",  # noqa: S608 - constants
            [(*row[:2], adapted(row[2]), *row[3:]) for row in rows],
        )
    return dict(Entry.objects.filter(item__in=[row[0] for row in rows]).values_list("item_id", "place"))


def learn(titles: Iterable[str], learnt: set[str]) -> None:
    """The words of titles and their parts, of two characters and more, for "did you mean".

    `learnt` are known already, and grow.
    """
    found = (word for title in titles for word in segmentation.with_parts(segmentation.words(title)))
    words = {word for word in found if 1 < len(word) <= 16} - learnt
    learnt |= words
    Word.objects.bulk_create(
        [Word(word=word, sound=" ".join(pinyin.syllables(word))[:100]) for word in sorted(words) if segmentation.IS_HAN.fullmatch(word)],
        ignore_conflicts=True,
    )  # fmt: skip
