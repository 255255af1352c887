"""Tables two to four laid out flat: every place of a form by its path, totals included, and what tables hold there.

Tables that were handed in may leave a place blank (None) or lack it. Neither is nought: what is not known stays unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Applications, Block, Form, Kind, Number
from gongkai.statute.annual_report.tables import Tables, cells

Value = Number | None
Nested = Tables | Mapping[str, Any]
AREAS = tuple(field.name for field in fields(Tables))


@dataclass(frozen=True, slots=True)
class Place:
    """One printed number of the form; `labels` lead to it from the table's title down."""

    path: str
    labels: tuple[str, ...]
    kind: Kind
    is_total: bool = False

    @property
    def name(self) -> str:
        return "·".join(self.labels[1:])


@lru_cache(maxsize=8)
def places(form: Form) -> Mapping[str, Place]:
    """Every number the tables of the form print, by path: the cells, then the totals. Fees stand in no table."""
    found = [Place(cell.path, cell.labels, cell.kind) for cell in cells(form).values() if cell.area in AREAS]
    if form.table_three is not None:
        found += _totals_of_three(form.table_three, {place.path for place in found})
    found += [place for block in form.table_four for place in _totals_of_four(block)]
    return MappingProxyType({place.path: place for place in found})


def _totals_of_three(table: Applications, known: set[str]) -> Iterator[Place]:
    for row in table.number_rows:
        for column in table.columns:
            if (path := f"table_three.{row.key}.{column.key}") not in known:
                yield Place(path, (TITLES["table_three"], row.label, column.label), column.kind, is_total=True)


def _totals_of_four(block: Block) -> Iterator[Place]:
    for column in block.columns:
        if column.sums:
            above = (block.group,) if block.group else ()
            labels = (TITLES["table_four"], *above, block.label, column.label)
            yield Place(f"table_four.{block.key}.{column.key}", labels, column.kind, is_total=True)


def flat(tables: Nested) -> Iterator[tuple[str, Value]]:
    """Path and value of everything the tables hold, on the form or not."""
    for area in AREAS:
        nested = tables.get(area) if isinstance(tables, Mapping) else getattr(tables, area)
        yield from _walk(area, nested or {})


def _walk(path: str, nested: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for key, value in nested.items():
        if isinstance(value, Mapping):
            yield from _walk(f"{path}.{key}", value)
        else:
            yield f"{path}.{key}", value


def nested(numbers: Mapping[str, Number]) -> Tables:
    """The tables of numbers by path: the way back from `flat`."""
    areas: dict[str, dict[str, Any]] = {area: {} for area in AREAS}
    for path, number in numbers.items():
        area, *keys, last = path.split(".")
        inner = areas[area]
        for key in keys:
            inner = inner.setdefault(key, {})
        inner[last] = number
    return Tables(**areas)
