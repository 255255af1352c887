"""评分表 as it reads: each row with its points, computed or by hand, and what they come to."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.accountability.criteria import CENT, CRITERIA, Criterion
from gongkai.accountability.models import Score, ScoreSheet
from gongkai.organs.models import Organ


@dataclass(frozen=True)
class Row:
    """`points` None: not scored yet, or (`applies` false) nothing to score. `replaces`: by hand where it could be computed."""

    criterion: Criterion
    points: Decimal | None
    score: Score | None
    applies: bool = True

    @property
    def replaces(self) -> bool:
        return self.criterion.compute is not None and self.score is not None and not self.score.is_computed


@dataclass(frozen=True)
class Sheet:
    head: ScoreSheet
    rows: list[Row]

    @property
    def total(self) -> Decimal:
        """Points over the weight of the rows that apply and are scored, in per cent: a year without applications is not
        scored better or worse for it."""
        scored = [row for row in self.rows if row.points is not None]
        weight = sum(row.criterion.weight for row in scored)
        points = sum((row.points for row in scored), Decimal(0))
        return (points * 100 / weight).quantize(CENT, ROUND_HALF_UP) if weight else Decimal(0)

    @property
    def unscored(self) -> int:
        return sum(row.applies and row.points is None for row in self.rows)


def sheet(head: ScoreSheet) -> Sheet:
    """A closed sheet from what was written down alone; an open one with the records of now."""
    scores = {row.criterion: row for row in head.scores.select_related("by")}
    rows = []
    for criterion in CRITERIA:
        score = scores.get(criterion.key)
        if score is not None:
            rows.append(Row(criterion, score.points, score, applies=score.points is not None))
        elif head.closed_at is None and criterion.compute:
            points = criterion.points(head.organ, head.year)
            rows.append(Row(criterion, points, None, applies=points is not None))
        elif head.closed_at is None:
            rows.append(Row(criterion, None, None))
    return Sheet(head, rows)


def sheets_of(organs: list[Organ], *, closed_only: bool = False) -> list[ScoreSheet]:
    rows = ScoreSheet.objects.filter(organ__in=organs).select_related("organ", "closed_by")
    return list(rows.exclude(closed_at=None) if closed_only else rows)
