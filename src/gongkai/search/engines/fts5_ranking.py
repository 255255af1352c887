"""Weighing a bounded number of hits by what stands where: titles first, then summaries, then how much of the text it is.

A rare word weighs more than one that stands in every title of the hits; a short title of which the words are most weighs
more than a long one. Texts are read only of the best hits so far. All of it costs the same in any archive.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from gongkai.search.engines.port import NUMBERS, PINYIN, TEXT, WEIGHTS, Hit, Query, Way

# The table in which FTS5 keeps the columns of a row, c0, c1, … in their order. The list of places is the outer loop of a
# CROSS JOIN, which SQLite never turns round: for `id IN (…)` a planner that was shown a small archive once (ANALYZE) reads
# the whole of a large one.
KEPT = "json_each(%s) AS sought CROSS JOIN search_fts_content AS kept ON kept.id = sought.value"
MOST_READ = 250  # hits whose whole text is looked at
TITLE_LENGTH, TEXT_LENGTH = 12, 300  # tokens of a usual title, of a usual text
Rows = Callable[..., list[tuple[Any, ...]]]


@dataclass(frozen=True)
class _Sought:
    """A way as a string to be looked for in tokens between blanks."""

    text: str
    field: str

    @classmethod
    def of(cls, way: Way) -> "_Sought":
        sign = {TEXT: "", NUMBERS: "#", PINYIN: "~"}[way.field]
        return cls(" " + " ".join(sign + token for token in way.tokens) + ("" if way.begins else " "), way.field)


def ranked(query: Query, places: Sequence[int], rows: Rows) -> list[Hit]:
    """The places in the order of what they are worth; of equals the newer one first."""
    if not places:
        return []
    terms = [[_Sought.of(way) for way in term.ways] for term in query.terms]
    short = {
        place: (f" {title} ", f" {marks} ", f" {summary} ")
        for place, title, marks, summary in rows(f"SELECT kept.id, c0, c1, c2 FROM {KEPT}", listed(places))  # noqa: S608
    }
    in_titles = [{place for place, (title, _m, _s) in short.items() if _meets(term, title)} for term in terms]
    rarity = [log(1 + (len(short) - len(found) + 0.5) / (len(found) + 0.5)) + 0.5 for found in in_titles]
    whole = _Sought.of(query.whole) if query.whole is not None else None
    scores: dict[int, float] = {}
    for place, (title, marks, summary) in short.items():
        score = 0.0
        length = 0.6 + 0.4 * title.count(" ") / TITLE_LENGTH
        for term, rare, found in zip(terms, rarity, in_titles, strict=True):
            if place in found:
                score += rare * WEIGHTS["title"] / length
            if _meets(term, summary):
                score += rare * WEIGHTS["summary"]
            score += rare * max(
                (WEIGHTS[one.field] for one in term if one.field != TEXT and one.text in marks), default=0.0
            )
        if whole is not None:
            score += WEIGHTS["title"] * (whole.text in title) + WEIGHTS["summary"] * (whole.text in summary)
        scores[place] = score
    best = sorted(scores, key=lambda place: (-scores[place], -place))
    read = best[:MOST_READ]
    for place, body, files in rows(f"SELECT kept.id, c3, c4 FROM {KEPT}", listed(read)):  # noqa: S608
        body, files = f" {body} ", f" {files} "
        for term, rare in zip(terms, rarity, strict=True):
            scores[place] += rare * (WEIGHTS["body"] * _share(term, body) + WEIGHTS["files"] * _share(term, files))
        if whole is not None:
            scores[place] += WEIGHTS["body"] * (whole.text in body)
    read.sort(key=lambda place: (-scores[place], -place))
    return [Hit(place, scores[place]) for place in [*read, *best[MOST_READ:]]]


def _meets(term: list[_Sought], tokens: str) -> bool:
    return any(one.text in tokens for one in term if one.field == TEXT)


def _share(term: list[_Sought], tokens: str) -> float:
    """How much of a text is about a word, 0 to 1, as BM25 has it: each further time counts less, in a long text too."""
    times = sum(tokens.count(one.text) for one in term if one.field == TEXT)
    return times / (times + 1.2 * (0.25 + 0.75 * len(tokens) / 3 / TEXT_LENGTH)) if times else 0.0


def listed(places: Iterable[int]) -> str:
    return json.dumps(list(places))
