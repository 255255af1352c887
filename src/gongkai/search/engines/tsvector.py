"""PostgreSQL's full text: a tsvector of our own tokens with a GIN index, beside the platform's tables.

The lexemes are written by us, not by a parser, with position and weight; those that are no words of the text carry a sign
in front (# a number, ~ a sound, = a facet, ^ a word of a title, @ a stretch of places). Ranking is bounded to the newest 2,000 hits. How far back
those reach depends on how rare the words are, so the planner's own estimate is asked first.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connection, transaction

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

TABLE = "search_tsvector"
SIGNS = {TEXT: "", NUMBERS: "#", PINYIN: "~"}
TITLE = (
    "^"  # the words of titles once more: asked for by weight, every text that has the word would be unpacked to look
)
# Part, weight and sign. Two parts never read as one row: positions leave a gap between them.
PARTS = (
    ("title", "A", ""), ("numbers", "A", "#"), ("summary", "B", ""), ("pinyin", "B", "~"), ("title", "D", TITLE),
    ("body", "C", ""), ("files", "D", ""), ("facets", "D", "="),
)  # fmt: skip
WEIGHTS = "{0.06, 0.1, 0.4, 1.0}"  # of D, C, B, A
GAP = 5
MOST_TOKENS = 40_000  # a tsvector holds a megabyte
LAST_POSITION = 16_383
AT_ONCE = 200  # rows in one statement
# A GIN index knows no order: the newest hits of a word that stands everywhere are had by asking for the newest stretches of
# places only, each of which is a lexeme of its own.
STRETCH = 10_000  # places
MOST_STRETCHES = 24  # named in one query; where more are needed the hits are few enough to fetch all
# At most so many at first: the planner takes words that always stand together for a rare meeting, and would have all fetched.
FIRST_STRETCHES = 8


class Tsvector:
    name = "tsvector"
    is_in_database = True

    def put(self, documents: Iterable[Document]) -> None:
        self.put_rows(map(self.row, documents))

    @staticmethod
    def row(document: Document) -> tuple[int, str, str]:
        return document.place, document.fingerprint, lexemes(document)

    def put_rows(self, rows: Iterable[tuple[int, str, str]]) -> None:
        rows = iter(rows)
        with connection.cursor() as cursor:
            while batch := list(islice(rows, AT_ONCE)):
                cursor.execute(
                    f"INSERT INTO {TABLE} (place, fingerprint, words) "  # noqa: S608 - constants
                    "SELECT place, fingerprint, words::tsvector "
                    "FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS given (place, fingerprint, words) "
                    "ON CONFLICT (place) DO UPDATE SET fingerprint = excluded.fingerprint, words = excluded.words",
                    [list(column) for column in zip(*batch, strict=True)],
                )

    def drop(self, places: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE place = ANY(%s)", [list(places)])  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {TABLE}")

    def find(self, query: Query) -> Results:
        if not query.terms:
            return Results()
        with _by_index():
            return self._found(query, matching(query))

    def _found(self, query: Query, match: str) -> Results:
        places = self._newest(match)
        end = query.offset + query.limit
        if query.order == "date":
            hits = [Hit(place) for place in places[query.offset : end]]
        else:
            hits = self._ranked(query, places)[query.offset : end]
        return Results(hits, min(len(places), MOST_COUNTED), len(places) > MOST_COUNTED, places[:MOST_COUNTED])

    def _newest(self, match: str) -> list[int]:
        """The newest hits, one more than are ranked: from the newest stretches on, as many at first as the planner's estimate
        says, then as many as the hits are dense."""
        ((last,),) = tables.rows(f"SELECT COALESCE(MAX(place), 0) FROM {TABLE}")  # noqa: S608 - constants
        ((plan,),) = tables.rows(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {TABLE} WHERE words @@ %s::tsquery", match)  # noqa: S608
        enough, end = MOST_RANKED + 1, last // STRETCH
        width = min(FIRST_STRETCHES, -(-2 * enough * (end + 1) // max(1, plan[0]["Plan"]["Plan Rows"])))
        found: list[int] = []
        while end >= 0 and len(found) < enough:
            begin = max(0, end + 1 - width) if width <= MOST_STRETCHES else 0
            more = self._between(match, begin, end, enough - len(found), is_last=begin == 0)
            found += more
            width = -(-3 * (enough - len(found)) * (end - begin + 1) // (2 * max(1, len(more))))
            end = begin - 1
        return found

    def _between(self, match: str, begin: int, end: int, most: int, *, is_last: bool) -> list[int]:
        """Hits of the stretches `begin` to `end`, newest first. All that is left is one range: naming its stretches would cost more."""
        if not is_last:
            match = (
                f"({match}) & ({' | '.join(_quoted(stretch(number * STRETCH)) for number in range(begin, end + 1))})"
            )
        # Materialised, or the planner walks back along the places and unpacks every tsvector it passes.
        rows = tables.rows(
            f"WITH hits AS MATERIALIZED (SELECT place FROM {TABLE} WHERE words @@ %s::tsquery) "  # noqa: S608
            "SELECT place FROM hits WHERE place < %s ORDER BY place DESC LIMIT %s",
            match, (end + 1) * STRETCH, most,
        )  # fmt: skip
        return [place for (place,) in rows]

    def _ranked(self, query: Query, places: list[int]) -> list[Hit]:
        if not places:
            return []
        older: list[int] = []
        if len(places) > MOST_RANKED:
            rows = tables.rows(
                f"SELECT place FROM {TABLE} WHERE words @@ %s::tsquery AND place < %s LIMIT %s",  # noqa: S608
                matching(query, only_titles=True), places[MOST_RANKED - 1], MOST_TITLES,
            )  # fmt: skip
            older = [place for (place,) in rows]
        found = tables.rows(
            f"SELECT place, ts_rank('{WEIGHTS}', words, %s::tsquery, 1) AS score FROM {TABLE} WHERE place = ANY(%s) "  # noqa: S608
            "ORDER BY score DESC, place DESC LIMIT %s",
            weighing(query), [*places[:MOST_RANKED], *older], query.offset + query.limit,
        )  # fmt: skip
        return [Hit(place, score) for place, score in found]

    def entries(self) -> Iterator[tuple[int, str]]:
        return tables.entries(TABLE, "place")


@contextmanager
def _by_index() -> Iterator[None]:
    """A tsvector stands outside its row (TOAST), which the planner does not reckon with: it thinks reading all of them cheap.
    Compiling a statement that takes milliseconds costs more than it saves.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL jit TO DEFAULT")


