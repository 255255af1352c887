"""逐级汇总: the whole is its parts, what is unknown stays unknown, and nothing is added or left out in silence."""

import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.statute.annual_report.carrying import Transfer, carry, in_force, net
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.grid import flat, nested, places
from gongkai.statute.annual_report.identities import check
from gongkai.statute.annual_report.roll_up import Deduction, Part, Sum, against, diff, percent, roll_up
from gongkai.statute.annual_report.tables import cells, empty, fill

FORM = form_for(2024)
RESULTS = ("granted", "partially_granted", "refused_third_party", "unavailable_not_held", "other_misc")
ISSUED = "table_two.art20_1.normative_document.issued"
FEE = "table_two.art20_8.admin_fee.amount_wan"
small = st.integers(min_value=0, max_value=10_000)


@st.composite
def consistent(draw):
    """Tables whose identities hold: what came in, and where each of them went."""
    values = {}
    for column in [column.key for column in FORM.table_three.columns if not column.sums]:
        ends = {row: draw(small) for row in RESULTS}
        out, came = draw(small), draw(small)
        total = sum(ends.values()) + out
        values |= {f"table_three.{row}.{column}": number for row, number in ends.items()}
        values |= {
            f"table_three.carried_out.{column}": out,
            f"table_three.carried_in.{column}": min(came, total),
            f"table_three.new_received.{column}": total - min(came, total),
        }
    values |= {f"table_four.review.{outcome}": draw(small) for outcome in ("upheld", "corrected", "other", "pending")}
    values["table_two.art20_5.licensing.decisions"] = draw(small)
    values[FEE] = Decimal(draw(small)) / 10_000
    return fill(FORM, values)


def parts_of(tables):
    return [Part(f"organ-{number}", each) for number, each in enumerate(tables)]


def tables(**values):
    return fill(FORM, {path.replace("__", "."): value for path, value in values.items()})


@settings(deadline=None, max_examples=60)
@given(st.lists(consistent(), max_size=5))
def test_the_sum_is_the_sum_of_the_parts_in_every_cell(parts):
    total = roll_up(FORM, parts_of(parts))
    for path in places(FORM):
        assert total.numbers[path] == sum((dict(flat(part))[path] for part in parts), start=0)
    assert total.is_whole
    assert total.parts == len(parts)


@settings(deadline=None, max_examples=60)
@given(st.lists(consistent(), min_size=1, max_size=4))
def test_the_identities_hold_in_the_sum_when_they_hold_in_each_part(parts):
    assert all(check(FORM, part, may_make_rules=False) == () for part in parts)
    assert check(FORM, roll_up(FORM, parts_of(parts)).tables, may_make_rules=False) == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(consistent(), min_size=1, max_size=5), st.integers(min_value=0, max_value=5))
def test_adding_level_by_level_gives_what_adding_at_once_gives(parts, cut):
    below, above = roll_up(FORM, parts_of(parts[:cut])), roll_up(FORM, parts_of(parts[cut:]))
    above.add_sum(below)
    at_once = roll_up(FORM, parts_of(parts))
    assert (above.numbers, above.parts) == (at_once.numbers, at_once.parts)


@settings(deadline=None, max_examples=60)
@given(consistent())
def test_tables_laid_flat_and_folded_again_are_the_same(one):
    assert nested(dict(flat(one))) == one


def test_every_number_the_form_prints_has_its_place():
    assert set(places(FORM)) == {path for path, _value in flat(empty(FORM))}
    assert {path for path, place in places(FORM).items() if not place.is_total} == {
        path for path in cells(FORM) if not path.startswith("fees.")
    }


def test_places_stand_in_the_order_of_the_form_and_lead_from_the_title_down():
    paths = list(places(FORM))
    assert paths.index("table_three.granted.total") == paths.index("table_three.partially_granted.natural_person") - 1
    labels = places(FORM)["table_three.refused_process.total"].labels
    assert labels[1:] == ("三、本年度办理结果", "（三）不予公开", "6.属于四类过程性信息", "总计")
    assert places(FORM)["table_three.processed_total.org_other"].name == "三、本年度办理结果·（七）总计·其他"


def test_a_blank_is_not_nought_and_makes_its_cell_a_floor():
    blank = dict(flat(tables(**{ISSUED.replace(".", "__"): 4}))) | {ISSUED: None}
    total = roll_up(FORM, [Part("a", nested(blank)), Part("b", fill(FORM, {ISSUED: 3}))])
    assert total.numbers[ISSUED] == 3
    assert total.unknown == {ISSUED: 1}
    assert total.incomplete == ["a"]
    assert total.is_floor(ISSUED)
    assert not total.is_floor(FEE)
    assert not total.is_whole


def test_a_lacking_row_is_as_unknown_as_a_blank_one():
    older = fill(form_for(2020), {"table_three.other.natural_person": 2})
    total = roll_up(FORM, [Part("a", older)])
    assert "table_three.other_misc.natural_person" in total.unknown
    assert total.unplaced == {"table_three.other.natural_person": 1, "table_three.other.total": 1}


def test_what_is_not_handed_in_makes_every_cell_a_floor():
    total = roll_up(FORM, [Part("a", fill(FORM, {ISSUED: 3})), Part("b", None)])
    assert total.missing == ["b"]
    assert total.is_floor(FEE)


