"""The words of officialese and what else they are called, as data: `lexicon.toml`, one group a row.

A group is a set of equals: who asks for one is shown the others, and sees that in the words marked. What is merely near
(优抚 and 抚恤) is no group: the answer must stay what was asked for.
"""

import tomllib
from functools import cache
from pathlib import Path

ROWS = Path(__file__).with_name("lexicon.toml")
FREQUENCY = 500  # of a word the dictionary does not have yet: enough to be kept whole, rare enough to cut nothing else


@cache
def _rows() -> dict[str, list[list[str]] | list[str]]:
    return tomllib.loads(ROWS.read_text(encoding="utf-8"))


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The groups of equals, civil affairs first. A word stands in one group only; a test holds the file to that."""
    return tuple(tuple(group) for group in _rows()["groups"])


@cache
def _group_of() -> dict[str, tuple[str, ...]]:
    return {word: group for group in groups() for word in group}


def equals(word: str) -> tuple[str, ...]:
    """The other words of its group, in the order of the file; none for a word of no group."""
    return tuple(other for other in _group_of().get(word, ()) if other != word)


@cache
def words() -> tuple[str, ...]:
    """Every word the file knows: those of the groups, and those that are only to be kept whole."""
    return tuple(dict.fromkeys([*(word for group in groups() for word in group), *map(str, _rows()["words"])]))


@cache
def asking() -> frozenset[str]:
    """Words that say only that something is asked (怎么、哪里、请问): left out where others remain."""
    return frozenset(map(str, _rows()["asking"]))
