"""签发和公布: from the signature on, figures and words stand still under one digest (Art. 49)."""

import hashlib
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import queries, reviews, signals, trail
from gongkai.annual_reports.actions import listing
from gongkai.annual_reports.compile import deadline
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.value import Deadline
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.statute.annual_report.identities import Severity
from gongkai.statute.wording import chinese_date
from gongkai.writers.data import to_json

LATE_ENTRY = timedelta(hours=1)  # a signature dated further back is history entered late and needs a reason


class NotSignable(ValidationError):
    """The report breaks an identity, lacks a section, or would be late without a word why."""


@transaction.atomic
def sign(
    *, report: AnnualReport, by, at: datetime | None = None, explanation: str = "", backdated_because: str = ""
) -> AnnualReport:
    """签发: freeze figures and words under one digest.

    The signature is the report's clearance: of exactly this text, by somebody who wrote none of it.

    Where the report was handed in for review, that review must have passed, of this text. A report that never was is
    examined by the head alone.

    Raises PermissionDenied for a writer, NotSignable when an error stands in the checks, the year has not ended, or the date is past the legal one
    without an explanation; also for a signature dated back without a reason.
    """
    organs.require(by, rules.SIGN_REPORT, report.organ)
    report = trail.locked(report)
    if not report.is_draft:
        raise NotSignable(_("这份报告已于%s签发。") % chinese_date(timezone.localdate(report.signed_at)))
    if report.writers.filter(pk=by.pk).exists():
        raise PermissionDenied(
            _("您参与了这份报告的编写，不能签发自己写的内容（条例第十七条）。请由本机关其他有签发权限的人签发。")
        )
    at = at or timezone.now()
    _refuse_date(at, reason=backdated_because or explanation)
    day = timezone.localdate(at)
    if day.year <= report.year:
        raise NotSignable(
            _("%(year)d年还没有结束，不能签发全年的报告；请在%(next)d年1月1日以后签发。")
            % {"year": report.year, "next": report.year + 1}
        )
    full = queries.document(report)
    if errors := [breach for breach in full.breaches if breach.severity == Severity.ERROR]:
        raise NotSignable([_("还不能签发，请先改正下列各项："), *(breach.message for breach in errors)])
    _refuse_unreviewed(reviews.standing(report, full))
    _refuse_lateness(day, full.compiled.deadline, explanation or report.explanation_of_delay, _("签发"))
    report.state, report.signed_by, report.signed_at = AnnualReport.State.SIGNED, by, at
    report.explanation_of_delay = explanation.strip() or report.explanation_of_delay
    report.backdated_because = backdated_because.strip() or report.backdated_because
    report.frozen = to_json(full.frozen(signed_on=day), indent=None)
    report.sha256 = hashlib.sha256(report.frozen.encode()).hexdigest()
    report.save()
    trail.record(
        "report.signed", report, by, happened_at=at, sha256=report.sha256, explanation=report.explanation_of_delay
    )
    return report


@transaction.atomic
def reopen(*, report: AnnualReport, by, because: str) -> AnnualReport:
    """撤销签发 of a report not yet published, to put a mistake right; the digest signed stays in the trail."""
    organs.require(by, rules.SIGN_REPORT, report.organ)
    report = trail.locked(report)
    if report.state != AnnualReport.State.SIGNED:
        raise ValidationError(_("只有已签发、尚未公布的报告可以撤销签发。"))
    if not because.strip():
        raise ValidationError(_("请写明撤销签发的原因。"))
    before = report.sha256
    report.state, report.signed_by, report.signed_at = AnnualReport.State.DRAFT, None, None
    report.frozen, report.sha256 = "", ""
    report.save()
    trail.record("report.reopened", report, by, sha256=before, because=because.strip())
    return report


@transaction.atomic
def publish(
    *, report: AnnualReport, by, at: datetime | None = None, explanation: str = "", backdated_because: str = ""
) -> AnnualReport:
    """公布 a signed report. Past the legal date it needs an explanation, given here or at signing.

    It also goes under its heading of the catalogue, unless something is in the way (`listing.obstacle` says what).
    """
    organs.require(by, rules.PUBLISH, report.organ)
    report = trail.locked(report)
    if report.state == AnnualReport.State.PUBLISHED:
        return report
    if report.state != AnnualReport.State.SIGNED:
        raise ValidationError(_("报告还没有签发，不能公布；请主要负责人先签发。"))
    if not queries.is_intact(report):
        raise ValidationError(_("封存的报告与签发时的摘要不一致，不能公布；请撤销签发后重新签发。"))
    at = at or timezone.now()
    known = backdated_because or explanation or report.backdated_because or report.explanation_of_delay
    _refuse_date(at, not_before=report.signed_at, reason=known)
    due = deadline(report.organ, report.year)
    _refuse_lateness(timezone.localdate(at), due, explanation or report.explanation_of_delay, _("公布"))
    report.explanation_of_delay = explanation.strip() or report.explanation_of_delay
    report.backdated_because = backdated_because.strip() or report.backdated_because
    report.state, report.published_by, report.published_at = AnnualReport.State.PUBLISHED, by, at
    report.save()
    trail.record("report.published", report, by, happened_at=at, sha256=report.sha256)
    if not listing.obstacle(report, by):
        report.item = listing.list_in_catalogue(report=report, by=by, at=at)
    signals.published.send(AnnualReport, report=report, by=by)
    return report


def _refuse_unreviewed(standing: reviews.Standing) -> None:
    if standing.review is None or standing.is_passed:
        return
    if standing.is_returned:
        raise NotSignable(_("报告已退回修改：%s。修改后请编写人重新送审。") % standing.review.note.rstrip("。"))
    if standing.is_current:
        raise NotSignable(_("报告已送审，还没有审核；请审核人先审核。"))
    raise NotSignable(_("送审以后文字或者数据有改动，审核不再有效；请编写人重新送审。"))


def _refuse_date(at: datetime, *, reason: str, not_before: datetime | None = None) -> None:
    now = timezone.now()
    if at > now:
        raise NotSignable(_("时间在将来，请用实际的时间。"))
    if not_before is not None and at < not_before:
        raise NotSignable(_("公布时间早于签发时间，请核对。"))
    if at < now - LATE_ENTRY and not reason.strip():
        raise NotSignable(
            _("时间 %s 在过去。补录以前的报告必须写明原因；伪造日期是网站检查的单项否决问题。")
            % timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
        )


def _refuse_lateness(day: date, due: Deadline, explanation: str, what: str) -> None:
    if day > due.legal and not explanation.strip():
        raise NotSignable(
            _("%(citation)s规定的日期是%(legal)s，%(day)s%(what)s已逾期%(days)d日，且期限遇休息日不顺延。日期不能更改；写明逾期的原因后仍可%(what)s，说明随报告一并公开。")
            % {
                "citation": due.citation, "legal": chinese_date(due.legal, weekday=False), "what": what,
                "day": chinese_date(day, weekday=False), "days": (day - due.legal).days,
            }
        )  # fmt: skip
