"""Which case this browser has opened by number and code: kept on the server for half an hour, never in an address."""

import time

from django.http import HttpRequest

from gongkai.applications import queries

KEY = "gongkai_own_case"
LASTS = 30 * 60  # seconds
RENEWED_AFTER = 5 * 60  # not at every look: each renewal is a write


def enter(request: HttpRequest, case) -> None:
    """The session gets a new name first, so that one that was planted opens nothing."""
    request.session.cycle_key()
    request.session[KEY] = {"case": case.pk, "until": time.time() + LASTS}


def leave(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def own_case(request: HttpRequest):
    """The case, or None when none was opened or the half hour is over."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    left = kept["until"] - time.time()
    case = queries.own_case(kept["case"]) if left > 0 else None
    if case is None:
        leave(request)
    elif left < LASTS - RENEWED_AFTER:
        request.session[KEY] = kept | {"until": time.time() + LASTS}
    return case
