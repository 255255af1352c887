"""What is shown of a hit: its title with the words marked, and the stretch of text that holds most of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.search import segmentation

LENGTH = 90  # characters of an excerpt
BEFORE = 24  # of them before the first word
MOST_LOOKED_AT = 60_000  # characters of a text
MOST_MATCHES = 400
BETWEEN = r"\W{0,3}"  # signs the index does not keep may stand between the tokens of a phrase
SENTENCE_END = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class Stretch:
    text: str
    is_marked: bool = False


def pattern(marks: Sequence[str]) -> re.Pattern[str] | None:
    """What to mark, on normalised text. The longest first, so that 最低生活保障金 is not marked as a part of itself."""
    rows = {tuple(segmentation.tokens(mark)) for mark in marks}
    wanted = sorted((row for row in rows if row), key=lambda row: len("".join(row)), reverse=True)
    return re.compile("|".join(BETWEEN.join(map(re.escape, row)) for row in wanted)) if wanted else None


def marked(text: str, sought: re.Pattern[str] | None) -> list[Stretch]:
    """The whole text in stretches, marked where the words stand."""
    if sought is None or not text:
        return [Stretch(text)] if text else []
    folded, at = _folded(text)
    found: list[Stretch] = []
    last = 0
    for match in sought.finditer(folded):
        start, end = at(match.start()), at(match.end())
        if end <= start:
            continue
        if start > last:
            found.append(Stretch(text[last:start]))
        found.append(Stretch(text[start:end], True))
        last = end
    if last < len(text):
        found.append(Stretch(text[last:]))
    return found


def count(text: str, sought: re.Pattern[str] | None) -> int:
    """How many different words stand in it."""
    return len(set(sought.findall(segmentation.normalised(text[:MOST_LOOKED_AT])))) if sought and text else 0


def excerpt(text: str, sought: re.Pattern[str] | None, *, length: int = LENGTH) -> list[Stretch]:
    """The stretch with the most different words, from the beginning of a sentence where one is near; empty when none is there."""
    text = " ".join(text[:MOST_LOOKED_AT].split())
    if sought is None or not text:
        return []
    folded, at = _folded(text)
    places = []
    for match in sought.finditer(folded):
        places.append((at(match.start()), at(match.end()), match.group()))
        if len(places) >= MOST_MATCHES:
            break
    if not places:
        return []
    first = _richest(places, length)
    start = max(0, first - BEFORE)
    ends = [end.end() for end in SENTENCE_END.finditer(text, start, first)]
    start = ends[-1] if ends else start
    end = min(len(text), start + length)
    if len(text) <= length + BEFORE:
        start, end = 0, len(text)
    shown = marked(text[start:end].strip(), sought)
    return [*([Stretch("…")] if start else []), *shown, *([Stretch("…")] if end < len(text) else [])]


def beginning(text: str, *, length: int = LENGTH) -> list[Stretch]:
    text = " ".join(text.split())
    return [Stretch(text[:length] + ("…" if len(text) > length else ""))] if text else []


def _richest(places: list[tuple[int, int, str]], length: int) -> int:
    best, most = places[0][0], 0
    for number, (start, _end, _word) in enumerate(places):
        inside = {word for _s, end, word in places[number : number + 40] if end <= start + length - BEFORE}
        if len(inside) > most:
            best, most = start, len(inside)
    return best


def _folded(text: str) -> tuple[str, Callable[[int], int]]:
    """The text as the index sees it, and where each of its characters stands in the original."""
    folded = segmentation.normalised(text)
    if len(folded) == len(text):
        return folded, lambda place: place
    parts = [_one(sign) for sign in text]
    origins = [number for number, part in enumerate(parts) for _sign in part]
    return "".join(parts), lambda place: origins[place] if place < len(origins) else len(text)


@lru_cache(maxsize=20_000)
def _one(sign: str) -> str:
    return segmentation.normalised(sign)