def test_an_organ_under_vertical_management_stays_out_and_is_named():
    total = roll_up(FORM, [Part("tax", fill(FORM, {ISSUED: 9}), stays_out=True), Part("b", fill(FORM, {ISSUED: 3}))])
    assert total.numbers[ISSUED] == 3
    assert total.left_out == ["tax"]
    assert total.is_whole


def test_a_document_in_the_governments_name_is_counted_once():
    twice = Deduction("b", ISSUED, 1, "以县人民政府名义制发，已计入县政府")
    total = roll_up(
        FORM, [Part("gov", fill(FORM, {ISSUED: 2})), Part("b", fill(FORM, {ISSUED: 3}), deductions=(twice,))]
    )
    assert total.numbers[ISSUED] == 4
    assert total.deducted == [twice]


def test_r_sum_names_the_cell_and_the_difference():
    total = roll_up(FORM, parts_of([fill(FORM, {ISSUED: 3}), fill(FORM, {ISSUED: 4})]))
    (breach,) = against(fill(FORM, {ISSUED: 9}), total)
    assert (breach.rule, breach.at, breach.expected, breach.found) == ("R.sum", ISSUED, 7, 9)
    assert "相差2" in breach.message
    assert not list(against(fill(FORM, {ISSUED: 7}), total))


def test_r_floor_allows_more_but_never_less_than_what_is_known():
    total = roll_up(FORM, [*parts_of([fill(FORM, {ISSUED: 3})]), Part("late", None)])
    assert not list(against(fill(FORM, {ISSUED: 9}), total))
    (breach,) = against(fill(FORM, {ISSUED: 2}), total)
    assert (breach.rule, breach.expected) == ("R.floor", 3)


def test_a_fall_in_items_of_an_unknown_organ_breaks_no_floor():
    older, change = form_for(2020), "table_two.art20_5.licensing.change"
    total = roll_up(older, [*parts_of([fill(older, {change: 3})]), Part("late", None)])
    assert not list(against(fill(older, {change: -2}), total))


def test_what_is_carried_in_was_carried_out_the_year_before():
    before = fill(FORM, {"table_three.carried_out.natural_person": 2, "table_three.new_received.natural_person": 2})
    good = fill(FORM, {"table_three.carried_in.natural_person": 2, "table_three.granted.natural_person": 2})
    assert not list(carry(FORM, good, before))
    found = list(carry(FORM, empty(FORM), before))
    assert [breach.at for breach in found] == [
        "table_three.carried_in.natural_person", "table_three.carried_in.total",
    ]  # fmt: skip
    assert not list(carry(FORM, good, {}))  # no year before: nothing to say


def test_a_transfer_lets_x_carry_hold_for_each_organ_and_for_every_sum():
    open_ = {"table_three.carried_out.natural_person": 2, "table_three.new_received.natural_person": 2}
    old, new = fill(FORM, open_), fill(FORM, {"table_three.carried_in.natural_person": 2,
        "table_three.granted.natural_person": 2})  # fmt: skip
    moved = [Transfer("old", "new", {"natural_person": 2})]
    assert not list(carry(FORM, new, empty(FORM), net(moved, {"new"}.__contains__)))
    assert not list(carry(FORM, empty(FORM), old, net(moved, {"old"}.__contains__)))
    both = {"old", "new"}.__contains__
    assert net(moved, both) == {}
    before = roll_up(FORM, parts_of([old, empty(FORM)])).tables
    now = roll_up(FORM, parts_of([empty(FORM), new])).tables
    assert not list(carry(FORM, now, before, net(moved, both)))
    assert len(list(carry(FORM, now, empty(FORM)))) == 2


def test_the_stock_of_documents_follows_from_its_flows_or_is_warned_of():
    at = "table_two.art20_1.normative_document"
    before = fill(FORM, {f"{at}.in_force": 10})
    now = fill(FORM, {f"{at}.in_force": 12, f"{at}.issued": 3, f"{at}.repealed": 2})
    (breach,) = in_force(FORM, now, before)
    assert (breach.rule, breach.severity, breach.expected) == ("X.in_force", "warning", 11)


def test_two_years_are_compared_place_by_place():
    rows = {
        row.path: row for row in diff(fill(FORM, {ISSUED: 5, FEE: Decimal("1.5")}), fill(FORM, {ISSUED: 3}), form=FORM)
    }
    assert (rows[ISSUED].before, rows[ISSUED].now, rows[ISSUED].change) == (3, 5, 2)
    assert rows[ISSUED].percent == Decimal("66.7")
    assert (rows[FEE].change, rows[FEE].percent) == (Decimal("1.5"), None)
    older = fill(form_for(2020), {})
    assert {row.path: row for row in diff(empty(form_for(2021)), older, form=form_for(2021))}[ISSUED].before is None


@pytest.mark.parametrize(("part", "whole", "shown"), [(1, 3, "33.3"), (1, 8, "12.5"), (-1, 16, "-6.3"), (0, 5, "0.0")])
def test_shares_have_one_decimal_with_halves_away_from_nought(part, whole, shown):
    assert percent(part, whole) == Decimal(shown)


def test_the_sum_holds_no_part_it_has_added():
    def peak(count):
        tracemalloc.start()
        parts = (Part("organ", fill(FORM, {ISSUED: 1_000_000 + number})) for number in range(count))
        assert roll_up(FORM, parts).parts == count
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(5)
    assert peak(400) < 1.2 * peak(20)


def test_an_empty_sum_is_a_report_in_which_nothing_happened():
    assert Sum(FORM).tables == empty(FORM)
