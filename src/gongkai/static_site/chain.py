"""完整性清单: every file of a baked release in an append-only chain of JSON lines, in plain Python.

    {"at":"2026-11-30T08:00:00.000000+00:00","n":2,"path":"index.html","sha256":"…","size":5120,"chain":"…"}

A line is canonical JSON (keys sorted, no spaces, UTF-8) with its `chain` put last:

    chain = SHA-256( the chain of the line before, as text + the canonical line without its chain )

`n` counts from 1 through all segments `000001.jsonl`, `000002.jsonl` …, each full at LINES. `sha256` is null and `size` 0
when the file was taken away. `sm3` stands beside it where a deployment asks for it (GB/T 32905). The first line of a
release has `before`, the head of the release before it (empty for the very first); its chain begins from there. `at`
never runs backwards: with a clock set back it repeats the last time, and `clock` says what the clock said.

A line is written before its file. After a kill the file may therefore be older than its line, never the other way round.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes

GENESIS = "0" * 64
LONGEST_PATH = 4096
LINK = re.compile(rb',"chain":"([0-9a-f]{64})"\}')
LINK_BYTES = 76  # a link stands last in its line
DIGEST = re.compile(r"[0-9a-f]{64}")
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class BrokenChain(Exception):
    """The manifest is not what was written. `segment` is the file's name, `line` counts within it from 1."""

    def __init__(self, segment: str, line: int, why: str) -> None:
        super().__init__(f"完整性清单 {segment} 第 {line} 行：{why}")
        self.segment, self.line, self.why = segment, line, why


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: `path` below www with forward slashes, `sha256` in lower-case hex (None: taken away), `size` in bytes."""

    path: str
    sha256: str | None
    size: int = 0
    sm3: str = ""

    @property
    def is_removal(self) -> bool:
        return self.sha256 is None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: number, chain value and time (ISO, UTC) of its last line. `n` is 0 before the first."""

    n: int
    chain: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read, its link already checked. `raw` is the line without its newline."""

    n: int
    at: str
    entry: Entry
    chain: str
    before: str
    clock: str
    raw: bytes


def entry_of(path: str, content: bytes, *, with_sm3: bool = False) -> Entry:
    """The entry of a file with this content."""
    return Entry(path, hashlib.sha256(content).hexdigest(), len(content), sm3_of(content) if with_sm3 else "")


def removal(path: str) -> Entry:
    return Entry(path, None)


def sm3_of(content: bytes) -> str:
    """SM3 (GB/T 32905) in hex."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def is_safe(path: str) -> bool:
    """A relative path with forward slashes that stays below its folder and can be printed on one line."""
    return (
        0 < len(path) <= LONGEST_PATH
        and "\\" not in path
        and not any(part in {"", ".", ".."} for part in path.split("/"))
        and not UNPRINTABLE.search(path)
    )


def link(previous: str, body: bytes) -> str:
    """The chain value of a line: `body` is the canonical line without its chain."""
    return hashlib.sha256(previous.encode("ascii") + body).hexdigest()


def read_line(raw: bytes, *, previous: str, number: int, segment: str, place: int) -> Line:
    """A line without its newline, checked against the one before. Raises BrokenChain."""
    found = LINK.search(raw, max(0, len(raw) - LINK_BYTES))
    if found is None or found.end() != len(raw):
        raise BrokenChain(segment, place, "不是清单的一行")
    body, chain = raw[: found.start()] + b"}", found[1].decode("ascii")
    try:
        told: dict[str, Any] = json.loads(body)
        before = str(told.get("before", ""))
        start = previous if number > 1 else before or GENESIS
        if told["n"] != number:
            raise BrokenChain(segment, place, f"序号应为 {number}，写的是 {told['n']}")
        if link(start, body) != chain:
            raise BrokenChain(segment, place, "与上一行接不上：这一行或上一行被改动、调换或删除")
        entry = Entry(told["path"], told["sha256"], told["size"], told.get("sm3", ""))
        return Line(number, told["at"], entry, chain, before, told.get("clock", ""), raw)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BrokenChain(segment, place, "不是清单的一行") from None


def write_line(entry: Entry, *, number: int, at: str, clock: str, previous: str, before: str) -> tuple[bytes, str]:
    """The line with its newline, and its chain value."""
    told: dict[str, Any] = {"n": number, "at": at, "path": entry.path, "sha256": entry.sha256, "size": entry.size}
    told |= {"sm3": entry.sm3} if entry.sm3 else {}
    told |= {"clock": clock} if clock else {}
    told |= {"before": before} if number == 1 else {}
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    chain = link(previous, body)
    return body[:-1] + b',"chain":"' + chain.encode("ascii") + b'"}\n', chain
