"""A signed report as it reads: from its frozen copy alone, with the corrections published since."""

import hashlib
import json
from datetime import date

from django.utils import timezone

from gongkai.annual_reports import errata
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.errata import Erratum
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.value import CompiledReport
from gongkai.statute.annual_report.forms import form_for


def is_intact(report: AnnualReport) -> bool:
    """True when the frozen copy is the one that was signed."""
    return bool(report.frozen) and hashlib.sha256(report.frozen.encode()).hexdigest() == report.sha256


def document(report: AnnualReport) -> ReportDocument:
    frozen = json.loads(report.frozen)
    return ReportDocument(
        CompiledReport.from_data(frozen["report"]),
        form_for(report.year).outline_named(frozen["outline"], year=report.year),
        frozen["sections"],
        state=report.state,
        signed_on=date.fromisoformat(frozen["signed_on"]),
        published_on=timezone.localdate(report.published_at) if report.published_at else None,
        explanation_of_delay=report.explanation_of_delay,
        backdated_because=report.backdated_because,
        sha256=report.sha256,
        errata=_published_errata(report),
    )


def corrected(report: AnnualReport) -> ReportDocument:
    """With its published corrections made: from these numbers the next year goes on."""
    return errata.corrected(document(report))


def _published_errata(report: AnnualReport) -> tuple[Erratum, ...]:
    """One that no longer gives its digest is nothing to show."""
    rows = report.errata.exclude(published_at=None).order_by("published_at", "pk")
    return tuple(
        errata.from_content(row.content, published_on=timezone.localdate(row.published_at), sha256=row.sha256)
        for row in rows
        if row.is_intact
    )
