"""The words of a report as sentences, and what a counted thing looks like in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annual_reports.published.outline import Heading
from gongkai.annual_reports.published.paper import Paper
from gongkai.annual_reports.published.words import plain, tight

UNIT = r"(?:人次|余?[件条份篇起宗次项期个例人])"
COUNTED = rf"(\d{{1,9}})(?:{UNIT})"
# A sentence speaks of applications for disclosure, and not of some other count.
SUBJECT = re.compile("政府信息|信息公开|依申请|公开申请")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence without white space. `text` is without brackets, `whole` keeps them; `section` is the key of the outline."""

    text: str
    whole: str
    section: str


def sentences(paper: Paper, sections: list[Heading]) -> Iterator[Sentence]:
    """The sentences outside the tables, section by section; words of menus and notes before section one are left out."""
    starts = [heading.line for heading in sections] or [0]
    for place, start in enumerate(starts):
        is_last = place + 1 == len(starts)
        end = len(paper.lines) if is_last else starts[place + 1]
        words = "".join(tight(plain(line.text)) for line in paper.lines[start:end] if not line.is_table)
        parts = words.split("。")
        if is_last and not paper.is_whole:
            parts.pop()  # the text may stop in the middle of this sentence
        for whole in parts:
            if whole:
                text = _BRACKETS.sub("", _BRACKETS.sub("", whole))
                yield Sentence(text, whole, sections[place].key if sections else "")


def only(pattern: re.Pattern[str], text: str) -> tuple[str, int] | None:
    """The words and the number of a claim made exactly once; None when it is not made, or with several numbers."""
    hits = [(hit[0], int(next(group for group in hit.groups() if group))) for hit in pattern.finditer(text)]
    return hits[0] if hits and len({number for _words, number in hits}) == 1 else None
