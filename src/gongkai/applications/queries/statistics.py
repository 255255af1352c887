"""统计: what a year of applications comes to, for the office's own page. Every figure from the same columns as the report."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

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


def statistics(organ, year: int) -> Statistics:
    start, end = date(year, 1, 1), date(year, 12, 31)
    received = list(
        Application.objects.filter(organ=organ, received_on__gte=start, received_on__lte=end).values_list(
            "received_on", "channel", "applicant__kind"
        )
    )
    closed = list(
        Application.objects.filter(organ=organ, closed_on__gte=start, closed_on__lte=end).values_list(
            "received_on", "closed_on", "decision", "is_extended"
        )
    )
    known = office_calendar()
    days = [known.workdays_between(first, last) for first, last, _code, _longer in closed if first and last]
    months = Counter(day.month for day, _channel, _kind in received)
    channels, kinds = Channel, Applicant.Kind
    return Statistics(
        year=year,
        received=len(received),
        closed=len(closed),
        still_open=Application.objects.filter(organ=organ, is_open=True).count(),
        by_month=[(f"{month}月", months.get(month, 0)) for month in range(1, 13)],
        by_decision=_ordered(Counter(decision(code).label for _first, _last, code, _longer in closed if code)),
        by_channel=_ordered(Counter(channels(channel).label for _day, channel, _kind in received)),
        by_kind=_ordered(Counter(str(kinds(kind).label) for _day, _channel, kind in received)),
        mean_days=round(sum(days) / len(days), 1) if days else None,
        longest_days=max(days, default=None),
        extended=sum(longer for _first, _last, _code, longer in closed),
    )


def _ordered(found: Counter) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
