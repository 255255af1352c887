"""What is offered while somebody types: words of the lexicon that lead somewhere, and titles. Nothing that is not shown as a hit."""

from dataclasses import replace
from functools import cache

from gongkai.search import engines, last_look, lexicon, pinyin, reading, segmentation
from gongkai.search.engines.port import EngineDown, Query, Term
from gongkai.search.facets import Filters
from gongkai.search.reading import Reading

MOST_WORDS, MOST_TITLES = 4, 6
LONGEST = 40  # characters typed; beyond that nobody waits for suggestions


def suggestions(typed: str, *, filters: Filters = Filters()) -> list[str]:  # noqa: B008 - frozen
    """At most ten: words first, then titles of public items. Empty for what is too long or holds no word."""
    asked = reading.read(typed)
    if asked.is_empty or len(asked.asked) > LONGEST:
        return []
    try:
        return _found(asked, filters)
    except EngineDown:
        return []


def _found(asked: Reading, filters: Filters) -> list[str]:
    words = [
        word for word in _words(segmentation.normalised(asked.asked).replace(" ", ""))
        if last_look.leads_somewhere(reading.read(word).terms, (), filters)
    ]  # fmt: skip
    query = Query(_begun(asked.terms), facets=filters.tokens, limit=MOST_TITLES)
    titles = [item.title for item in last_look.items_at(hit.place for hit in engines.chosen().find(query).hits)]
    return list(dict.fromkeys([*words, *titles]))


def _begun(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The last word may not be typed to its end yet."""
    last = Term(tuple(replace(way, begins=True) for way in terms[-1].ways))
    return (*terms[:-1], last)


def _words(typed: str) -> list[str]:
    """Words of the lexicon that begin so, one of each group: the others lead to the same hits."""
    if pinyin.is_asked(typed):
        begun = [word for word, sounds in _sounds() if any(sound.startswith(typed) for sound in sounds)]
    else:
        begun = [word for word in lexicon.words() if word.startswith(typed) and word != typed]
    kept: list[str] = []
    for word in begun:
        if not set(lexicon.equals(word)) & {*kept, typed}:
            kept.append(word)
    return kept[:MOST_WORDS]


@cache
def _sounds() -> list[tuple[str, tuple[str, str]]]:
    found = []
    for word in lexicon.words():
        parts = pinyin.syllables(word)
        found.append((word, ("".join(parts), "".join(part[:1] for part in parts))))
    return found
