"""A block as a scanner looks at it: normalised, with every character's way back to the block's own text.

Views of one text. `plain` is what it says: full-width made half-width (NFKC), zero-width characters gone, dashes made
one. `close` also drops a space, hyphen or dot between two digits of one line (138 8551 2345). `joined` drops line and
cell breaks between digits as well, for numbers broken over lines and cells; what is found only there should be sure of
itself by a checksum, since two neighbouring cells can look like one number. `spelled` has Chinese digits as digits,
`guessed` the letters that optical reading takes for digits; both are None when there is nothing of the kind.

Dropping glues neighbours together ("1 5226…" is a row's number before an identity number): `View.seam` tells where.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.clearance.documents.document import Block

# soft hyphen, strokes through and boxes around a letter, empty letters, joiners, directions, byte order marks, variation selectors, tags: nothing of them is seen on paper
UNSEEN = (
    (0xAD, 0xAE), (0x300, 0x370), (0x115F, 0x1161), (0x20D0, 0x2100), (0x2800, 0x2801), (0x3164, 0x3165), (0xFFA0, 0xFFA1), (0x61C, 0x61D), (0x180E, 0x180F), (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070),
    (0xFE00, 0xFE10), (0xFEFF, 0xFF00), (0xFFF9, 0xFFFC), (0xE0000, 0xE0080),
)  # fmt: skip
ZERO_WIDTH: dict[int, str] = {code: "" for first, end in UNSEEN for code in range(first, end)}
DASHES: dict[int, str] = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－ー─━"), "-")
ALIKE = ZERO_WIDTH | DASHES
LOOSE = re.compile(r"(?<=[0-9])[，,、:：;；()（）\[\]【】~～=+'’]{1,2}(?=[0-9Xx])")
LOOK_ALIKE = {
    "Х": "X",
    "х": "x",
    "Χ": "X",
    "✕": "×",
    "✖": "×",
    "╳": "×",
    "О": "O",
    "о": "o",
    "＊": "*",
}  # Cyrillic and Greek letters, crosses
DIGIT = frozenset("0123456789")
FAST = re.compile(r"[\x00-\x7f\u3400-\u9fff\u3001-\u3002\u3008-\u3011\u2018-\u201d\u00b7，（）：；！？★]*")
WITHIN_LINE = re.compile(r"(?<=[0-9])[ \-.·_*/]{1,3}(?=[0-9Xx])")
OVER_LINES = re.compile(r"(?<=[0-9])(?:[ \-.·_*/|]{1,3}(?=[0-9Xx])|[ \-·_|]{0,3}[\n\t\r][ \t\r\n|]{0,40}(?=[0-9Xx]))")
CHINESE_DIGITS = dict(
    zip(
        "零〇○一二三四五六七八九⓪①②③④⑤⑥⑦⑧⑨壹贰叁肆伍陆柒捌玖幺",
        "000" + "123456789" + "0123456789" + "123456789" + "1",
        strict=True,
    )
)
SPELLED = re.compile(rf"[{''.join(CHINESE_DIGITS)}0-9](?:[ \-]?[{''.join(CHINESE_DIGITS)}0-9Xx]){{10,}}")
MISREAD = dict(zip("OoQDlIi|!SsBZz", "00001111155822", strict=True))
GUESSED = re.compile(r"(?<![0-9A-Za-z])[0-9OoQDlIi|!SsBZz]{11,20}(?![0-9A-WYZa-wyz])")


@dataclass(frozen=True)
class View:
    """`origin[n]` is where character n stood in the block's text; one more entry than characters, for the end."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of this view as a stretch of the block's text."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]

    def seam(self, at: int) -> bool:
        """Whether a number may begin or end here: no letter or digit on one of the sides, or something dropped between."""
        if at <= 0 or at >= len(self.text):
            return True
        before, after = self.text[at - 1], self.text[at]
        if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
            return True
        return self.origin[at] - self.origin[at - 1] > 1

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where a pattern of the form `(?=(…))` stands between two seams; matches may overlap."""
        for match in pattern.finditer(self.text):
            if self.seam(match.start(1)) and self.seam(match.end(1)):
                yield match.span(1)


def normalise(text: str) -> View:
    if FAST.fullmatch(text):
        return View(text, range(len(text) + 1))
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        said = _said(letter)
        letters.append(said)
        origin.extend([place] * len(said))
    origin.append(len(text))
    return View("".join(letters), origin)


@lru_cache(maxsize=4096)
def _said(letter: str) -> str:
    code = ord(letter)
    if code in ALIKE:
        return ALIKE[code]
    if code < 0x80 or 0x3400 <= code <= 0x9FFF or letter in "，（）：；！？":  # patterns name Chinese punctuation
        return letter
    if code in (0x3000, 0xA0) or 0x2000 <= code <= 0x200A:
        return " "
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    if kind == "No" and len(unicodedata.normalize("NFKC", letter)) == 1:
        return letter  # ①1388… is an item of a list before a number, not one digit more
    return LOOK_ALIKE.get(letter) or unicodedata.normalize("NFKC", letter)


def _without(view: View, between: re.Pattern[str]) -> View:
    """The view without what stands between two digits."""
    letters: list[str] = []
    origin: list[int] = []
    done = 0
    for gap in between.finditer(view.text):
        letters.append(view.text[done : gap.start()])
        origin.extend(view.origin[done : gap.start()])
        done = gap.end()
    if not done:
        return view
    letters.append(view.text[done:])
    origin.extend(view.origin[done:])
    return View("".join(letters), origin)


def _instead(view: View, pattern: re.Pattern[str], letters: dict[str, str], among: str) -> View | None:
    """The view with the letters of each match exchanged, when at least one of `among` is in it; None without any."""
    text = view.text
    parts: list[str] = []
    done = 0
    for match in pattern.finditer(text):
        if any(letter in among for letter in match[0]):
            parts += [text[done : match.start()], "".join(letters.get(letter, letter) for letter in match[0])]
            done = match.end()
    return View("".join([*parts, text[done:]]), view.origin) if done else None


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

    @cached_property
    def loose(self) -> View:
        """Also without commas and brackets between digits: only for what is sure of itself by a checksum and a date."""
        return _without(self.joined, LOOSE) if self.has_digits else self.plain

    @cached_property
    def spelled(self) -> View | None:
        view = _instead(self.plain, SPELLED, CHINESE_DIGITS, "".join(CHINESE_DIGITS))
        return _without(view, WITHIN_LINE) if view else None

    @cached_property
    def guessed(self) -> View | None:
        return _instead(self.plain, GUESSED, MISREAD, "".join(MISREAD)) if self.has_digits else None

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
