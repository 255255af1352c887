"""Whether the number of a document can be what it says it is. Only slips of the pen are looked for: nobody is looked up."""

import re
import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

from gongkai.statute.organ_codes import CodeProblem, check_orgcode, check_uscc

RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
RESIDENT_CHECKS = "10X98765432"


def normal_number(text: str) -> str:
    """Half width, capitals, no blanks: as it is printed on the document."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def fault(kind: str, number: str) -> str:
    """A sentence about what cannot be right with this number; empty when nothing speaks against it."""
    check = CHECKS.get(kind)
    return check(number) if check and number else ""


def _resident(number: str) -> str:
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return _("居民身份证号码为18位，现在填写的是%d位，请核对。") % len(number)
    total = sum(int(digit) * weight for digit, weight in zip(number, RESIDENT_WEIGHTS, strict=False))
    if number[17] != RESIDENT_CHECKS[total % 11]:
        return _("居民身份证号码的校验位不符，可能有一位写错，请对照证件核对；证件上确实如此的，请选“其他有效证件”。")
    return ""


def _credit_code(number: str) -> str:
    try:
        check_uscc(number)
    except CodeProblem as problem:
        return _("%s，请对照证照核对；证照上确实如此的，请选“其他有效证件”。") % problem
    return ""


def _org_code(number: str) -> str:
    """Registration numbers of other kinds stand under this kind too: only one that looks like an organ code is checked."""
    plain = number.replace("-", "")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", plain):
        return ""
    try:
        check_orgcode(plain)
    except CodeProblem as problem:
        return _("%s，请对照证照核对；证照上确实如此的，请选“其他有效证件”。") % problem
    return ""


CHECKS: dict[str, Callable[[str], str]] = {
    "resident": _resident,
    "credit_code": _credit_code,
    "org_code": _org_code,
}
