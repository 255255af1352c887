"""填报: entering numbers by hand, each with a word on its source."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports import entries, sources
from gongkai.annual_reports.layout import number
from gongkai.annual_reports.models import AnnualReport, ReportEntry
from gongkai.audit import actions as audit
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.shape import Number
from gongkai.statute.annual_report.tables import Cell, WrongNumber, cells, checked


@transaction.atomic
def enter(
    *, organ: Organ, year: int, cell: str, value: Number, note: str, by, at: datetime | None = None
) -> ReportEntry:
    """填报: a number no record of the platform holds. Needs a word on where it comes from; the newest one counts.

    Raises ValidationError for a cell the platform counts, a total, a number the cell cannot hold, a signed report.
    """
    _may_enter(organ, year, by)
    known, held = _judged(cells(form_for(year)), cell, value, note, sources.counting(organ, year))
    return _record(organ, year, known, held, note, by, at)


@transaction.atomic
def enter_many(
    *, organ: Organ, year: int, values: Mapping[str, tuple[Number, str]], by, seen: Mapping[str, Number] | None = None,
    at: datetime | None = None,
) -> list[ReportEntry]:  # fmt: skip
    """填报 of a whole table: number and source by cell. Only what changes is recorded; all of it, or nothing.

    `seen` are the numbers the writer had before the eyes: a cell left as it was is nobody's change, and one that somebody
    else has changed meanwhile is refused. The ValidationError maps each refused cell to its reason.
    """
    _may_enter(organ, year, by)
    form, areas = form_for(year), sources.counting(organ, year)
    known, current = cells(form), entries.current(organ, form, year)
    accepted: list[tuple[Cell, Number, str]] = []
    refused: dict[str, list[str]] = {}
    for path, (value, note) in values.items():
        stands = current[path].value if path in current else 0
        if value == (stands if seen is None else seen.get(path, stands)):
            continue
        try:
            cell, held = _judged(known, path, value, note, areas)
            if held == stands:
                continue
            if seen is not None and stands != seen.get(path, stands):
                raise ValidationError(_stale(cell, current[path]))
            accepted.append((cell, held, note))
        except ValidationError as refusal:
            refused[path] = refusal.messages
    if refused:
        raise ValidationError(refused)
    return [_record(organ, year, cell, held, note, by, at) for cell, held, note in accepted]


def _may_enter(organ: Organ, year: int, by) -> None:
    organs.require(by, rules.COMPILE_REPORT, organ)
    if AnnualReport.objects.filter(organ=organ, year=year).exclude(state=AnnualReport.State.DRAFT).exists():
        raise ValidationError(_("%d年度的报告已经签发，数据不再改动。") % year)


def _judged(
    known: Mapping[str, Cell], path: str, value: Number, note: str, areas: frozenset[str]
) -> tuple[Cell, Number]:
    """The cell and the number as it keeps it; ValidationError says why not."""
    cell = known.get(path)
    if cell is None:
        raise ValidationError(_("这一格不能填：表里没有它，或者它是由系统相加的合计。"))
    if sources.is_counted(cell, areas):
        raise ValidationError(_("“%s”由平台按登记的记录统计，不能填写；请补录缺少的记录。") % "·".join(cell.labels[1:]))
    if not note.strip():
        raise ValidationError(_("请写明这个数字的来源，如“据行政审批股台账”。"))
    if len(note.strip()) > ReportEntry._meta.get_field("note").max_length:
        raise ValidationError(_("数据来源不超过300字，请写短一些。"))
    try:
        return cell, checked(cell, value)
    except (WrongNumber, ArithmeticError) as problem:
        raise ValidationError(str(problem))


def _stale(cell: Cell, now: entries.Entered) -> str:
    return _("“%(cell)s”在您填写期间已由%(who)s改为%(value)s，没有保存；请核对后再填。") % {
        "cell": "·".join(cell.labels[1:]), "who": now.by, "value": number(now.value),
    }  # fmt: skip


def _record(organ: Organ, year: int, cell: Cell, value: Number, note: str, by, at: datetime | None) -> ReportEntry:
    entry = ReportEntry.objects.create(
        organ=organ,
        year=year,
        cell=cell.path,
        value=Decimal(value),
        note=note.strip(),
        by=by,
        entered_at=at or timezone.now(),
    )
    audit.record(
        verb="report.entered", by=by, organ=organ.slug, subject=f"report-entry:{entry.pk}", year=year, cell=cell.path,
        value=str(value), note=entry.note,
    )  # fmt: skip
    return entry
