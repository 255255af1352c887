"""报送、接收、退回、接受 (Art. 49: a department hands its report to the office in charge at its level)."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import queries, reading_results
from gongkai.annual_reports.below import below
from gongkai.annual_reports.compile import area_of
from gongkai.annual_reports.models import AnnualReport, HandedIn
from gongkai.annual_reports.rolled import rolled_up
from gongkai.annual_reports.worklist import scope_of, worklist
from gongkai.audit import actions as audit
from gongkai.organs import actions as organs_actions
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.grid import AREAS, flat
from gongkai.writers.data import to_json

State, Scope, Source = HandedIn.State, HandedIn.Scope, HandedIn.Source


@transaction.atomic
def hand_in(*, report: AnnualReport, by, at: datetime | None = None) -> HandedIn:
    """报送 a signed report of this platform, as it was signed. The same one handed in twice is one.

    ValidationError for a draft, a broken seal, a form without tables.
    """
    if not (organs.may(by, rules.COMPILE_REPORT, report.organ) or organs.may(by, rules.PUBLISH, report.organ)):
        organs.require(by, rules.COMPILE_REPORT, report.organ)
    if report.is_draft:
        raise ValidationError(_("报告还没有签发，不能报送；请主要负责人先签发。"))
    if not queries.is_intact(report):
        raise ValidationError(_("封存的报告与签发时的摘要不一致，不能报送；请撤销签发后重新签发。"))
    compiled = queries.document(report).compiled
    if not compiled.form.table_two:
        raise ValidationError(_("%d年度的报告没有法定表格，没有可以汇总的数字。") % report.year)
    area = area_of(report.organ, report.year)
    holds_area = area is not None and dict(flat(area.tables)) == dict(flat(compiled.tables))
    scope = Scope.AREA if holds_area else Scope.OWN
    standing = _current(report.organ, report.year, scope)
    if standing is not None and standing.sha256 == report.sha256 and not standing.is_returned:
        return standing
    tables = {area: getattr(compiled.tables, area) for area in AREAS}
    return _receive(
        organ=report.organ, year=report.year, scope=scope, source=Source.PLATFORM, by=by, at=at, report=report,
        form=compiled.form.key, tables=tables, sha256=report.sha256,
        violations=reading_results.violations(tables, compiled.form.key, [], report.organ, report.year),
        published_on=timezone.localdate(report.published_at) if report.published_at else None,
    )  # fmt: skip


@transaction.atomic
def take_in(
    *, organ: Organ, year: int, result: Any, by, scope: str = "", sha256: str = "", published_on: date | None = None,
    at: datetime | None = None,
) -> HandedIn:  # fmt: skip
    """纳入汇总: the result of checking a file, by the organ itself or by the office above it.

    `result` is what `gongkai report check --format json` prints: format, organ, year, tables, unread, violations.
    `scope` left out is what the organ owes: a government with organs below it hands in the sum of its area.
    """
    if not organs.may(by, rules.OVERSEE, organ):
        organs.require(by, rules.COMPILE_REPORT, organ)
    checked = reading_results.read(result, organ=organ, year=year)
    return _receive(
        organ=organ, year=year, scope=Scope(scope or scope_of(below(organ, year), organ)), source=Source.FILE, by=by,
        at=at, form=checked.form, tables=checked.tables, unread=checked.unread, violations=checked.violations,
        sha256=sha256 or _digest(result), published_on=published_on,
    )  # fmt: skip


@transaction.atomic
def hand_up(*, organ: Organ, year: int, by, because: str = "", at: datetime | None = None) -> HandedIn:
    """汇总上报: the sum of own matters and all below, frozen as this government's numbers for the level above.

    ValidationError while somebody below is missing, a cell is blank or a report is broken, unless `because` says why the
    sum goes up all the same.
    """
    if not _supervises(by, organ):
        organs.require(by, rules.COMPILE_REPORT, organ)
    rolled, listed = rolled_up(organ, year), worklist(organ, year)
    if not listed.reporting:
        raise ValidationError(_("%s没有下级机关要汇总，请直接报送本机关的报告。") % organ.name)
    because = because.strip()
    if (open_ends := _open_ends(rolled, listed)) and not because:
        raise ValidationError([*open_ends, _("请先催报、退回改正；确需按现有数字上报的，写明原因。")])
    summed = rolled.total.tables
    tables = {area: getattr(summed, area) for area in AREAS}
    form = form_for(year)
    return _receive(
        organ=organ, year=year, scope=Scope.AREA, source=Source.PLATFORM, by=by, at=at, form=form.key, tables=tables,
        sha256=_digest(tables), violations=reading_results.violations(tables, form.key, [], organ, year),
        note=because,
    )  # fmt: skip


def _open_ends(rolled, listed) -> list[str]:
    found = []
    if rolled.total.missing:
        found.append(_("还没有报送：%s。") % "、".join(rolled.total.missing[:20]))
    if broken := [row.organ.name for row in listed.rows if row.state == "broken"]:
        found.append(_("报表有错：%s。") % "、".join(broken[:20]))
    if rolled.total.incomplete:
        found.append(_("有空格没有填：%s。") % "、".join(rolled.total.incomplete[:20]))
    return found


@transaction.atomic
def accept(*, hand_in: HandedIn, by, because: str = "", at: datetime | None = None) -> HandedIn:
    """接受. One with errors only with a word on why (a fault of the file that does not touch the numbers, say)."""
    row = _to_decide(hand_in, by)
    if row.state == State.ACCEPTED:
        return row
    if row.state == State.RETURNED:
        raise ValidationError(_("这份报表已经退回，请等对方改正后重新报送。"))
    if row.errors and not because.strip():
        raise ValidationError(
            _("这份报表有%d处错误，不能直接接受：请退回改正；错误不影响数字的，写明接受的原因。") % row.errors
        )
    return _decide(row, State.ACCEPTED, because, by, at)


@transaction.atomic
def return_report(*, hand_in: HandedIn, because: str, by, at: datetime | None = None) -> HandedIn:
    """退回 with the reason, which the organ finds on its first page as an urging. Out of the sum from now on."""
    row = _to_decide(hand_in, by)
    if not because.strip():
        raise ValidationError(_("请写明退回的原因，对方照此改正。"))
    if row.state == State.RETURNED:
        return row
    returned = _decide(row, State.RETURNED, because, by, at)
    text = _("你单位%(year)d年度政府信息公开工作年度报告的报表退回修改：%(because)s") % {
        "year": row.year, "because": because.strip(),
    }  # fmt: skip
    organs_actions.urge(by=by, organ=row.organ, text=text, at=at)
    return returned


def _to_decide(hand_in: HandedIn, by) -> HandedIn:
    organs.require(by, rules.OVERSEE, hand_in.organ)
    row = HandedIn.objects.select_for_update(of=("self",)).select_related("organ").get(pk=hand_in.pk)
    if not row.is_current:
        raise ValidationError(_("这份报表之后又有新的报送，请处理最新的一份。"))
    return row


def _decide(row: HandedIn, state: str, because: str, by, at: datetime | None) -> HandedIn:
    row.state, row.because, row.decided_by, row.decided_at = state, because.strip(), by, at or timezone.now()
    row.save(update_fields=["state", "because", "decided_by", "decided_at"])
    verb = "hand_in.accepted" if state == State.ACCEPTED else "hand_in.returned"
    audit.record(
        verb=verb, by=by, organ=row.organ.slug, subject=row.reference, year=row.year, because=row.because,
        sha256=row.sha256,
    )  # fmt: skip
    return row


def _receive(
    *, organ: Organ, year: int, scope: str, by, at: datetime | None, violations: list[dict], **facts
) -> HandedIn:
    """A new row in the place of the current one. One already accepted is first to be returned."""
    Organ.objects.select_for_update().get(pk=organ.pk)  # two hand-ins at once stand in a queue
    standing = _current(organ, year, scope)
    if standing is not None and standing.state == State.ACCEPTED and not organs.may(by, rules.OVERSEE, organ):
        raise ValidationError(_("%d年度的报表已被接受；要改正请先请上级公开主管部门退回。") % year)
    HandedIn.objects.filter(organ=organ, year=year, scope=scope, is_current=True).update(is_current=False)
    row = HandedIn.objects.create(
        organ=organ, year=year, scope=scope, by=by, received_at=at or timezone.now(), violations=violations,
        errors=sum(one["severity"] == "error" for one in violations), **facts,
    )  # fmt: skip
    audit.record(
        verb="hand_in.received", by=by, organ=organ.slug, subject=row.reference, year=year, scope=scope,
        source=row.source, sha256=row.sha256, errors=row.errors, supersedes=standing.pk if standing else None,
    )  # fmt: skip
    return row


def _current(organ: Organ, year: int, scope: str) -> HandedIn | None:
    return HandedIn.objects.filter(organ=organ, year=year, scope=scope, is_current=True).first()


def _digest(value: Any) -> str:
    return hashlib.sha256(to_json(value, indent=None).encode()).hexdigest()


def _supervises(by, organ: Organ) -> bool:
    """The supervising office of this organ itself: whoever oversees what is below it."""
    return rules.OVERSEE in rules.rights_of(organs.roles_of(by, organ))


def require_supervising(by, organ: Organ) -> None:
    if not _supervises(by, organ):
        raise PermissionDenied(
            _("只有%s的政府信息公开工作主管部门可以办理这一事项（条例第三条、第四十九条）。") % organ.name
        )
