"""Reading reports: what the public sees, what the office is working on, which years are still owed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from gongkai.annual_reports import checks, errata, sentences, signed
from gongkai.annual_reports.compile import compile_report, deadline
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.history import year_before
from gongkai.annual_reports.models import AnnualReport, ReportErratum
from gongkai.annual_reports.sentences import OPENING
from gongkai.annual_reports.signed import is_intact
from gongkai.annual_reports.value import CompiledReport, Deadline
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.shape import Outline

State = AnnualReport.State


def published(organ: Organ) -> list[AnnualReport]:
    """The published reports of an organ, the newest year first."""
    return list(
        AnnualReport.objects.filter(organ=organ, state=State.PUBLISHED)
        .select_related("organ")
        .defer("frozen", "sections")
    )


def published_report(organ: Organ, year: int) -> ReportDocument | None:
    """The report as it was signed (`.html`, `.as_json()`), or None when there is none the public may see.

    A frozen copy that no longer gives its digest is nothing to show.
    """
    report = AnnualReport.objects.filter(organ=organ, year=year, state=State.PUBLISHED).select_related("organ").first()
    return document(report) if report is not None and is_intact(report) else None


def published_as(item: DisclosureItem) -> AnnualReport | None:
    """The published report this item of the catalogue is the text of."""
    if item.heading.kind != Heading.Kind.ANNUAL_REPORT:
        return None
    found = AnnualReport.objects.filter(item_id=item.pk, state=State.PUBLISHED).select_related("organ")
    return found.defer("frozen", "sections").first()


def report_of(organ: Organ, year: int) -> AnnualReport | None:
    return (
        AnnualReport.objects.filter(organ=organ, year=year).select_related("organ", "signed_by", "published_by").first()
    )


def outline_of(report: AnnualReport) -> Outline:
    return form_for(report.year).outline_named(report.outline, year=report.year)


def document(report: AnnualReport) -> ReportDocument:
    """A draft with the numbers of now and what stands against signing; a signed report from its frozen copy alone.

    Beside it the numbers of the year before, where that report is published: they are drawn, and signed by nobody here.
    """
    return replace(_alone(report), last_year=_last_year(report.organ, report.year))


def _last_year(organ: Organ, year: int) -> CompiledReport | None:
    before = (
        AnnualReport.objects.filter(organ=organ, year=year - 1, state=State.PUBLISHED).select_related("organ").first()
    )
    if before is None or not is_intact(before):
        return None
    return signed.corrected(before).compiled


def _alone(report: AnnualReport) -> ReportDocument:
    outline = outline_of(report)
    if report.is_draft:
        compiled = compile_report(report.organ, report.year)
        before = year_before(report.organ, report.year)
        offers = sentences.offered(report.organ, compiled, outline, before)
        found = checks.breaches(report, compiled, outline, offers, before)
        return ReportDocument(
            compiled, outline, report.sections, found, report.state, explanation_of_delay=report.explanation_of_delay
        )
    return signed.document(report)


def open_erratum(report: AnnualReport) -> ReportErratum | None:
    """The correction that waits for a signature."""
    return report.errata.filter(published_at=None).select_related("drafted_by", "report__organ").first()


def corrected_report(organ: Organ, year: int) -> ReportDocument | None:
    """The published report with its corrections made: from these numbers the next year goes on. None when there is none."""
    found = published_report(organ, year)
    return errata.corrected(found) if found is not None else None


def unwritten(organ: Organ, year: int, as_of: date | None = None) -> ReportDocument:
    """The report as the records alone would have it, as of any day: every number, and the sentences they vouch for."""
    compiled = compile_report(organ, year, as_of)
    outline = compiled.form.outlines_of(year)[0]
    offers = sentences.offered(organ, compiled, outline)
    keys = (OPENING, *(section.key for section in outline.sections))
    words = {key: sentences.first_text(outline, key, offers) for key in keys}
    before = year_before(organ, year)
    found = (*compiled.breaches, *(checks.against(before, organ, compiled) if before is not None else ()))
    return ReportDocument(compiled, outline, words, found, last_year=_last_year(organ, year))


def to_read(organ: Organ, year: int, as_of: date | None = None) -> ReportDocument:
    """The report of a year as far as it has come; with `as_of`, always from the records alone."""
    report = report_of(organ, year) if as_of is None else None
    return document(report) if report is not None else unwritten(organ, year, as_of)


@dataclass(frozen=True)
class Punctuality:
    """Whether the report on a year came out by its legal date; `published_on` is None while it has not."""

    year: int
    legal: date
    published_on: date | None

    @property
    def is_in_time(self) -> bool:
        return self.published_on is not None and self.published_on <= self.legal


def punctuality(organs: Iterable[Organ], *, today: date | None = None) -> dict[int, list[Punctuality]]:
    """For each organ (by key) the years from its first published report on, the newest first, as far as due or published.

    One query. Years before the first report here are left out: they were published elsewhere, or before the platform.
    """
    today = today or timezone.localdate()
    organs = {organ.pk: organ for organ in organs}
    out: dict[int, dict[int, date]] = {key: {} for key in organs}
    rows = AnnualReport.objects.filter(organ__in=organs, state=State.PUBLISHED)
    for organ, year, at in rows.order_by().values_list("organ", "year", "published_at"):
        out[organ][year] = timezone.localdate(at)
    found = {}
    for key, published in out.items():
        years = range(today.year, min(published, default=today.year + 1) - 1, -1)
        kept = [Punctuality(year, deadline(organs[key], year).legal, published.get(year)) for year in years]
        found[key] = [row for row in kept if row.published_on is not None or row.legal < today]
    return found


@dataclass(frozen=True)
class OwedYear:
    """One year and how its report stands. `days_left` counts to the legal date, negative when it is past."""

    year: int
    report: AnnualReport | None
    deadline: Deadline
    days_left: int

    @property
    def is_published(self) -> bool:
        return self.report is not None and self.report.state == State.PUBLISHED

    @property
    def is_long_past(self) -> bool:
        """No report here and the date more than a year ago: likely one of before the platform, published elsewhere."""
        return self.report is None and self.days_left < -366

    @property
    def days_late(self) -> int:
        """How many days after the legal date the report came out, or how many it has been owing."""
        if self.is_published:
            return max(0, (timezone.localdate(self.report.published_at) - self.deadline.legal).days)
        return max(0, -self.days_left)


def owed_years(organ: Organ, *, today: date | None = None) -> list[OwedYear]:
    """The running year, the one before, and back to the first with anything disclosed or written; newest first.

    Each report has `has_open_erratum` set: a correction waits for its signature.
    """
    today = today or timezone.localdate()
    waiting = Exists(ReportErratum.objects.filter(report=OuterRef("pk"), published_at=None))
    stored = AnnualReport.objects.filter(organ=organ).annotate(has_open_erratum=waiting).defer("frozen", "sections")
    reports = {report.year: report for report in stored}
    first = (
        DisclosureEvent.objects.filter(organ=organ)
        .order_by("happened_at")
        .values_list("happened_at", flat=True)
        .first()
    )
    earliest = min([today.year - 1, *reports, *([timezone.localdate(first).year] if first else [])])
    rows = []
    for year in range(today.year, max(earliest, 2008) - 1, -1):
        due = deadline(organ, year)
        rows.append(OwedYear(year, reports.get(year), due, (due.legal - today).days))
    return rows
