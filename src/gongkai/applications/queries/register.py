"""登记台账 (Art. 45): the list of applications with its filters. Applicants are masked; nothing here opens the sealed fields of a person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from gongkai.applications.models import Application

PAGE = 50
MOST_EXPORTED = 20_000
FIRST_YEAR, LAST_YEAR = 1949, 2199


@dataclass(frozen=True)
class Filters:
    """`state`, `decision`, `channel`, `kind` are codes; `words` looks in number, title and description."""

    year: int | None = None
    state: str = ""
    decision: str = ""
    channel: str = ""
    kind: str = ""
    handler: int | None = None
    words: str = ""
    late_only: bool = False
    received: tuple[date, date] | None = None  # first and last day, both included
    closed: tuple[date, date] | None = None
    open_only: bool = False
    extended_only: bool = False
    answered_late_only: bool = False


@dataclass(frozen=True)
class Register:
    rows: list[Application]
    older: str


def register(organ, filters: Filters, *, before: str = "", limit: int = PAGE) -> Register:
    """The newest receipt first, continued from `before`."""
    found = filtered(organ, filters)
    if place := _read_place(before):
        found = found.filter(registered_at__lte=place[0]).filter(Q(registered_at__lt=place[0]) | Q(pk__lt=place[1]))
    rows = list(found[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return Register(rows[:limit], f"{last.registered_at.isoformat()}_{last.pk}" if last else "")


def filtered(organ, filters: Filters):
    # Related rows by key afterwards: with a join, SQLite began from the organ and sorted everything.
    found = Application.objects.filter(organ=organ).prefetch_related("applicant", "handler", "unit", "organ")
    if filters.year:
        # The year of registration, asked as a stretch of the index the register walks.
        if not FIRST_YEAR <= filters.year <= LAST_YEAR:
            return found.none()
        first, after = (timezone.make_aware(datetime(year, 1, 1)) for year in (filters.year, filters.year + 1))
        found = found.filter(registered_at__gte=first, registered_at__lt=after)
    for name in ("state", "decision", "channel"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.kind:
        found = found.filter(applicant__kind=filters.kind)
    if filters.handler:
        found = found.filter(handler=filters.handler)
    if words := filters.words.strip():
        found = found.filter(
            Q(number__contains=words.replace(" ", "")) | Q(title__icontains=words) | Q(content__icontains=words)
        )
    if filters.late_only:
        found = found.filter(is_open=True, bites="reply", bites_on__lt=timezone.localdate())
    if filters.received:
        found = found.filter(received_on__range=filters.received)
    if filters.closed:
        found = found.filter(closed_on__range=filters.closed)
    if filters.open_only:
        found = found.filter(is_open=True)
    if filters.answered_late_only:
        found = found.filter(is_late=True)
    if filters.extended_only:
        found = found.filter(is_extended=True)
    return found.order_by("-registered_at", "-pk")


def _read_place(before: str):
    stamp, _underscore, pk = before.rpartition("_")
    try:
        return datetime.fromisoformat(stamp), int(pk)
    except ValueError:
        return None
