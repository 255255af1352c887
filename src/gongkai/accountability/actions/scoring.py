"""考核评分 by the supervising office (Art. 46): open a sheet, score its rows, close it."""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.accountability.criteria import BY_KEY, CRITERIA
from gongkai.accountability.models import Score, ScoreSheet
from gongkai.accountability.trail import locked, record
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ


@transaction.atomic
def open_sheet(*, organ: Organ, year: int, by, at: datetime | None = None) -> ScoreSheet:
    """The sheet of a year that is over, or is running; one that is there already is given back."""
    organs.require(by, rules.OVERSEE, organ)
    at = at or timezone.now()
    if not 2008 <= year <= timezone.localdate(at).year:
        raise ValidationError(_("%d年度还没有到，不能考核。") % year)
    sheet = ScoreSheet.objects.filter(organ=organ, year=year).first()
    if sheet is None:
        sheet = ScoreSheet.objects.create(organ=organ, year=year, opened_by=by, opened_at=at)
        record("score.opened", sheet, by, year=year)
    return sheet


@transaction.atomic
def score(
    *, sheet: ScoreSheet, by, criterion: str, points: Decimal | int, note: str, at: datetime | None = None
) -> Score:
    """Score a row by hand, with the ground for it. A computed row may be replaced too: the sheet then says so."""
    sheet = _open(sheet, by)
    row = BY_KEY.get(criterion)
    if row is None:
        raise ValidationError(_("评分表没有“%s”这一项。") % criterion)
    if not 0 <= Decimal(points) <= row.weight:
        raise ValidationError(
            _("“%(label)s”的得分应在 0 到 %(weight)d 之间，不能是 %(points)s。")
            % {"label": row.label, "weight": row.weight, "points": points}
        )
    if not note.strip():
        raise ValidationError(_("“%s”由人评分，要写明依据（条例第四十六条的考核应当有据可查）。") % row.label)
    made, _created = Score.objects.update_or_create(
        sheet=sheet, criterion=criterion,
        defaults={"points": Decimal(points), "note": note.strip(), "is_computed": False, "by": by, "at": at or timezone.now()},
    )  # fmt: skip
    record("score.scored", sheet, by, year=sheet.year, name=str(row.label), value=str(made.points), note=made.note)
    return made


@transaction.atomic
def take_back_score(*, sheet: ScoreSheet, by, criterion: str) -> None:
    """Take a score by hand away: a computed row follows the records again."""
    sheet = _open(sheet, by)
    if Score.objects.filter(sheet=sheet, criterion=criterion).delete()[0]:
        record("score.taken_back", sheet, by, year=sheet.year, name=str(BY_KEY[criterion].label))


@transaction.atomic
def close_sheet(*, sheet: ScoreSheet, by, opinion: str = "", at: datetime | None = None) -> ScoreSheet:
    """评定: computed rows are written down as the records stand now; nothing can be changed after it."""
    sheet, at = _open(sheet, by), at or timezone.now()
    if sheet.year >= timezone.localdate(at).year:
        raise ValidationError(_("%d年度还没有结束，可以先评分，年度结束后再评定。") % sheet.year)
    there = set(sheet.scores.values_list("criterion", flat=True))
    missing = [str(row.label) for row in CRITERIA if row.compute is None and row.key not in there]
    if missing:
        raise ValidationError(_("还有要由人评分的项目没有评：%s。") % "、".join(missing))
    for row in CRITERIA:
        if row.compute and row.key not in there:
            points = row.points(sheet.organ, sheet.year)
            Score.objects.create(sheet=sheet, criterion=row.key, points=points, is_computed=True, by=by, at=at)
    sheet.closed_by, sheet.closed_at, sheet.opinion = by, at, opinion.strip()
    sheet.full_clean(exclude=["organ"], validate_constraints=False)
    sheet.save(update_fields=["closed_by", "closed_at", "opinion"])
    record("score.closed", sheet, by, year=sheet.year)
    return sheet


def _open(sheet: ScoreSheet, by) -> ScoreSheet:
    sheet = locked(sheet)
    organs.require(by, rules.OVERSEE, sheet.organ)
    if sheet.closed_at is not None:
        raise ValidationError(_("这张评分表已于 %s 评定，不能再改。") % timezone.localdate(sheet.closed_at))
    return sheet
