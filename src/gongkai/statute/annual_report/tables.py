"""The numbers of tables two to four under their form: complete, never blank, totals always sums of cells.

A cell is named by its path: `table_two.art20_1.normative_document.made`, `table_three.granted.natural_person`,
`table_four.review.upheld`; the fee cells, which the form asks for in words, are `fees.notices` and so on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Applications, Block, Column, Form, Kind, Number, Row

TableTwo = dict[str, dict[str, dict[str, Number]]]
Flat = dict[str, dict[str, Number]]

# 国办函〔2020〕109号: the notices of the information processing fee, what they came to and what was paid.
FEES = (
    Column("notices", "发出信息处理费收费通知（件）"),
    Column("amount_yuan", "收费通知总金额（元）", Kind.AMOUNT),
    Column("received_yuan", "实际收取金额（元）", Kind.AMOUNT),
)


class UnknownCell(LookupError):
    """The form has no such cell, or it is a total and nobody fills it."""


class WrongNumber(ValueError):
    """The number cannot stand in the cell: a count must be whole and not below nought."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell somebody or something fills. `labels` lead to it from the table's title down."""

    path: str
    labels: tuple[str, ...]
    kind: Kind
    article: str = ""

    @property
    def area(self) -> str:
        """table_two, table_three, table_four or fees."""
        return self.path.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables of one report, keyed like the form; empty under a form without tables."""

    table_two: TableTwo = field(default_factory=dict)
    table_three: Flat = field(default_factory=dict)
    table_four: Flat = field(default_factory=dict)


@lru_cache(maxsize=8)
def cells(form: Form) -> Mapping[str, Cell]:
    """Every cell of the form that is not a total, by path, in the form's order; the fee cells last."""
    found: list[Cell] = []
    for part in form.table_two:
        for row in part.rows:
            for column in part.columns:
                path = f"table_two.{part.key}.{row.key}.{column.key}"
                found.append(Cell(path, (TITLES["table_two"], part.label, row.label, column.label), column.kind))
    if form.table_three is not None:
        found += _application_cells(form.table_three)
    for block in form.table_four:
        found += _block_cells(block)
    if form.table_three is not None:
        found += [Cell(f"fees.{fee.key}", ("信息处理费", fee.label), fee.kind, "42") for fee in FEES]
    return MappingProxyType({cell.path: cell for cell in found})


def _application_cells(table: Applications) -> Iterator[Cell]:
    for row in table.number_rows:
        if row.sums:
            continue
        for column in table.columns:
            if not column.sums:
                labels = (TITLES["table_three"], *_ancestry(table, row), column.label)
                yield Cell(f"table_three.{row.key}.{column.key}", labels, column.kind, row.article)


def _ancestry(table: Applications, row: Row) -> tuple[str, ...]:
    above = next((other for other in table.rows if other.key == row.group), None)
    return (*(_ancestry(table, above) if above else ()), row.label)


def _block_cells(block: Block) -> Iterator[Cell]:
    for column in block.columns:
        if not column.sums:
            labels = (TITLES["table_four"], *((block.group,) if block.group else ()), block.label, column.label)
            yield Cell(f"table_four.{block.key}.{column.key}", labels, column.kind)


def checked(cell: Cell, value: Number) -> Number:
    """`value` as the cell keeps it: counts as int. WrongNumber says what the cell takes."""
    name = "·".join(cell.labels[1:])
    if cell.kind is Kind.AMOUNT:
        amount = Decimal(value)
        if not amount.is_finite() or amount < 0:
            raise WrongNumber(f"“{name}”应为不小于0的金额，不能是{value}")
        if amount != round(amount, 4) or abs(amount) >= 10**12:
            raise WrongNumber(f"“{name}”至多四位小数，且小于一万亿，不能是{value}")
        return amount
    number = Decimal(value)
    if not number.is_finite() or number != number.to_integral_value() or abs(number) >= 10**9:
        raise WrongNumber(f"“{name}”应为整数，不能是{value}")
    if cell.kind is Kind.COUNT and number < 0:
        raise WrongNumber(f"“{name}”不能小于0：{value}")
    return int(number)


def fill(form: Form, values: Mapping[str, Number]) -> Tables:
    """Complete tables: the given cells, nought elsewhere, and every total summed up.

    Raises UnknownCell for a path that is not a cell of the form (the fee cells are no table's), WrongNumber for a
    number the cell cannot hold.
    """
    known = cells(form)
    for path in values:
        if path not in known:
            raise UnknownCell(f"{form.key} 格式没有“{path}”这一格，或者它是合计，由系统相加得出")
    held = {path: checked(cell, values.get(path, 0)) for path, cell in known.items()}
    two = {
        part.key: {
            row.key: {column.key: held[f"table_two.{part.key}.{row.key}.{column.key}"] for column in part.columns}
            for row in part.rows
        }
        for part in form.table_two
    }
    four = {
        block.key: _summed(
            block.columns, {c.key: held.get(f"table_four.{block.key}.{c.key}", 0) for c in block.columns}
        )
        for block in form.table_four
    }
    return Tables(two, _table_three(form.table_three, held), four)


def empty(form: Form) -> Tables:
    """The tables of a year in which nothing happened: every cell 0."""
    return fill(form, {})


def fees(form: Form, values: Mapping[str, Number]) -> dict[str, Number]:
    """The fee cells, nought where nothing is given; nothing under a form without tables."""
    known = cells(form)
    return {
        fee.key: checked(known[f"fees.{fee.key}"], values.get(f"fees.{fee.key}", 0))
        for fee in FEES
        if f"fees.{fee.key}" in known
    }


def _table_three(table: Applications | None, held: Mapping[str, Number]) -> Flat:
    if table is None:
        return {}
    rows: Flat = {}
    for row in table.number_rows:
        if row.sums:
            numbers = {c.key: sum((rows[leaf][c.key] for leaf in row.sums), start=0) for c in table.columns}
        else:
            numbers = {c.key: held.get(f"table_three.{row.key}.{c.key}", 0) for c in table.columns}
        rows[row.key] = _summed(table.columns, numbers)
    return rows


def _summed(columns: tuple[Column, ...], numbers: dict[str, Number]) -> dict[str, Number]:
    return {c.key: sum((numbers[key] for key in c.sums), start=0) if c.sums else numbers[c.key] for c in columns}
