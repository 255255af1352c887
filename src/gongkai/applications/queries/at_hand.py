"""What lies on the desk of an organ today: everything due soon, waiting for a colleague or for nobody
yet, or simply one's own. Three queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone

from gongkai.applications.book import office_calendar
from gongkai.applications.models import Application, ClockNotice
from gongkai.applications.queries.board import SOON_DAYS, Row, row_of

AT_MOST = 200
NEWS_FOR = timedelta(days=14)


@dataclass(frozen=True)
class AtHand:
    """`rows` by the clock that bites first, at most AT_MOST; `moved` are warnings that a last day is another one now."""

    rows: list[Row]
    moved: list[ClockNotice]


def at_hand(organ, *, today: date, handler=None, mine=None) -> AtHand:
    """For `handler` only warnings of his own cases are told; the cases are everybody's, and all open ones of `mine`."""
    known = office_calendar()
    soon = known.add_workdays(today, SOON_DAYS)
    wanted = Q(bites_on__lte=soon) | ~Q(awaits="") | Q(handler=None)
    if mine is not None:
        wanted |= Q(handler=mine)
    keys = list(
        Application.objects.filter(wanted, organ=organ, is_open=True)
        .order_by("bites_on", "pk").values_list("pk", flat=True)[:AT_MOST]
    )  # fmt: skip
    cases = Application.objects.select_related("applicant", "handler").defer("content", "first_content", "query_code")
    rows = [row_of(case, today, known) for case in cases.filter(pk__in=keys)] if keys else []
    moved = ClockNotice.objects.select_related("application").filter(
        stage=ClockNotice.Stage.MOVED, made_at__gte=timezone.now() - NEWS_FOR, application__organ=organ,
        application__is_open=True, due_on=F("application__due_on"),
    )  # fmt: skip
    if handler is not None:
        moved = moved.filter(application__handler=handler)
    return AtHand(sorted(rows, key=lambda row: (row.case.bites_on or date.max, row.case.pk)), list(moved[:10]))
