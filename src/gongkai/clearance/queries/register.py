"""汇总表: the submissions of one month, and what they took."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone

from gongkai.clearance import clocks
from gongkai.clearance.models import ClearanceRecord
from gongkai.clearance.queries.records import with_steps

Decision = ClearanceRecord.Decision


def submitted_in(organ, month: date, subjects: str = "item:") -> list[ClearanceRecord]:
    """Submissions of the month of that day, in order, each with steps, referrals and sheet. `subjects` is their kind."""
    first = timezone.make_aware(datetime(month.year, month.month, 1))
    after = timezone.make_aware(datetime.combine(_next_month(month), datetime.min.time()))
    records = ClearanceRecord.objects.filter(
        organ=organ, submitted_at__gte=first, submitted_at__lt=after, subject__startswith=subjects
    )
    return list(with_steps(records).order_by("submitted_at", "pk"))


def _next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True)
class Figures:
    """Hours are medians, None where nothing is decided; `steps` are pairs of a role's label and its hours."""

    submitted: int
    cleared: int
    sent_back: int
    open: int
    void: int
    referred: int
    urgent: int
    overdue: int
    hours: float | None
    steps: list[tuple[str, float, int]]


def figures(records: list[ClearanceRecord]) -> Figures:
    """Of records that come with their steps and referrals. Overdue: over the organ's own target, decided or not."""
    counted = Counter(record.decision for record in records)
    decided = [record for record in records if record.decision in (Decision.CLEARED, Decision.SENT_BACK)]
    by_role: dict[str, list[float]] = {}
    for record in records:
        for step in record.steps.all():
            if step.hours is not None:
                by_role.setdefault(step.role_label, []).append(step.hours)
    known, alive = clocks.known(), [*decided, *(one for one in records if one.decision == Decision.PENDING)]
    return Figures(
        submitted=len(records), cleared=counted[Decision.CLEARED], sent_back=counted[Decision.SENT_BACK],
        open=counted[Decision.PENDING], void=counted[Decision.OUTDATED] + counted[Decision.WITHDRAWN],
        referred=sum(bool(list(record.referrals.all())) for record in records),
        urgent=sum(record.is_urgent for record in records),
        overdue=sum(clocks.pace(record, known).is_over for record in alive),
        hours=median([_hours(record) for record in decided]) if decided else None,
        steps=[(label, median(hours), len(hours)) for label, hours in by_role.items()],
    )  # fmt: skip


def _hours(record: ClearanceRecord) -> float:
    return max(0.0, (record.decided_at - record.submitted_at).total_seconds() / 3600)
