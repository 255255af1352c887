"""What was read: the values of the cells by path, what could not be read, and what stood differently from the form."""

from dataclasses import dataclass, field
from typing import Any

from gongkai.annual_reports.published.words import Value
from gongkai.statute.annual_report.shape import Form, Number


@dataclass(frozen=True, slots=True)
class Remark:
    """A label, row or column that is not the form's: `at` as in a Breach."""

    at: str
    found: str
    official: str


@dataclass
class Reading:
    """`values` by path of the cell, totals included. A row missing from them was not visible or could not be told apart."""

    values: dict[str, Value] = field(default_factory=dict)
    labels: list[Remark] = field(default_factory=list)
    rows: list[Remark] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # rows whose label was seen, read or not

    def put(self, row: str, columns: list[str], cells: list[Value]) -> None:
        for column, cell in zip(columns, cells, strict=True):
            self.values[f"{row}.{column}"] = cell

    def label(self, at: str, found: str, official: str) -> None:
        if not any(remark.at == at for remark in self.labels):
            self.labels.append(Remark(at, found, official))

    def number(self, path: str) -> Number | None:
        held = self.values.get(path)
        return held.number if held else None

    def has_row(self, row: str) -> bool:
        return any(path.startswith(f"{row}.") for path in self.values)

    def table(self, name: str) -> dict[str, Any]:
        """The values of one table, nested by the keys of the form; a blank cell or one with words is None."""
        nested: dict[str, Any] = {}
        for path, held in self.values.items():
            area, *keys = path.split(".")
            if area == name:
                inner = nested
                for key in keys[:-1]:
                    inner = inner.setdefault(key, {})
                inner[keys[-1]] = held.number
        return nested


def paths(form: Form) -> list[str]:
    """Every cell the form prints, totals included, in its order."""
    found = [
        f"table_two.{part.key}.{row.key}.{column.key}"
        for part in form.table_two
        for row in part.rows
        for column in part.columns
    ]
    if form.table_three is not None:
        found += [
            f"table_three.{row.key}.{column.key}"
            for row in form.table_three.number_rows
            for column in form.table_three.columns
        ]
    return found + [f"table_four.{block.key}.{column.key}" for block in form.table_four for column in block.columns]
