"""Locking a report for one action, and the row each action leaves in the audit trail."""

from gongkai.annual_reports.models import AnnualReport
from gongkai.audit import actions as audit


def locked(report: AnnualReport) -> AnnualReport:
    """The stored row, held until the transaction ends: two people pressing a button stand in a queue."""
    return AnnualReport.objects.select_for_update().select_related("organ").get(pk=report.pk)


def record(verb: str, report: AnnualReport, by, **facts) -> None:
    audit.record(verb=verb, by=by, organ=report.organ.slug, subject=report.reference, year=report.year, **facts)
