"""文号 and 索引号 as they are asked for: in any brackets, whole or in part, with or without signs between.

A number is kept as its letters and digits only; each place where letters turn to digits, or a sign stood, begins a part,
and every part to the end is a token. A query is the beginning of one of them.
"""

import re

from gongkai.search.segmentation import HAN, normalised

PARTS = re.compile(rf"[{HAN}]+|[a-z]+|[0-9]+")
MOST_PARTS = 12
LONGEST = 64
YEAR_IN_BRACKETS = re.compile(r"[\[(【〔［（〈{]\s*(?:19|20)\d\d\s*[\])】〕］）〉}]")
SAID = re.compile(rf"[{HAN}]{{1,12}}(?:19|20)\d\d年?第?\d{{1,5}}号?|\d{{1,5}}号")
BARE = re.compile(r"[0-9a-z./_-]*\d[0-9a-z./_-]*")
LEAST = 4  # letters and digits of a part of an index number: "2019" alone is a year


def key(text: str) -> str:
    return "".join(PARTS.findall(normalised(text)))


def tokens(*numbers: str) -> list[str]:
    """Every beginning of a part, to the end of its number."""
    found: dict[str, None] = {}
    for number in numbers:
        parts = PARTS.findall(normalised(number))[-MOST_PARTS:]
        for at in range(len(parts)):
            token = "".join(parts[at:])[:LONGEST]
            if len(token) > 1:
                found[token] = None
    return list(found)


def asked(chunk: str) -> str:
    """The key of what may be meant as a number; empty for what is plainly none."""
    plain = key(chunk)
    if YEAR_IN_BRACKETS.search(chunk) or SAID.fullmatch(plain):
        return plain[:LONGEST]
    is_bare = BARE.fullmatch(normalised(chunk)) is not None
    return plain[:LONGEST] if is_bare and len(plain) >= LEAST and not _is_year(plain) else ""


def _is_year(plain: str) -> bool:
    return len(plain) == 4 and plain.isdigit() and plain[:2] in {"19", "20"}
