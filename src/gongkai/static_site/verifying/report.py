"""What a verification found: a sentence for each file that is not what the manifest says, and what could not be told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.static_site.chain import Head

CHANGED, MISSING, ADDED = "changed", "missing", "added"
KINDS = {CHANGED: "被改动", MISSING: "缺失", ADDED: "多出"}


@dataclass(frozen=True)
class Fault:
    """`path` below www, or an address when a live site was asked; `reason` is a sentence in Chinese."""

    kind: str
    path: str
    reason: str

    def as_data(self) -> dict[str, str]:
        return {"kind": self.kind, "path": shown(self.path), "reason": self.reason}


@dataclass
class Report:
    """`waiting`: older than their line because a bake was broken off and is still ordered; that is no fault.

    `unknown`: files nobody could read, addresses that did not answer: path and why. `notes`: what a reader should know.
    """

    listed: int
    head: Head
    checked: int = 0
    faults: list[Fault] = field(default_factory=list)
    waiting: list[Fault] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults and not self.unknown

    def of(self, kind: str) -> Iterator[Fault]:
        return (fault for fault in self.faults if fault.kind == kind)

    def as_data(self) -> dict[str, Any]:
        return {
            "whole": self.is_whole,
            "listed": self.listed,
            "checked": self.checked,
            "head": {"n": self.head.n, "chain": self.head.chain, "at": self.head.at},
            "faults": [fault.as_data() for fault in self.faults],
            "waiting": [fault.as_data() for fault in self.waiting],
            "unknown": [{"path": shown(path), "reason": why} for path, why in self.unknown],
            "notes": self.notes,
        }


def shown(path: str) -> str:
    """A name for people: what is no UTF-8 or would break the line is replaced."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() or letter == "\u3000" else "\ufffd" for letter in text)
