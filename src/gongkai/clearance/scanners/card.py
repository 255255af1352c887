"""Bank cards by prefix and Luhn's check, and accounts by the words beside them: passbooks rarely have a check digit.

Ground: Personal Information Protection Law Art. 28 (financial accounts). An organisation's account for donations, deposits
or fees may be published; the organ names those it publishes (`Known.accounts`).
"""

import re
from collections.abc import Iterator

from gongkai.clearance.documents.document import Document
from gongkai.clearance.scanners import words
from gongkai.clearance.scanners.checks import born, has_region, luhn
from gongkai.clearance.scanners.context import Setting
from gongkai.clearance.scanners.finding import BLOCK, INFO, WARN, Hit, Known
from gongkai.clearance.scanners.id18 import PATTERN as IDENTITY
from gongkai.clearance.scanners.mobile import PATTERN as MOBILE
from gongkai.clearance.scanners.sight import Sight, sight_of
from gongkai.clearance.scanners.stretches import Stretches

RULE = "CARD"
LABEL = "银行卡号或者账号"
WHY = "个人金融账户属于敏感个人信息，不得公开（个人信息保护法第二十八条）；单位对外收款账户须列入本机关名单。"

CARD = re.compile(r"(?<![0-9A-Za-z])(?:62|60|35|4[0-9]|5[1-5])(?:[ \-]{0,2}[0-9]){13,17}(?![0-9A-Za-z])")
LONGER = re.compile(r"(?=((?:62|60|35|4[0-9]|5[1-5])[0-9]{13,17}))")
ACCOUNT = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ \-]{0,2}[0-9]){7,24}(?![0-9A-Za-z])")
_PHONES = (words.PHONE, words.MOBILE, words.OFFICE, words.PRIVATE)
UNIONPAY = "62"  # UnionPay: 16 to 19 digits; the others have 16
GROUPS = re.compile(r"[0-9]{4}(?:[ \-]{1,2}[0-9]{4}){2,3}(?:[ \-]{1,2}[0-9]{1,4}){0,2}|[0-9]{6}[ \-][0-9]{10,13}")
DATES = re.compile(r"(?:19|20)[0-9]{2}[-. ]?(?:0[1-9]|1[0-2])[-. ]?(?:0[1-9]|[12][0-9]|3[01])")


def find(document: Document, known: Known) -> Iterator[Hit]:
    for block in document.blocks:
        sight = sight_of(block)
        if not sight.has_digits:
            continue
        taken = Stretches()
        for start, end, number, whole in _candidates(sight):
            if not taken.free(start, end):
                continue
            verdict = _verdict(number, whole, Setting(document, block, start, end), known)
            if verdict:
                taken.take(start, end)
                yield Hit(block, start, end, *verdict)


def _candidates(sight: Sight) -> Iterator[tuple[int, int, str, bool]]:
    """Stretch, digits, and whether it is written as one number or in the groups of four that stand on cards."""
    yield from _written(sight, CARD)
    if sight.joined is not sight.plain:
        for at, to in sight.joined.matches(LONGER):
            yield *sight.joined.span(at, to), sight.joined.text[at:to], False
    yield from _written(sight, ACCOUNT)


def _written(sight: Sight, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str, bool]]:
    for match in pattern.finditer(sight.plain.text):
        number = "".join(filter(str.isdigit, match[0]))
        if number == match[0] or GROUPS.fullmatch(match[0]):
            yield *sight.plain.span(*match.span()), number, True


def _verdict(number: str, whole: bool, setting: Setting, known: Known) -> tuple[str, str] | None:
    if number in known.accounts or number in known.phones:
        return None
    named = setting.says(words.CARD) and not setting.is_amount
    is_card = (
        15 <= len(number) <= 19
        and number.startswith(("62", "60", "35", "4", "51", "52", "53", "54", "55"))
        and luhn(number)
    )
    if not named:
        return _unnamed(number, setting) if is_card and whole else None
    if not whole and not (is_card and setting.called(words.CARD)):
        return None
    if not is_card and (_is_something_else(number) or (not setting.called(words.CARD) and len(number) < 12)):
        return None
    if setting.public_account and not setting.personal:
        return INFO, "像是单位的收款账户，请确认后列入本机关名单"
    if is_card:
        return BLOCK, ""
    return (BLOCK if _personal(setting) else WARN), "没有通过银行卡校验，但写作账号"


def _unnamed(number: str, setting: Setting) -> tuple[str, str] | None:
    """A number that could be a card and is called nothing: only what looks like nothing else."""
    if setting.called(words.SERIAL, words.CREDIT, words.AMOUNT, words.IDENTITY, words.POSTCODE, *_PHONES):
        return None
    if setting.is_amount or setting.is_decimal or setting.in_url or _is_something_else(number):
        return None
    if number.startswith(UNIONPAY) and 16 <= len(number) <= 19:
        return (INFO, "像是单位的收款账户") if setting.public_account and not setting.personal else (BLOCK, "")
    return (BLOCK if setting.personal else WARN, "与银行卡号规则相符") if len(number) == 16 else None


def _is_something_else(number: str) -> bool:
    """A date, a mobile telephone, or the shape of an identity number."""
    shaped = IDENTITY.match(number) and len(number) in {18, 20} and has_region(number) and born(number) is not None
    return bool(shaped or MOBILE.fullmatch(number) or (len(number) in {8, 16} and DATES.match(number)))


def _personal(setting: Setting) -> bool:
    return setting.personal or (setting.table.persons and bool(setting.head)) or setting.near(words.IDENTITY)
