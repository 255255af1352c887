"""Where the numbers of the tables come from: contexts register a counter for an area, none of them is known here.

A counter takes (organ, year, as_of) and yields (path of a cell, how many), never a total. Several counters add up.
As soon as an organ has records of an area in a year, its cells cannot be typed in by hand; an organ that keeps, say, its
applications elsewhere types them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.organs.models import Organ
from gongkai.statute.annual_report.shape import Form, Number
from gongkai.statute.annual_report.tables import Cell, UnknownCell, cells

Counter = Callable[[Organ, int, date], Iterable[tuple[str, Number]]]

# The part of the form each area may count.
AREAS: Mapping[str, str] = {
    "acts": "table_two.",  # documents, decisions, charges
    "applications": "table_three.",
    "remedies": "table_four.",
    "fees": "fees.",
}
_counters: dict[str, list[Counter]] = {area: [] for area in AREAS}


def register(area: str, counter: Counter) -> None:
    """Let `counter` count cells of an area (call it in AppConfig.ready); registering the same one twice is once."""
    if area not in AREAS:
        raise LookupError(f"no such area: {area!r}; known: {', '.join(AREAS)}")
    if counter not in _counters[area]:
        _counters[area].append(counter)


def unregister(area: str, counter: Counter) -> None:
    if counter in _counters[area]:
        _counters[area].remove(counter)


def counting(organ: Organ, year: int) -> frozenset[str]:
    """The areas in which this organ has records of this year."""
    day = date(year, 12, 31)
    found = {
        area
        for area, counters in _counters.items()
        if any(True for counter in counters for _cell in counter(organ, year, day))
    }
    return _areas(found)


def is_counted(cell: Cell, areas: frozenset[str]) -> bool:
    """True when the platform counts this cell itself (`areas` from `counting`), so that nobody may type it."""
    return cell.path.startswith("table_two.art20_1.normative_document.") or any(
        cell.path.startswith(AREAS[area]) for area in areas
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """`areas` are those in which something was counted: asked for 31 December, what `counting` would answer."""

    values: dict[str, Number]
    areas: frozenset[str]


def count(organ: Organ, form: Form, year: int, as_of: date) -> Counted:
    """The cells all counters together give. UnknownCell when one names a cell outside its area or not on the form."""
    known = cells(form)
    found: dict[str, Number] = {}
    areas: set[str] = set()
    for area, counters in _counters.items():
        for counter in counters:
            for path, number in counter(organ, year, as_of):
                if path not in known or not path.startswith(AREAS[area]):
                    raise UnknownCell(
                        f"counter of {area!r} named {path!r}, which is no cell of {form.key} it may count"
                    )
                found[path] = found.get(path, 0) + number
                areas.add(area)
    return Counted(found, _areas(areas))


def _areas(found: set[str]) -> frozenset[str]:
    """Fees are part of the applications they were asked for; acts are typed in beside what is counted."""
    return frozenset(found - {"acts"} | ({"fees"} if "applications" in found else set()))
