"""Which warnings are due today, and the ones worth reading on the first page."""

import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.applications import clocks
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.models import Application, ClockNotice
from gongkai.casework.lifecycle import Refusal
from gongkai.statute.wording import chinese_date
from gongkai.statute.workdays.calendar import ONE_DAY, Calendar

log = logging.getLogger("gongkai.reminders")

Stage = ClockNotice.Stage
BEFORE = ((5, Stage.FIVE), (3, Stage.THREE), (1, Stage.ONE), (0, Stage.LAST_DAY))
MOST = 1000  # cases a tick looks at; what is left waits a minute
NEWS_FOR = timedelta(days=14)
SEALED_OR_LONG = ("application__query_code", "application__content", "application__first_content")


def warn(*, today: date | None = None, at: datetime | None = None, most: int = MOST) -> int:
    """Make the warnings due by today; answers how many are new. A missed day is made good by its most urgent stage only.

    Looks at cases which end within a stage and have no row for it yet: when all are warned, at none.
    """
    today, at = today or timezone.localdate(), at or timezone.now()
    known, made, room = office_calendar(), 0, most
    for stage, first, last in windows(today, known):
        if room <= 0:
            break
        for case in _not_warned(stage, first, last, room):
            room -= 1
            made += _warn(case, today, at, known)
    return made


def windows(today: date, known: Calendar) -> list[tuple[Stage, date, date]]:
    """Stage, and the first and last day on which a period may end for that stage to be said today; the most urgent first."""
    found, first = [(Stage.OVERDUE, date.min, today - ONE_DAY)], today
    for days, stage in reversed(BEFORE):
        last = known.add_workdays(today, days + 1) - ONE_DAY
        found.append((stage, first, last))
        first = last + ONE_DAY
    return found


def stages(clock: clocks.Clock, today: date, known: Calendar) -> list[Stage]:
    """What is to be said of this clock today: the nearest stage reached, and once it is over that it is, and to whom."""
    left = clocks.days_left(clock.due.on, today, known)
    if left < 0:
        return [Stage.OVERDUE, Stage.ESCALATED] if clock.waits_for == clocks.OFFICE else [Stage.OVERDUE]
    reached = [stage for days, stage in BEFORE if left <= days]
    return reached[-1:]


def _not_warned(stage: Stage, first: date, last: date, room: int) -> list[Application]:
    said = ClockNotice.objects.filter(
        application=OuterRef("pk"), stage=stage, clock=OuterRef("bites"), due_on=OuterRef("bites_on")
    )
    near = Application.objects.filter(~Exists(said), is_open=True, bites_on__gte=first, bites_on__lte=last)
    return list(
        near.exclude(bites="").defer("content", "first_content", "query_code").order_by("bites_on", "pk")[:room]
    )


def _warn(case: Application, today: date, at: datetime, known: Calendar) -> int:
    try:
        clock = clocks.biting(BOOK.replay(case), known)
    except Refusal:  # one damaged record must not keep the others from being warned of
        log.exception("cannot replay %s", case.reference)
        return 0
    if clock is None or (clock.code, clock.due.on) != (case.bites, case.bites_on):
        # The cached date that led here was not that of the events (the calendar has changed): put right, once.
        BOOK.rebuild(case, because=_("提醒时核对，与案件记录不一致"))
    if clock is None:
        return 0
    with transaction.atomic():
        return sum(_make(case, clock, stage, at) for stage in stages(clock, today, known))


def _make(case: Application, clock: clocks.Clock, stage: Stage, at: datetime) -> bool:
    text = _("%(label)s：%(stage)s（%(day)s，%(article)s）") % {
        "label": clock.label, "stage": stage.label, "day": chinese_date(clock.due.on), "article": clock.article,
    }  # fmt: skip
    _notice, new = ClockNotice.objects.get_or_create(
        application=case, stage=stage, clock=clock.code, due_on=clock.due.on, defaults={"made_at": at, "text": text}
    )
    return new


def current(organ, *, handler=None, most: int = 20, now: datetime | None = None) -> list[ClockNotice]:
    """Warnings still worth reading on the first page: of open cases, the newest of each, the most urgent first.

    Walks the open cases by the clock that bites first, then the days that moved lately: never the archive of warnings.
    """
    now = now or timezone.now()
    horizon = windows(timezone.localdate(now), office_calendar())[-1][2]
    cases = Application.objects.filter(organ=organ, is_open=True, bites_on__lte=horizon).order_by("bites_on", "pk")
    if handler is not None:
        cases = cases.filter(handler=handler)
    near = dict.fromkeys(cases.values_list("pk", flat=True)[:most])
    rows = ClockNotice.objects.select_related("application").defer(*SEALED_OR_LONG).filter(application__is_open=True)
    running = rows.filter(application__in=near, clock=F("application__bites"), due_on=F("application__bites_on"))
    newest = {row.application_id: row for row in running.exclude(stage=Stage.MOVED).order_by("pk")}
    found = {key: newest[key] for key in near if key in newest}
    moved = rows.filter(stage=Stage.MOVED, made_at__gte=now - NEWS_FOR, due_on=F("application__due_on"))
    moved = moved.filter(application__organ=organ, **({"application__handler": handler} if handler else {}))
    for row in moved.order_by("-made_at")[:most]:
        found.setdefault(row.application_id, row)
    return list(found.values())[:most]
