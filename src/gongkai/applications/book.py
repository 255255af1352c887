"""The casebook of applications: the table bound to its rows, and the columns that are cached of a replay."""

from typing import Any

from django.conf import settings

from gongkai.applications import clocks, standing
from gongkai.applications.lifecycle import APPLICATION
from gongkai.applications.models import Application, ApplicationEvent
from gongkai.applications.standing import Standing
from gongkai.casework.recording import Casebook
from gongkai.statute.workdays.calendar import Calendar, calendar


def office_calendar() -> Calendar:
    """The calendar with the office's own notices, where it has any."""
    return calendar(directory=settings.NOTICES)


def columns(case: Application, now: Standing, known: Calendar) -> dict[str, Any]:
    due = clocks.reply_due(now, known) if now.is_open else None
    biting = clocks.biting(now, known)
    return {
        "due_on": due.on if due else None,
        "safe_on": due.safe_on if due else None,
        "is_provisional": bool(due and due.provisional),
        "arrived_on": now.arrived_on,
        "received_on": now.received_on,
        "day_zero": now.day_zero,
        # A case whose next date nobody has fixed yet still has to stand somewhere: at the day it last moved.
        "bites_on": (biting.due.on if biting else now.since) if now.is_open else None,
        "bites": biting.code if biting else "",
        "awaits": awaits(now),
        "is_open": now.is_open,
        "is_extended": now.extension is not None,
        "handler_id": now.handler,
        "unit_id": now.unit,
        "decision": now.decision,
        "closed_on": now.closed_on,
        "is_late": clocks.was_late(now, known),
        "item": now.published_item or None,
    }


def awaits(now: Standing) -> str:
    """Which colleague's move it is, where it is not simply the handler's."""
    if now.state == standing.ARRIVED:
        return "confirm"
    if now.state == standing.IN_APPROVAL:
        return "signature" if now.is_cleared else "review"
    if now.state == standing.REPLIED:
        return "service"
    return "extension" if now.state == standing.IN_PROCESS and now.extension_asked else ""


BOOK = Casebook(APPLICATION, Application, ApplicationEvent, office_calendar, columns)
