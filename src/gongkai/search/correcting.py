"""您是不是要找: what somebody may have meant whose words found nothing.

Known words are those of the lexicon and of public titles. A stretch of the query is replaced by a word that sounds the same
(抵保 → 低保) or differs in one character (公积余 → 公积金), or every stretch that is no word by what sounds as it does
(滴保政册 → 低保政策). What is offered is asked of the index before: a word whose title was withdrawn leads nowhere, and is
not shown.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from django.db.models.functions import Length

from gongkai.search import lexicon, pinyin, segmentation
from gongkai.search.models import Word

LONGEST = 20  # characters of a run that is looked at
SHORTEST, WIDEST = 2, 8  # characters of a stretch to be replaced
MOST_ASKED = 12  # questions to the index
MOST_OFFERED = 2


class Alike(NamedTuple):
    """A stretch of a query and a word of the same sound; whether the stretch is a word as it stands."""

    stretch: str
    word: str
    is_word: bool


def meant(asked: str, *, finds: Callable[[str], bool]) -> list[str]:
    """At most two queries that find something, the likeliest first. `finds` asks the index."""
    offered: list[str] = []
    for number, candidate in enumerate(_candidates(segmentation.normalised(asked[: LONGEST * 4]))):
        if number >= MOST_ASKED or len(offered) >= MOST_OFFERED:
            break
        if candidate not in offered and finds(candidate):
            offered.append(candidate)
    return offered


def _candidates(asked: str) -> Iterator[str]:
    runs = [run.group() for run in segmentation.IS_HAN.finditer(asked) if 1 < len(run.group()) <= LONGEST]
    alike = {run: _sounding_alike(run) for run in runs}
    if (together := _together(asked, alike)) != asked:
        yield together
    for run in runs:
        for one in alike[run]:
            yield asked.replace(run, run.replace(one.stretch, one.word, 1), 1)
    for run in runs:
        for stretch, word in _one_off(run):
            yield asked.replace(run, run.replace(stretch, word, 1), 1)


def _together(asked: str, alike: dict[str, list[Alike]]) -> str:
    """The query with all replaced at once that is no word: the longest stretches first, none twice."""
    for run, found in alike.items():
        signs, taken = list(run), [False] * len(run)
        for stretch, word, is_word in found:
            start = run.find(stretch)
            end = start + len(stretch)
            if not is_word and not any(taken[start:end]):
                signs[start:end], taken[start:end] = word, [True] * len(word)
        asked = asked.replace(run, "".join(signs), 1)
    return asked


def _stretches(run: str, shortest: int) -> list[str]:
    """Every stretch of a run, the longest first."""
    return [
        run[start : start + width]
        for width in range(min(WIDEST, len(run)), shortest - 1, -1)
        for start in range(len(run) - width + 1)
    ]


def _sounding_alike(run: str) -> list[Alike]:
    """What sounds as a stretch of the run does, the longest stretches first."""
    sounds = pinyin.syllables(run)
    if len(sounds) != len(run):
        return []
    of_stretch: dict[str, str] = {}
    for stretch in _stretches(run, SHORTEST):
        start = run.find(stretch)
        of_stretch.setdefault(stretch, " ".join(sounds[start : start + len(stretch)]))
    known: dict[str, list[str]] = {}
    for word, sound in Word.objects.filter(sound__in=set(of_stretch.values())).values_list("word", "sound"):
        known.setdefault(sound, []).append(word)
    found = []
    for stretch, sound in of_stretch.items():
        words = dict.fromkeys([*_lexicon_by_sound().get(sound, ()), *known.get(sound, ())])
        found += [
            Alike(stretch, word, stretch in words) for word in words if word != stretch and len(word) == len(stretch)
        ]
    return found


def _one_off(run: str) -> Iterator[tuple[str, str]]:
    """Words of three characters and more that a stretch would be with one character put right, in, or out."""
    if len(run) < 3:
        return
    signs, stretches = set(run), _stretches(run, 3)
    titles = (
        Word.objects.annotate(length=Length("word")).filter(length__range=(3, WIDEST)).values_list("word", flat=True)
    )
    likely = [
        word for word in dict.fromkeys([*lexicon.words(), *titles.iterator(chunk_size=5000)])
        if len(word) > 2 and len(signs & set(word)) >= len(set(word)) - 1
    ]  # fmt: skip
    for stretch in stretches:
        for word in likely:
            if word != stretch and is_one_off(stretch, word):
                yield stretch, word


def is_one_off(one: str, other: str) -> bool:
    """Whether two words differ by one character changed, added or left out, or by two neighbours in the wrong order."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    is_swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or is_swapped


@cache
def _lexicon_by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in segmentation.with_parts(lexicon.words()):
        found.setdefault(" ".join(pinyin.syllables(word)), []).append(word)
    return found
