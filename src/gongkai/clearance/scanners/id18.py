"""Identity numbers of 18 characters: 居民身份证, residence permits of people from Hong Kong, Macau and Taiwan, foreigners' cards.

Ground: Personal Information Protection Law Art. 28, 34; Civil Code Art. 1034, 1039. Form: GB 11643. A number that passes
blocks wherever it stands; one that does not pass blocks where something says it is an identity number (a slip of the pen
or a disguise), warns where nothing does, and is left alone where it is called something else (索引号, 合同号).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.clearance.documents.document import PAGE, PARAGRAPH, Block, Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.checks import FOREIGNERS, OLDEST, born, check_fits, has_region, is_credit_code
from gongkai.clearance.scanners.context import Setting
from gongkai.clearance.scanners.finding import BLOCK, WARN, Hit, Known
from gongkai.clearance.scanners.sight import Sight, View, sight_of
from gongkai.clearance.scanners.stretches import Stretches, views_of

RULE = "ID18"
LABEL = "居民身份证号码"
WHY = "身份证号码能直接识别特定自然人，公开前须隐去（个人信息保护法第二十八条、第三十四条，民法典第一千零三十四条）。"

FIRST = r"[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"
SHAPE = rf"{FIRST}[0-9Xx×*]"
PATTERN = re.compile(rf"(?=({SHAPE}))")
NAMED = re.compile(r"(?=([1-9][0-9]{15,17}[0-9Xx]))")  # called an identity number, but of a wrong shape or length
FOREIGN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3}[0-9]{12}(?![A-Za-z0-9])")
PREFIXED = re.compile(rf"(?:id|no\.?|sfzh?|idcard)({SHAPE})(?![0-9A-Za-z])", re.IGNORECASE)
ROUNDED = re.compile(r"(?<![0-9.])[1-9]\.[0-9]{5,16}[Ee]\+?17(?![0-9])")  # what a spreadsheet makes of eighteen digits
TAIL = re.compile(r"(?<![0-9A-Za-z])[0-9]{1,17}(?=[ ]*$)")
HEAD = re.compile(r"(?<![0-9A-Za-z])[0-9]{0,16}[0-9Xx](?![0-9A-Za-z])")
TRAILED = re.compile(rf"(?<![0-9A-Za-z])({FIRST}[Xx])[0-9]{{1,4}}(?![0-9A-Za-z])")  # …X89: the X says where it ends
GROUPS = re.compile(r"[0-9]{6}[ \-.·_/]{1,3}[0-9]{8}[ \-.·_/]{1,3}[0-9]{3}[0-9Xx]")
SLIP = "校验码不符，可能是笔误，也可能是改动过的真号码"
LONGEST = 30  # of a number that does not pass and is broken: more between its digits is no number
OTHERWISE = (words.SERIAL, words.CREDIT, words.AMOUNT)


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        if sight.has_digits or sight.spelled:
            yield from _in_block(document, block, sight)
    yield from _over_two_blocks(document)


def _in_block(document: Document, block: Block, sight: Sight) -> Iterator[Hit]:
    taken = Stretches()
    failing: list[tuple[int, int, str, bool]] = []
    for view in views_of(sight):
        places = [*view.matches(PATTERN), *(match.span(1) for match in PREFIXED.finditer(view.text))]
        for at, to in places:
            start, end = view.span(at, to)
            number = view.text[at:to]
            if not passes(number):
                sure = _whole(sight, block, start, end, view)
                if sure or end - start <= LONGEST:
                    failing.append((start, end, number, sure))
            elif taken.free(start, end):
                hit = _passing(number, Setting(document, block, start, end), view is sight.guessed)
                if hit:
                    taken.take(start, end)
                    yield Hit(block, start, end, *hit)
    for start, end, number, sure in failing:
        if taken.free(start, end):
            hit = _failing(number, Setting(document, block, start, end), sure=sure)
            if hit:
                taken.take(start, end)
                yield Hit(block, start, end, *hit)
    for view in (sight.plain, sight.close):
        for at, to in view.matches(NAMED):
            start, end = view.span(at, to)
            if taken.free(start, end) and Setting(document, block, start, end).called(words.IDENTITY):
                taken.take(start, end)
                yield Hit(block, start, end, BLOCK if to - at == 18 else WARN, "写作身份证号码，但位数或者日期不对")
        if sight.close is sight.plain:
            break
    for match in ROUNDED.finditer(sight.plain.text):
        start, end = sight.plain.span(*match.span())
        if Setting(document, block, start, end).called(words.IDENTITY):
            yield Hit(block, start, end, BLOCK, "被表格软件写成科学记数的身份证号码")
    for match in TRAILED.finditer(sight.plain.text):
        start, end = sight.plain.span(*match.span(1))
        if passes(match[1]) and taken.free(start, end):
            yield Hit(block, start, end, WARN, "号码后面紧跟其他数字")
    for match in FOREIGN.finditer(sight.plain.text):
        start, end = sight.plain.span(*match.span())
        if Setting(document, block, start, end).says(words.IDENTITY, words.PASSPORT):
            yield Hit(block, start, end, BLOCK, "外国人永久居留身份证号码")


def _over_two_blocks(document: Document) -> Iterator[Hit]:
    """A number that ends one paragraph or page and goes on in the next: each part is a hit of its own."""
    for first, second in pairwise(document.blocks):
        if (
            first.kind not in {PARAGRAPH, PAGE}
            or second.kind not in {PARAGRAPH, PAGE}
            or not sight_of(second).has_digits
        ):
            continue
        one, other = sight_of(first).plain, sight_of(second).plain
        blanks = len(other.text) - len(other.text.lstrip())
        tail, head = TAIL.search(one.text.rstrip()[-20:]), HEAD.match(other.text, blanks)
        number = tail[0] + head[0] if tail and head else ""
        if tail and head and re.fullmatch(SHAPE, number) and passes(number):
            end = len(one.text.rstrip())
            yield Hit(first, *one.span(end - len(tail[0]), end), BLOCK, "号码断在两段之间")
            yield Hit(second, *other.span(*head.span()), BLOCK, "号码断在两段之间")


def passes(number: str) -> bool:
    """Whether a number of the shape has a region, a birthday that has been, and the right last character.

    A cross or a star for the last character hides nothing: it follows from the seventeen before it.
    """
    if not has_region(number) or born(number) is None:
        return False
    return number[17] == "*" or check_fits(number[:17] + ("X" if number[17] == "×" else number[17]))


def _passing(number: str, setting: Setting, guessed: bool) -> tuple[str, str] | None:
    day = born(number)
    named = setting.says(words.IDENTITY, words.DISABILITY)
    recent = day is not None and day.year >= 2008  # the years in which index numbers and serials have been given
    if setting.called(words.CREDIT) and is_credit_code(number):
        return None
    if number[0] == FOREIGNERS:
        if is_credit_code(number) and not named:
            return None
        return (BLOCK if named else WARN), "外国人永久居留身份证号码"
    if setting.called(words.SERIAL) and recent and not setting.table.persons:
        return WARN, "标作编号，但校验码与身份证号码相符"
    if setting.is_decimal or (setting.in_url and recent) or (day is not None and day.year < OLDEST):
        return (BLOCK if named else WARN), ""
    return BLOCK, "有字母冒充或者误识为数字" if guessed else ""


def _failing(number: str, setting: Setting, *, sure: bool) -> tuple[str, str] | None:
    if setting.says(words.IDENTITY) and (sure or setting.called(words.IDENTITY)):
        return BLOCK, SLIP
    if setting.called(*OTHERWISE, words.CARD, words.DISABILITY) or setting.is_amount or setting.is_decimal:
        return None
    if setting.earlier(words.IDENTITY) and sure and has_region(number):
        return BLOCK, SLIP
    if not sure or setting.in_url or not has_region(number) or born(number) is None or is_credit_code(number):
        return None
    return WARN, SLIP


def _whole(sight: Sight, block: Block, start: int, end: int, view: View) -> bool:
    """Whether a number that does not pass is written as one, or in the groups people write: not two neighbours glued."""
    if view is sight.spelled or view is sight.guessed:
        return view is sight.spelled
    return end - start == 18 or bool(GROUPS.fullmatch(block.text[start:end])) or view is sight.plain
