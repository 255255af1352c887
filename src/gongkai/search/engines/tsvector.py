"""PostgreSQL's full text: a tsvector of our own tokens with a GIN index, beside the platform's tables.

The lexemes are written by us, not by a parser, with position and weight; those that are no words of the text carry a sign
in front (# a number, ~ a sound, = a facet). Ranking is bounded to the newest 2,000 hits. Which way to the newest hits is
cheaper depends on how rare the words are, so the planner's own estimate is asked first.
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
    Document,
    Hit,
    Query,
    Results,
    Term,
    Way,
)

TABLE = "search_tsvector"
SIGNS = {TEXT: "", NUMBERS: "#", PINYIN: "~"}
# Weight and sign of each part. Two parts never read as one row: positions leave a gap between them.
PARTS = {
    "title": ("A", ""), "numbers": ("A", "#"), "summary": ("B", ""), "pinyin": ("B", "~"), "body": ("C", ""),
    "files": ("D", ""), "facets": ("D", "="),
}  # fmt: skip
WEIGHTS = "{0.06, 0.1, 0.4, 1.0}"  # of D, C, B, A
GAP = 5
MOST_TOKENS = 40_000  # a tsvector holds a megabyte
LAST_POSITION = 16_383
RARE = 50_000  # estimated hits up to which all are fetched and sorted; beyond, the newest are walked to


class Tsvector:
    name = "tsvector"
    is_in_database = True

    def put(self, documents: Iterable[Document]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (place, fingerprint, words) VALUES (%s, %s, %s::tsvector) "  # noqa: S608 - constants
                "ON CONFLICT (place) DO UPDATE SET fingerprint = excluded.fingerprint, words = excluded.words",
                [(one.place, one.fingerprint, lexemes(one)) for one in documents],
            )

    def drop(self, places: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE place = ANY(%s)", [list(places)])  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608

    def find(self, query: Query) -> Results:
        if not query.terms:
            return Results()
        match = matching(query)
        places = self._newest(match)
        end = query.offset + query.limit
        if query.order == "date":
            hits = [Hit(place) for place in places[query.offset : end]]
        else:
            hits = self._ranked(query, match, places)[query.offset : end]
        return Results(hits, min(len(places), MOST_COUNTED), len(places) > MOST_COUNTED, places[:MOST_COUNTED])

    def _newest(self, match: str) -> list[int]:
        meets = f"SELECT place FROM {TABLE} WHERE words @@ %s::tsquery"  # noqa: S608
        ((plan,),) = self._rows(f"EXPLAIN (FORMAT JSON) {meets}", match)
        if plan[0]["Plan"]["Plan Rows"] <= RARE:
            meets = f"WITH hits AS MATERIALIZED ({meets}) SELECT place FROM hits"  # noqa: S608
        return [place for (place,) in self._rows(f"{meets} ORDER BY place DESC LIMIT %s", match, MOST_RANKED + 1)]

    def _ranked(self, query: Query, match: str, places: list[int]) -> list[Hit]:
        if not places:
            return []
        older: list[int] = []
        if len(places) > MOST_RANKED:
            rows = self._rows(
                f"SELECT place FROM {TABLE} WHERE words @@ %s::tsquery AND place < %s LIMIT %s",  # noqa: S608
                matching(query, only_titles=True), places[MOST_RANKED - 1], MOST_TITLES,
            )  # fmt: skip
            older = [place for (place,) in rows]
        found = self._rows(
            f"SELECT place, ts_rank('{WEIGHTS}', words, %s::tsquery, 1) AS score FROM {TABLE} WHERE place = ANY(%s) "  # noqa: S608
            "ORDER BY score DESC, place DESC LIMIT %s",
            match, [*places[:MOST_RANKED], *older], query.offset + query.limit,
        )  # fmt: skip
        return [Hit(place, score) for place, score in found]

    def entries(self) -> Iterator[tuple[int, str]]:
        last = -1
        while rows := self._rows(
            f"SELECT place, fingerprint FROM {TABLE} WHERE place > %s ORDER BY place LIMIT 1000",  # noqa: S608
            last,
        ):
            yield from rows
            last = rows[-1][0]

    def _rows(self, statement: str, *values: object) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()


def lexemes(document: Document) -> str:
    """A document as the text of a tsvector: each lexeme with where it stands and what it weighs."""
    found: dict[str, list[str]] = {}
    position, parts = 0, document.parts
    for part, (weight, sign) in PARTS.items():
        for token in parts[part].split():
            position = min(position + 1, LAST_POSITION)
            kept = found.setdefault(sign + token, [])
            if len(kept) < 200:
                kept.append(f"{position}{weight}")
            if len(found) >= MOST_TOKENS:
                break
        position = min(position + GAP, LAST_POSITION)
    return " ".join(f"{_quoted(token)}:{','.join(dict.fromkeys(places))}" for token, places in found.items())


def matching(query: Query, *, only_titles: bool = False) -> str:
    """The query as the text of a tsquery. Every token is quoted, so nothing typed is an operator."""
    only = "A" if only_titles else ""
    met = [_any_way(term, only) for term in query.terms]
    whole = f"({(' | ' if query.any_term else ' & ').join(met)})"
    if query.whole is not None and not only_titles:
        whole = f"({whole} | {_way(query.whole, only)})"
    for facet in query.facets:
        whole += f" & {_quoted('=' + facet)}"
    for term in query.without:
        whole += f" & !{_any_way(term, '')}"
    return whole


def _any_way(term: Term, only: str) -> str:
    return f"({' | '.join(_way(way, only) for way in term.ways)})"


def _way(way: Way, only: str) -> str:
    marks = [""] * len(way.tokens)
    if way.begins:
        marks[-1] = "*"
    row = [
        _quoted(SIGNS[way.field] + token) + (f":{mark}{only}" if mark or only else "")
        for token, mark in zip(way.tokens, marks, strict=True)
    ]
    return f"({' <-> '.join(row)})"


def _quoted(token: str) -> str:
    doubled = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
