"""填报: entering numbers by hand, each with a word on its source."""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import sources
from gongkai.annual_reports.models import AnnualReport, ReportEntry
from gongkai.audit import actions as audit
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.shape import Number
from gongkai.statute.annual_report.tables import WrongNumber, cells, checked


@transaction.atomic
def enter(
    *, organ: Organ, year: int, cell: str, value: Number, note: str, by, at: datetime | None = None
) -> ReportEntry:
    """填报: a number no record of the platform holds. Needs a word on where it comes from; the newest one counts.

    Raises ValidationError for a cell the platform counts, a total, a number the cell cannot hold, a signed report.
    """
    organs.require(by, rules.COMPILE_REPORT, organ)
    if AnnualReport.objects.filter(organ=organ, year=year).exclude(state=AnnualReport.State.DRAFT).exists():
        raise ValidationError(_("%d年度的报告已经签发，数据不再改动。") % year)
    known = cells(form_for(year)).get(cell)
    if known is None:
        raise ValidationError(_("这一格不能填：表里没有它，或者它是由系统相加的合计。"))
    if sources.is_counted(known, sources.counting(organ, year)):
        raise ValidationError(
            _("“%s”由平台按登记的记录统计，不能填写；请补录缺少的记录。") % "·".join(known.labels[1:])
        )
    if not note.strip():
        raise ValidationError(_("请写明这个数字的来源，如“据行政审批股台账”。"))
    try:
        number = checked(known, value)
    except (WrongNumber, ArithmeticError) as problem:
        raise ValidationError(str(problem))
    entry = ReportEntry.objects.create(
        organ=organ,
        year=year,
        cell=cell,
        value=Decimal(number),
        note=note.strip(),
        by=by,
        entered_at=at or timezone.now(),
    )
    audit.record(
        verb="report.entered", by=by, organ=organ.slug, subject=f"report-entry:{entry.pk}", year=year, cell=cell,
        value=str(number), note=entry.note,
    )  # fmt: skip
    return entry
