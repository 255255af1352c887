"""Small rules of intake in plain Python: what an application must say, when two ask the same, how a number is read."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Mapping

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is mistaken for another on paper
CODE_LENGTH = 10
_BLANK = re.compile(r"[\s\u200b\u3000，。、；：,.;:!?！？“”\"'（）()《》〈〉-]+")


def new_query_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """K7M2P-9XQ4T: in two halves, as it is printed."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}" if len(code) == CODE_LENGTH else code


def typed_code(text: str) -> str:
    """The code as it was made, from however it was typed: full width, small letters, blanks, dashes."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper())[:40]


def typed_number(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))[:40]


def shown_number(number: str) -> str:
    """2024 0004 0015: year, organ, serial."""
    return f"{number[:4]} {number[4:8]} {number[8:]}" if len(number) >= 12 and number.isdigit() else number


def registration_number(year: int, organ: int, serial: int) -> str:
    """Digits only, so that it can be typed on any telephone."""
    return f"{year}{organ:04d}{serial:04d}"


def outer_number(year: int, organ: int, serial: int) -> str:
    """A number given outside an air gap: longer by a leading 9, which no serial of the office itself comes to."""
    return f"{year}{organ:04d}9{serial:04d}"


def is_outer_number(number: str, year: int, organ: int) -> bool:
    """Whether `outer_number` made it."""
    start = f"{year}{organ:04d}9"
    return number.startswith(start) and len(number) >= len(start) + 4


def digest(title: str, content: str) -> str:
    """Equal for texts that differ in blanks, width and punctuation only: the same thing asked for (Art. 36(6))."""
    return hashlib.sha256(_plain(f"{title}{content}").encode()).hexdigest()


def likeness(one: str, other: str) -> float:
    """0 to 1: the share of pairs of characters two texts have in common."""
    left, right = _pairs(one), _pairs(other)
    return len(left & right) / len(left | right) if left and right else 0.0


def _plain(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _pairs(text: str) -> set[str]:
    plain = _plain(text)
    return {plain[place : place + 2] for place in range(len(plain) - 1)}


def missing(
    applicant: Mapping[str, str], title: str, content: str, delivery_way: str, *, has_proof: bool
) -> dict[str, str]:
    """条例第二十九条第二款: field to sentence, for what the application must state and does not. Nothing else may be demanded."""
    found: dict[str, str] = {}
    if not applicant.get("name", "").strip():
        found["name"] = "请填写申请人的姓名或者名称（条例第二十九条第二款第一项）"
    if not applicant.get("id_number", "").strip() and not has_proof:
        found["id_number"] = "请填写证件号码，或者上传身份证明（条例第二十九条第二款第一项）"
    if not any(applicant.get(way, "").strip() for way in ("phone", "email", "address")):
        found["phone"] = "电话、电子邮箱、联系地址请至少填写一种，以便联系（条例第二十九条第二款第一项）"
    if not title.strip() and not content.strip():
        found["title"] = "请写明所需信息的名称、文号，或者便于查找的其他特征（条例第二十九条第二款第二项）"
    needed = {"post": "address", "email": "email"}.get(delivery_way)
    if needed and not applicant.get(needed, "").strip():
        words = {"address": "选择邮寄的，请填写联系地址", "email": "选择电子邮件的，请填写电子邮箱"}
        found[needed] = f"{words[needed]}（条例第二十九条第二款第三项）"
    return found
