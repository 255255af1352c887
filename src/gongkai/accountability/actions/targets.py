"""层层分解下达: start the letter of a year, set targets for organ, units and people, issue it."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accountability.measures import MEASURES
from gongkai.accountability.models import Target, TargetLetter
from gongkai.accountability.queries.sums import findings
from gongkai.accountability.trail import locked, record
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ, Staff, Unit

EARLIEST = 2008


@transaction.atomic
def start_letter(*, organ: Organ, year: int, by, at: datetime | None = None) -> TargetLetter:
    """An empty letter. Raises ValidationError where the year has one, or is none that can have targets."""
    organs.require(by, rules.MANAGE_CATALOGUE, organ)
    at = at or timezone.now()
    if not EARLIEST <= year <= timezone.localdate(at).year + 1:
        raise ValidationError(_("只能为%(first)d年以后、明年以前的年度建立目标。") % {"first": EARLIEST})
    if TargetLetter.objects.filter(organ=organ, year=year).exists():
        raise ValidationError(_("%d年度的目标责任书已经有了，请直接修改。") % year)
    letter = TargetLetter.objects.create(organ=organ, year=year, started_by=by, started_at=at)
    record("targets.started", letter, by, year=year)
    return letter


@transaction.atomic
def set_target(
    *, letter: TargetLetter, by, measure: str, number: Decimal | int, due: date | None = None, unit: Unit | None = None,
    person: Staff | None = None, note: str = "", because: str = "",
) -> Target:  # fmt: skip
    """Set or change the one target of this measure for the whole, for a unit, or for a person.

    Once the letter is issued, a change needs a reason. Due is 31 December when left out.
    """
    letter = _writable(letter, by, because)
    row = MEASURES.get(measure)
    if row is None:
        raise ValidationError(_("没有“%s”这项指标。") % measure)
    if row.only_whole and (unit or person):
        raise ValidationError(_("“%s”是全局的事项，不分解到股室和个人。") % row.label)
    if person is not None:
        unit = person.unit
    for part in (unit, person):
        if part is not None and part.organ_id != letter.organ_id:
            raise ValidationError(_("“%s”不在本机关。") % part)
    due = due or date(letter.year, 12, 31)
    if due.year != letter.year:
        raise ValidationError(_("完成时限 %(due)s 不在%(year)d年度内。") % {"due": due, "year": letter.year})
    if not row.adds and Decimal(number) > 100:
        raise ValidationError(_("“%s”是百分比，不能超过 100。") % row.label)
    where = {"letter": letter, "measure": measure, "person": person} | ({} if person else {"unit": unit})
    target = Target.objects.filter(**where).first() or Target(letter=letter, measure=measure)
    before = target.number
    target.unit, target.person, target.number, target.due, target.note = (
        unit,
        person,
        Decimal(number),
        due,
        note.strip(),
    )
    target.full_clean(validate_constraints=False)
    target.save()
    record(
        "targets.set", letter, by, year=letter.year, name=str(row.label), whose=_whose(target), value=str(target.number),
        before=str(before) if before is not None else "", because=because,
    )  # fmt: skip
    return target


@transaction.atomic
def drop_target(*, target: Target, by, because: str = "") -> None:
    letter = _writable(target.letter, by, because)
    label = MEASURES[target.measure].label if target.measure in MEASURES else target.measure
    record("targets.dropped", letter, by, year=letter.year, name=str(label), whose=_whose(target), because=because)
    target.delete()


@transaction.atomic
def issue(
    *, letter: TargetLetter, by, on: date | None = None, number: str = "", unsettled_because: str = ""
) -> TargetLetter:
    """下达, by the head. Where the parts do not come to the whole, only with an explanation."""
    letter = locked(letter)
    organs.require(by, rules.SIGN_REPORT, letter.organ)
    if letter.is_issued:
        raise ValidationError(_("%(year)d年度的目标已于 %(on)s 下达。") % {"year": letter.year, "on": letter.issued_on})
    targets = list(letter.targets.select_related("unit", "person__user"))
    if not targets:
        raise ValidationError(_("还没有任何目标，不能下达。"))
    found = findings(targets)
    if found and not unsettled_because.strip():
        raise ValidationError([*found, _("请调整后再下达；确需这样下达的，写明理由。")])
    letter.issued_by, letter.issued_on = by, on or timezone.localdate()
    letter.number, letter.unsettled_because = number.strip(), unsettled_because.strip() if found else ""
    letter.save(update_fields=["issued_by", "issued_on", "number", "unsettled_because"])
    record("targets.issued", letter, by, year=letter.year, on=letter.issued_on, because=letter.unsettled_because)
    return letter


def _writable(letter: TargetLetter, by, because: str) -> TargetLetter:
    letter = locked(letter)
    organs.require(by, rules.MANAGE_CATALOGUE, letter.organ)
    if letter.is_issued and not because.strip():
        raise ValidationError(_("目标已经下达，调整要写明理由，并记入审计记录。"))
    return letter


def _whose(target: Target) -> str:
    return str(target.person or target.unit or _("全局"))
