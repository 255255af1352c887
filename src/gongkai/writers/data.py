"""JSON the same on every machine: Chinese as it is, decimals as numbers, keys in the order they were given."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def to_json(value: Any, *, indent: int | None = 2) -> str:
    """`value` as JSON text. Dates become ISO text; a decimal becomes the number it says: 52.15, 8040 for 8040.00."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not plain data: {value!r}")
