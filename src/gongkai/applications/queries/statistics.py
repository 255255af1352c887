"""统计: what a year of applications comes to, for the office's own page. Every figure from the same columns as the report."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from gongkai.applications.book import office_calendar
from gongkai.applications.models import Applicant, Application
from gongkai.statute.decisions import decision
from gongkai.statute.receipt import Channel


@dataclass(frozen=True)
class Statistics:
    """`days` are working days from the day of receipt to the first service; `late` those served after their last day."""

    year: int
    received: int
    closed: int
    still_open: int
    by_month: list[tuple[str, int]]
    by_decision: list[tuple[str, int]]
    by_channel: list[tuple[str, int]]
    by_kind: list[tuple[str, int]]
    mean_days: float | None
    longest_days: int | None
    extended: int
    late: int


def statistics(organ, year: int) -> Statistics:
    """Counted by the database, group by group: working days are counted once for each pair of days, not for each case."""
    days = (date(year, 1, 1), date(year, 12, 31))
    received = Application.objects.filter(organ=organ, received_on__range=days)
    closed = Application.objects.filter(organ=organ, closed_on__range=days)
    by_day = Counter(dict(_numbers(received, "received_on")))
    months = Counter()
    for day, number in by_day.items():
        months[day.month] += number
    decisions = Counter()
    for code, number in _numbers(closed.exclude(decision=""), "decision"):
        decisions[decision(code).label] += number
    known = office_calendar()
    took = Counter()
    for first, last, number in _groups(closed.exclude(received_on=None), "received_on", "closed_on"):
        took[known.workdays_between(first, last)] += number
    channels, kinds = Channel, Applicant.Kind
    return Statistics(
        year=year,
        received=by_day.total(),
        closed=closed.count(),
        still_open=Application.objects.filter(organ=organ, is_open=True).order_by("bites_on").count(),
        by_month=[(f"{month}月", months[month]) for month in range(1, 13)],
        by_decision=_ordered(decisions),
        by_channel=_ordered(Counter({channels(code).label: n for code, n in _numbers(received, "channel")})),
        by_kind=_ordered(Counter({str(kinds(code).label): n for code, n in _numbers(received, "applicant__kind")})),
        mean_days=round(sum(length * n for length, n in took.items()) / took.total(), 1) if took else None,
        longest_days=max(took, default=None),
        extended=closed.filter(is_extended=True).count(),
        late=closed.filter(is_late=True).count(),
    )


def _groups(found, *columns: str):
    """The values of some columns and how many rows have them."""
    return found.order_by().values_list(*columns).annotate(Count("pk"))


def _numbers(found, column: str) -> list[tuple]:
    return list(_groups(found, column))


def _ordered(found: Counter) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
