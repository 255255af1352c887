"""The figures of a fee notice (Art. 42, 国办函〔2020〕109号): the table of slices and the sum in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.statute.fees import Basis
from gongkai.writers.letter import Table

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")


def values(facts: Mapping[str, Any], received_on: date | None) -> dict[str, Any]:
    """What the notice says of basis, amount and slices. `slices` are rows (first, last, count, rate, yuan).

    The month is that of the day of receipt, as the tariff counts by calendar month.
    """
    basis = _basis(facts.get("basis"))
    rows = [tuple(int(figure) for figure in row) for row in facts.get("slices") or ()]
    if basis is None or not rows:
        return {}
    amount = int(facts.get("amount_yuan") or sum(row[4] for row in rows))
    first, last, unit = rows[0][0], rows[-1][1], basis.unit
    these = f"第{first}{unit}" if first == last else f"第{first}{unit}至第{last}{unit}"
    return {
        "basis": basis.value,
        "amount_yuan": f"{amount:,}",
        "fee_table": table(rows, unit),
        "fee_words": in_words(amount),
        "fee_month": f"{received_on.year}年{received_on.month}月" if received_on else "",
        "fee_count": str(last),
        "fee_these": these,
        "fee_pages": "是" if basis is Basis.PAGES else "",
        # The table has said it; the row of the facts is filled all the same.
        "slices": tuple(f"{row[0]}—{row[1]}" for row in rows),
    }


def table(rows: list[tuple[int, ...]], unit: str) -> Table:
    """One line a slice and the sum below."""
    lines = [
        (_span(row, unit), f"{row[2]}{unit}", f"{row[3]}元/{unit}" if row[3] else "不收费", f"{row[4]:,}")
        for row in rows
    ]
    total = ("合计", f"{sum(row[2] for row in rows)}{unit}", "", f"{sum(row[4] for row in rows):,}")
    return Table(head=("档次", "数量", "标准", "金额（元）"), rows=(*lines, total), widths=(2, 1, 1.2, 1.2))


def in_words(yuan: int) -> str:
    """壹仟伍佰元整, as amounts are written so that nobody can alter them. ValueError below nought or from 10^12 on."""
    if not 0 <= yuan < 10**12:
        raise ValueError(f"金额应在0元至9999亿元之间：{yuan}")
    if yuan == 0:
        return "零元整"
    words, zero = "", False
    for place in range(11, -1, -1):
        digit = yuan // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + UNITS[place % 4]
            zero = False
        else:
            zero = True
        if place % 4 == 0 and place and yuan // 10**place % 10**4:
            words += GROUPS[place // 4]
    return f"{words}元整"


def _span(row: tuple[int, ...], unit: str) -> str:
    return f"第{row[0]}{unit}" if row[0] == row[1] else f"第{row[0]}{unit}至第{row[1]}{unit}"


def _basis(value: Any) -> Basis | None:
    """A basis by its words or by its name."""
    text = str(value or "")
    return next((row for row in Basis if text in {row.value, row.name, row.name.lower()}), None)
