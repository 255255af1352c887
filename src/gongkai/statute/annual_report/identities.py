"""勾稽关系: what must hold within the tables of one report. Every check reads all and returns what does not hold.

The rule names are the project's own and stay the same in every message, file and test.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Column, Form, Kind, Number
from gongkai.statute.annual_report.tables import Tables

# Numbers by the keys of the form: None is a blank cell, a key that is not there a cell nobody could read.
Rows = Mapping[str, Mapping[str, Number | None]]
Nested = Mapping[str, Rows]


class Severity(StrEnum):
    """An error forbids signing; a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that does not hold: `at` is the path of the cell, row or section; `message` says it in Chinese."""

    rule: str
    at: str
    expected: Number | str
    found: Number | str
    message: str
    severity: Severity = Severity.ERROR


def check(form: Form, tables: Tables, *, may_make_rules: bool) -> tuple[Breach, ...]:
    """All breaches of the tables, in the order of the form. Sums are checked only in tables that are complete."""
    found = [*shape(form, tables)]
    if found:
        return tuple(found)
    return arithmetic(form, tables.table_two, tables.table_three, tables.table_four, may_make_rules=may_make_rules)


def shape(form: Form, tables: Tables) -> Iterator[Breach]:
    """F.rows: rows and columns are the form's; F.nonnumeric, T2.natural, T3.natural: each cell holds what it may."""
    for part in form.table_two:
        yield from _grid(
            f"table_two.{part.key}", {row.key: part.columns for row in part.rows}, tables.table_two.get(part.key, {})
        )
    yield from _strangers("table_two", {part.key for part in form.table_two}, tables.table_two)
    if form.table_three is not None:
        columns = {row.key: form.table_three.columns for row in form.table_three.number_rows}
        yield from _grid("table_three", columns, tables.table_three)
    yield from _grid("table_four", {block.key: block.columns for block in form.table_four}, tables.table_four)


def _grid(
    at: str, expected: Mapping[str, tuple[Column, ...]], found: Mapping[str, Mapping[str, Number]]
) -> Iterator[Breach]:
    yield from _strangers(at, set(expected), found)
    for row, columns in expected.items():
        numbers = found.get(row, {})
        yield from _strangers(f"{at}.{row}", {column.key for column in columns}, numbers)
        for column in columns:
            path = f"{at}.{row}.{column.key}"
            if column.key not in numbers:
                yield Breach("F.rows", path, "数字", "", f"缺少{path}：没有发生的填0，不能留空")
            else:
                yield from _number(path, column, numbers[column.key])


def _number(path: str, column: Column, value: object) -> Iterator[Breach]:
    natural = "T2.natural" if path.startswith("table_two") else "T3.natural"
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        yield Breach("F.nonnumeric", path, "数字", str(value), f"{path}应为数字，不带单位和文字，不能是“{value}”")
    elif column.kind is not Kind.AMOUNT and value != int(value):
        yield Breach(natural, path, "整数", value, f"{path}应为整数，不能是{value}")
    elif column.kind is not Kind.CHANGE and value < 0:
        yield Breach(natural, path, "不小于0", value, f"{path}不能小于0，现为{value}")


def _strangers(at: str, expected: set[str], found: Mapping[str, object]) -> Iterator[Breach]:
    for key in found:
        if key not in expected:
            yield Breach("F.rows", f"{at}.{key}", "", key, f"格式中没有{at}.{key}")


def arithmetic(form: Form, two: Nested, three: Rows, four: Rows, *, may_make_rules: bool) -> tuple[Breach, ...]:
    """What the numbers say against each other, in tables that may have gaps.

    A cell that is None is blank and adds nothing; one that is not there is unknown, and no sum that needs it is judged.
    """
    return (
        *table_two(form, two, may_make_rules=may_make_rules),
        *table_three(form, three),
        *table_four(form, four),
    )


def table_two(form: Form, numbers: Nested, *, may_make_rules: bool) -> Iterator[Breach]:
    """T2: no rules (规章) from an organ that cannot make them; stocks and flows that can be true."""
    for part in form.table_two:
        for row in part.rows:
            at, label = f"table_two.{part.key}.{row.key}", row.label
            cells = numbers.get(part.key, {}).get(row.key, {})
            if row.key == "regulation" and not may_make_rules:
                for column in part.columns:
                    if value := cells.get(column.key):
                        message = f"本机关没有规章制定权，“规章·{column.label}”应为0，现为{value}"
                        yield Breach("T2.rulemaking", f"{at}.{column.key}", 0, value, message)
            yield from _flows(at, label, {key: value for key, value in cells.items() if value is not None})


