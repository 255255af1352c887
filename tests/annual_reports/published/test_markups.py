"""A report reads the same however it was set down: every cell right, no fault invented."""

import random

import pytest

from gongkai.annual_reports.published import check
from gongkai.statute.annual_report.forms import form_named
from gongkai.statute.annual_report.shape import Kind
from gongkai.statute.annual_report.tables import Tables, cells, fill
from tests.annual_reports.published.markups import WAYS, write


def some_tables(key: str, seed: int) -> Tables:
    """Sound tables with numbers of one to four digits; new and carried in balance results and carried out."""
    form, dice = form_named(key), random.Random(seed)
    values = {}
    for path, cell in cells(form).items():
        if path.startswith("fees."):
            continue
        number = dice.choice((0, 0, 0, dice.randint(1, 9), dice.randint(10, 9999)))
        values[path] = number if cell.kind is not Kind.CHANGE else dice.randint(0, 9)
    for column in form.table_three.columns:
        if column.sums:
            continue
        results = sum(values[f"table_three.{row}.{column.key}"] for row in form.table_three.results)
        new = dice.randint(0, results)
        values[f"table_three.new_received.{column.key}"] = new
        values[f"table_three.carried_in.{column.key}"] = results - new + values[f"table_three.carried_out.{column.key}"]
    for path in values:
        if path.endswith(("in_force", "disclosed_total")):
            values[path] += 9999
        if "regulation" in path:
            values[path] = 0
    return fill(form, values)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("form", ["2019-60", "2021-30"])
@pytest.mark.parametrize("way", WAYS)
def test_every_cell_is_read_and_no_fault_invented(way, form, seed):
    tables = some_tables(form, seed)
    verdict = check(write(form_named(form), tables, way))
    assert verdict.format == form
    assert verdict.unread == ()
    assert verdict.tables == {
        "table_two": tables.table_two,
        "table_three": tables.table_three,
        "table_four": tables.table_four,
    }
    assert [(breach.rule, breach.at) for breach in verdict.breaches] == []
    assert verdict.organ == "榕江县民政局"


@pytest.mark.parametrize("way", WAYS)
def test_one_changed_cell_is_found(way):
    tables = some_tables("2021-30", 7)
    dice = random.Random(way)
    row = dice.choice([*form_named("2021-30").table_three.results, "new_received", "carried_in", "carried_out"])
    tables.table_three[row][dice.choice(["natural_person", "org_other", "total"])] += 1
    verdict = check(write(form_named("2021-30"), tables, way))
    assert {breach.rule for breach in verdict.breaches} & {"T3.row_total", "T3.balance", "T3.results_sum"}


KEEPS_BLANKS = [
    way for way in WAYS if way not in {"spaces", "one a line", "first number glued", "numbers between halves of labels"}
]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("way", WAYS)
def test_a_blank_cell_is_never_filled_in(way, seed):
    """Where a copy keeps no trace of an empty cell, its row is not read; no number ever moves into its place."""
    tables, dice = some_tables("2021-30", seed), random.Random(seed)
    blanks = set()
    for row in dice.sample([row.key for row in form_named("2021-30").table_three.number_rows], 8):
        for column in dice.sample(list(tables.table_three[row]), dice.randint(1, 7)):
            tables.table_three[row][column] = None
            blanks.add((row, column))
    verdict = check(write(form_named("2021-30"), tables, way))
    read = verdict.tables["table_three"]
    for row, cells_ in read.items():
        assert cells_ == tables.table_three[row]
    if way in KEEPS_BLANKS:
        assert verdict.unread == ()
        assert [breach.found for breach in verdict.breaches if breach.rule == "F.blank"] == [len(blanks)]
    else:
        unread = {path.split(".")[1] for path in verdict.unread if path.startswith("table_three")}
        assert unread | set(read) == set(tables.table_three)
