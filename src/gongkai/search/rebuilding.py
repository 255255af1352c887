"""The whole index against the public items: what is missing, stale or superfluous, and making it right.

Three things are compared, each in batches and in order: the items that may be shown, the entries made of them, the rows the
engine keeps. Broken off at any moment, the next run goes on: what is right already is passed over without being cut again.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from multiprocessing import get_context
from typing import Any

from django.db import transaction
from django.db.models import Q

from gongkai.casework import errands
from gongkai.catalogue import exits
from gongkai.catalogue.models import DisclosureItem
from gongkai.children import end_with_parent
from gongkai.pages import one_look
from gongkai.search import at_work, cutting, documents, engines, indexing
from gongkai.search.documents import Source
from gongkai.search.engines.port import Engine
from gongkai.search.models import Entry, Outbox

BATCH, PART = 4_000, 500  # items written, and read, at once
FROM_PROCESSES, MOST_PROCESSES, CHUNK = 5_000, 4, 50  # items worth starting processes for
MISSING, STALE, SUPERFLUOUS = "missing", "stale", "superfluous"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Difference:
    """`name` is the index number of an item, or the place of a row that belongs to none."""

    kind: str
    name: str


@dataclass
class Rebuilt:
    looked: int = 0
    written: int = 0
    removed: int = 0


def _quietly(done: int, total: int) -> None:
    pass


def differing(*, progress: Progress = _quietly) -> Iterator[Difference]:
    """Every row that is not as it should be. Changes nothing."""
    engine = engines.chosen()
    for place, entry in _engine_against_entries(engine):
        if entry is None:
            yield Difference(SUPERFLUOUS, f"#{place}")
        else:
            yield Difference(STALE if place else MISSING, _name(entry.item_id))
    for entry in Entry.objects.filter(_not_public()).iterator(chunk_size=BATCH):
        yield Difference(SUPERFLUOUS, _name(entry.item_id))
    for keys in _batches(progress):
        stale, entries, gone = _compared(keys)
        for source, _fingerprint in stale:
            yield Difference(STALE if source.item.pk in entries else MISSING, source.item.index_number)
        for entry in gone:
            yield Difference(SUPERFLUOUS, _name(entry.item_id))


def rebuild(*, anew: bool = False, progress: Progress = _quietly) -> Rebuilt:
    """Make the index right. `anew` empties it first: until this has come to its end the search finds less.

    Broken off after that, it is the worker who fills it (`indexing.order_filling`).
    """
    with at_work.at_work():
        return _rebuild(anew, progress)


def _rebuild(anew: bool, progress: Progress) -> Rebuilt:
    engine, done = engines.chosen(), Rebuilt()
    if anew:
        # That it has to be filled is said first, and for good: an engine outside does not go back with a transaction.
        with transaction.atomic():
            errands.done(indexing.FILLED, "")
            Entry.objects.all().delete()
            Outbox.objects.all().delete()
        with transaction.atomic():
            engine.clear()
    else:
        done.removed += _mend_rows(engine)
    done.removed += _remove(Entry.objects.filter(_not_public()), engine)
    with _cutters() as cutters:
        _write_all(engine, done, progress, cutters)
    errands.done(indexing.FILLED, engine.name)
    return done


def _write_all(engine: Engine, done: Rebuilt, progress: Progress, cutters: Executor | None) -> None:
    """Each batch is one transaction and one look: organs and headings are read once for it, items as they stand in it.

    It is read part by part: while processes cut one part the next is read, and rows are written as they come.
    """
    learnt: set[str] = set()
    cut_row = partial(cutting.cut_row, engine.row)
    for keys in _batches(progress):
        with transaction.atomic(), one_look.look():
            cut: list[Iterable[Any]] = []
            for at in range(0, len(keys), PART):
                stale, entries, gone = _compared(keys[at : at + PART])
                written = indexing.write(stale, entries, learnt)
                done.removed += _remove(gone, engine)
                done.written += len(written)
                given = [(one.place, one.fingerprint, one.source.texts) for one in written]
                cut.append(cutters.map(cut_row, given, chunksize=CHUNK) if cutters else map(cut_row, given))
            engine.put_rows(chain.from_iterable(cut))
            Outbox.objects.filter(pk__in=keys).delete()
        done.looked += len(keys)


@contextmanager
def _cutters() -> Iterator[Executor | None]:
    """Processes that cut texts where there is enough to cut and more than one processor; else None. They open no database."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if processes < 2 or DisclosureItem.objects.filter(live=True).count() < FROM_PROCESSES:
        yield None
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        yield pool