def _flows(at: str, label: str, numbers: Mapping[str, Number]) -> Iterator[Breach]:
    if {"in_force", "issued", "repealed"} <= set(numbers) and numbers["in_force"] < (
        floor := numbers["issued"] - numbers["repealed"]
    ):
        yield Breach(
            "T2.in_force_floor", f"{at}.in_force", floor, numbers["in_force"],
            f"“{label}”现行有效{numbers['in_force']}件，少于本年制发减去废止的{floor}件，请核对", Severity.WARNING,
        )  # fmt: skip
    if {"disclosed", "disclosed_total"} <= set(numbers) and numbers["disclosed"] > numbers["disclosed_total"]:
        yield Breach(
            "T2.disclosed_total", f"{at}.disclosed", numbers["disclosed_total"], numbers["disclosed"],
            f"“{label}”本年新公开{numbers['disclosed']}件，多于对外公开总数量{numbers['disclosed_total']}件，请核对",
            Severity.WARNING,
        )  # fmt: skip
    if {"prev_items", "change"} <= set(numbers) and (now := numbers["prev_items"] + numbers["change"]) < 0:
        yield Breach(
            "T2.items_negative", f"{at}.change", -numbers["prev_items"], numbers["change"],
            f"“{label}”上一年{numbers['prev_items']}项，本年增减{numbers['change']}项，结果为{now}，小于0",
        )  # fmt: skip


def table_three(form: Form, numbers: Rows) -> Iterator[Breach]:
    """T3: each row adds up across, each column adds up down, and 第一项加第二项之和，等于第三项加第四项之和."""
    table = form.table_three
    if table is None:
        return
    for row in table.rows:
        if row.key in numbers:
            yield from _total("T3.row_total", f"table_three.{row.key}", row.label, table.columns, numbers[row.key])
    leaves = _leaves(table.results, numbers)
    for column in table.columns:
        total = _cell(numbers, "processed_total", column.key)
        ends = _added(_cell(numbers, key, column.key) for key in leaves)
        if isinstance(ends, Known) and isinstance(total, Known) and (total.value or 0) != ends.value:
            yield Breach(
                "T3.results_sum", f"table_three.processed_total.{column.key}", ends.value or 0, _shown(total),
                f"“{column.label}”一列的办理结果合计应为{ends.value or 0}，现为{_shown(total, '空白')}",
            )  # fmt: skip
        yield from _balance(numbers, column, total)


def _balance(numbers: Rows, column: Column, total: "Known | None") -> Iterator[Breach]:
    taken = _added(_cell(numbers, key, column.key) for key in ("new_received", "carried_in"))
    given = _added((total, _cell(numbers, "carried_out", column.key)))
    if taken is None or given is None or (taken.value or 0) == (given.value or 0):
        return
    yield Breach(
        "T3.balance", f"table_three.{column.key}", taken.value or 0, given.value or 0,
        f"“{column.label}”一列不平衡：本年新收加上年结转为{taken.value or 0}，办理结果合计加结转下年度为{given.value or 0}，两者应当相等",
    )  # fmt: skip


def _leaves(results: tuple[str, ...], numbers: Rows) -> tuple[str, ...]:
    """The rows that end an application; a copy with one row for 其他处理 is added up as it stands."""
    if "other" in numbers and "other" not in results:
        return (*(key for key in results if not key.startswith("other_")), "other")
    return results


def table_four(form: Form, numbers: Rows) -> Iterator[Breach]:
    """T4.block_sum: the four outcomes of a block make its total."""
    for block in form.table_four:
        if block.key in numbers:
            yield from _total("T4.block_sum", f"table_four.{block.key}", block.label, block.columns, numbers[block.key])


def _total(
    rule: str, at: str, label: str, columns: tuple[Column, ...], numbers: Mapping[str, Number | None]
) -> Iterator[Breach]:
    for column in columns:
        if not column.sums or column.key not in numbers or any(key not in numbers for key in column.sums):
            continue
        expected = sum((numbers[key] or 0 for key in column.sums), start=0)
        found = numbers[column.key]
        if (found or 0) != expected:
            said = "空白" if found is None else found
            message = f"{TITLES[at.split('.')[0]]}“{label}”的总计应为{expected}，现为{said}"
            yield Breach(rule, at, expected, "" if found is None else found, message)


@dataclass(frozen=True, slots=True)
class Known:
    """A cell that was read: its number, or None when it is blank."""

    value: Number | None


def _cell(numbers: Rows, row: str, column: str) -> Known | None:
    cells = numbers.get(row, {})
    return Known(cells[column]) if column in cells else None


def _added(cells: Iterable[Known | None]) -> Known | None:
    total: Number = 0
    for cell in cells:
        if cell is None:
            return None
        total += cell.value or 0
    return Known(total)


def _shown(cell: Known, blank: str = "") -> Number | str:
    return blank if cell.value is None else cell.value
