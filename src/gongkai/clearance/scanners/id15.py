"""Identity numbers of 15 digits, given until 1999 and still in old files: region, birthday without century, serial.

Ground: as for 18 characters. There is no check digit, so without a word that says so it is only a suspicion.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.checks import born, has_region
from gongkai.clearance.scanners.context import Setting
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.sight import View, sight_of
from gongkai.clearance.scanners.stretches import Stretches, views_of

RULE = "ID15"
LABEL = "十五位旧身份证号码"
WHY = "旧身份证号码同样能识别特定自然人，公开前须隐去（个人信息保护法第二十八条、第三十四条）。"

PATTERN = re.compile(r"(?=([1-9][0-9]{5}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}))")


LONGEST = 20  # with at most five signs between its digits


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        if not sight.has_digits:
            continue
        taken = Stretches()
        for view in views_of(sight):
            for at, to in view.matches(PATTERN):
                start, end = view.span(at, to)
                number = view.text[at:to]
                if (
                    end - start > LONGEST
                    or not has_region(number)
                    or born(number) is None
                    or not taken.free(start, end)
                ):
                    continue
                setting = Setting(document, block, start, end)
                severity = _severity(setting, plain=view is sight.plain, whole=_is_alone(view, at, to))
                if severity:
                    taken.take(start, end)
                    yield Hit(block, start, end, severity)


def _severity(setting: Setting, *, plain: bool, whole: bool) -> str:
    if setting.says(words.IDENTITY):
        return BLOCK if plain or setting.called(words.IDENTITY) else ""
    if setting.label or not setting.head.isdisjoint({words.SERIAL, words.AMOUNT, words.CREDIT, words.CARD}):
        return ""
    if setting.is_amount or setting.is_decimal or setting.in_url:
        return ""
    return WARN if plain and whole else ""


def _is_alone(view: View, start: int, end: int) -> bool:
    """Not a part of a hyphenated or dotted longer number: 522601850312123-2019-0001."""
    return not re.match(r"[-./][0-9]", view.text[end : end + 2]) and not re.search(
        r"[0-9][-./]$", view.text[max(0, start - 2) : start]
    )