def _compared(keys: Sequence[int]) -> tuple[list[tuple[Source, str]], dict[int, Entry], list[Entry]]:
    """Sources whose entry is missing or stale, the entries there are, and those of items that may not be shown."""
    shown = exits.whole(keys)
    entries = {entry.item_id: entry for entry in Entry.objects.filter(item__in=keys)}
    stale = []
    for source in documents.sources(shown[key] for key in keys if key in shown):
        fingerprint, entry = source.fingerprint, entries.get(source.item.pk)
        if entry is None or entry.fingerprint != fingerprint:
            stale.append((source, fingerprint))
    return stale, entries, [entry for key, entry in entries.items() if key not in shown]


def _mend_rows(engine: Engine) -> int:
    """Rows of no entry go; an entry whose row is missing or another one's is made stale, so that it is written again."""
    lost, stray = [], []
    for place, entry in _engine_against_entries(engine):
        if entry is None:
            stray.append(place)
        else:
            lost.append(entry.place)
    with transaction.atomic():
        engine.drop(stray)
        for at in range(0, len(lost), BATCH):
            Entry.objects.filter(place__in=lost[at : at + BATCH]).update(fingerprint="")
    return len(stray)


def _engine_against_entries(engine: Engine) -> Iterator[tuple[int, Entry | None]]:
    """(place, None) for a row of no entry, (place, entry) for a row of another fingerprint, (0, entry) for no row at all."""
    rows = engine.entries()
    row = next(rows, None)
    for entry in Entry.objects.order_by("place").only("place", "item_id", "fingerprint").iterator(chunk_size=5000):
        while row is not None and row[0] < entry.place:
            yield row[0], None
            row = next(rows, None)
        if row is None or row[0] != entry.place:
            yield 0, entry
            continue
        if row[1] != entry.fingerprint:
            yield entry.place, entry
        row = next(rows, None)
    while row is not None:
        yield row[0], None
        row = next(rows, None)


def _remove(entries, engine: Engine) -> int:
    places = [entry.place for entry in entries]
    with transaction.atomic():
        engine.drop(places)
        for at in range(0, len(places), BATCH):
            Entry.objects.filter(place__in=places[at : at + BATCH]).delete()
    return len(places)


def _not_public() -> Q:
    return Q(item__live=False) | Q(item__withdrawn_at__isnull=False) | Q(item__published_at=None)


def _batches(progress: Progress) -> Iterator[list[int]]:
    """The keys of all public items in the order of their publication: so places stand in that order when all are new."""
    public = DisclosureItem.objects.filter(live=True, published_at__isnull=False)
    total, done = public.count(), 0
    after: tuple[datetime, int] | None = None
    progress(0, total)
    while True:
        rows = public.order_by("published_at", "pk").values_list("published_at", "pk")
        if after is not None:
            at, key = after
            rows = rows.filter(published_at__gte=at).filter(Q(published_at__gt=at) | Q(pk__gt=key))
        found = list(rows[:BATCH])
        if not found:
            return
        yield [key for _at, key in found]
        after, done = found[-1], done + len(found)
        progress(min(done, total), total)


def _name(item: int) -> str:
    return DisclosureItem.objects.filter(pk=item).values_list("index_number", flat=True).first() or f"item:{item}"
