"""Proof that what was covered is gone: every extractor at hand looks for it in the result. Nothing unproven is handed on.

The readers of this package look, the raw bytes are searched in every encoding Chinese files use, containers and
streams are opened, and the tools that happen to be installed are asked as well.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from gongkai.clearance import documents
from gongkai.clearance.redaction.extractors import Extract, extracts
from gongkai.clearance.redaction.matching import Wanted, key

SURE_BYTES = 6  # shorter patterns turn up in compressed bytes by chance
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5")


@dataclass(frozen=True)
class Remains:
    """The number of the value among those asked for, and who still sees it. The value itself is not repeated here."""

    value: int
    extractor: str


class NotGone(Exception):
    """Something that was to be gone can still be read. `remains` says what and by whom."""

    def __init__(self, remains: Sequence[Remains]) -> None:
        self.remains = list(remains)
        seen = "、".join(sorted({left.extractor for left in remains}))
        super().__init__(f"遮盖没有成功：还能读出{len({left.value for left in remains})}处应当去掉的内容（{seen}）")


def prove(
    data: bytes,
    name: str,
    values: Iterable[str],
    *,
    tools: bool = True,
    reread: bool = True,
    ocr: Callable[[bytes, str], str] | None = None,
) -> list[Remains]:
    """Which of the values some extractor still finds in the file; an empty list is the proof.

    `reread`: read it with the readers of `documents`, which includes OCR of pictures: the strongest look and the slowest.
    `tools`: ask poppler, mutool, exiftool and strings too, where installed. `ocr(data, name)` gives what is read from
    the drawn pages. Values of one folded character are not looked for.
    """
    asked = list(values)
    look = _Look(asked)
    if not look.numbers:
        return []
    found: dict[tuple[int, str], None] = {}
    for extract in _all(data, name, tools, reread):
        for number in look.at(extract):
            found[number, extract.extractor] = None
    if ocr is not None:
        for number in look.in_text(ocr(data, name)):
            found[number, "OCR"] = None
    return [Remains(number, extractor) for number, extractor in found]


def proven(
    data: bytes,
    name: str,
    values: Iterable[str],
    *,
    tools: bool = True,
    reread: bool = True,
    ocr: Callable[[bytes, str], str] | None = None,
) -> bytes:
    """`data` itself, when nothing of the values remains. Raises `NotGone`."""
    left = prove(data, name, values, tools=tools, reread=reread, ocr=ocr)
    if left:
        raise NotGone(left)
    return data


def remains_in_text(text: str, values: Sequence[str]) -> list[Remains]:
    return [Remains(number, "text") for number in _Look(values).in_text(text)]


def _all(data: bytes, name: str, tools: bool, reread: bool) -> Iterator[Extract]:
    yield Extract("name", text=name)
    if reread:
        document = documents.read(data, name)
        yield Extract("reader", text="\n".join(block.text for block in document.blocks))
    yield from extracts(data, name, tools=tools)


class _Look:
    def __init__(self, values: Sequence[str]) -> None:
        usable = [(number, value) for number, value in enumerate(values) if len(key(value)) > 1]
        self.numbers = [number for number, _ in usable]
        self.wanted = Wanted(value for _, value in usable)
        patterns = [(pattern, number) for number, value in usable for pattern in sorted(_patterns(value))]
        self.owners = [number for _, number in patterns]
        self.finder = ahocorasick_rs.BytesAhoCorasick([pattern for pattern, _ in patterns]) if patterns else None
        self.digits = [
            (number, digits)
            for number, value in usable
            if len(digits := re.sub(r"\D", "", key(value))) >= 8 and len(digits) >= len(key(value)) - 1
        ]

    def at(self, extract: Extract) -> Iterator[int]:
        if extract.text:
            yield from self.in_text(extract.text)
        if extract.data and self.finder is not None:
            for pattern, _, _ in self.finder.find_matches_as_indexes(extract.data, overlapping=True):
                yield self.owners[pattern]

    def in_text(self, text: str) -> list[int]:
        found = {self.numbers[hit.value] for hit in self.wanted.within(text)}
        if "&" in text:
            found |= {self.numbers[hit.value] for hit in self.wanted.within(html.unescape(text))}
        if self.digits:
            runs = re.findall(r"[0-9]{8,}", key(text))
            found |= {number for number, digits in self.digits if any(digits in run for run in runs)}
        return sorted(found)


def _patterns(value: str) -> set[bytes]:
    """How a value looks in bytes: each encoding, as written and folded, and as the hexadecimal strings of a PDF."""
    found: set[bytes] = set()
    for written in {value, key(value), key(value).upper()}:
        for encoding in ENCODINGS:
            try:
                raw = written.encode(encoding)
            except UnicodeEncodeError:
                continue
            if len(raw) >= SURE_BYTES:
                found |= {raw, raw.hex().encode(), raw.hex().upper().encode()}
        found.add("".join(f"&#{ord(letter)};" for letter in written).encode())
        if not written.isascii():
            found.add(written.encode("unicode_escape"))
    return {pattern for pattern in found if len(pattern) >= SURE_BYTES}
