"""A cell of a workbook as it is shown: dates as dates, 12.50 with its two places, long numbers never as 1.2E+17."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation, localcontext

CONDITION = re.compile(r"\[[^\]]*\]")
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
DATE_LETTERS = re.compile(r"[ymdh]", re.I)


def shown(value: object, form: str = "General") -> str:
    """`form` is the number format of the cell in the format's own code."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date | time):
        return _moment(value, form)
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, int | float):
        with localcontext(prec=400):  # the longest number a workbook holds
            return _number(value, form or "General")
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def is_date_form(form: str) -> bool:
    bare = QUOTED.sub("", CONDITION.sub("", form))
    return bool(DATE_LETTERS.search(bare)) and "general" not in bare.lower()


def _moment(value: datetime | date | time, form: str) -> str:
    bare = CONDITION.sub("", form).lower()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    clock = (
        value.strftime(" %H:%M")
        if isinstance(value, datetime) and ("h" in bare and (value.hour or value.minute))
        else ""
    )
    if "年" in form or "月" in form:
        parts = (
            (f"{value.year}年" if "y" in bare else "")
            + (f"{value.month}月" if "m" in bare else "")
            + (f"{value.day}日" if "d" in bare else "")
        )
        return (parts or f"{value.year}年{value.month}月{value.day}日") + clock
    if "y" in bare and "d" not in bare:
        return f"{value.year}-{value.month:02d}"
    mark = "/" if "/" in form and "m" in bare else "." if "." in bare else "-"
    return f"{value.year}{mark}{value.month:02d}{mark}{value.day:02d}" + clock


def _number(value: int | float, form: str) -> str:
    try:
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        return ""
    if not exact.is_finite():
        return ""
    sections = form.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1].strip() else sections[0]
    bare = QUOTED.sub("", CONDITION.sub("", section))
    before, after = _fixed(section)
    if "%" in bare:
        exact *= 100
    digits = re.search(r"[0#?][0#?,]*(?:\.([0#?]+))?", bare)
    if "general" in bare.lower() or not digits or "e" in bare.lower() or bare.strip() == "@":
        return before + _plain(exact) + after
    while bare.rstrip("% ").endswith(","):  # shown in thousands
        bare, exact = bare.rstrip("% ")[:-1], exact / 1000
    places = digits[1] or ""
    least, most = places.count("0"), len(places)
    rounded = round(abs(exact) if len(sections) > 1 and value < 0 else exact, most)
    text = f"{rounded:,.{most}f}" if "," in digits[0].partition(".")[0].rstrip(",") else f"{rounded:.{most}f}"
    while most > least and text.endswith("0"):
        text, most = text[:-1], most - 1
    width = digits[0].partition(".")[0].count("0")
    if "," not in digits[0] and rounded >= 0 and width > 1:
        whole, dot, part = text.partition(".")
        text = whole.zfill(width) + dot + part
    return before + text.rstrip(".") + ("%" if "%" in bare else "") + after


def _fixed(section: str) -> tuple[str, str]:
    """Words and money signs that the format puts before and after the figure."""
    currency = re.search(r"\[\$([^\]\-]*)", section)
    bare = CONDITION.sub("", section)
    first = re.search(r"[0#?]", QUOTED.sub(lambda found: "\x00" * len(found[0]), bare))
    at = first.start() if first else len(bare)
    words = [
        (found.start(), found[0].strip('"').removeprefix("\\"))
        for found in re.finditer(r'"[^"]*"|\\[^0#]|[¥￥$()（）]', bare)
    ]
    before = (currency[1] if currency else "") + "".join(word for place, word in words if place < at)
    return before, "".join(word for place, word in words if place > at)


def _plain(exact: Decimal) -> str:
    """No exponent, no noise of binary fractions, no trailing zeros."""
    if exact == exact.to_integral_value():
        return f"{exact:.0f}"
    text = f"{round(exact, 10):.10f}"
    return text.rstrip("0").rstrip(".")
