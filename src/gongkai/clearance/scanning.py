"""One file read and scanned: what the review of an attachment, the nightly re-scan and `gongkai scan` all stand on."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.clearance.documents import budget
from gongkai.clearance.documents import read as read_document
from gongkai.clearance.documents.document import Block, Document, Piece, Unread
from gongkai.clearance.documents.places import Place
from gongkai.clearance.scanners import scan as scan_document
from gongkai.clearance.scanners.finding import BLOCK, Finding, Known


@dataclass
class Result:
    """`document` holds the values themselves: for screens of those who may see them, never for a log. May be None."""

    findings: list[Finding] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    document: Document | None = None
    kind: str = ""
    seconds: float = 0.0

    @property
    def is_blocked(self) -> bool:
        return any(finding.severity == BLOCK for finding in self.findings)

    def as_data(self) -> dict[str, Any]:
        return {
            "findings": [_finding_data(finding) for finding in self.findings],
            "unread": [_unread_data(part) for part in self.unread],
            "document": None if self.document is None else document_data(self.document),
            "kind": self.kind,
            "seconds": self.seconds,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Result":
        document = data["document"]
        return cls(
            [_finding(found) for found in data["findings"]],
            [_unread(part) for part in data["unread"]],
            None if document is None else document_of(document),
            data["kind"],
            data["seconds"],
        )


DAY = 24 * 3600.0


def scan_here(data: bytes, name: str, known: Known, *, seconds: float = DAY, longest: float = DAY) -> Result:
    """In this process, without limits of memory: for trusted bytes and for the worker of `apart`.

    `seconds`, `longest`: as of `budget.within`; what is not read by then is unread.
    """
    began = time.monotonic()
    with budget.within(seconds, longest=longest):
        document = read_document(data, name)
    findings = list(scan_document(document, known))
    return Result(findings, list(document.unread), document, document.kind, time.monotonic() - began)


def job(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """As the worker calls it. Options: name, known, seconds and longest (what reading may take), with_document."""
    limits = {name: float(options[name]) for name in ("seconds", "longest") if name in options}
    result = scan_here(data, options.get("name", ""), known_of(options.get("known", {})), **limits)
    if not options.get("with_document", True):
        result.document = None
    return result.as_data(), b""


def known_data(known: Known) -> dict[str, Any]:
    return {
        "phones": sorted(known.phones), "accounts": sorted(known.accounts), "domains": sorted(known.domains),
        "plates": sorted(known.plates), "forbidden": [list(pair) for pair in known.forbidden], "allowed": sorted(known.allowed),
    }  # fmt: skip


def known_of(data: dict[str, Any]) -> Known:
    sets = {
        name: frozenset(data[name]) for name in ("phones", "accounts", "domains", "plates", "allowed") if name in data
    }
    return Known(forbidden=tuple((word, why) for word, why in data.get("forbidden", ())), **sets)


def document_data(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
        "kind": document.kind,
        "blocks": [
            [block.kind, block.table, block.row, block.name, block.again,
             [[piece.text, piece.place.as_data(), piece.trace, piece.joint] for piece in block.pieces]]
            for block in document.blocks
        ],
        "unread": [_unread_data(part) for part in document.unread],
    }  # fmt: skip


def document_of(data: dict[str, Any]) -> Document:
    blocks = [
        Block([Piece(text, Place.from_data(place), trace, joint) for text, place, trace, joint in pieces], kind, table, row, name, again)
        for kind, table, row, name, again, pieces in data["blocks"]
    ]  # fmt: skip
    return Document(data["name"], data["kind"], blocks, [_unread(part) for part in data["unread"]])


def _finding_data(finding: Finding) -> list[Any]:
    return [
        finding.rule, finding.severity, finding.place.as_data(), finding.masked, finding.hidden,
        finding.block, finding.start, finding.end, finding.note,
    ]  # fmt: skip


def _finding(data: Sequence[Any]) -> Finding:
    rule, severity, place, masked, hidden, block, start, end, note = data
    return Finding(rule, severity, Place.from_data(place), masked, hidden, block, start, end, note)


def _unread_data(part: Unread) -> list[Any]:
    return [part.place.as_data(), part.why]


def _unread(data: Sequence[Any]) -> Unread:
    return Unread(Place.from_data(data[0]), data[1])
