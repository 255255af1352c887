"""What the supervising office lays down for the roll-up of a year. Each act is a row; a wrong one is undone and stays."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.annual_reports.actions.handing_in import require_supervising
from gongkai.annual_reports.models import CaseTransfer, CountedElsewhere, Exemption, ReportCalendar
from gongkai.annual_reports.models.roll_up import Laid
from gongkai.audit import actions as audit
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.shape import Number
from gongkai.statute.annual_report.tables import WrongNumber, cells, checked


@transaction.atomic
def set_dates(
    *, office: Organ, year: int, hand_in_by: date, publish_by: date, by, at: datetime | None = None
) -> ReportCalendar:
    """The dates of hand-in and publication this office sets for the organs below it; both before the legal ones (Art. 49)."""
    require_supervising(by, office)
    if hand_in_by > publish_by:
        raise ValidationError(_("报送日期应在公布日期之前或同日。"))
    if hand_in_by <= date(year, 12, 31):
        raise ValidationError(_("%d年还没有结束，报送日期应在下一年。") % year)
    if publish_by > date(year + 1, 3, 31):
        raise ValidationError(
            _("公布日期不能晚于%d年3月31日：条例第四十九条的日期不能由通知推迟（部门为1月31日前）。") % (year + 1)
        )
    row = ReportCalendar(organ=office, year=year, hand_in_by=hand_in_by, publish_by=publish_by)
    return _lay(row, "roll_up.dates_set", by, at, office, hand_in_by=hand_in_by, publish_by=publish_by, year=year)


@transaction.atomic
def exempt(*, organ: Organ, since: int, reason: str, note: str, by, at: datetime | None = None) -> Exemption:
    """An organ, with all below it, stays out of the local sum from the report on the year `since` on."""
    organs.require(by, rules.OVERSEE, organ)
    _note(note)
    if Exemption.objects.filter(organ=organ, undone_at=None).exists():
        raise ValidationError(_("%s已经不列入汇总。") % organ.name)
    row = Exemption(organ=organ, since=since, reason=Exemption.Reason(reason), note=note.strip())
    return _lay(row, "roll_up.exempted", by, at, organ, since=since, reason=reason, note=note.strip())


@transaction.atomic
def transfer(
    *, source: Organ, target: Organ, year: int, numbers: dict[str, int], note: str, by, at: datetime | None = None
) -> CaseTransfer:
    """机构改革: `numbers` by column of applicants, carried out of `source` in the year before, carried in by `target`."""
    if not (organs.may(by, rules.OVERSEE, source) or organs.may(by, rules.OVERSEE, target)):
        organs.require(by, rules.OVERSEE, source)
    _note(note)
    if source == target:
        raise ValidationError(_("转出和转入应是两个机关。"))
    table = form_for(year).table_three
    known = {column.key for column in table.columns if not column.sums} if table else set()
    moved = {column: number for column, number in numbers.items() if number}
    if not moved or not set(moved) <= known or any(type(n) is not int or n < 0 for n in moved.values()):
        raise ValidationError(_("请按申请人类别填写转移的件数，至少一项大于0，不含总计。"))
    row = CaseTransfer(year=year, source=source, target=target, numbers=moved, note=note.strip())
    return _lay(
        row, "roll_up.transferred", by, at, target, year=year, source=source.slug, numbers=moved, note=note.strip()
    )


@transaction.atomic
def count_elsewhere(
    *, organ: Organ, year: int, cell: str, number: Number, because: str, by, at: datetime | None = None
) -> CountedElsewhere:
    """Take a number off an organ's cell in the sum: it stands in the government's report already (counted once)."""
    organs.require(by, rules.OVERSEE, organ)
    _note(because)
    known = cells(form_for(year)).get(cell)
    if known is None or known.area != "table_two":
        raise ValidationError(_("只有表二（主动公开）的数字可以扣除：一件申请在每个登记它的机关各是一件。"))
    try:
        value = checked(known, number)
    except (WrongNumber, ArithmeticError) as problem:
        raise ValidationError(str(problem))
    row = CountedElsewhere(organ=organ, year=year, cell=cell, number=value, because=because.strip())
    return _lay(
        row, "roll_up.counted_once", by, at, organ, year=year, cell=cell, number=str(value), because=row.because
    )


@transaction.atomic
def undo(*, row: Laid, by) -> Laid:
    """撤销 what was laid down. The row stays on file."""
    row = type(row).objects.select_for_update().get(pk=row.pk)
    organ = row.target if isinstance(row, CaseTransfer) else row.organ
    if isinstance(row, ReportCalendar):
        require_supervising(by, organ)
    elif not (organs.may(by, rules.OVERSEE, organ) or _may_source(by, row)):
        raise PermissionDenied(_("只有上级政府信息公开工作主管部门可以撤销。"))
    if row.undone_at is None:
        row.undone_at = timezone.now()
        row.save(update_fields=["undone_at"])
        audit.record(verb="roll_up.undone", by=by, organ=organ.slug, subject=f"{row._meta.model_name}:{row.pk}")
    return row


def _may_source(by, row: Laid) -> bool:
    return isinstance(row, CaseTransfer) and organs.may(by, rules.OVERSEE, row.source)


def _note(text: str) -> None:
    if not text.strip():
        raise ValidationError(_("请写明依据，如通知的文号。"))


def _lay(row, verb: str, by, at: datetime | None, organ: Organ, **facts):
    row.by, row.entered_at = by, at or timezone.now()
    row.save()
    audit.record(verb=verb, by=by, organ=organ.slug, subject=f"{row._meta.model_name}:{row.pk}", **facts)
    return row
