"""The scanners of 保密审查 and 个人信息 review: one file a rule, plain Python over what `documents` has read.

`scan(document, known)` asks each scanner in turn, settles which of several hits on one stretch speaks, hides the values and
sorts: what blocks comes first. A scanner is a module with RULE, LABEL, WHY and `find(document, known)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners import (
    address,
    card,
    copyno,
    disab,
    email,
    health,
    hidden,
    id15,
    id18,
    internal,
    landline,
    lexicon,
    link,
    metadata,
    minor,
    mobile,
    name_list,
    notpublic,
    passport,
    plate,
    secret,
    secret_line,
    uscc,
)
from gongkai.clearance.scanners.finding import SEVERITIES, Finding, Hit, Known
from gongkai.clearance.scanners.masks import mask
from gongkai.clearance.scanners.stretches import Stretches

SCANNERS: tuple[ModuleType, ...] = (
    secret, secret_line, internal, notpublic, copyno, disab, id18, id15, card, passport, uscc, mobile, landline, plate, email,
    address, health, minor, name_list, hidden, metadata, lexicon, link,
)  # fmt: skip

# Rules of one family name one stretch by one of them only: the worst, and of equals the first.
FAMILIES = (
    ("DISAB", "ID18", "ID15", "CARD", "PASSPORT", "USCC", "MOBILE", "LANDLINE", "COPYNO"),
    ("SECRET", "SECRET-LINE", "INTERNAL"),
)
FAMILY = {rule: number for number, family in enumerate(FAMILIES) for rule in family}
RANK = {rule: rank for family in FAMILIES for rank, rule in enumerate(family)}
UNSETTLED = frozenset({"SECRET", "SECRET-LINE"})  # no organ can declare these of no concern


@dataclass(frozen=True)
class Rule:
    """`label`: its name for people; `why`: in one sentence with the article, why such a thing may not leave."""

    code: str
    label: str
    why: str


RULES: dict[str, Rule] = {scanner.RULE: Rule(scanner.RULE, scanner.LABEL, scanner.WHY) for scanner in SCANNERS}


def scan(document: Document, known: Known = Known()) -> list[Finding]:  # noqa: B008 - Known is frozen
    """Every finding of every scanner, what blocks first, then in the order of the document."""
    number = {id(block): at for at, block in enumerate(document.blocks)}
    hits = [(scanner.RULE, hit) for scanner in SCANNERS for hit in scanner.find(document, known)]
    findings = [
        _finding(rule, hit, number[id(hit.block)])
        for rule, hit in _settled(hits)
        if rule in UNSETTLED or not _is_allowed(hit.value, known)
    ]
    findings = list(_once(findings, document))
    findings.sort(key=lambda finding: (SEVERITIES.index(finding.severity), finding.block, finding.start, finding.rule))
    return findings


def _settled(hits: list[tuple[str, Hit]]) -> Iterator[tuple[str, Hit]]:
    """One hit for a stretch within a family, and one for a stretch of one rule."""
    hits = sorted(
        hits, key=lambda item: (SEVERITIES.index(item[1].severity), RANK.get(item[0], 0), item[1].start - item[1].end)
    )
    taken: dict[tuple[int, int | str], Stretches] = {}
    for rule, hit in hits:
        stretches = taken.setdefault((id(hit.block), FAMILY.get(rule, rule)), Stretches())
        if hit.start == hit.end or rule not in FAMILY:
            if (hit.start, hit.end) not in stretches.exact:
                stretches.exact.add((hit.start, hit.end))
                yield rule, hit
        elif stretches.free(hit.start, hit.end):
            stretches.take(hit.start, hit.end)
            yield rule, hit


def _once(findings: list[Finding], document: Document) -> Iterator[Finding]:
    """A reader may give the same words in two blocks (a paragraph with and without what was deleted): they are one finding."""
    told: dict[tuple[str, str, str], int] = {}
    for finding in findings:
        value = document.blocks[finding.block].text[finding.start : finding.end]
        if told.setdefault((finding.rule, finding.place.code(), value), finding.block) == finding.block:
            yield finding


def _finding(rule: str, hit: Hit, block: int) -> Finding:
    pieces = hit.block.pieces_in(hit.start, hit.end) if hit.block.pieces else []
    return Finding(
        rule=rule,
        severity=hit.severity,
        place=hit.block.piece_at(hit.start).place,
        masked=mask(rule, hit.value),
        hidden=any(piece.hidden for piece in pieces),
        block=block,
        start=hit.start,
        end=hit.end,
        note=hit.note,
    )


def _is_allowed(value: str, known: Known) -> bool:
    return bool(known.allowed) and (value in known.allowed or value.lower() in known.allowed)
