"""SQLite's full-text table in the platform's own file: nothing to install, changed in the publishing transaction.

Its row number is the place, so "by date" is a walk from the newest. bm25 is asked for the newest 2,000 hits only, which
is a range of row numbers, and beyond them for hits in titles; both cost the same in any archive.
"""

from collections.abc import Iterable, Iterator

from django.db import connection

from gongkai.search.engines.port import (
    MOST_COUNTED,
    MOST_RANKED,
    MOST_TITLES,
    NUMBERS,
    PINYIN,
    TEXT,
    TEXT_PARTS,
    WEIGHTS,
    Document,
    Hit,
    Query,
    Results,
    Term,
    Way,
)

TABLE = "search_fts"
PARTS = ("title", "numbers", "summary", "body", "files", "pinyin", "facets")
COLUMNS = {TEXT: "{" + " ".join(TEXT_PARTS) + "}", NUMBERS: "numbers", PINYIN: "pinyin"}
RANK = f"bm25({TABLE}, {', '.join(str(WEIGHTS.get(part, 0.0)) for part in PARTS)})"


class Fts5:
    name = "fts5"
    is_in_database = True

    def put(self, documents: Iterable[Document]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE} (rowid, fingerprint, {', '.join(PARTS)})"  # noqa: S608 - constants
                f" VALUES ({', '.join(['%s'] * (len(PARTS) + 2))})",
                [(one.place, one.fingerprint, *(one.parts[part] for part in PARTS)) for one in documents],
            )

    def drop(self, places: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(place,) for place in places])  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608

    def find(self, query: Query) -> Results:
        if not query.terms:
            return Results()
        match = matching(query)
        newest = self._rows(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s", match, MOST_RANKED + 1)  # noqa: S608  # fmt: skip
        places = [place for (place,) in newest]
        end = query.offset + query.limit
        if query.order == "date":
            hits = [Hit(place) for place in places[query.offset : end]]
        else:
            hits = self._ranked(query, match, places)[query.offset : end]
        return Results(hits, min(len(places), MOST_COUNTED), len(places) > MOST_COUNTED, places[:MOST_COUNTED])

    def _ranked(self, query: Query, match: str, places: list[int]) -> list[Hit]:
        if not places:
            return []
        oldest = places[:MOST_RANKED][-1]
        ranked = f"SELECT rowid, {RANK} AS score FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid"  # noqa: S608
        found = self._rows(
            f"{ranked} >= %s ORDER BY score, rowid DESC LIMIT %s", match, oldest, query.offset + query.limit
        )
        if len(places) > MOST_RANKED:
            found += self._rows(
                f"SELECT rowid, score FROM ({ranked} < %s ORDER BY rowid DESC LIMIT %s)",  # noqa: S608
                matching(query, only_titles=True), oldest, MOST_TITLES,
            )  # fmt: skip
        found.sort(key=lambda row: (row[1], -row[0]))
        return [Hit(place, -score) for place, score in found]

    def entries(self) -> Iterator[tuple[int, str]]:
        last = -1
        while rows := self._rows(f"SELECT rowid, fingerprint FROM {TABLE} WHERE rowid > %s ORDER BY rowid LIMIT 1000", last):  # noqa: S608  # fmt: skip
            yield from rows
            last = rows[-1][0]

    def _rows(self, statement: str, *values: object) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()


def matching(query: Query, *, only_titles: bool = False) -> str:
    """The query in FTS5's own language. Every token is quoted, so nothing typed is an operator."""
    text = "title" if only_titles else COLUMNS[TEXT]
    met = [_any_way(term, text) for term in query.terms]
    whole = f"({' OR '.join(met)})" if query.any_term else f"({' AND '.join(met)})"
    if query.whole is not None and not only_titles:
        # Who has all words in a row has all words: the OR lets nobody in, it only counts once more.
        whole = f"({whole} OR {_way(query.whole, text)})"
    for facet in query.facets:
        whole += f' AND facets : "{facet}"'
    if query.without:
        whole = f"({whole}) NOT ({' OR '.join(_any_way(term, COLUMNS[TEXT]) for term in query.without)})"
    return whole


def _any_way(term: Term, text: str) -> str:
    return f"({' OR '.join(_way(way, text) for way in term.ways)})"


def _way(way: Way, text: str) -> str:
    row = " ".join(token.replace('"', "") for token in way.tokens)
    return f'{text if way.field == TEXT else COLUMNS[way.field]} : "{row}"{" *" if way.begins else ""}'
