"""What a report says of last year is what last year's report said."""

from copy import deepcopy
from decimal import Decimal

import pytest

from gongkai.statute.annual_report.between_years import check_between
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.identities import Severity
from gongkai.statute.annual_report.tables import Tables, empty, fill

NEW, OLD, NARRATIVE = form_for(2023), form_for(2020), form_for(2018)
STOCK = "table_two.art20_1.normative_document"


def between(values: dict, before: dict, form=NEW, previous=NEW):
    return check_between(form, fill(form, values), previous, fill(previous, before))


def test_two_years_that_agree_have_no_breach():
    now = {
        "table_three.carried_in.natural_person": 2,
        f"{STOCK}.in_force": 8,
        f"{STOCK}.issued": 3,
        f"{STOCK}.repealed": 1,
    }
    then = {"table_three.carried_out.natural_person": 2, f"{STOCK}.in_force": 6, f"{STOCK}.issued": 6}
    assert between(now, then) == ()


def test_what_was_carried_over_must_come_in_again_column_by_column_and_in_all():
    found = between({"table_three.carried_in.natural_person": 2}, {"table_three.carried_out.org_business": 3})
    assert [(b.rule, b.at, b.expected, b.found, b.severity) for b in found] == [
        ("X.carry", "table_three.carried_in.natural_person", 0, 2, Severity.ERROR),
        ("X.carry", "table_three.carried_in.org_business", 3, 0, Severity.ERROR),
        ("X.carry", "table_three.carried_in.total", 3, 2, Severity.ERROR),
    ]
    assert "应等于上一年度报告的结转下年度继续办理3件，现为2件" in found[-1].message


def test_the_stock_follows_from_last_years_and_the_flows_or_asks_for_a_look():
    (found,) = between({f"{STOCK}.in_force": 9, f"{STOCK}.issued": 3}, {f"{STOCK}.in_force": 5})
    assert (found.rule, found.at, found.expected, found.found) == ("X.in_force", f"{STOCK}.in_force", 8, 9)
    assert found.severity == Severity.WARNING


def test_in_the_first_year_of_the_new_form_the_stock_is_held_against_what_was_disclosed_in_all():
    (found,) = between({f"{STOCK}.in_force": 9}, {f"{STOCK}.disclosed_total": 12}, form_for(2021), OLD)
    assert (found.rule, found.expected, found.found, found.severity) == ("X.in_force_2020", 12, 9, Severity.WARNING)


def test_the_items_of_last_year_are_those_of_the_year_before_with_their_change():
    row = "table_two.art20_5.licensing"
    before = {f"{row}.prev_items": 20, f"{row}.change": -3}
    assert between({f"{row}.prev_items": 17}, before, OLD, OLD) == ()
    (found,) = between({f"{row}.prev_items": 20}, before, OLD, OLD)
    assert (found.rule, found.at, found.expected, found.found) == ("X.prev_items", f"{row}.prev_items", 17, 20)


@pytest.mark.parametrize(
    ("now", "then", "is_told"),
    [("29777100", "2977.71", True), ("0.5", "5000", True), ("300", "2", False), ("0", "12", False), ("12", "0", False)],
)
def test_yuan_typed_as_ten_thousands_of_yuan_is_noticed(now, then, is_told):
    cell = "table_two.art20_8.admin_fee.amount_wan"
    found = between({cell: Decimal(now)}, {cell: Decimal(then)})
    assert [breach.rule for breach in found] == (["T2.unit"] if is_told else [])


def test_cells_that_are_blank_or_missing_in_either_year_are_passed_over():
    full, holes = fill(NEW, {"table_three.carried_in.natural_person": 2, f"{STOCK}.in_force": 9}), deepcopy(empty(NEW))
    holes.table_three["carried_out"] = dict.fromkeys(holes.table_three["carried_out"])
    del holes.table_two["art20_1"]["normative_document"]["in_force"]
    assert check_between(NEW, full, NEW, holes) == ()
    assert check_between(NEW, Tables(), NEW, full) == check_between(NEW, full, NEW, Tables()) == ()


def test_a_year_whose_form_had_no_tables_gives_nothing_to_compare_with():
    assert (
        check_between(
            form_for(2019), fill(form_for(2019), {"table_three.carried_in.org_other": 4}), NARRATIVE, Tables()
        )
        == ()
    )
