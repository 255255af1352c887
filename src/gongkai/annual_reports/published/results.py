"""A verdict as data and back: what `gongkai report check --json` prints, what the platform's own report prints."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.annual_reports.published.files import Unreadable
from gongkai.annual_reports.published.reading import Reading
from gongkai.annual_reports.published.words import Value
from gongkai.statute.annual_report.forms import form_named
from gongkai.statute.annual_report.identities import Breach, Severity
from gongkai.statute.annual_report.shape import Number

TABLES = ("table_two", "table_three", "table_four")


def is_data(data: bytes) -> bool:
    """JSON, whole or broken off, rather than a text that happens to begin with a brace."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    if b'"tables"' in data:
        return True
    try:
        json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return False
    return True


def loaded(data: bytes) -> dict[str, Any]:
    """The object of a JSON file with tables in it, decimals exact. Unreadable says what is missing."""
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError) as fault:
        raise Unreadable("JSON文件的内容不完整或者不是JSON") from fault
    if not isinstance(found, dict) or not isinstance(found.get("tables"), dict):
        raise Unreadable("JSON文件里没有 tables；应为 gongkai report check --json 或者本平台年度报告的JSON")
    key = found.get("format") or found.get("form")
    try:
        form_named(str(key))
    except LookupError as problem:
        raise Unreadable(str(problem)) from problem
    return found | {"format": str(key)}


def reading_of(found: Mapping[str, Any]) -> Reading:
    """The cells of the tables; what is null is blank. Unreadable for anything that is no number."""
    reading = Reading()
    for table in TABLES:
        for path, number in _cells(table, found["tables"].get(table) or {}):
            reading.values[path] = Value(number, "" if number is None else str(number))
    return reading


def _cells(path: str, found: object) -> Iterator[tuple[str, Number | None]]:
    if isinstance(found, Mapping):
        for key, inner in found.items():
            yield from _cells(f"{path}.{key}", inner)
    elif found is None or (isinstance(found, int | Decimal) and not isinstance(found, bool)):
        yield path, found
    else:
        raise Unreadable(f"JSON文件里 {path} 应为数字或者 null，现为“{found}”")


def breach_of(row: Mapping[str, Any]) -> Breach:
    """One row of `violations`."""
    severity = Severity(row.get("severity", "error"))
    expected, found = ("" if row.get(key) is None else row[key] for key in ("expected", "found"))
    return Breach(str(row["rule"]), str(row["at"]), expected, found, str(row["message"]), severity)


def day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
