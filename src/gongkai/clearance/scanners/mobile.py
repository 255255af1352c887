"""Mobile telephone numbers, however they are written: +86, 0086, brackets, dots, 138 8551 2345, 1388551 2345, 一三八….

Ground: Civil Code Art. 1034; Personal Information Protection Law Art. 4, 34. Warns, since a duty phone may be published:
the organ names its own (`Known.phones`). In a column of numbers beside a column of persons it blocks.
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Block, Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.context import Setting
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.sight import Sight, View, sight_of
from gongkai.clearance.scanners.stretches import Stretches

RULE = "MOBILE"
LABEL = "手机号码"
WHY = "手机号码是个人信息，除本机关列明的值班电话外不应公开（民法典第一千零三十四条，个人信息保护法第三十四条）。"

BETWEEN = r"[ \-.·_/()（）\n\t\r]{0,3}"
PATTERN = re.compile(rf"(?<![0-9])(?:(?:\+|00)?{BETWEEN}86{BETWEEN})?(1{BETWEEN}[3-9](?:{BETWEEN}[0-9]){{9}})(?![0-9])")
GROUPS = {"11", "3-4-4", "3-8", "7-4", "3-4-2-2"}
LETTERS = re.compile(
    r"(?:[^A-Za-z0-9]|^)(?:tel|phone|mobile|mob|sj|wx|vx|v|wechat|qq|id|no\.?)[ :：.]?$", re.IGNORECASE
)
SAID = (words.MOBILE, words.PHONE, words.PRIVATE, words.OFFICE)
OTHERWISE = (words.SERIAL, words.CREDIT, words.POSTCODE, words.AMOUNT)


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        views = [view for view in (sight.plain, sight.spelled, sight.guessed) if view is not None]
        if not sight.has_digits and len(views) == 1:
            continue
        taken = Stretches()
        for view in views:
            for match in PATTERN.finditer(view.text):
                start, end = view.span(*match.span(1))
                if taken.free(start, end) and (severity := _severity(document, block, sight, view, match, known)):
                    taken.take(start, end)
                    yield Hit(block, start, end, severity)


def digits_of(text: str) -> str:
    return "".join(letter for letter in text if letter in "0123456789")


def _severity(document: Document, block: Block, sight: Sight, view: View, match: re.Match[str], known: Known) -> str:
    number = digits_of(match[1])
    if number in known.phones or f"86{number}" in known.phones:
        return ""
    setting = Setting(document, block, *view.span(*match.span(1)))
    if setting.is_amount or setting.is_decimal or setting.in_url or setting.called(*OTHERWISE):
        return ""
    said = setting.says(*SAID)
    if not (
        _is_written_as_one(match[1], said=said) and _stands_alone(view, match, said=said, listed=setting.earlier(*SAID))
    ):
        return ""
    if view is sight.guessed and not said:
        return ""
    if not setting.head.isdisjoint(SAID) and setting.table.persons and not setting.table.offices:
        return BLOCK
    return WARN


def _is_written_as_one(text: str, *, said: bool) -> bool:
    """In the groups people write; over lines and cells, or in other groups, only where something says it is a telephone."""
    groups = [len(group) for group in re.findall(r"[0-9]+", text)]
    if len(groups) == 1:
        return True
    if "\t" in text or "\n" in text or "\r" in text:
        return said and len(groups) <= 3
    return said or "-".join(map(str, groups)) in GROUPS


def _stands_alone(view: View, match: re.Match[str], *, said: bool, listed: bool) -> bool:
    """Not a part of a longer number in groups, of a hash or a code, nor a few figures of a row of figures.

    `listed`: the page has spoken of telephones before, so that a row may hold one in groups among its other figures.
    """
    before, after = view.text[max(0, match.start() - 12) : match.start()], view.text[match.end() : match.end() + 3]
    if re.match(r"[A-Za-z_]", after) and not re.match(r"(?:qq|wx|vx)", after, re.IGNORECASE):
        return False
    if re.search(r"[A-Za-z_]$", before) and not LETTERS.search(before):
        return False
    if re.search(r"[0-9][-/]$", before) or re.match(r"[-/.][0-9]", after):
        return said
    groups = re.findall(r"[0-9]+", match[1])
    if len(groups) == 1 or not (re.search(r"[0-9][ ·.]$", before) or re.match(r"[ ·]+[0-9]", after)):
        return True
    return (said or listed) and "-".join(str(len(group)) for group in groups) in GROUPS
