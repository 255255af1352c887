"""Numbers the office enters because no record of the platform holds them yet: decisions, charges, procurement."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.annual_reports.models import ReportEntry
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.shape import Form, Number
from gongkai.statute.annual_report.tables import cells, checked


@dataclass(frozen=True, slots=True)
class Entered:
    value: Number
    note: str
    by: str
    at: datetime


def current(organ: Organ, form: Form, year: int) -> dict[str, Entered]:
    """The newest number entered for each cell of the form; the earlier ones stay on file."""
    known = cells(form)
    rows = ReportEntry.objects.filter(organ=organ, year=year).select_related("by").order_by("entered_at", "pk")
    return {
        row.cell: Entered(checked(known[row.cell], row.value), row.note, row.by.get_full_name(), row.entered_at)
        for row in rows
        if row.cell in known
    }
