"""落款: the organs and the date below a text, wherever spaces or margins have pushed them."""

import re
from dataclasses import dataclass, field
from datetime import date

from gongkai.pages.importing import words
from gongkai.pages.importing.blocks import Block, Paragraph, Span
from gongkai.pages.importing.dates import day_in, is_day


@dataclass
class Shaped:
    body: list[Block] = field(default_factory=list)
    title: str = ""
    document_number: str = ""
    organ: str = ""
    formed_on: date | None = None
    keywords: str = ""
    signed: set[int] = field(default_factory=set)  # places in `body` of 落款
    head: list[str] = field(default_factory=list)  # what was taken off, in words
    start: int = 0  # where in `body` the text itself begins, after what stands below the title


def sign(made: Shaped) -> None:
    """落款: the lines of organs and the date below the text. The first of them counts; later ones are of enclosures."""
    for place, block in enumerate(made.body):
        if not isinstance(block, Paragraph) or place == 0:
            continue
        text = block.text.strip(" \t\u3000\xa0")
        organ, day = _organ_and_day(text)
        if not day:
            continue
        above = place - 1
        lines = [organ] if organ else []
        while not organ and above >= 0 and place - above <= 8 and _signs(made.body[above]):
            lines.insert(0, made.body[above].text.strip())
            above -= 1
        if not lines and not (block.align == "right" or block.inset or _is_pushed(block)):
            continue
        for line in range(above + 1, place + 1):
            signs = made.body[line]
            if isinstance(signs, Paragraph):
                _tighten(signs)
            made.signed.add(line)
        made.formed_on = day
        organs = [organ for line in lines for organ in _organs(line)]
        if organs:
            made.organ = "、".join(dict.fromkeys(organs))
        return


STAMP = re.compile(r"[（(](?:盖章|印章|公章|章)[）)]")


def _organs(line: str) -> list[str]:
    """民政局　财政局 are two organs, 民 政 局 is one."""
    bare = STAMP.sub("", line).strip()
    parts = bare.split()
    return parts if len(parts) > 1 and all(words.is_organ(part) for part in parts) else [words.close(bare)]


def _organ_and_day(text: str) -> tuple[str, date | None]:
    """The parts of a line that is a date, or an organ and a date."""
    if len(text) > 70:
        return "", None
    if day := is_day(text):
        return "", day
    parts = text.replace("\n", "\u3000").replace("\t", "\u3000").replace("  ", "\u3000").split("\u3000")
    parts = [part for part in parts if part.strip()]
    if len(parts) >= 2 and words.is_organ("".join(parts[:-1])) and (day := is_day(parts[-1])):
        return " ".join(parts[:-1]), day
    return "", None


def _signs(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.pictures or (block.align == "center" and block.level):
        return False
    text = STAMP.sub("", words.close(block.text))
    return len(text) <= 40 and words.is_organ(text) and day_in(text) is None


def _is_pushed(block: Paragraph) -> bool:
    """Moved to the right by spaces."""
    text = block.text
    return len(text) - len(text.lstrip(" \t\u3000\xa0")) >= 6


def _tighten(block: Paragraph) -> None:
    """Spaces that only pushed the line to its place go; 民 政 局 stays as its writer had it but for the ends."""
    text = block.text.strip(" \t\u3000\xa0")
    block.spans, block.number, block.align = [Span(words.close(text) if is_day(text) else text)], "", "right"
