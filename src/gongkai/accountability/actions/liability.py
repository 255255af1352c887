"""责任追究 in the register: opened on facts, decided by whoever is competent, closed when it has been carried out."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accountability.models import LiabilityCase
from gongkai.accountability.trail import locked, record
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ


@transaction.atomic
def open_case(
    *, organ: Organ, by, ground: str, facts: str, responsible: str = "", on: date | None = None
) -> LiabilityCase:
    """Needs the supervising office of an organ above (Art. 47)."""
    organs.require(by, rules.OVERSEE, organ)
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise ValidationError(_("立案日期 %s 在将来。") % on)
    case = LiabilityCase(
        organ=organ, ground=ground, facts=facts.strip(), responsible=responsible.strip(), opened_by=by, opened_on=on
    )
    case.full_clean(validate_constraints=False)
    case.save()
    record("liability.opened", case, by, on=on, code=ground)
    return case


@transaction.atomic
def decide(
    *, case: LiabilityCase, by, measure: str, decided_by: str, on: date | None = None, document_number: str = ""
) -> LiabilityCase:
    """What was decided, by whom and when. The platform records a decision, it makes none."""
    case, on = _writable(case, by), on or timezone.localdate()
    if case.decided_on is not None:
        raise ValidationError(_("这一件已于 %s 作出决定。") % case.decided_on)
    if not decided_by.strip():
        raise ValidationError(_("请写明作出决定的机关：处分由任免机关或者监察机关决定，平台只作登记。"))
    if not case.opened_on <= on <= timezone.localdate():
        raise ValidationError(_("决定日期应在立案（%s）之后、今天以前。") % case.opened_on)
    case.measure, case.decided_by, case.decided_on = measure, decided_by.strip(), on
    case.document_number = document_number.strip()
    case.full_clean(validate_constraints=False)
    case.save()
    record("liability.decided", case, by, on=on, result=str(LiabilityCase.Measure(measure).label))
    return case


@transaction.atomic
def close_case(*, case: LiabilityCase, by, outcome: str, on: date | None = None) -> LiabilityCase:
    case, on = _writable(case, by), on or timezone.localdate()
    if case.decided_on is None:
        raise ValidationError(_("还没有作出决定，不能办结。"))
    if not case.decided_on <= on <= timezone.localdate():
        raise ValidationError(_("办结日期应在决定（%s）之后、今天以前。") % case.decided_on)
    if not outcome.strip():
        raise ValidationError(_("请写明整改和落实情况。"))
    case.outcome, case.closed_on = outcome.strip(), on
    case.full_clean(validate_constraints=False)
    case.save()
    record("liability.closed", case, by, on=on)
    return case


def _writable(case: LiabilityCase, by) -> LiabilityCase:
    case = locked(case)
    organs.require(by, rules.OVERSEE, case.organ)
    if case.closed_on is not None:
        raise ValidationError(_("这一件已于 %s 办结，不能再改。") % case.closed_on)
    return case
