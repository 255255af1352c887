"""Number plates of vehicles.

Ground: Civil Code Art. 1034, Personal Information Protection Law Art. 4. Official vehicles in lists of procurement or sale may
be published; an organ names its own (`Known.plates`).
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners.finding import WARN, Hit, Known
from gongkai.clearance.scanners.sight import sight_of

RULE = "PLATE"
LABEL = "机动车号牌"
WHY = "机动车号牌能关联到车主，除公务用车处置等依法公示的外不应公开（民法典第一千零三十四条）。"

PATTERN = re.compile(
    r"(?<![更刷创重最全])([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Z][·•.\- ]{0,2}"
    r"(?:[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]))(?![A-Z0-9])",
    re.IGNORECASE,
)
DIGITS = re.compile(r"[0-9]")


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        if not sight.has_digits:
            continue
        for match in PATTERN.finditer(sight.plain.text):
            plate = re.sub(r"[·•.\- ]", "", match[1]).upper()
            if len(DIGITS.findall(plate)) >= 2 and plate.lower() not in known.plates and plate not in known.plates:
                yield Hit(block, *sight.plain.span(*match.span(1)), WARN)
