"""A judged set: what a small county has published, what people ask, and how good an answer each item is.

`documents()` are for an engine, `cases()` the queries with their grades, `ndcg` and `mean_ndcg` the measure. The relevance
tests ask every engine that can be had; the benchmarks print the same number.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.search import reading
from gongkai.search.cutting import Texts, cut
from gongkai.search.engines.port import Document, Engine, Query

HERE = Path(__file__).parent
DEPTH = 10


@dataclass(frozen=True)
class Case:
    asked: str
    grades: Mapping[str, int]


@cache
def rows() -> list[list]:
    """The items in the order of publication: key, year, number, title, text."""
    found = tomllib.loads((HERE / "corpus.toml").read_text(encoding="utf-8"))["rows"]
    return sorted(found, key=lambda row: row[1])


@cache
def cases() -> list[Case]:
    found = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))["rows"]
    return [Case(row["q"], row["best"]) for row in found]


def documents(first: int = 1) -> list[Document]:
    """The items as an engine keeps them, at the places from `first` on."""
    return [
        cut(place, key, Texts(
            title=title, numbered=(number, f"009698342-{year}-{place:05d}"), summary=text, body=f"{title}。{text}",
            filed=(f"y{year}", "o1"),
        ))
        for place, (key, year, number, title, text) in enumerate(rows(), first)
    ]  # fmt: skip


def keys(first: int = 1) -> dict[int, str]:
    return {place: row[0] for place, row in enumerate(rows(), first)}


def ask(engine: Engine, asked: str, *, any_term: bool = False, first: int = 1, **more) -> list[str]:
    """The keys of the first ten hits. Like the search itself: every word, and some of them where that finds nothing."""
    said, named = reading.read(asked), keys(first)
    query = Query(said.terms, said.whole, said.without, any_term=any_term, limit=DEPTH, **more)
    found = [named[hit.place] for hit in engine.find(query).hits if hit.place in named]
    return found if found or any_term or len(said.terms) < 2 else ask(engine, asked, any_term=True, first=first, **more)


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten, 0 to 1."""

    def gain(marks: Sequence[int]) -> float:
        return sum((2**mark - 1) / math.log2(rank + 2) for rank, mark in enumerate(marks[:DEPTH]))

    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(key, 0) for key in found]) / best if best else 1.0


def mean_ndcg(engine: Engine, *, first: int = 1) -> float:
    return sum(ndcg(ask(engine, case.asked, first=first), case.grades) for case in cases()) / len(cases())
