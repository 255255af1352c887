"""Answer times as the public may see them: by year and quarter, of several organs at once. Numbers only, no case.

What is shown is chosen so that no number leads to an applicant (docs/decisions/0019): no kind of applicant, channel or
result is split by quarter; results stand for finished years alone, in the groups of the table that the law has published
anyway (Art. 50(2)); a median or a share needs `LEAST` cases.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q

from gongkai.applications.book import office_calendar
from gongkai.applications.models import Application
from gongkai.statute.annual_report.forms import NoForm, form_for
from gongkai.statute.decisions import cell, decision

LEAST = 3
OUTCOMES = ("granted", "partially_granted", "refused", "unavailable", "not_processed", "other")


@dataclass
class Stretch:
    """A year or a quarter. `took` counts answers by working days from receipt to first service."""

    received: int = 0
    answered: int = 0
    in_time: int = 0
    extended: int = 0
    ended: int = 0  # closed without a reply: withdrawn, not corrected, not paid, merged
    took: Counter[int] = field(default_factory=Counter, repr=False)

    @property
    def share_in_time(self) -> Decimal | None:
        """Per cent with one digit; None under `LEAST` answers."""
        return percent(self.in_time, self.answered)

    @property
    def median_days(self) -> Decimal | None:
        """Working days; None under `LEAST` answers."""
        total = self.took.total()
        return None if total < LEAST else (_nth(self.took, (total - 1) // 2) + _nth(self.took, total // 2)) / Decimal(2)


@dataclass
class AnswerTimes:
    """One organ and year. `results` are counts by group of table three; None for a year that is not over."""

    whole: Stretch = field(default_factory=Stretch)
    quarters: tuple[Stretch, ...] = field(default_factory=lambda: tuple(Stretch() for _n in range(4)))
    results: dict[str, int] | None = None

    def stretches(self, day: date) -> tuple[Stretch, Stretch]:
        return self.whole, self.quarters[(day.month - 1) // 3]


def percent(part: int, whole: int) -> Decimal | None:
    """A share in per cent, one digit, for publication: None where too few cases stand behind it."""
    if whole < LEAST:
        return None
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def answer_times(organs: Iterable[int], years: range, *, today: date) -> dict[tuple[int, int], AnswerTimes]:
    """For each organ (by key) and year, two queries in all; the cost is that of the years asked for, not of the archive.

    Received goes by the day of receipt (Art. 31), answered by the day of the first service.
    """
    organs = list(organs)
    span = (date(years[0], 1, 1), date(years[-1], 12, 31))
    found = {(organ, year): AnswerTimes() for organ in organs for year in years}
    for year in years:
        if year < today.year and _has_table(year):
            for organ in organs:
                found[organ, year].results = dict.fromkeys(OUTCOMES, 0)
    of_these = Application.objects.filter(organ__in=organs).order_by()
    received = of_these.filter(received_on__range=span).values_list("organ", "received_on").annotate(Count("pk"))
    for organ, day, number in received:
        for stretch in found[organ, day.year].stretches(day):
            stretch.received += number
    closed = of_these.filter(closed_on__range=span, received_on__isnull=False).exclude(decision="")
    columns = ("organ", "closed_on", "received_on", "decision", "is_late", "is_extended")
    known = office_calendar()
    for organ, day, since, code, is_late, is_extended, number in closed.values_list(*columns).annotate(Count("pk")):
        times = found[organ, day.year]
        if times.results is not None:
            times.results[outcome(code, day.year)] += number
        for stretch in times.stretches(day):
            if not decision(code).is_reply:
                stretch.ended += number
                continue
            stretch.answered += number
            stretch.in_time += 0 if is_late else number
            stretch.extended += number if is_extended else 0
            stretch.took[known.workdays_between(since, day)] += number
    return found


def outcome(code: str, year: int) -> str:
    """The group of table three a result stands in."""
    row = cell(code, year)
    return next(key for key in OUTCOMES if row == key or row.startswith(f"{key}_"))


def open_and_overdue(organs: Iterable[int], *, today: date) -> dict[int, tuple[int, int]]:
    """How many applications are open now, and how many of these are past the last day of the reply; one query."""
    rows = (
        Application.objects.filter(organ__in=list(organs), is_open=True).order_by().values_list("organ")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(bites="reply", bites_on__lt=today)))
    )  # fmt: skip
    return {organ: (number, late) for organ, number, late in rows}


def _has_table(year: int) -> bool:
    try:
        return form_for(year).table_three is not None
    except NoForm:
        return False


def _nth(took: Counter[int], place: int) -> int:
    """The value at a place, counted from nought, when all are laid out in order."""
    for days in sorted(took):
        place -= took[days]
        if place < 0:
            return days
    raise IndexError(place)


def answers_by_handler(organ, year: int, as_of: date) -> list[tuple[int | None, int | None, bool, int]]:
    """Unit, handler, whether late, how many: applications answered in a year up to a day, each at who holds it."""
    closed = Application.objects.filter(
        organ=organ, closed_on__gte=date(year, 1, 1), closed_on__lte=min(as_of, date(year, 12, 31))
    ).exclude(decision="")
    columns = ("unit", "handler", "is_late", "decision")
    return [
        (unit, handler, is_late, number)
        for unit, handler, is_late, code, number in closed.order_by().values_list(*columns).annotate(Count("pk"))
        if decision(code).is_reply
    ]
