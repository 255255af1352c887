"""The cache against the record: every case replayed from its events, compared, and put right where it differs.

Streams by key in pieces, each with its events in one query: a hundred thousand cases in memory of a few hundred.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.models import Application, ApplicationEvent
from gongkai.casework.lifecycle import Refusal

PIECE = 500
HEAVY = ("query_code", "title", "content", "first_content")  # sealed or long, and no part of a replay
Progress = Callable[[int, int], None]  # cases looked at, cases there are


@dataclass(frozen=True)
class Difference:
    """A case whose cached columns are not what its events come to: column to (cached, replayed).

    `unreadable` is the refusal of a record that cannot be replayed at all; nothing can be rebuilt from it.
    """

    case: Application
    columns: dict[str, tuple[Any, Any]]
    unreadable: str = ""


@dataclass
class Rebuilt:
    """How many cases were looked at and rebuilt, how many last days of a reply are others now, and what nobody can replay."""

    looked: int = 0
    changed: int = 0
    moved: int = 0
    unreadable: list[Difference] = field(default_factory=list)


def differing(*, organ=None, open_only: bool = False, progress: Progress | None = None) -> Iterator[Difference]:
    """Every case whose cache is wrong, in order of registration. A case somebody is writing to just now is asked again."""
    known = office_calendar()
    for case, rows in _walk(organ, open_only, progress):
        try:
            found = BOOK.differences(case, rows, known)
            if found:
                found = BOOK.recheck(case)
        except Refusal as refusal:
            yield Difference(case, {}, str(refusal))
            continue
        if found:
            yield Difference(case, found)


def rebuild_all(*, because: str, organ=None, open_only: bool = True, progress: Progress | None = None) -> Rebuilt:
    """Refresh the cache of every (open) case that differs from its events; handlers are told which last day has moved."""
    result = Rebuilt(looked=_cases(organ, open_only).count())
    for found in differing(organ=organ, open_only=open_only, progress=progress):
        if found.unreadable:
            result.unreadable.append(found)
            continue
        result.changed += BOOK.rebuild(found.case, because=because)
        result.moved += found.case.is_open and "due_on" in found.columns
    return result


def _cases(organ, open_only: bool):
    cases = Application.objects.all()
    if organ is not None:
        cases = cases.filter(organ=organ)
    return cases.filter(is_open=True) if open_only else cases


def _walk(organ, open_only: bool, progress: Progress | None) -> Iterator[tuple[Application, list[ApplicationEvent]]]:
    cases = _cases(organ, open_only).select_related("organ").defer(*HEAVY).order_by("pk")
    total, done, last = (cases.count() if progress else 0), 0, 0
    while piece := list(cases.filter(pk__gt=last)[:PIECE]):
        last = piece[-1].pk
        rows = ApplicationEvent.objects.filter(case__in=[case.pk for case in piece]).order_by("case_id", "seq")
        events = {key: list(group) for key, group in groupby(rows, key=lambda row: row.case_id)}
        for case in piece:
            yield case, events.get(case.pk, [])
        done += len(piece)
        if progress:
            progress(min(done, total), total)
