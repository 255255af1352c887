"""Numbers without gaps: taken inside the transaction that uses them, so that what is rolled back gives its number back."""

from django.db import transaction
from django.db.models import F

from gongkai.casework.models import Serial


def next_serial(organ, series: str, year: int) -> int:
    """The next number of a series; both databases make the second writer wait for the first. Needs a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a serial number is taken inside the transaction that uses it")
    Serial.objects.get_or_create(organ=organ, series=series, year=year)
    Serial.objects.filter(organ=organ, series=series, year=year).update(last=F("last") + 1)
    return Serial.objects.get(organ=organ, series=series, year=year).last


def document_number(prefix: str, year: int, serial: int) -> str:
    """榕民公开〔2024〕5号: the full year in hexagonal brackets, no 第, no leading nought (GB/T 9704-2012)."""
    return f"{prefix}〔{year}〕{serial}号"
