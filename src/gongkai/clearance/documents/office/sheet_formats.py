"""Number formats of spreadsheets: which are dates, and which show nothing of the value."""

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
LETTERS = re.compile(r"[ymdhsaeYMDHSAE]")
MOST = Decimal(10) ** 21
LAST_DAY = 2_958_466  # 9999-12-31


@lru_cache(maxsize=4096)
def is_date(number: int, code: str) -> bool:
    if number in DATES:
        return True
    bare = SAID.sub("", code.partition(";")[0])
    return (
        bool(LETTERS.search(bare.replace("General", "").replace("E+", "").replace("E-", "")))
        and "#" not in bare
        and "0" not in bare.replace("ss.0", "")
    )


@lru_cache(maxsize=4096)
def hides(code: str, what: str) -> bool:
    """Whether a format shows nothing of a value. `what`: "+", "-" or "0" for a number by its sign, "@" for a text."""
    sections = _sections(code)
    if what == "@":
        return len(sections) >= 4 and _is_blind(sections[3])
    if "[<" in code or "[>" in code or "[=" in code:
        return all(map(_is_blind, sections[:3]))
    section = {"+": 0, "-": 1 if len(sections) > 1 else 0, "0": 2 if len(sections) > 2 else 0}[what]
    return _is_blind(sections[section])


def _is_blind(section: str) -> bool:
    return not re.search(r"[0#?@ymdhsaegGYMDHSAE]", SAID.sub("", section)) and not re.search(
        r"\[[hms]+\]", section, re.I
    )


def _sections(code: str) -> list[str]:
    sections, quoted, current = [], False, ""
    for letter in code:
        if letter == '"':
            quoted = not quoted
        if letter == ";" and not quoted:
            sections.append(current)
            current = ""
        else:
            current += letter
    return [*sections, current]


def day(serial: float, *, from_1904: bool, code: str = "") -> str:
    """A day as people read it, or an empty text when the number is no day."""
    if not 0 <= serial < LAST_DAY:
        return ""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    try:
        moment = start + timedelta(days=serial)
    except OverflowError:
        return ""
    clock = f" {moment:%H:%M:%S}" if serial % 1 else ""
    if serial < 1:
        return clock.strip() or "0:00"
    if "年" in code or "月" in code:
        return f"{moment.year}年{moment.month}月{moment.day}日{clock}"
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}{clock}"


def digits(text: str) -> str:
    """A number as all of its digits: 5.22601198503121E+17 is 522601198503121000 to whoever opens the cell."""
    if "E" not in text and "e" not in text and not text.endswith(".0"):
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    is_whole = number.is_finite() and abs(number) < MOST and number == number.to_integral_value()
    return f"{number:f}".partition(".")[0] if is_whole else text
