"""A plain question for browsers without scripts and for submissions that look hasty. Nothing to see, only to read or hear.

The token carries a keyed digest of the answer, so it can be checked without keeping anything; it serves once, right or
wrong, so it cannot be tried through.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from gongkai.doorkeeping.actions import spend
from gongkai.doorkeeping.digests import digest
from gongkai.doorkeeping.verdicts import Verdict

LIFETIME = timedelta(hours=2)  # as long as somebody may need for a form; proofs are renewed by the page, this is not
SALT = "gongkai.doorkeeping.question"
DIGITS = "零一二三四五六七八九"
OTHER_DIGITS = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾", "零二一二三四五六七八九十")
UNITS = re.compile(r"^(?:答案是|答案|答|是|等于|星期|礼拜|周)+|[个字天的。.,，!！]+$")
ROWS = ("春夏秋冬", "东南西北", "甲乙丙丁", "金木水火土", "赤橙黄绿青蓝紫")
WORDS = ("政府信息公开", "申请表", "县人民政府", "为人民服务", "实事求是")


@dataclass(frozen=True)
class Question:
    text: str
    token: str


def ask() -> Question:
    """A fresh question, good once and for LIFETIME."""
    text, answer = secrets.choice(KINDS)()
    nonce = secrets.token_urlsafe(12)
    return Question(text, signing.dumps({"n": nonce, "a": _mark(nonce, answer)}, salt=SALT, compress=False))


def check(token: str, answer: str, *, by: str = "") -> Verdict:
    """Whether this answers that question. The token is used up by this, except for the very same `by`."""
    try:
        asked = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:  # expired is one of these
        return Verdict(allowed=False, reason=_("问题已经过期，请回答新的问题。"))
    expires_at = datetime.now(UTC) + LIFETIME
    if not spend(asked["n"], expires_at=expires_at, by=by):
        return Verdict(allowed=False, reason=_("这个问题已经回答过，请回答新的问题。"))
    if not constant_time_compare(_mark(asked["n"], normal_answer(answer)), asked["a"]):
        return Verdict(allowed=False, reason=_("答案不对，请回答新的问题。"))
    return Verdict(allowed=True)


def normal_answer(answer: str) -> str:
    """八, 8, ８, “答案是八个” → "8"; 星期四 → "4"; 秋 → "秋"."""
    text = re.sub(r"[\s“”\"'‘’:：]", "", unicodedata.normalize("NFKC", answer))[:20]
    text = UNITS.sub("", UNITS.sub("", text)).translate(OTHER_DIGITS)
    if re.fullmatch(r"[0-9]+", text):
        return str(int(text))
    match = re.fullmatch(rf"([一二三四五六七八九]?)(十?)([{DIGITS}]?)", text)
    if match is None or not text:
        return text
    tens, ten, ones = match.groups()
    if not ten:
        return str(DIGITS.index(tens or ones)) if len(tens + ones) == 1 else text
    return str(10 * (DIGITS.index(tens) if tens else 1) + (DIGITS.index(ones) if ones else 0))


def chinese(number: int) -> str:
    """0 to 99 in characters."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def _sum() -> tuple[str, str]:
    one, other = 2 + secrets.randbelow(8), 1 + secrets.randbelow(9)
    return _("请写出“%(one)s加%(other)s”的得数") % {"one": chinese(one), "other": chinese(other)}, str(one + other)


def _difference() -> tuple[str, str]:
    one = 8 + secrets.randbelow(12)
    other = 1 + secrets.randbelow(7)
    return _("请写出“%(one)s减%(other)s”的得数") % {"one": chinese(one), "other": chinese(other)}, str(one - other)


def _largest() -> tuple[str, str]:
    numbers = secrets.SystemRandom().sample(range(1, 100), 3)
    listed = "、".join(chinese(number) for number in numbers)
    return _("%(numbers)s，这三个数里哪个最大？") % {"numbers": listed}, str(max(numbers))


def _place() -> tuple[str, str]:
    row = secrets.choice(ROWS)
    place = secrets.randbelow(len(row))
    text = _("“%(row)s”里的第%(place)s个字是什么？") % {"row": "、".join(row), "place": chinese(place + 1)}
    return text, normal_answer(row[place])


def _next_day() -> tuple[str, str]:
    day = 1 + secrets.randbelow(5)
    return _("星期%(day)s的后一天是星期几？") % {"day": chinese(day)}, str(day + 1)


def _length() -> tuple[str, str]:
    word = secrets.choice(WORDS)
    return _("“%(word)s”一共有几个字？") % {"word": word}, str(len(word))


def _mark(nonce: str, answer: str) -> str:
    return digest("answer", nonce, answer)


KINDS: tuple[Callable[[], tuple[str, str]], ...] = (_sum, _difference, _largest, _place, _next_day, _length)
