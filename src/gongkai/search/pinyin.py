"""Titles as they sound: initials and syllables from every word on, so that `dbbz` and `dibao` find 低保标准.

A word is read as the dictionary of phrases reads it (银行 yinhang, 调整 tiaozheng, 行长 hangzhang); a character alone has
its commonest sound.
"""

import re
from functools import lru_cache

from gongkai.search import phrases, segmentation

LONGEST_INITIALS, LONGEST_SYLLABLES = 10, 24  # letters
LETTERS = re.compile(r"[a-z]{2,30}", re.ASCII)
LEAST_ASKED = 3  # letters: two are the beginning of far too much


@lru_cache(maxsize=100_000)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a word without tones; what is not Chinese stays as it is, in one piece."""
    return tuple(str(part) for part in phrases.dictionary().lazy_pinyin(word))


def of_title(title: str) -> list[str]:
    """From every word of the title on: its initials, and its syllables, each as one token that a query may begin."""
    spoken = [part for word in segmentation.words(title) for part in _by_parts(word)]
    found: dict[str, None] = {}
    for at in range(len(spoken)):
        rest = [syllable for word in spoken[at : at + LONGEST_INITIALS] for syllable in word]
        if len(rest) < 2:
            continue
        found["".join(syllable[:1] for syllable in rest)[:LONGEST_INITIALS]] = None
        found["".join(rest)[:LONGEST_SYLLABLES]] = None
    return [token for token in found if len(token) > 1]


@lru_cache(maxsize=100_000)
def _by_parts(word: str) -> list[tuple[str, ...]]:
    """The syllables of a long word at the words it is made of, read as the whole is read: 住房公积金 begins at 公积金 too."""
    sounds = syllables(word)
    if len(sounds) != len(word):
        return [sounds]
    found, at = [], 0
    for part in segmentation.of_normalised(word):
        found.append(sounds[at : at + len(part)])
        at += len(part)
    return found


def is_asked(text: str) -> bool:
    """Whether a word of a query may be meant as sounds."""
    return bool(LETTERS.fullmatch(text)) and len(text) >= LEAST_ASKED
