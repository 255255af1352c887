"""The segments of a manifest on the disk, read and checked; nothing here writes."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gongkai.static_site.chain import LINK, BrokenChain, Head, Line, read_line

LINES = 100_000
TAIL = 256 * 1024  # bytes read from the end of a segment: holds at least two lines of the longest path
SEGMENT = re.compile(r"\d{6}\.jsonl")


class NoManifest(Exception):
    """There is no manifest to compare with; the message is a sentence that names the place."""


def segment_of(number: int) -> str:
    """The file in which line `number` stands."""
    return f"{(number - 1) // LINES + 1:06d}.jsonl"


def segments(folder: Path) -> list[str]:
    """The segments there are, in order."""
    return sorted(path.name for path in folder.iterdir() if SEGMENT.fullmatch(path.name)) if folder.is_dir() else []


def lines(folder: Path, *, after: Head | None = None) -> Iterator[Line]:
    """Every line in order, each checked against the one before; with `after`, those behind this head.

    A half last line, left by a kill, is passed over. Raises NoManifest, or BrokenChain at the first line that does not
    hold: a changed, missing, swapped or added one; a missing segment; a head that does not stand where it should.
    """
    names = segments(folder)
    if not names:
        raise NoManifest(f"{folder} 里没有完整性清单")
    if after and after.n > head_of(folder).n:
        raise BrokenChain(names[-1], 0, f"清单没有第 {after.n} 行，末尾被截去")
    number = after.n // LINES * LINES if after else 0  # lines of whole segments before the one to begin in
    previous, first = "", number // LINES
    if first:
        previous = _end_of_segment(folder, names, first).chain
    if after and number == after.n > 0 and previous != after.chain:
        raise BrokenChain(f"{first:06d}.jsonl", LINES, "不是所给的那一条链")
    for index in range(first, len(names)):
        name = f"{index + 1:06d}.jsonl"
        if names[index] != name:
            raise BrokenChain(name, 0, "这一段缺失")
        is_last = index == len(names) - 1
        with (folder / name).open("rb") as file:
            place = 0
            for place, raw in enumerate(file, 1):
                if not raw.endswith(b"\n"):
                    if not is_last or _is_altered(raw):
                        raise BrokenChain(name, place, "不是清单的一行")
                    place -= 1
                    break
                line = read_line(raw[:-1], previous=previous, number=number + 1, segment=name, place=place)
                number, previous = line.n, line.chain
                if place > LINES:
                    raise BrokenChain(name, place, f"一段不超过 {LINES} 行")
                if after is None or number > after.n:
                    yield line
                elif number == after.n and line.chain != after.chain:
                    raise BrokenChain(name, place, "不是所给的那一条链")
            if not is_last and place != LINES:
                raise BrokenChain(name, place + 1, "这一段的末尾被截去")


def head_of(folder: Path) -> Head:
    """The end of the manifest, from its last lines alone. Raises NoManifest, BrokenChain; changes nothing."""
    names = segments(folder)
    for name in reversed(names):
        with (folder / name).open("rb") as file:
            whole, _torn = whole_size(file, name)
            if whole:
                last = last_line(folder, names, file, whole)
                return Head(last.n, last.chain, last.at)
    raise NoManifest(f"{folder} 里没有完整性清单")


def whole_size(file: BinaryIO, name: str) -> tuple[int, int]:
    """How many bytes of a segment are whole lines, and how many a half one. Raises BrokenChain for an altered end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    torn = tail[tail.rfind(b"\n") + 1 :]
    if _is_altered(torn) or len(torn) == len(tail) < size:
        raise BrokenChain(name, 0, "末尾不是清单的一行")
    return size - len(torn), len(torn)


def _is_altered(torn: bytes) -> bool:
    """A half line left by a kill never goes on after its link: then its newline has been changed."""
    found = LINK.search(torn)
    return found is not None and found.end() < len(torn)


def last_line(folder: Path, names: list[str], file: BinaryIO, whole: int) -> Line:
    """The last whole line of the segment `file`, checked against the one before it."""
    name = Path(file.name).name
    file.seek(max(0, whole - TAIL))
    rows = file.read(whole - file.tell()).removesuffix(b"\n").split(b"\n")
    index = int(name[:6])
    number = _number(rows[-1], name)
    place = number - (index - 1) * LINES
    if not 1 <= place <= LINES:
        raise BrokenChain(name, place, f"第 {number} 行不在这一段")
    previous = ""
    if len(rows) > 1:
        previous = _chain(rows[-2], name, place - 1)
    elif index > 1:
        previous = _end_of_segment(folder, names, index - 1).chain
    return read_line(rows[-1], previous=previous, number=number, segment=name, place=place)


def _end_of_segment(folder: Path, names: list[str], index: int) -> Head:
    """The head at the end of the full segment number `index`, which must be there."""
    name = f"{index:06d}.jsonl"
    if name not in names:
        raise BrokenChain(name, 0, "这一段缺失")
    with (folder / name).open("rb") as file:
        whole, torn = whole_size(file, name)
        if torn or not whole:
            raise BrokenChain(name, 0, "这一段的末尾被截去")
        line = last_line(folder, names, file, whole)
    if line.n != index * LINES:
        raise BrokenChain(name, line.n, "这一段的末尾被截去")
    return Head(line.n, line.chain, line.at)


def _number(raw: bytes, name: str) -> int:
    try:
        return int(json.loads(raw)["n"])
    except (ValueError, KeyError, TypeError):
        raise BrokenChain(name, 0, "末尾不是清单的一行") from None


def _chain(raw: bytes, name: str, place: int) -> str:
    found = LINK.search(raw)
    if found is None or found.end() != len(raw):
        raise BrokenChain(name, place, "不是清单的一行")
    return found[1].decode("ascii")
