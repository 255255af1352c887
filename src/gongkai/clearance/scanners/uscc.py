"""Unified social credit codes of individual businesses (prefix 92), whose code leads to one person.

Ground: GB 32100; Personal Information Protection Law Art. 4. Codes of organs (11), institutions (12), companies (91), social
groups, funds and private non-enterprise units (51, 52, 53) and cooperatives (93) are public and never fire.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.checks import is_credit_code
from gongkai.clearance.scanners.context import Setting
from gongkai.clearance.scanners.finding import WARN, Hit, Known
from gongkai.clearance.scanners.sight import sight_of
from gongkai.clearance.scanners.stretches import Stretches

RULE = "USCC"
LABEL = "个体工商户信用代码"
WHY = "个体工商户的统一社会信用代码能关联到经营者本人，公开前须核对有无必要（个人信息保护法第四条、第三十四条）。"

PATTERN = re.compile(r"(?=(92[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}))", re.IGNORECASE)


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        if not sight.has_digits:
            continue
        taken = Stretches()
        for view in (sight.plain, sight.joined):
            for at, to in view.matches(PATTERN):
                start, end = view.span(at, to)
                if not taken.free(start, end):
                    continue
                named = Setting(document, block, start, end).says(words.CREDIT)
                if is_credit_code(view.text[at:to]) or (named and view is sight.plain):
                    taken.take(start, end)
                    yield Hit(block, start, end, WARN)
            if sight.joined is sight.plain:
                break
