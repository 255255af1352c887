"""Art. 26 kept or not: first disclosures of several organs by month, and how many came within twenty working days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from gongkai.catalogue.models import DisclosureEvent
from gongkai.catalogue.queries.watch import office_calendar
from gongkai.statute import clocks


@dataclass
class Timeliness:
    """Items first disclosed in a year, taken down later or not. `in_time`: by the last day of Art. 26, whatever shorter
    limit the heading has."""

    total: int = 0
    in_time: int = 0
    by_month: Counter[int] = field(default_factory=Counter)


def timeliness(organs: Iterable[int], years: range) -> dict[tuple[int, int], Timeliness]:
    """For each organ (by key) and year, in one query along the index of events; each day of forming is reckoned once."""
    organs = list(organs)
    found = {(organ, year): Timeliness() for organ in organs for year in years}
    events = DisclosureEvent.objects.filter(
        organ__in=organs, kind=DisclosureEvent.Kind.DISCLOSED,
        happened_at__gte=timezone.make_aware(datetime(years[0], 1, 1)),
        happened_at__lt=timezone.make_aware(datetime(years[-1] + 1, 1, 1)),
    )  # fmt: skip
    known = office_calendar()
    last_days: dict[date, date] = {}
    rows = events.order_by().values_list("organ", "happened_at", "item__formed_on")
    for organ, at, formed_on in rows.iterator(chunk_size=2000):
        day = timezone.localdate(at)
        if formed_on not in last_days:
            last_days[formed_on] = clocks.watch(formed_on, calendar=known).on
        row = found[organ, day.year]
        row.total += 1
        row.in_time += day <= last_days[formed_on]
        row.by_month[day.month] += 1
    return found
