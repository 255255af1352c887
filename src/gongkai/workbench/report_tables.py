"""The statutory tables and the counts on the office's pages: every number opens what it was counted from."""

from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.annual_reports import layout
from gongkai.annual_reports.behind import Part, by_group
from gongkai.annual_reports.value import CompiledReport
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Number
from gongkai.statute.annual_report.tables import FEES


def address(year: int, path: str) -> str:
    return reverse("office_report_cell", args=[year, path])


def linked(compiled: CompiledReport) -> list[tuple[str, SafeString]]:
    """The three tables, title and HTML, each number a link; nothing under a form without tables."""
    if not compiled.form.table_two:
        return []

    def draw(path: str, value: Number) -> str:
        return f'<a href="{escape(address(compiled.year, path))}">{escape(layout.number(value))}</a>'

    tables = ((key, layout.table(compiled.form, compiled.tables, key, draw)) for key in TITLES)
    return [(TITLES[key], mark_safe(table.as_html())) for key, table in tables]  # noqa: S308 - the writer escapes


def counts(organ: Organ, compiled: CompiledReport) -> list[tuple[str, list[tuple[Part, str]]]]:
    """The counts of what was disclosed, group by group, each with the address of its list."""
    groups = by_group(organ, compiled).items()
    return [(title, [(part, address(compiled.year, part.path)) for part in parts]) for title, parts in groups]


def fees(compiled: CompiledReport) -> list[tuple[str, str, str]]:
    """Label, number and address of the fee cells."""
    return [
        (fee.label, layout.number(compiled.fees[fee.key]), address(compiled.year, f"fees.{fee.key}"))
        for fee in FEES
        if fee.key in compiled.fees
    ]


def unit_of(path: str) -> str:
    """件, 条, 万元, 元: what a number of this path counts."""
    if path.startswith("items."):
        return _("条")
    if path.endswith("_yuan"):
        return _("元")
    return _("万元") if path.endswith("amount_wan") else _("件")
