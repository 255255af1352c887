"""Every number of the report, one by one: where it stands, how the form calls it, what it says. For CSV and XML."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annual_reports.value import CompiledReport
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Applications, Number, Row
from gongkai.statute.annual_report.tables import FEES


@dataclass(frozen=True, slots=True)
class Printed:
    """`path` as in `statute.annual_report.tables`, totals included; `row` and `column` are the form's labels, outer first."""

    path: str
    table: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    value: Number
    is_total: bool = False


def printed(compiled: CompiledReport) -> Iterator[Printed]:
    """In the order of the form, the fee cells last; nothing under a form without tables."""
    form, held = compiled.form, compiled.tables
    for part in form.table_two:
        for row in part.rows:
            for column in part.columns:
                yield Printed(
                    f"table_two.{part.key}.{row.key}.{column.key}", TITLES["table_two"], (part.label, row.label),
                    (column.label,), held.table_two[part.key][row.key][column.key],
                )  # fmt: skip
    if form.table_three is not None:
        yield from _applications(form.table_three, compiled)
    for block in form.table_four:
        for column in block.columns:
            above = (block.group, block.label) if block.group else (block.label,)
            yield Printed(
                f"table_four.{block.key}.{column.key}", TITLES["table_four"], above, (column.label,),
                held.table_four[block.key][column.key], bool(column.sums),
            )  # fmt: skip
    for fee in FEES:
        if fee.key in compiled.fees:
            yield Printed(f"fees.{fee.key}", "信息处理费", (), (fee.label,), compiled.fees[fee.key])


def _applications(table: Applications, compiled: CompiledReport) -> Iterator[Printed]:
    for row in table.number_rows:
        for column in table.columns:
            yield Printed(
                f"table_three.{row.key}.{column.key}", TITLES["table_three"], _ancestry(table, row),
                (column.group, column.label) if column.group else (column.label,),
                compiled.tables.table_three[row.key][column.key], bool(row.sums or column.sums),
            )  # fmt: skip


def _ancestry(table: Applications, row: Row) -> tuple[str, ...]:
    above = next((other for other in table.rows if other.key == row.group), None)
    return (*(_ancestry(table, above) if above else ()), row.label)
