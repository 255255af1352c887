"""勘误 of a published report: the first text stays, a dated correction stands beside it, signed by a second person."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import errata, queries, trail
from gongkai.annual_reports.actions import listing
from gongkai.annual_reports.compile import makes_rules
from gongkai.annual_reports.document import ReportDocument
from gongkai.annual_reports.errata import Change
from gongkai.annual_reports.layout import number
from gongkai.annual_reports.models import AnnualReport, ReportErratum
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.statute.annual_report.identities import Severity, check
from gongkai.statute.annual_report.tables import WrongNumber, cells, checked

Wanted = tuple[str, str, str]  # at, said (a piece of text; of a cell it is read from the report), says


@transaction.atomic
def draft_erratum(
    *, report: AnnualReport, changes: Iterable[Wanted], reason: str, by, at: datetime | None = None
) -> ReportErratum:
    """拟写勘误: what is wrong and what it should say. One that waits for its signature is written anew.

    Raises ValidationError for a place the report does not have, a text that is not in it, a number the cell cannot
    hold, and where the corrected numbers would break an identity: several cells may be corrected in one.
    """
    organs.require(by, rules.COMPILE_REPORT, report.organ)
    report = _published(report)
    if not reason.strip():
        raise ValidationError(_("请写明更正的原因，它随勘误一并公布。"))
    current = errata.corrected(queries.document(report))
    found = _changes(current, changes)
    _refuse_breaches(report, current, found)
    content = errata.to_content(report.sha256, found, reason.strip())
    erratum = queries.open_erratum(report) or ReportErratum(report=report)
    erratum.content, erratum.sha256 = content, hashlib.sha256(content.encode()).hexdigest()
    erratum.drafted_by, erratum.drafted_at = by, at or timezone.now()
    erratum.save()
    trail.record("report.erratum_drafted", report, by, sha256=erratum.sha256, places=[change.at for change in found])
    return erratum


@transaction.atomic
def drop_erratum(*, erratum: ReportErratum, by) -> None:
    """放弃 a correction nobody has signed."""
    organs.require(by, rules.COMPILE_REPORT, erratum.report.organ)
    erratum = _locked(erratum)
    trail.record("report.erratum_dropped", erratum.report, by, sha256=erratum.sha256)
    erratum.delete()


@transaction.atomic
def sign_erratum(*, erratum: ReportErratum, by, seen: str) -> ReportErratum:
    """签发 and publish at once. `seen` is the digest of what the signer had before the eyes.

    Raises PermissionDenied for the writer, ValidationError when it has changed, is signed already, or no longer holds.
    """
    organs.require(by, rules.SIGN_REPORT, erratum.report.organ)
    report = _published(erratum.report)
    erratum = _locked(erratum)
    if erratum.drafted_by_id == by.pk:
        raise PermissionDenied(_("这份勘误是您写的，不能由您签发（条例第十七条）。请由本机关其他有签发权限的人签发。"))
    if not erratum.is_intact or erratum.sha256 != seen:
        raise ValidationError(_("勘误在您打开之后又有改动，签发没有生效。请刷新后重新审阅。"))
    changes = errata.from_content(erratum.content).changes
    _refuse_breaches(report, errata.corrected(queries.document(report)), changes)
    erratum.signed_by, erratum.published_at = by, timezone.now()
    erratum.save()
    trail.record("report.erratum_signed", report, by, sha256=erratum.sha256, of=report.sha256)
    if report.item is not None and not listing.obstacle(report, by):
        listing.list_in_catalogue(report=report, by=by)
    return erratum


def _published(report: AnnualReport) -> AnnualReport:
    report = trail.locked(report)
    if report.state != AnnualReport.State.PUBLISHED:
        raise ValidationError(_("报告还没有公布，不用勘误：编写中的直接修改，已签发的先撤销签发。"))
    if not queries.is_intact(report):
        raise ValidationError(_("封存的报告与签发时的摘要不一致，不能勘误；请先联系管理员核对审计记录。"))
    return report


def _locked(erratum: ReportErratum) -> ReportErratum:
    found = ReportErratum.objects.select_for_update(of=("self",)).select_related("report__organ").get(pk=erratum.pk)
    if found.published_at is not None:
        raise ValidationError(_("这份勘误已经签发公布，不再改动；还有错误的，另写一份勘误。"))
    return found


def _changes(current: ReportDocument, wanted: Iterable[Wanted]) -> tuple[Change, ...]:
    places, known = errata.places(current), cells(current.compiled.form)
    found: dict[str, Change] = {}
    problems: list[str] = []
    for at, said, says in wanted:
        where = places.get(at)
        if where is None:
            problems.append(_("报告里没有“%s”这一处，或者它是由系统相加的合计：请更正合计里的各格。") % at)
        elif at in found:
            problems.append(_("“%s”写了两次，一份勘误里每处只更正一次。") % where)
        else:
            try:
                change = _cell(current, at, where, says) if at in known else _words(current, at, where, said, says)
                found[at] = change
            except ValidationError as problem:
                problems += problem.messages
    if not problems and not found:
        problems.append(_("请写明至少一处更正。"))
    if problems:
        raise ValidationError(problems)
    return tuple(found.values())


def _cell(current: ReportDocument, at: str, where: str, says: str) -> Change:
    held = current.compiled.numbers[at]
    try:
        value = checked(cells(current.compiled.form)[at], Decimal(says.strip()))
    except InvalidOperation:
        raise ValidationError(
            _("“%(where)s”应更正为数字，不带单位，不能是“%(says)s”。") % {"where": where, "says": says}
        )
    except WrongNumber as problem:
        raise ValidationError(str(problem))
    if value == held:
        raise ValidationError(_("“%(where)s”现在就是%(value)s，不用更正。") % {"where": where, "value": number(held)})
    return Change(at, where, number(held), number(value))


def _words(current: ReportDocument, at: str, where: str, said: str, says: str) -> Change:
    said, says = (text.replace("\r\n", "\n").strip() for text in (said, says))
    text = current.sections.get(at, "")
    if not said or text.count(said) != 1:
        raise ValidationError(
            _("“%(where)s”里要更正的原文应照抄一段，并且只出现一次；现在出现%(times)d次。")
            % {"where": where, "times": text.count(said) if said else 0}
        )
    if said == says:
        raise ValidationError(_("“%s”更正前后一样，不用更正。") % where)
    return Change(at, where, said, says)


def _refuse_breaches(report: AnnualReport, current: ReportDocument, changes: Iterable[Change]) -> None:
    """勘误 must leave the tables in balance, like the report itself."""
    after = errata.applied(current, changes).compiled
    found = check(after.form, after.tables, may_make_rules=makes_rules(report.organ))
    if errors := [breach.message for breach in found if breach.severity == Severity.ERROR]:
        raise ValidationError([_("更正后的数字不平衡，没有保存；相关的几格可以在一份勘误里一起更正："), *errors])
