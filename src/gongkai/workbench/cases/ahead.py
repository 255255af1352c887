"""Days to come, by the office's calendar."""

from datetime import date

from django.utils import timezone

from gongkai.applications.book import office_calendar


def working_days(count: int, *, after: date | None = None) -> date:
    """The day `count` working days after a day, today when none is given."""
    return office_calendar().add_workdays(after or timezone.localdate(), count)