def lexemes(document: Document) -> str:
    """A document as the text of a tsvector: each lexeme with where it stands and what it weighs."""
    found: dict[str, list[str]] = {}
    position, parts = 0, document.parts
    for part, weight, sign in PARTS:
        for token in parts[part].split():
            position = min(position + 1, LAST_POSITION)
            kept = found.setdefault(sign + token, [])
            if len(kept) < 200:
                kept.append(f"{position}{weight}")
            if len(found) >= MOST_TOKENS:
                break
        position = min(position + GAP, LAST_POSITION)
    row = " ".join(f"{_quoted(token)}:{','.join(dict.fromkeys(places))}" for token, places in found.items())
    return f"{row} {_quoted(stretch(document.place))}"


def stretch(place: int) -> str:
    """The lexeme of the stretch in which a place lies."""
    return f"@{place // STRETCH}"


def matching(query: Query, *, only_titles: bool = False) -> str:
    """The query as the text of a tsquery. Every token is quoted, so nothing typed is an operator."""
    text = TITLE if only_titles else ""
    met = [_any_way(term, text) for term in query.terms]
    whole = f"({(' | ' if query.any_term else ' & ').join(met)})"
    if query.whole is not None and not only_titles:
        whole = f"({whole} | {_way(query.whole, text)})"
    for facet in query.facets:
        whole += f" & {_quoted('=' + facet)}"
    for term in query.without:
        whole += f" & !{_any_way(term, '')}"
    return whole


def weighing(query: Query) -> str:
    """What hits are weighed by: every way to meet every term, any of them. That all are met is known; for an AND PostgreSQL
    compares each place of one word with each of the other, which for words of everywhere is most of the price of a search.
    """
    ways = [_any_way(term, "") for term in query.terms]
    return " | ".join([*ways, _way(query.whole, "")] if query.whole is not None else ways)


def _any_way(term: Term, text: str) -> str:
    return f"({' | '.join(_way(way, text) for way in term.ways)})"


def _way(way: Way, text: str) -> str:
    """`text`: the sign of words, of all that is said or of titles only."""
    sign = text if way.field == TEXT else SIGNS[way.field]
    row = [_quoted(sign + token) for token in way.tokens]
    if way.begins:
        row[-1] += ":*"
    return f"({' <-> '.join(row)})"


def _quoted(token: str) -> str:
    doubled = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
