"""What must hold between the report of a year and the one before it. A cell nobody filled is nobody's breach.

The rule names are the project's own and stay the same in every message, file and test.
"""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.statute.annual_report.carrying import carry, in_force
from gongkai.statute.annual_report.grid import value_at
from gongkai.statute.annual_report.identities import Breach, Severity
from gongkai.statute.annual_report.shape import Form
from gongkai.statute.annual_report.tables import Tables

# 本年收费金额 is asked for in 万元. A number ten thousand times last year's is yuan written as 万元; real sums do not grow
# by more than hundreds of times, nor shrink so.
YUAN_FOR_WAN = (Decimal(2_000), Decimal(50_000))


def check_between(form: Form, tables: Tables, previous_form: Form, previous_tables: Tables) -> tuple[Breach, ...]:
    """X and T2 rules of `tables` against those of the year before, in the order of the form.

    Cells may be missing or None in either: what cannot be compared is passed over, and so is a year whose form had no
    tables. The two forms may differ.
    """
    return (
        *in_force(form, tables, previous_tables),
        *_first_stock(form, tables, previous_form, previous_tables),
        *_items(form, tables, previous_form, previous_tables),
        *_unit(form, tables, previous_form, previous_tables),
        *carry(form, tables, previous_tables),
    )


def _rows(form: Form) -> Iterator[tuple[str, str]]:
    """Path and label of the rows of table two."""
    for part in form.table_two:
        for row in part.rows:
            yield f"table_two.{part.key}.{row.key}", row.label


def _first_stock(form: Form, tables: Tables, previous_form: Form, previous: Tables) -> Iterator[Breach]:
    """X.in_force_2020: in the first year of the new form there is only the number disclosed in all to compare with."""
    if form.key == previous_form.key:
        return
    for path, label in _rows(form):
        now, disclosed = value_at(tables, f"{path}.in_force"), value_at(previous, f"{path}.disclosed_total")
        if now is not None and disclosed is not None and now != disclosed:
            yield Breach(
                "X.in_force_2020", f"{path}.in_force", disclosed, now,
                f"“{label}”现行有效{now}件，上年旧格式的对外公开总数量为{disclosed}件，两者口径不同，供核对",
                Severity.WARNING,
            )  # fmt: skip


def _items(form: Form, tables: Tables, previous_form: Form, previous: Tables) -> Iterator[Breach]:
    """X.prev_items: 上一年项目数量 of 2020 is that of 2019 with the change of 2019 (form 2019-60 only)."""
    if form.key != previous_form.key:
        return
    for path, label in _rows(form):
        now = value_at(tables, f"{path}.prev_items")
        then, change = value_at(previous, f"{path}.prev_items"), value_at(previous, f"{path}.change")
        if now is None or then is None or change is None or now == (expected := then + change):
            continue
        yield Breach(
            "X.prev_items", f"{path}.prev_items", expected, now,
            f"“{label}”上一年项目数量为{now}，而上一年度报告的{then}项加增减{change}项为{expected}项，请核对",
            Severity.WARNING,
        )  # fmt: skip


def _unit(form: Form, tables: Tables, previous_form: Form, previous: Tables) -> Iterator[Breach]:
    """T2.unit: a sum about ten thousand times last year's, or the ten-thousandth of it."""
    if form.key != previous_form.key:
        return
    low, high = YUAN_FOR_WAN
    for path, label in _rows(form):
        now, then = value_at(tables, f"{path}.amount_wan"), value_at(previous, f"{path}.amount_wan")
        if not now or not then:
            continue
        times = Decimal(max(now, then)) / Decimal(min(now, then))
        if low <= times <= high:
            yield Breach(
                "T2.unit", f"{path}.amount_wan", then, now,
                f"“{label}”收费金额{now}万元，上年为{then}万元，相差约{times:.0f}倍：请核对单位是否误填为元",
                Severity.WARNING,
            )  # fmt: skip
