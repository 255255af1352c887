"""SQLite's full-text table in the platform's own file: nothing to install, changed in the publishing transaction.

Its row number is the place, so "by date" is a walk from the newest. FTS5's own bm25 counts every word over the whole index
for each query; ranking here is bounded instead: the newest 2,000 hits, and beyond them hits in titles, are weighed by
`fts5_ranking`. Tokens that are no words of the text carry a sign in front, so no column has to be named when asking.
"""

from collections.abc import Iterable, Iterator

from django.db import connection

from gongkai.search.engines import fts5_ranking as ranking
from gongkai.search.engines import tables
from gongkai.search.engines.port import (
    MOST_COUNTED,
    MOST_RANKED,
    MOST_TITLES,
    NUMBERS,
    PINYIN,
    TEXT,
    Document,
    Hit,
    Query,
    Results,
    Term,
    Way,
)

TABLE = "search_fts"
COLUMNS = ("title", "marks", "summary", "body", "files")
TITLE = "^"  # the words of titles once more, by themselves: a title is found without walking through every text
SIGNS = {TEXT: "", NUMBERS: "#", PINYIN: "~"}
FACET = "="
# Tokens come cut and folded, parted by blanks: nothing is left for a tokenizer to know. Sizes of columns serve bm25 alone.
# What is written at once is gathered in memory first, more of it than usual: bulk writing is a fifth cheaper.
MAKE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5({', '.join(COLUMNS)}, fingerprint UNINDEXED, "
    "tokenize = \"ascii tokenchars '#~=^'\", columnsize = 0)",
    f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('hashsize', 16000000)",  # noqa: S608 - constants
)


class Fts5:
    name = "fts5"
    is_in_database = True

    def put(self, documents: Iterable[Document]) -> None:
        self.put_rows(map(self.row, documents))

    @staticmethod
    def row(document: Document) -> tuple:
        one = document
        return one.place, one.fingerprint, one.title, marks(one), one.summary, one.body, one.files

    def put_rows(self, rows: Iterable[tuple]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(  # row by row: of a rebuild the rest is still being cut
                f"INSERT OR REPLACE INTO {TABLE} (rowid, fingerprint, {', '.join(COLUMNS)})"  # noqa: S608 - constants
                f" VALUES ({', '.join(['%s'] * (len(COLUMNS) + 2))})",
                rows,
            )

    def drop(self, places: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(place,) for place in places])  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            for statement in (f"DROP TABLE {TABLE}", *MAKE):  # emptied row by row it would take minutes
                cursor.execute(statement)

    def find(self, query: Query) -> Results:
        if not query.terms:
            return Results()
        places = self._newest(matching(query), MOST_RANKED + 1)
        end = query.offset + query.limit
        if query.order == "date" or len(places) < 2:  # one needs no ranking
            hits = [Hit(place) for place in places[query.offset : end]]
        else:
            candidates = places[:MOST_RANKED]
            if len(places) > MOST_RANKED:
                candidates += self._newest(matching(query, sign=TITLE), MOST_TITLES, before=candidates[-1])
            hits = ranking.ranked(query, candidates, tables.rows)[query.offset : end]
        return Results(hits, min(len(places), MOST_COUNTED), len(places) > MOST_COUNTED, places[:MOST_COUNTED])

    def _newest(self, match: str, most: int, *, before: int | None = None) -> list[int]:
        older = "" if before is None else f"AND rowid < {before:d}"
        rows = tables.rows(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s {older} ORDER BY rowid DESC LIMIT %s",  # noqa: S608
            match, most,
        )  # fmt: skip
        return [place for (place,) in rows]

    def entries(self) -> Iterator[tuple[int, str]]:
        return tables.entries(TABLE, "rowid")


def marks(document: Document) -> str:
    signed = (
        (TITLE, document.title), (SIGNS[NUMBERS], document.numbers), (SIGNS[PINYIN], document.pinyin),
        (FACET, document.facets),
    )  # fmt: skip
    return " ".join(sign + token for sign, tokens in signed for token in tokens.split())


def matching(query: Query, *, sign: str = "") -> str:
    """The query in FTS5's own language, every token quoted, so that nothing typed is an operator. `sign`: of titles only."""
    met = [_any_way(term, sign) for term in query.terms]
    whole = f"({(' OR ' if query.any_term else ' AND ').join(met)})"
    for facet in query.facets:
        whole += f' AND "{FACET}{facet}"'
    if query.without:
        whole = f"({whole}) NOT ({' OR '.join(_any_way(term, '') for term in query.without)})"
    return whole


def _any_way(term: Term, sign: str) -> str:
    return f"({' OR '.join(_way(way, sign) for way in term.ways)})"


def _way(way: Way, sign: str) -> str:
    before = sign if way.field == TEXT else SIGNS[way.field]
    row = " ".join(before + token.replace('"', "") for token in way.tokens)
    return f'"{row}"{" *" if way.begins else ""}'
