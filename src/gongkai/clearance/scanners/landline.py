"""Landline numbers, where they are somebody's own: 住宅电话, or beside a person in a row of personal data.

Ground: Civil Code Art. 1034. An organ's telephones are to be published (Regulation Art. 12) and never fire.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import ROW, Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.context import Setting
from gongkai.clearance.scanners.finding import INFO, WARN, Hit, Known
from gongkai.clearance.scanners.mobile import digits_of
from gongkai.clearance.scanners.sight import sight_of

RULE = "LANDLINE"
LABEL = "住宅电话"
WHY = "个人的住宅电话是个人信息，不应公开（民法典第一千零三十四条）；机关的办公电话应当公开，不在此列。"

PATTERN = re.compile(
    r"(?<![0-9A-Za-z.\-])(?:\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?[- ]{0,2})?[2-9][0-9]{2,3}[- ]?[0-9]{4}(?![0-9A-Za-z]|[-.][0-9])"
)
AREA = re.compile(r"\(?0")


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        if not sight.has_digits:
            continue
        for match in PATTERN.finditer(sight.plain.text.replace("（", "(").replace("）", ")")):
            start, end = sight.plain.span(*match.span())
            number = digits_of(match[0])
            if number in known.phones:
                continue
            setting = Setting(document, block, start, end)
            if setting.called(words.PRIVATE) or (not setting.label and setting.near(words.PRIVATE)):
                yield Hit(block, start, end, WARN)
            elif AREA.match(match[0]) and _beside_a_person(setting):
                yield Hit(block, start, end, INFO, "在个人信息的行或者段落里")


def _beside_a_person(setting: Setting) -> bool:
    if setting.near(words.OFFICE) or setting.called(words.OFFICE, words.SERIAL, words.AMOUNT) or setting.is_amount:
        return False
    if setting.block.kind == ROW:
        return setting.personal
    return setting.personal and setting.near(words.IDENTITY) and setting.label in {words.PHONE, ""}
