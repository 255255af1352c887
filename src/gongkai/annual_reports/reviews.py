"""Where a draft stands between writing and signing: handed in, passed, returned, or changed since."""

import hashlib
from dataclasses import dataclass

from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.models import AnnualReport, ReportReview
from gongkai.writers.data import to_json

Outcome = ReportReview.Outcome


@dataclass(frozen=True)
class Standing:
    """The newest submission, None when there was none, and whether it is of the text as it stands now."""

    review: ReportReview | None
    is_current: bool

    @property
    def waits(self) -> bool:
        return self.review is not None and self.review.is_waiting and self.is_current

    @property
    def is_passed(self) -> bool:
        return self.review is not None and self.review.outcome == Outcome.PASSED and self.is_current

    @property
    def is_returned(self) -> bool:
        return self.review is not None and self.review.outcome == Outcome.RETURNED

    @property
    def is_void(self) -> bool:
        """Handed in or passed, and changed since: to be handed in again."""
        return self.review is not None and not self.is_returned and not self.is_current


def latest(report: AnnualReport) -> ReportReview | None:
    return ReportReview.objects.filter(report=report).select_related("submitted_by", "decided_by").last()


def standing(report: AnnualReport, document: ReportDocument) -> Standing:
    review = latest(report)
    return Standing(review, review is not None and review.content_hash == content_hash(document))


def content_hash(document: ReportDocument) -> str:
    """SHA-256 over words, outline and every number of the tables: what a reviewer has before the eyes."""
    data = document.as_data()
    parts = {key: data[key] for key in ("outline", "opening", "sections", "tables", "fees", "total", "categories")}
    return hashlib.sha256(to_json(parts, indent=None).encode()).hexdigest()
