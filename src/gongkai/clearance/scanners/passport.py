"""Passports, travel permits for Hong Kong, Macau and Taiwan, and papers of soldiers and police, beside their own word.

Ground: Personal Information Protection Law Art. 28, 34. Their numbers are short and look like many others, so the word must
stand shortly before or as the head of the column: 护照, 通行证, 军官证.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.context import Setting
from gongkai.clearance.scanners.finding import WARN, Hit, Known
from gongkai.clearance.scanners.sight import sight_of

RULE = "PASSPORT"
LABEL = "护照、通行证或者军官证号码"
WHY = "护照、通行证、军官证号码能识别特定自然人，公开前须隐去（个人信息保护法第二十八条、第三十四条）。"

PASSPORT = r"(?<![A-Z0-9])(?:E[0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[GKM][0-9]{8}|[DSP]E?[0-9]{7,8}|1[45][0-9]{7})(?![0-9A-Z])"
PERMIT = r"(?<![A-Z0-9])[CWTLHM][A-Z]?[0-9]{7,10}(?![0-9A-Z])"
TAIWAN = r"(?<![A-Z0-9])(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3])[0-9]{8}(?:[0-9]{2})?(?![0-9A-Z])"
SOLDIER = r"[\u4e00-\u9fff]{1,4}字第?[ ]?[0-9]{4,10}[ ]?号?"
KINDS = tuple(
    (re.compile(number, re.IGNORECASE), re.compile(word, re.IGNORECASE), note)
    for number, word, note in (
        (PASSPORT, "护照|passport", "护照号码"),
        (PERMIT, "通行证|回乡证|台胞证|港澳", "往来港澳台通行证号码"),
        (TAIWAN, "台胞证|台湾居民来往大陆", "台湾居民来往大陆通行证号码"),
        (SOLDIER, "[军警]官证|士[兵官]证|文职干部证|义务兵证|军人证", "军人、警察证件号码"),
    )
)
REACH = 30  # characters from the word to the number


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        text = sight.plain.text
        if not sight.has_digits:
            continue
        for pattern, word, note in KINDS:
            said = word.search(text)
            if not said and block.table is None:
                continue
            for match in pattern.finditer(text):
                start, end = sight.plain.span(*match.span())
                near = said and word.search(text, max(0, match.start() - REACH), match.start())
                if near or words.PASSPORT in Setting(document, block, start, end).head:
                    yield Hit(block, start, end, WARN, note)
