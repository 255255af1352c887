"""By when: the organ's own target for a review, the clock of a referral, the day for an after-review."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from gongkai.clearance import chains
from gongkai.clearance.models import ClearanceRecord
from gongkai.statute.limits import LIMITS, NoLimit, limit
from gongkai.statute.workdays.calendar import Calendar, calendar


def known() -> Calendar:
    """The calendar with the office's own notices, where it has any."""
    return calendar(directory=settings.NOTICES)


def working_days(name: str, on: date) -> int:
    """The row in force on that day; for older history the first there ever was."""
    try:
        return limit(name, on=on).days
    except NoLimit:
        return min((row for row in LIMITS if row.name == name), key=lambda row: row.since).days


def after(name: str, day: date, by: Calendar | None = None) -> date:
    """The last day of the limit of that name that begins on `day` (not counted)."""
    return (by or known()).add_workdays(day, working_days(name, day))


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a submission has been under review, in working days, and by when it should be decided."""

    age: int
    due_on: date
    is_over: bool


def pace(record: ClearanceRecord, by: Calendar | None = None, today: date | None = None) -> Pace:
    """Judged by the day of the decision, or by today while there is none. `referrals` are read: prefetch them in lists."""
    by = by or known()
    began = timezone.localdate(record.submitted_at)
    is_done = record.decision != record.Decision.PENDING and record.decided_at is not None
    ended = timezone.localdate(record.decided_at) if is_done else today or timezone.localdate()
    target = "review.referred" if list(record.referrals.all()) else chains.chain(record.chain).target
    if target == "review.single" and record.escalated_because:
        target = "review.chain"
    due_on = after(target, began, by)
    return Pace(_workdays(began, ended, by), due_on, ended > due_on)


def _workdays(first: date, last: date, by: Calendar) -> int:
    """Counting day by day: a submission that lies for years is not counted further than one."""
    return by.workdays_between(first, min(last, first + timedelta(days=366)))
