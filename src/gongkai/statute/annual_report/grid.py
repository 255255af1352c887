"""Tables two to four laid out flat: every place of a form by its path, totals included, and what tables hold there.

Tables that were handed in may leave a place blank (None) or lack it. Neither is nought: what is not known stays unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Applications, Block, Form, Kind, Number
from gongkai.statute.annual_report.tables import Cell, Tables, cells

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
    """Every number the tables of the form print, by path, in the form's order. Fees stand in no table."""
    known = cells(form)
    found = [Place(cell.path, cell.labels, cell.kind) for cell in known.values() if cell.area == "table_two"]
    if form.table_three is not None:
        found += _three(form.table_three, known)
    found += [place for block in form.table_four for place in _four(block)]
    return MappingProxyType({place.path: place for place in found})


def _three(table: Applications, known: Mapping[str, Cell]) -> Iterator[Place]:
    for row in table.number_rows:
        first = known.get(f"table_three.{row.key}.{table.columns[0].key}")
        above = next((other.label for other in table.rows if other.key == row.group), None)
        heads = first.labels[:-1] if first else (TITLES["table_three"], *((above,) if above else ()), row.label)
        for column in table.columns:
            path = f"table_three.{row.key}.{column.key}"
            yield Place(path, (*heads, column.label), column.kind, is_total=path not in known)


def _four(block: Block) -> Iterator[Place]:
    heads = (TITLES["table_four"], *((block.group,) if block.group else ()), block.label)
    for column in block.columns:
        yield Place(f"table_four.{block.key}.{column.key}", (*heads, column.label), column.kind, bool(column.sums))


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


def value_at(tables: Nested, path: str) -> Value:
    """What stands at one place; None where it is blank or there is no such place."""
    area, *keys = path.split(".")
    inner: Any = tables.get(area) if isinstance(tables, Mapping) else getattr(tables, area)
    for key in keys:
        if inner is None:
            return None
        inner = inner.get(key)
    return inner if inner is None or isinstance(inner, int | Decimal) else None


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
