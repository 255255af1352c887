"""Tables are complete and their totals are sums of cells, whatever is put in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.annual_report.forms import FORMS, form_for
from gongkai.statute.annual_report.identities import check
from gongkai.statute.annual_report.shape import Kind
from gongkai.statute.annual_report.tables import UnknownCell, WrongNumber, cells, checked, empty, fees, fill

WITH_TABLES = [form for form in FORMS if form.table_two]
SUMS = {"T3.row_total", "T3.results_sum", "T4.block_sum"}


def numbers_for(form):
    """Any numbers in any of the cells of the tables."""
    paths = [path for path in cells(form) if not path.startswith("fees.")]
    return st.dictionaries(st.sampled_from(paths), st.integers(0, 9999), max_size=40)


def every_number(tables):
    for part in tables.table_two.values():
        for row in part.values():
            yield from row.values()
    for table in (tables.table_three, tables.table_four):
        for row in table.values():
            yield from row.values()


@pytest.mark.parametrize("form", WITH_TABLES, ids=lambda form: form.key)
def test_a_year_in_which_nothing_happened_is_nought_in_every_cell(form):
    numbers = list(every_number(empty(form)))
    rows = len(form.table_three.number_rows)
    two = sum(len(part.rows) * len(part.columns) for part in form.table_two)
    assert len(numbers) == two + 7 * rows + 15
    assert set(numbers) == {0}
    assert check(form, empty(form), may_make_rules=False) == ()


@pytest.mark.parametrize(("key", "rows"), [("2019-60", 23), ("2021-30", 25)])
def test_table_three_has_the_number_of_rows_of_its_form(key, rows):
    form = next(form for form in FORMS if form.key == key)
    assert len(form.table_three.number_rows) == rows


@pytest.mark.parametrize("form", WITH_TABLES, ids=lambda form: form.key)
@given(data=st.data())
def test_totals_are_always_the_sums_of_their_cells(form, data):
    filled = fill(form, data.draw(numbers_for(form)))
    assert not SUMS & {breach.rule for breach in check(form, filled, may_make_rules=True)}


@pytest.mark.parametrize("form", WITH_TABLES, ids=lambda form: form.key)
@given(data=st.data())
def test_the_balance_breaks_exactly_where_first_and_second_differ_from_third_and_fourth(form, data):
    filled = fill(form, data.draw(numbers_for(form)))
    three = filled.table_three
    uneven = {
        column.key
        for column in form.table_three.columns
        if three["new_received"][column.key] + three["carried_in"][column.key]
        != three["processed_total"][column.key] + three["carried_out"][column.key]
    }
    found = check(form, filled, may_make_rules=True)
    assert {breach.at.rpartition(".")[2] for breach in found if breach.rule == "T3.balance"} == uneven


@pytest.mark.parametrize(
    "path",
    ["table_three.processed_total.natural_person", "table_four.review.total", "table_two.art20_1.regulation", ""],
)
def test_a_total_or_a_strange_cell_cannot_be_filled(path):
    with pytest.raises(UnknownCell):
        fill(form_for(2023), {path: 1})


def test_a_cell_of_one_form_is_unknown_to_the_other():
    with pytest.raises(UnknownCell, match="2021-30"):
        fill(form_for(2021), {"table_two.art20_9.central_procurement.projects": 1})


@pytest.mark.parametrize("value", [-1, Decimal("1.5"), Decimal("NaN"), 10**9])
def test_a_count_is_whole_and_not_below_nought(value):
    cell = cells(form_for(2019))["table_two.art20_5.licensing.decisions"]
    with pytest.raises(WrongNumber, match="行政许可·处理决定数量"):
        checked(cell, value)


def test_a_change_may_fall_below_nought_and_an_amount_has_four_decimals():
    known = cells(form_for(2019))
    assert checked(known["table_two.art20_5.licensing.change"], Decimal("-71.0000")) == -71
    amount = known["table_two.art20_9.central_procurement.amount"]
    assert amount.kind is Kind.AMOUNT
    assert checked(amount, Decimal("59237.2449")) == Decimal("59237.2449")
    with pytest.raises(WrongNumber, match="四位小数"):
        checked(amount, Decimal("0.00001"))


def test_fees_stand_beside_the_tables_and_are_nought_when_none_were_asked():
    assert fees(form_for(2023), {}) == {"notices": 0, "amount_yuan": 0, "received_yuan": 0}
    assert fees(form_for(2023), {"fees.amount_yuan": Decimal("2230")})["amount_yuan"] == 2230
    assert fees(form_for(2018), {}) == {}


def test_a_narrative_form_has_no_tables():
    assert list(every_number(empty(form_for(2018)))) == []
