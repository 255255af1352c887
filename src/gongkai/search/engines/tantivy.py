"""Tantivy, a search library in files beside the database: exact ranking over any number of hits. Extra `tantivy`.

Its writer is exclusive, so only the worker writes, from the outbox; whoever meets another writer leaves its rows there.
Readers see what was committed, and open it anew when it has changed.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy as library
from django.conf import settings

from gongkai.search.engines.port import (
    MOST_COUNTED,
    TEXT,
    TEXT_PARTS,
    WEIGHTS,
    Document,
    EngineBusy,
    Hit,
    Query,
    Results,
    Term,
    Way,
)

PARTS = ("title", "numbers", "summary", "body", "files", "pinyin", "facets")
HEAP = 64_000_000  # bytes of the writer: a small machine has 350 MB for everything
BUSY = "LockBusy"
FIRST_SHARE, MOST_SHARE = 0.125, 0.5  # of all places, looked at first for the newest hits
MUST, SHOULD, NEVER = library.Occur.Must, library.Occur.Should, library.Occur.MustNot


class Tantivy:
    name = "tantivy"
    is_in_database = False

    def __init__(self, where: Path | None = None) -> None:
        self.where = where or settings.DATA / "search" / "tantivy"
        self._lock = Lock()
        self._opened: Any = None
        self._state: tuple[int, int] = (0, 0)
        self._last = 0  # the newest place

    def put(self, documents: Iterable[Document]) -> None:
        self.put_rows(documents)

    @staticmethod
    def row(document: Document) -> Document:
        return document

    def put_rows(self, rows: Iterable[Document]) -> None:
        with _Writing(self._index()) as writer:
            for one in rows:
                writer.delete_documents_by_term("place", one.place)
                kept = library.Document()
                kept.add_integer("place", one.place)
                kept.add_text("fingerprint", one.fingerprint)
                for part, tokens in one.parts.items():
                    kept.add_text(part, tokens)
                writer.add_document(kept)

    def drop(self, places: Iterable[int]) -> None:
        if places := list(places):
            with _Writing(self._index()) as writer:
                for place in places:
                    writer.delete_documents_by_term("place", place)

    def clear(self) -> None:
        with _Writing(self._index()) as writer:
            writer.delete_all_documents()

    def find(self, query: Query) -> Results:
        if not query.terms:
            return Results()
        searcher, asked = self._searcher(), matching(query)
        if query.order == "date":
            newest, count = self._newest(searcher, asked, FIRST_SHARE)
            hits = [Hit(place) for place in newest[query.offset : query.offset + query.limit]]
        else:
            ranked = searcher.search(asked, limit=query.limit, offset=query.offset, count=True)
            hits = [Hit(searcher.doc(address)["place"][0], score) for score, address in ranked.hits]
            count = ranked.count
            newest, _beyond = self._newest(searcher, asked, 2 * MOST_COUNTED / max(1, count))
        return Results(hits, min(count, MOST_COUNTED), count > MOST_COUNTED, newest)

    def _newest(self, searcher: Any, asked: Any, share: float) -> tuple[list[int], int]:
        """The newest hits, as many as are counted, and how many there are at least.

        Putting hits in order looks at each of them: so first among this share of all places, the newest.
        """
        oldest = (int(self._last * (1 - share)), -1) if share < MOST_SHARE else (-1,)
        for bound in oldest:
            found = searcher.search(_beyond(asked, bound), limit=MOST_COUNTED, count=True, order_by_field="place")
            if found.count > MOST_COUNTED:
                break
        return [int(place) for place, _address in found.hits], found.count

    def entries(self) -> Iterator[tuple[int, str]]:
        searcher, last = self._searcher(), -1
        while True:
            beyond = library.Query.range_query(
                self._index().schema, "place", library.FieldType.Integer, lower_bound=last, include_lower=False
            )
            found = searcher.search(
                beyond, limit=1000, count=False, order_by_field="place", order=library.Order.Asc
            )  # fmt: skip
            if not found.hits:
                return
            for place, address in found.hits:
                yield int(place), str(searcher.doc(address)["fingerprint"][0])
            last = int(found.hits[-1][0])

    def _index(self) -> Any:
        with self._lock:
            if self._opened is None:
                self.where.mkdir(parents=True, exist_ok=True)
                self._opened = library.Index(schema(), path=str(self.where))
                blanks = library.TextAnalyzerBuilder(library.Tokenizer.whitespace()).build()
                self._opened.register_tokenizer("blanks", blanks)
            return self._opened

    def _searcher(self) -> Any:
        """The newest committed state. Another process commits by replacing meta.json."""
        index = self._index()
        meta = (self.where / "meta.json").stat()
        if (state := (meta.st_mtime_ns, meta.st_ino)) != self._state:
            index.reload()
            self._state = state
            found = index.searcher().search(library.Query.all_query(), limit=1, count=False, order_by_field="place")
            self._last = int(found.hits[0][0]) if found.hits else 0
        return index.searcher()


class _Writing:
    """One writer for one change: committed when all went well, given up otherwise, and let go of in either case."""

    def __init__(self, index: Any) -> None:
        try:
            self.writer = index.writer(HEAP, 1)
        except ValueError as problem:
            if BUSY in str(problem):
                raise EngineBusy("检索索引正由另一个进程写入") from problem
            raise

    def __enter__(self) -> Any:
        return self.writer

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None:
            self.writer.commit()
        else:
            self.writer.rollback()
        self.writer.wait_merging_threads()


def schema() -> Any:
    builder = library.SchemaBuilder()
    builder.add_integer_field("place", stored=True, indexed=True, fast=True)
    builder.add_text_field("fingerprint", stored=True, tokenizer_name="raw", index_option="basic")
    for part in PARTS:
        builder.add_text_field(part, tokenizer_name="blanks", index_option="position")
    return builder.build()


SCHEMA = schema()


def matching(query: Query) -> Any:
    met = [_any_way(term) for term in query.terms]
    rows = [(SHOULD if query.any_term else MUST, one) for one in met]
    if query.any_term:
        rows = [(MUST, library.Query.boolean_query(rows))]
    if query.whole is not None:
        rows.append((SHOULD, _way(query.whole)))
    rows += [(MUST, library.Query.const_score_query(_term("facets", facet), 0.0)) for facet in query.facets]
    rows += [(NEVER, _any_way(term)) for term in query.without]
    return library.Query.boolean_query(rows)


def _beyond(asked: Any, bound: int) -> Any:
    """The same, of newer places only."""
    if bound < 0:
        return asked
    newer = library.Query.range_query(
        SCHEMA, "place", library.FieldType.Integer, lower_bound=bound, include_lower=False
    )
    return library.Query.boolean_query([(MUST, asked), (MUST, newer)])


def _any_way(term: Term) -> Any:
    return library.Query.boolean_query([(SHOULD, _way(way)) for way in term.ways])


def _way(way: Way) -> Any:
    parts = TEXT_PARTS if way.field == TEXT else (way.field,)
    rows = [(SHOULD, library.Query.boost_query(_row(part, way), WEIGHTS[part])) for part in parts]
    return library.Query.boolean_query(rows)


def _row(part: str, way: Way) -> Any:
    if way.begins and len(way.tokens) > 1:
        return library.Query.phrase_prefix_query(SCHEMA, part, list(way.tokens))
    if way.begins:
        # Tokens hold letters and digits only: none of them is a sign of a pattern.
        return library.Query.regex_query(SCHEMA, part, f"{way.tokens[0]}.*")
    return (
        _term(part, way.tokens[0])
        if len(way.tokens) == 1
        else library.Query.phrase_query(SCHEMA, part, list(way.tokens))
    )


def _term(part: str, token: str) -> Any:
    return library.Query.term_query(SCHEMA, part, token)
