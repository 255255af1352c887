"""Masking in text by rule (脱敏): stretches proposed from findings, shown before, changed all alike, and counted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.clearance.documents.document import METADATA, ROW, Document
from gongkai.clearance.redaction.list_rules import OTHER, ruled
from gongkai.clearance.redaction.masks import USUAL, Names, masked
from gongkai.clearance.redaction.matching import Wanted
from gongkai.clearance.scanners.finding import INFO, Finding

# Numbers of persons by their shape alone, for lists and for text no scanner has seen; a scanner knows better.
SHAPES = (
    ("ID18", re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?:[1-7][1-4](?:B\d)?)?(?![0-9A-Za-z])")),
    ("CARD", re.compile(r"(?<!\d)(?:62|60|35|4\d|5[1-5])(?:[ -]?\d){13,17}(?!\d)")),
    ("MOBILE", re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")),
    ("EMAIL", re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
)  # fmt: skip
OF_A_CELL = frozenset({"name", "phone", "village", "year", "band", "plate"})  # ways that may stand for a whole cell


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text (of `Document.blocks[block]` when it was proposed from one), the rule and the way to mask it."""

    start: int
    end: int
    rule: str = ""
    way: str = "cover"
    block: int = 0


@dataclass(frozen=True)
class Change:
    """Where the mask stands in the new text, how long what it replaced was, and how long it is itself."""

    start: int
    end: int
    before_len: int
    after_len: int
    rule: str = ""
    way: str = ""


@dataclass(frozen=True)
class Shown:
    """One line of a preview, for the person who may see the value: before and after, with words around."""

    before: str
    after: str
    rule: str
    lead: str = ""
    follow: str = ""


def settled(spans: Iterable[Span], length: int) -> list[Span]:
    """In order and apart: of two that overlap one is made, reaching over both, masked the way of the longer.

    Raises `ValueError` for a span outside the text.
    """
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not 0 <= span.start <= span.end <= length:
            raise ValueError("遮盖的位置不在文字里")
        if span.start == span.end:
            continue
        if result and span.start < result[-1].end:
            last = result.pop()
            longer = max(last, span, key=lambda one: one.end - one.start)
            span = Span(
                last.start,
                max(last.end, span.end),
                longer.rule,
                longer.way if longer.end - longer.start >= max(last.end, span.end) - last.start else "cover",
                last.block,
            )
        result.append(span)
    return result


def redact_text(text: str, spans: Iterable[Span], *, names: Names | None = None) -> tuple[str, list[Change]]:
    """The text with the stretches masked. `names` keeps the names of a whole document alike."""
    parts, changes = [], []
    at = length = 0
    spans = settled(spans, len(text))
    names = names or Names.of(text[span.start : span.end] for span in spans if span.way == "name")
    for span in spans:
        shown = masked(text[span.start : span.end], span.way, names)
        parts += [text[at : span.start], shown]
        length += span.start - at
        changes.append(Change(length, length + len(shown), span.end - span.start, len(shown), span.rule, span.way))
        length += len(shown)
        at = span.end
    return "".join([*parts, text[at:]]), changes


def proposals(document: Document, findings: Iterable[Finding]) -> list[Span]:
    """What to mask, from what scanners found. Marks of secrecy are no matter of masking; notices are left to the person.

    A list of persons is found by the heads of its columns: each cell below such a head is proposed.
    """
    spans: dict[Span, None] = {}
    for finding in findings:
        if finding.severity == INFO or document.blocks[finding.block].kind == METADATA:
            continue
        if finding.rule == "NAME-LIST":
            spans |= dict.fromkeys(_below(document, finding))
        elif finding.rule in USUAL:
            spans[Span(finding.start, finding.end, finding.rule, USUAL[finding.rule], finding.block)] = None
    return list(spans)


def _below(document: Document, finding: Finding) -> Iterator[Span]:
    head = document.blocks[finding.block]
    said = head.text[finding.start : finding.end].strip()
    if head.table is None or head.kind != ROW:
        return
    column = head.text.count("\t", 0, finding.start)
    rule = ruled(said, OTHER)
    way = "cover" if rule.way == "keep" else next((one for one in rule.ways if one in OF_A_CELL), "cover")
    for number, block in enumerate(document.blocks):
        if number <= finding.block or block.table != head.table or block.kind != ROW:
            continue
        cells = block.cells()
        if column < len(cells) and cells[column].strip():
            start = sum(len(cell) + 1 for cell in cells[:column])
            yield Span(start, start + len(cells[column]), finding.rule, way, number)


def values(document: Document, spans: Iterable[Span]) -> list[tuple[str, str]]:
    """Each value that the spans cover, once, with the way to mask it: what redaction of the file itself works from."""
    found: dict[str, str] = {}
    for span in spans:
        found.setdefault(document.blocks[span.block].text[span.start : span.end], span.way)
    return list(found.items())


def by_shape(text: str) -> list[Span]:
    return settled(
        (Span(hit.start(), hit.end(), rule, USUAL[rule]) for rule, shape in SHAPES for hit in shape.finditer(text)),
        len(text),
    )


def by_value(text: str, wanted: Sequence[tuple[str, str]]) -> list[Span]:
    """Where given (value, way) pairs stand in a text, however they are written there."""
    looked = Wanted(value for value, _ in wanted)
    return [Span(hit.start, hit.end, "", wanted[hit.value][1]) for hit in looked.within(text)]


def preview(text: str, spans: Iterable[Span], *, names: Names | None = None, around: int = 12) -> list[Shown]:
    spans = settled(spans, len(text))
    names = names or Names.of(text[span.start : span.end] for span in spans if span.way == "name")
    return [
        Shown(
            before := text[span.start : span.end], masked(before, span.way, names), span.rule,
            text[max(0, span.start - around) : span.start], text[span.end : span.end + around],
        )
        for span in spans
    ]  # fmt: skip
