"""Finding a value in text however it is written there: full-width, spaced out, broken over lines, cells or tags.

Text and value are folded: half-width, lower case, nothing unseen, no separators. Every character of the folded text
knows where it came from, so that what is found can be covered in the text itself.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ahocorasick_rs

from gongkai.clearance.scanners.sight import ALIKE

SEPARATORS = frozenset(" -.·•_*/|,\t\r\n\v\f:()'\"")
LONG = 8  # folded characters from which on a value may be broken over lines and cells


class _Fold(dict[int, str]):
    """What each character becomes; worked out once for each."""

    def __missing__(self, code: int) -> str:
        said = ALIKE.get(code)
        if said is None:
            said = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = "".join(part for part in said if part not in SEPARATORS and not part.isspace())
        return self[code]


FOLD = _Fold()


def key(text: str) -> str:
    """The folded text."""
    return text.translate(FOLD)


def folded(text: str) -> tuple[str, list[int]]:
    """The folded text and for each of its characters the index in `text`."""
    parts = [FOLD[ord(letter)] for letter in text]
    return "".join(parts), [at for at, part in enumerate(parts) for _ in part]


@dataclass(frozen=True)
class Found:
    """A stretch of the text, and which of the values it is."""

    start: int
    end: int
    value: int


class Wanted:
    """Values to look for; of two that overlap the first and then the longest, so that a longer name is left whole."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = list(values)
        self._numbers: dict[str, int] = {}
        for number, value in enumerate(self.values):
            if bare := key(value):
                self._numbers.setdefault(bare, number)
        self._keys = list(self._numbers)
        self._shortest_ascii = min((len(bare) for bare in self._keys if bare.isascii()), default=1 << 30)

    @cached_property
    def _finder(self) -> Any:
        return ahocorasick_rs.AhoCorasick(self._keys)

    def within(self, text: str) -> list[Found]:
        """Where the values stand, in order and not overlapping.

        Short ones must stand in one line and, when they are numbers, as they are written: "12 30" is not "1230".
        """
        if not self._keys or len(text) < (self._shortest_ascii if text.isascii() else 1):
            return []
        hits = self._finder.find_matches_as_indexes(key(text), overlapping=True)
        if not hits:
            return []
        hits = sorted(hits, key=lambda hit: (hit[1], -hit[2]))
        _, origin = folded(text)
        found: list[Found] = []
        done = 0
        for number, first, last in hits:
            said = self._keys[number]
            start, end = origin[first], origin[last - 1] + 1
            if first >= done and self._may_be(said, text[start:end]) and self._alone(said, text, start, end):
                found.append(Found(start, end, self._numbers[said]))
                done = last
        return found

    @staticmethod
    def _may_be(said: str, written: str) -> bool:
        if len(said) >= LONG:
            return True
        if any(letter in "\n\t\r|" for letter in written):
            return False
        return not said.isdigit() or len(written) <= len(said) or len(said) > 5

    @staticmethod
    def _alone(said: str, text: str, start: int, end: int) -> bool:
        """A short number inside a longer one is another number."""
        if len(said) >= LONG or not said.isdigit():
            return True
        return not (text[max(0, start - 1) : start].isdigit() or text[end : end + 1].isdigit())


def covered(texts: Sequence[str], wanted: Wanted, instead: Sequence[str]) -> tuple[list[str], list[int]]:
    """Neighbouring stretches of text (runs, cells) with the values replaced across their borders, and what was found.

    What is put instead stands where the value began; the other stretches lose their share.
    """
    found = wanted.within("".join(texts))
    if not found:
        return list(texts), []
    result = list(texts)
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text)
    for hit in reversed(found):
        first = True
        for number, start in enumerate(starts):
            end = start + len(texts[number])
            low, high = max(hit.start, start), min(hit.end, end)
            if low < high:
                put = instead[hit.value] if first else ""
                first = False
                result[number] = result[number][: low - start] + put + result[number][high - start :]
    return result, [hit.value for hit in found]
