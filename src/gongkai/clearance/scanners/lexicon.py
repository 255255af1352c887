"""LEXICON: an organ's own words, misprints of official terms and common words, and titles that say draft.

Regulation on Disclosure Art. 6: what is published is accurate and in time; Art. 16: what is still being discussed need not
be published at all, so 讨论稿 in a title is worth a look. Old names of organs and repealed terms are looked for elsewhere.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import ahocorasick_rs

from gongkai.clearance.documents.document import METADATA, ROW, TRACE, Block, Document
from gongkai.clearance.scanners.finding import INFO, WARN, Hit, Known
from gongkai.clearance.scanners.flow import flow_of
from gongkai.clearance.scanners.sight import View

RULE = "LEXICON"
LABEL = "用词"
WHY = "公开的信息要准确，错字、本机关不用的词和没有定稿的标记要改正（政府信息公开条例第六条、第十六条）。"

Row = tuple[str, str, str]  # word, severity ("" for a phrase that is right), note
_DRAFT = re.compile(
    r"征求意见稿|讨论稿|送审稿|审议稿|报审稿|报批稿|修改稿|初稿|代拟稿|校对稿|会议纪要|(?<=关于).{2,60}的请示[ ]*$|的请示(?=\.\w{2,4}$)"
)
_TITLE_LINES = 4  # a title stands among the first lines


@cache
def misprints() -> tuple[Row, ...]:
    data = tomllib.loads(Path(__file__).with_name("vocabulary").joinpath("misprints.toml").read_text(encoding="utf-8"))
    wrong = [(word, severity, f"应为“{right}”") for severity in (WARN, INFO) for word, right in data[severity].items()]
    return (*wrong, *((word, "", "") for word in data["right"]))


class Lexicon:
    """Words looked for all at once: of words that overlap the leftmost and longest wins."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        self.machine = ahocorasick_rs.AhoCorasick(
            [row[0] for row in rows], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def hits(self, view: View, block: Block, text: str) -> Iterator[Hit]:
        for number, start, end in self.machine.find_matches_as_indexes(text):
            _word, severity, note = self.rows[number]
            if severity:
                yield Hit(block, *view.span(start, end), severity, note)


@cache
def shipped() -> Lexicon:
    return Lexicon(misprints())


@lru_cache(maxsize=64)
def own(forbidden: tuple[tuple[str, str], ...]) -> Lexicon | None:
    """The organ's words; those that are empty are none, or every place would be a hit."""
    rows = {
        word.strip().lower(): (word.strip().lower(), WARN, why or "本机关列出的词")
        for word, why in forbidden
        if word.strip()
    }
    return Lexicon(tuple(rows.values())) if rows else None


def find(document: Document, known: Known) -> Iterator[Hit]:
    words = own(tuple(known.forbidden))
    lines = 0
    for block in document.blocks:
        if block.kind in {METADATA, TRACE}:
            continue
        view = flow_of(block)
        yield from shipped().hits(view, block, view.text)
        if words:
            lower = view.text.lower()
            yield from words.hits(view, block, lower if len(lower) == len(view.text) else view.text)
        if lines < _TITLE_LINES and block.kind != ROW:
            yield from _drafts(block, _TITLE_LINES - lines)
            lines += sum(bool(line.strip()) for line in block.text.split("\n"))


def _drafts(block: Block, lines: int) -> Iterator[Hit]:
    """What says draft among the first lines of a file, where they are short enough for a title."""
    at = 0
    for line in block.text.split("\n"):
        if line.strip():
            lines -= 1
            match = _DRAFT.search(line)
            if match and len(line.strip()) <= 90 and not line.rstrip().endswith(("。", "；", "：", "，")):
                yield Hit(block, at + match.start(), at + match.end(), INFO, "像是没有定稿，请核对是不是过程性信息")
        if lines <= 0:
            return
        at += len(line) + 1
