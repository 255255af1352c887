"""X.carry and X.in_force: what two years of one organ, or of one sum, must have in common.

A reorganised organ takes its open applications along: without a transfer the equation of neither organ holds, with it
both do, and so does that of any sum, whether it holds one of the two or both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.statute.annual_report.grid import Nested, value_at
from gongkai.statute.annual_report.identities import Breach, Severity
from gongkai.statute.annual_report.shape import Form


@dataclass(frozen=True, slots=True)
class Transfer:
    """Applications open at the end of a year that another organ went on with; `numbers` by column of applicants."""

    source: str
    target: str
    numbers: Mapping[str, int]


def net(transfers: Iterable[Transfer], belongs: Callable[[str], bool]) -> dict[str, int]:
    """By column, how many came into a set of organs less how many left it. What moves within the set is no change."""
    moved: dict[str, int] = {}
    for transfer in transfers:
        sign = belongs(transfer.target) - belongs(transfer.source)
        for column, number in transfer.numbers.items():
            moved[column] = moved.get(column, 0) + sign * number
    return {column: number for column, number in moved.items() if number}


def carry(form: Form, now: Nested, before: Nested, moved: Mapping[str, int] | None = None) -> Iterator[Breach]:
    """X.carry: carried in = carried out the year before, and what `moved` in. A blank on either side says nothing."""
    if form.table_three is None:
        return
    moved = moved or {}
    for column in form.table_three.columns:
        path = f"table_three.carried_in.{column.key}"
        was, found = value_at(before, f"table_three.carried_out.{column.key}"), value_at(now, path)
        if was is None or found is None:
            continue
        shift = sum(moved.values()) if column.sums else moved.get(column.key, 0)
        if found != (expected := was + shift):
            came = f"，加上机构改革转入的{shift}件" if shift else ""
            yield Breach(
                "X.carry", path, expected, found,
                f"“{column.label}”一列的上年结转应等于上一年度报告的结转下年度继续办理{was}件{came}，现为{found}件",
            )  # fmt: skip


def in_force(form: Form, now: Nested, before: Nested) -> Iterator[Breach]:
    """X.in_force: the stock of a year is last year's, and what was issued, less what was repealed. A warning only."""
    for part in form.table_two:
        for row in part.rows:
            at = f"table_two.{part.key}.{row.key}"
            was, stands = value_at(before, f"{at}.in_force"), value_at(now, f"{at}.in_force")
            issued, repealed = value_at(now, f"{at}.issued"), value_at(now, f"{at}.repealed")
            if was is None or stands is None or issued is None or repealed is None:
                continue
            if stands != (expected := was + issued - repealed):
                yield Breach(
                    "X.in_force", f"{at}.in_force", expected, stands,
                    f"“{row.label}”现行有效{stands}件，上年现行有效{was}件加本年制发{issued}件减本年废止{repealed}件为{expected}件，"
                    "请核对；因文件清理、修订等造成的请留存说明",
                    Severity.WARNING,
                )  # fmt: skip
