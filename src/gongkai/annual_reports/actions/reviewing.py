"""送审、审核、退回: somebody who wrote none of it looks at the report before the head signs."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import queries, reviews, trail
from gongkai.annual_reports.actions.signing import NotSignable
from gongkai.annual_reports.models import AnnualReport, ReportReview
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.statute.annual_report.identities import Severity

Outcome = ReportReview.Outcome


@transaction.atomic
def submit_for_review(*, report: AnnualReport, by, at: datetime | None = None) -> ReportReview:
    """送审 of the text and numbers as they stand. NotSignable lists what must be right first; once is enough."""
    organs.require(by, rules.COMPILE_REPORT, report.organ)
    report = _draft(report)
    document = queries.document(report)
    if errors := [breach for breach in document.breaches if breach.severity == Severity.ERROR]:
        raise NotSignable([_("还不能送审，请先改正下列各项："), *(breach.message for breach in errors)])
    where, at = reviews.standing(report, document), at or timezone.now()
    if where.waits:
        return where.review
    if where.review is not None and where.review.is_waiting:  # of a text that is another now
        _decide(where.review, Outcome.RETURNED, by, at, _("送审后文字或者数据有改动，已重新送审。"))
    review = ReportReview.objects.create(
        report=report, content_hash=reviews.content_hash(document), submitted_by=by, submitted_at=at
    )
    trail.record("report.submitted", report, by, happened_at=at, content_hash=review.content_hash)
    return review


@transaction.atomic
def pass_review(*, report: AnnualReport, by, seen: str, note: str = "", at: datetime | None = None) -> ReportReview:
    """审核通过 of exactly the text with the hash `seen`, by somebody who wrote none of it (Art. 17)."""
    report, review = _open_review(report, by)
    current = reviews.content_hash(queries.document(report))
    if review.content_hash != current or seen != current:
        raise ValidationError(_("送审以后文字或者数据有改动，请核对现在的内容；由编写人重新送审后再审核。"))
    _decide(review, Outcome.PASSED, by, at or timezone.now(), note.strip())
    trail.record("report.reviewed", report, by, content_hash=review.content_hash, note=review.note)
    return review


@transaction.atomic
def return_to_writer(*, report: AnnualReport, by, note: str, at: datetime | None = None) -> ReportReview:
    """退回修改, with a word on what is wrong: by the reviewer, or by the head of a text that has passed."""
    report = _draft(report)
    review = reviews.latest(report)
    may = (organs.may(by, right, report.organ) for right in (rules.CLEAR, rules.SIGN_REPORT))
    if not any(may):
        organs.require(by, rules.CLEAR, report.organ)
    if review is None or review.outcome == Outcome.RETURNED:
        raise ValidationError(_("报告没有送审，不用退回；编写人还在修改。"))
    _refuse_writer(report, by)
    if not note.strip():
        raise ValidationError(_("请写明退回的原因，让编写人知道要改什么。"))
    _decide(review, Outcome.RETURNED, by, at or timezone.now(), note.strip())
    trail.record("report.returned", report, by, note=review.note)
    return review


def _open_review(report: AnnualReport, by) -> tuple[AnnualReport, ReportReview]:
    organs.require(by, rules.CLEAR, report.organ)
    report = _draft(report)
    review = reviews.latest(report)
    if review is None or not review.is_waiting:
        raise ValidationError(_("没有等待审核的送审稿。"))
    _refuse_writer(report, by)
    return report, review


def _refuse_writer(report: AnnualReport, by) -> None:
    if report.writers.filter(pk=by.pk).exists():
        raise PermissionDenied(
            _("您参与了这份报告的编写，不能审核自己写的内容（条例第十七条）。请由本机关其他有审查权限的人审核。")
        )


def _draft(report: AnnualReport) -> AnnualReport:
    report = trail.locked(report)
    if not report.is_draft:
        raise ValidationError(_("%d年度的报告已经签发，不再审核。") % report.year)
    return report


def _decide(review: ReportReview, outcome: str, by, at: datetime, note: str) -> None:
    limit = ReportReview._meta.get_field("note").max_length
    if len(note) > limit:
        raise ValidationError(_("审核意见不超过%d字。") % limit)
    review.outcome, review.decided_by, review.decided_at, review.note = outcome, by, at, note
    review.save()
