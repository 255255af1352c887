"""Numbers of disability certificates: an identity number, the category (1 to 7) and the grade (1 to 4), perhaps B and a count.

Ground: Personal Information Protection Law Art. 28 (health, specific identity). It says who is disabled, how and how much.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.context import Setting
from gongkai.clearance.scanners.finding import BLOCK, Hit, Known
from gongkai.clearance.scanners.id18 import passes
from gongkai.clearance.scanners.sight import sight_of
from gongkai.clearance.scanners.stretches import Stretches, views_of

RULE = "DISAB"
LABEL = "残疾人证号码"
WHY = "残疾人证号码含有身份证号码，并显示残疾类别和等级，属于敏感个人信息（个人信息保护法第二十八条）。"

MIXED = re.compile(r"[0-9].*[〇零一二三四五六七八九]")  # a number in digits, and a word after it
PATTERN = re.compile(
    r"(?=([1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx×][1-7][1-4](?:[Bb][0-9])?))"
)


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        if not sight.has_digits and not sight.spelled:
            continue
        taken = Stretches()
        for view in views_of(sight):
            for at, to in view.matches(PATTERN):
                start, end = view.span(at, to)
                if not taken.free(start, end) or MIXED.search(block.text[start:end]):
                    continue
                fits = passes(view.text[at : at + 18])
                # "5226… 43" in a row of a list: the 43 is an age, unless the row says what it is
                apart = view.seam(at + 18) and view.origin[at + 18] - view.origin[at + 17] > 1
                if (fits and not apart) or Setting(document, block, start, end).says(words.DISABILITY):
                    taken.take(start, end)
                    yield Hit(block, start, end, BLOCK, "" if fits else "前十八位的校验码不符")
