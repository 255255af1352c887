"""A block as a scanner looks at it: normalised, with every character's way back to the block's own text.

Three views of one text. `plain` is what it says: full-width made half-width (NFKC), zero-width characters gone, dashes
made one. `close` also drops a space, hyphen or dot between two digits of one line (138 8551 2345). `joined` drops line
and cell breaks between digits as well, for numbers broken over lines and cells; what is found only there should be sure of
itself by a checksum, since two neighbouring cells can look like one number.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai.clearance.documents.document import Block

# soft hyphen, joiners, directions, byte order marks, variation selectors, tags: nothing of them is seen on paper
UNSEEN = (
    (0xAD, 0xAE), (0x34F, 0x350), (0x61C, 0x61D), (0x180E, 0x180F), (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070),
    (0xFE00, 0xFE10), (0xFEFF, 0xFF00), (0xFFF9, 0xFFFC), (0xE0000, 0xE0080),
)  # fmt: skip
ZERO_WIDTH: dict[int, str] = {code: "" for first, end in UNSEEN for code in range(first, end)}
DASHES: dict[int, str] = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－ー─━"), "-")
ALIKE = ZERO_WIDTH | DASHES
DIGIT = frozenset("0123456789")
TAIL = DIGIT | {"X", "x"}
WITHIN_LINE = frozenset(" -.·_*/")
OVER_LINES = WITHIN_LINE | {"\n", "\t", "\r", "|"}
FAST = re.compile(r"[\x00-\x7f\u3400-\u9fff\u3000-\u3002\u3008-\u3011\u2018-\u201d\u00b7]*")


@dataclass(frozen=True)
class View:
    """`origin[n]` is where character n stood in the block's text; one more entry than characters, for the end."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of this view as a stretch of the block's text."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def normalise(text: str) -> View:
    if FAST.fullmatch(text) and "\u3000" not in text:
        return View(text, range(len(text) + 1))
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        code = ord(letter)
        if code in ALIKE:
            said = ALIKE[code]
        elif code < 0x80 or 0x3400 <= code <= 0x9FFF:
            said = letter
        elif code in (0xFF0C, 0xFF08, 0xFF09, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F):
            said = letter  # ，（）：；！？ stay Chinese punctuation: patterns name them
        elif code in (0x3000, 0xA0) or 0x2000 <= code <= 0x200A:
            said = " "
        else:
            said = unicodedata.normalize("NFKC", letter)
        letters.append(said)
        origin.extend([place] * len(said))
    origin.append(len(text))
    return View("".join(letters), origin)


def _without(view: View, between: frozenset[str]) -> View:
    """The view without runs of at most three characters of `between` that stand between two digits."""
    text, place = view.text, 0
    letters: list[str] = []
    origin: list[int] = []
    while place < len(text):
        letter = text[place]
        if letter in between and letters and letters[-1] in DIGIT:
            end = place
            while end < len(text) and text[end] in between and end - place < 3:
                end += 1
            if end < len(text) and text[end] in TAIL:
                place = end
                continue
        letters.append(letter)
        origin.append(view.origin[place])
        place += 1
    origin.append(view.origin[len(text)])
    return View("".join(letters), origin)


class Sight:
    def __init__(self, block: Block) -> None:
        self.block = block

    @cached_property
    def plain(self) -> View:
        return normalise(self.block.text)

    @cached_property
    def has_digits(self) -> bool:
        return not DIGIT.isdisjoint(self.plain.text)

    @cached_property
    def close(self) -> View:
        return _without(self.plain, WITHIN_LINE) if self.has_digits else self.plain

    @cached_property
    def joined(self) -> View:
        return _without(self.plain, OVER_LINES) if self.has_digits else self.plain

    def before(self, view: View, start: int, length: int = 30) -> str:
        """What stands before a place of a view, for context words."""
        return view.text[max(0, start - length) : start]

    def after(self, view: View, end: int, length: int = 30) -> str:
        return view.text[end : end + length]


def sight_of(block: Block) -> Sight:
    """The block's one sight, made when first asked for: every scanner looks through the same views."""
    sight = block.__dict__.get("_sight")
    if not isinstance(sight, Sight):
        sight = block.__dict__["_sight"] = Sight(block)
    return sight
