"""Chinese text as tokens, the same when indexed and when asked for.

Text is brought to one form (NFKC, simplified, lower case) and cut by the dictionary of jieba without guessing at unknown
words; each word is then parted into the smallest words it is made of. So 最低生活保障 stands in the index as 最低 生活 保障,
in that order, and is asked for as these three in a row: one column serves single words, long words and quoted phrases, and
a word that the dictionary does not know is found by its characters in a row, whatever stands around it.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

import rjieba

from gongkai.search import lexicon

VERSION = "2"  # goes into every fingerprint: another way of cutting, or of keeping what was cut, makes every row stale
LONGEST_TEXT = 100_000  # characters of one part of a document; what lies beyond is not searched
LONGEST_TOKEN = 64
MOST_KEPT = 200_000  # words whose parts are remembered
HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
IS_HAN = re.compile(f"[{HAN}]+")
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
# Most of what NFKC changes in Chinese text, done at a tenth of its price: full-width signs, the wide blank. The signs of
# which every sentence has some are replaced one after the other, which is cheaper again: few texts hold more than these.
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
WIDE = re.compile("[\uff01-\uff5e\u3000]")
USUAL = tuple((sign, chr(NARROW[ord(sign)])) for sign in "，；：（）！？")
_lock = threading.Lock()


def normalised(text: str) -> str:
    """One form for what reads the same: full-width as half-width, traditional as simplified, upper case as lower."""
    text = _narrow(text)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = text.replace("\x00", " ").lower()
    return _simplified(text) if IS_HAN.search(text) else text


def _narrow(text: str) -> str:
    if not WIDE.search(text):
        return text
    for wide, narrow in USUAL:
        text = text.replace(wide, narrow)
    return text.translate(NARROW) if WIDE.search(text) else text


def tokens(text: str) -> list[str]:
    """The smallest words of a text in their order. Signs, emoji and blanks are no words."""
    if not (text := text[:LONGEST_TEXT]).strip():
        return []
    return of_normalised(normalised(text))


def of_normalised(text: str) -> list[str]:
    return [part for word in _jieba().cut(text, False) for part in _parts[word]]


def cut(text: str) -> str:
    """The tokens of a text parted by blanks, as an engine keeps them: the same as joining `tokens`, at half its price."""
    if not (text := text[:LONGEST_TEXT]).strip():
        return ""
    return " ".join(filter(None, map(_joined.__getitem__, _jieba().cut(normalised(text), False))))


def words(text: str) -> list[str]:
    """The words of a text as the dictionary has them, long ones whole: for synonyms and for what somebody meant."""
    return [word for word in _jieba().cut(normalised(text), False) if RUN.fullmatch(word)]


def with_parts(found: Iterable[str]) -> list[str]:
    """Words and what they are made of, each once: 养老服务, and 养老 and 服务."""
    return list(dict.fromkeys(part for word in found for part in (word, *_parts[word])))


def joined(found: Iterable[str]) -> str:
    return " ".join(found)


@cache
def _converter() -> Any:
    from opencc import OpenCC  # reads its tables from disk: not before somebody needs them

    return OpenCC("t2s")


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _dictionary() -> Any:
    with _lock:
        made = rjieba.Jieba()
        for word in lexicon.words():
            if not made.has_word(word):
                made.add_word(word, lexicon.FREQUENCY, "n")
        return made


def _jieba() -> Any:
    return _dictionary()


class _Parts(dict[str, tuple[str, ...]]):
    """Word to its smallest parts, remembered. Two threads may work out the same word; they come to the same parts."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) > MOST_KEPT:
            self.clear()
        found = tuple(part for run in RUN.findall(word) for part in _split(run[: LONGEST_TOKEN * 4]))
        self[word] = found
        return found


_parts = _Parts()


class _Joined(dict[str, str]):
    """Word to its smallest parts with blanks between."""

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_KEPT:
            self.clear()
        found = self[word] = " ".join(_parts[word])
        return found


_joined = _Joined()


def _split(run: str) -> list[str]:
    if not IS_HAN.match(run):
        return [run[at : at + LONGEST_TOKEN] for at in range(0, len(run), LONGEST_TOKEN)]
    if len(run) < 3:
        return [run]
    inner = {word for word in _jieba().cut_for_search(run, False) if 1 < len(word) < len(run)}
    cover = _cover(run, inner)
    if cover is None:
        return [run]
    return [part for piece in cover for part in (_split(piece) if len(piece) > 2 else [piece])]


def _cover(run: str, inner: set[str]) -> list[str] | None:
    """The run as words of `inner` and at most one single character, in the fewest pieces; None when that cannot be.

    Of two equally short ways the one with the longer word first: 民政 局, not 民 政局.
    """
    best: list[tuple[int, int, list[str]] | None] = [(0, 0, []), *[None] * len(run)]
    for end in range(1, len(run) + 1):
        for start in range(end):
            before, piece = best[start], run[start:end]
            if before is None or not (len(piece) == 1 or piece in inner):
                continue
            singles = before[0] + (len(piece) == 1)
            way = (singles, before[1] + 1, [*before[2], piece])
            now = best[end]
            if singles < 2 and (now is None or _order(way) < _order(now)):
                best[end] = way
    last = best[len(run)]
    return last[2] if last is not None and len(last[2]) > 1 else None


def _order(way: tuple[int, int, list[str]]) -> tuple[int, int, list[int]]:
    return way[0], way[1], [-len(piece) for piece in way[2]]
