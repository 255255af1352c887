"""The board: open cases by the clock that bites first. Walks one index and continues by key; never counts the archive."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count as Counted
from django.db.models import Prefetch, Q, prefetch_related_objects

from gongkai.applications import clocks
from gongkai.applications.book import office_calendar
from gongkai.applications.models import Applicant, Application
from gongkai.applications.standing import STATES, WAITING

PAGE, MOST_COUNTED = 40, 999
LABELS = {
    "confirm": "确认收到", "reply": "答复", "correction": "等申请人补正", "payment": "等申请人缴费", "opinion": "等意见",
    "": "未定期限",
}  # fmt: skip
APPROVALS = ("extension", "review", "signature")
OVERDUE, TODAY, SOON, LATER = "overdue", "today", "soon", "later"
SOON_DAYS = 5


@dataclass(frozen=True)
class Row:
    """A case on the board. `left` are working days to `case.bites_on`, negative when over; `urgency` is said in words too."""

    case: Application
    left: int | None
    urgency: str
    what: str

    @property
    def waits(self) -> bool:
        """Somebody else's move: the date is theirs."""
        return self.case.bites in {"correction", "payment", "opinion"}


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    older: str  # where the next page begins; "" at the end


def row_of(case: Application, today: date, known) -> Row:
    if case.bites_on is None or not case.bites:  # stands at the day it last moved, which is nobody's last day
        return Row(case, None, LATER, LABELS.get(case.bites, ""))
    left = clocks.days_left(case.bites_on, today, known)
    urgency = OVERDUE if left < 0 else TODAY if left == 0 else SOON if left <= SOON_DAYS else LATER
    return Row(case, left, urgency, LABELS.get(case.bites, case.bites))


def _listed():
    """Cases for a list. Who handles and who applied is fetched by key afterwards: with a join, SQLite sorted everything."""
    return Application.objects.defer("content", "first_content", "query_code").prefetch_related(*_related())


def _related() -> tuple:
    masked = Prefetch("applicant", Applicant.objects.only("application", "kind", "name", "erased_at"))
    return masked, "handler", "unit", "organ"


def board(
    organ, *, today: date, handler=None, state: str = "", waiting: bool = False, approval: bool = False, after: str = "",
    limit: int = PAGE,
) -> Page:  # fmt: skip
    """Open cases of an organ, the most urgent first, continued from `after`. `handler` None: everybody's.

    `waiting`: only those in which it is somebody else's move; `approval`: only those that wait for a head or a reviewer.
    """
    found = _listed().filter(organ=organ, is_open=True)
    if handler is not None:
        found = found.filter(handler=handler)
    if state in STATES:
        found = found.filter(state=state)
    if place := _read_place(after):
        found = found.filter(bites_on__gte=place[0]).filter(Q(bites_on__gt=place[0]) | Q(pk__gt=place[1]))
    walks = [found]
    if waiting:
        walks = [walk.filter(state=one) for walk in walks for one in sorted(WAITING)]
    if approval:
        walks = [walk.filter(awaits=one) for walk in walks for one in APPROVALS]
    rows = _merged(walks, limit + 1)
    known = office_calendar()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page([row_of(case, today, known) for case in rows[:limit]], f"{last.bites_on}_{last.pk}" if last else "")


def _merged(walks: list, limit: int) -> list[Application]:
    """The first of several walks together. Each keeps to its own stretch of an index: asked in one, they would be sorted."""
    found = [case for walk in walks for case in walk.prefetch_related(None).order_by("bites_on", "pk")[:limit]]
    found = sorted(found, key=lambda case: (case.bites_on, case.pk))[:limit]
    prefetch_related_objects(found, *_related())
    return found


def _read_place(after: str) -> tuple[date, int] | None:
    day, _underscore, pk = after.partition("_")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        return None


@dataclass(frozen=True)
class Count:
    """A number that is not counted further than MOST_COUNTED; shown as 999+ from there on."""

    number: int

    def __str__(self) -> str:
        return str(self.number) if self.number <= MOST_COUNTED else f"{MOST_COUNTED}+"

    def __bool__(self) -> bool:
        return self.number > 0

    def __eq__(self, other: object) -> bool:
        return self.number == (other.number if isinstance(other, Count) else other)

    def __hash__(self) -> int:
        return hash(self.number)


def counts(organ, *, today: date) -> dict[str, Count]:
    """How many open cases are overdue, due today, due soon (five working days), and all. Four short walks of the index."""
    soon = office_calendar().add_workdays(today, SOON_DAYS)
    mine = Application.objects.filter(organ=organ, is_open=True).order_by("bites_on", "pk").values("pk")
    dated = mine.exclude(bites="")
    parts = {
        OVERDUE: dated.filter(bites_on__lt=today),
        TODAY: dated.filter(bites_on=today),
        SOON: dated.filter(bites_on__gt=today, bites_on__lte=soon),
        "open": mine,
    }
    return {name: Count(part[: MOST_COUNTED + 1].count()) for name, part in parts.items()}


def due_between(organ, first: date, last: date, *, handler=None) -> list[Application]:
    """Open cases whose clock ends between two days, both included."""
    found = _listed().filter(organ=organ, is_open=True, bites_on__gte=first, bites_on__lte=last)
    if handler is not None:
        found = found.filter(handler=handler)
    return list(found.order_by("bites_on", "pk"))


def overdue(organs, *, today: date) -> dict[int, int]:
    """Organ key to the number of replies past their last day: what a supervising office sees (Art. 47)."""
    late = Application.objects.filter(organ__in=organs, is_open=True, bites="reply", bites_on__lt=today)
    return dict(late.values_list("organ").annotate(Counted("pk")).order_by())


def waiting_for_approval(organ, *what: str, most: int = 200) -> list[Application]:
    """Cases that wait for a colleague: `what` of "confirm", "extension", "review", "signature", "service"; all when left out."""
    found = _listed().filter(organ=organ, is_open=True).exclude(awaits="")
    if what:
        found = found.filter(awaits__in=what)
    return list(found.order_by("bites_on", "pk")[:most])
