"""列入公开目录: the published report under its heading of the catalogue, so that lists, feeds and search find it.

The signature is the clearance: title, words and tables of the item are drawn from the frozen copy and nothing else.
"""

import hashlib
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import papers, queries, rendering, trail
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.models import AnnualReport
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.clearance import actions as clearance
from gongkai.clearance.screening import intake
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.pages import html
from gongkai.pages.models import StoredFile
from gongkai.statute.wording import chinese_date

ATTACHED = ("docx", "pdf")


def heading_for(organ: Organ) -> Heading | None:
    """政府信息公开年报, one of the fixed columns (国办公开办函〔2019〕61号); None where the organ has none that is open."""
    found = Heading.objects.filter(organ=organ, kind=Heading.Kind.ANNUAL_REPORT, closed_on=None).select_related("organ")
    return found.select_related("owner_unit").order_by("code").first()


def obstacle(report: AnnualReport, by) -> str:
    """Why `by` cannot put the signed report into the catalogue, in a sentence; empty when nothing is in the way."""
    organ, signer = report.organ, signer_of(report)
    if heading_for(organ) is None:
        return _("本机关的公开目录里没有“政府信息公开年报”栏目，报告没有列入目录；建好栏目后可以再列入。")
    if not (organs.may(by, rules.WRITE, organ) and organs.may(by, rules.PUBLISH, organ)):
        return _("报告没有列入公开目录：列入要由有撰写和发布权限的人办理。请信息员打开本页点“列入公开目录”。")
    is_second = by.pk != signer.pk and signer.pk not in {writer.pk for writer in _writers(report)}
    if not (is_second and organs.may(signer, rules.CLEAR, organ)):
        return _("报告没有列入公开目录：签发人现在不能作为审查人（条例第十七条，审查和办理是两个人）。请另一人办理。")
    return ""


def signer_of(report: AnnualReport):
    """Who signed what stands now: the newest correction, or the report."""
    newest = report.errata.exclude(published_at=None).select_related("signed_by").last()
    return newest.signed_by if newest is not None else report.signed_by


def _writers(report: AnnualReport) -> list:
    """Everybody who wrote a word of what stands now, corrections included."""
    corrections = report.errata.exclude(published_at=None).select_related("drafted_by")
    return [*report.writers.all(), *(erratum.drafted_by for erratum in corrections)]


def is_current(report: AnnualReport) -> bool:
    """Whether the catalogue says what the report says, corrections included; False for one not listed."""
    item = report.item
    return item is not None and not item.is_withdrawn and item.body == _body(queries.document(report))


@transaction.atomic
def list_in_catalogue(*, report: AnnualReport, by, at: datetime | None = None) -> DisclosureItem:
    """Draft, submit, clear by the signature and publish in one go; a listed report gets its corrections added.

    Raises ValidationError with the obstacle, and what the catalogue's own actions raise.
    """
    report = trail.locked(report)
    if report.state != AnnualReport.State.PUBLISHED or not queries.is_intact(report):
        raise ValidationError(_("只有已公布、内容与签发时一致的报告可以列入公开目录。"))
    if reason := obstacle(report, by):
        raise ValidationError(reason)
    document = queries.document(report)
    fields = _fields(document, report)
    files = [(_file(document, key, report, by), f"{document.title}.{key}") for key in ATTACHED]
    if report.item is None:
        item = catalogue.draft(heading=heading_for(report.organ), by=by, at=at, attachments=files, **fields)
    elif is_current(report):
        return report.item
    else:
        item = report.item
        catalogue.revise(item=item, by=by, at=at, attachments=files, **fields)
    newest = DisclosureItem.objects.get(pk=item.pk).latest_revision.as_object()
    record = clearance.submit(
        subject=item.reference, organ=report.organ, title=newest.title, content_hash=newest.content_hash(),
        authors=_writers(report), by=by, at=at,
    )  # fmt: skip
    clearance.clear_by_signature(
        record=record, signed_by=signer_of(report), by=by, content_hash=record.content_hash, signature=report.sha256,
        opinion=_opinion(document), at=at,
    )  # fmt: skip
    late = report.backdated_because or report.explanation_of_delay
    catalogue.publish(item=item, by=by, at=at, backdated_because=late)
    report.item = item
    report.save(update_fields=["item"])
    trail.record("report.listed", report, by, item=item.reference, sha256=report.sha256)
    return item


def _opinion(document: ReportDocument) -> str:
    return _("年度报告于%(day)s签发（摘要 %(digest)s），本条文字和表格由封存稿逐字生成，签发即准予公开。") % {
        "day": chinese_date(document.signed_on, weekday=False),
        "digest": document.sha256[:16],
    }


def _body(document: ReportDocument) -> str:
    return html.clean(rendering.for_catalogue(document))


def _fields(document: ReportDocument, report: AnnualReport) -> dict:
    numbers = {**document.compiled.applications, **document.compiled.remedies, "total": document.compiled.total}
    return {
        "title": document.title,
        "body": _body(document),
        "formed_on": timezone.localdate(report.signed_at),
        "summary": document.title
        + _("：主动公开政府信息%(total)s条，新收政府信息公开申请%(new_received)s件、办结%(processed)s件，行政复议%(review)s件、行政诉讼%(litigation)s件。")
        % numbers,
        "keywords": _("政府信息公开，年度报告，%d年") % document.year,
    }  # fmt: skip


def _file(document: ReportDocument, key: str, report: AnnualReport, by) -> StoredFile:
    """The same bytes are stored once: a revision that changes only the words keeps its files."""
    data = papers.FORMATS[key].write(document)
    owner = f"organ:{report.organ.slug}"
    known = StoredFile.objects.filter(owner=owner, sha256=hashlib.sha256(data).hexdigest(), sealed=False).first()
    return known or intake.take_in_own(f"{document.title}.{key}", data, organ=report.organ, by=by)
