"""Errands of the clock: done once for each state of the world, found again by that state and not by the hour.

A tick asks what an errand was last done for; when the world has moved on it does the errand and writes that down. Missed
or broken off, it is simply still to be done; two ticks at once may both do it, so an errand must bear being done twice.
"""

import hashlib
import json
from collections.abc import Mapping

from django.utils import timezone

from gongkai.casework.models import Errand
from gongkai.statute.workdays.calendar import Calendar


def last(name: str) -> str:
    """What this errand was last done for; empty when it never was."""
    return Errand.objects.filter(name=name).values_list("done_for", flat=True).first() or ""


def done(name: str, world: str) -> None:
    Errand.objects.update_or_create(name=name, defaults={"done_for": world, "done_at": timezone.now()})


def notices_of(known: Calendar) -> dict[str, str]:
    """Year to a digest of everything the notices of that year say: equal calendars, equal digests."""
    said: dict[str, list[str]] = {}
    for notice in known.notices:
        rows = [f"{row.name}:{row.off}:{row.work}" for row in notice.rows]
        said.setdefault(str(notice.year), []).append("|".join([notice.source, *rows]))
    return {year: hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16] for year, texts in sorted(said.items())}


def as_world(notices: Mapping[str, str]) -> str:
    return json.dumps(notices, sort_keys=True)


def changed_years(before: str, notices: Mapping[str, str]) -> tuple[list[str], list[str], list[str]]:
    """Years whose notice is new, says something else, or is gone, against what `last` answered."""
    old = json.loads(before) if before else {}
    new = [year for year in notices if year not in old]
    other = [year for year in notices if year in old and old[year] != notices[year]]
    return new, other, [year for year in old if year not in notices]
