"""勾稽关系 found broken where they are broken, and nowhere else."""

from copy import deepcopy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.identities import Severity, check
from gongkai.statute.annual_report.tables import Tables, cells, empty, fill

FORM = form_for(2023)


def rules(form, tables, *, may_make_rules=False):
    return [breach.rule for breach in check(form, tables, may_make_rules=may_make_rules)]


def sound() -> Tables:
    """Twenty-one new applications of natural persons, all answered; eleven reviews."""
    return deepcopy(
        fill(
            FORM,
            {
                "table_three.new_received.natural_person": 21,
                "table_three.partially_granted.natural_person": 4,
                "table_three.unavailable_not_held.natural_person": 17,
                "table_four.review.upheld": 10,
                "table_four.review.corrected": 1,
            },
        )
    )


def test_a_sound_report_has_no_breach():
    assert rules(FORM, sound()) == []


def test_a_total_left_at_nought_is_found():
    """As 洪泽区 published for 2023: ten reviews upheld, one corrected, total 0; five suits, total 0."""
    tables = sound()
    tables.table_four["review"]["total"] = 0
    tables.table_four["litigation_after_review"]["upheld"] = 5
    first, second = check(FORM, tables, may_make_rules=False)
    assert (first.rule, first.at, first.expected, first.found) == ("T4.block_sum", "table_four.review", 11, 0)
    assert second.at == "table_four.litigation_after_review"
    assert "“行政复议”的总计应为11，现为0" in first.message


@given(path=st.sampled_from([path for path in cells(FORM) if path.startswith("table_three.")]), by=st.integers(1, 50))
def test_one_cell_changed_behind_the_sums_breaks_its_row(path, by):
    tables = sound()
    _, row, column = path.split(".")
    tables.table_three[row][column] += by
    found = {breach.rule for breach in check(FORM, tables, may_make_rules=False)}
    assert "T3.row_total" in found
    assert "T3.balance" in found or "T3.results_sum" in found


@given(column=st.sampled_from([column.key for column in FORM.table_three.columns]), by=st.integers(1, 50))
def test_a_wrong_total_of_results_breaks_its_column(column, by):
    tables = sound()
    tables.table_three["processed_total"][column] += by
    assert {"T3.results_sum", "T3.balance"} <= set(rules(FORM, tables))


def test_the_balance_names_the_column_and_both_sides():
    tables = fill(FORM, {"table_three.new_received.org_business": 3, "table_three.granted.org_business": 1})
    found = [breach for breach in check(FORM, tables, may_make_rules=False) if breach.rule == "T3.balance"]
    assert [breach.at for breach in found] == ["table_three.org_business", "table_three.total"]
    assert "“商业企业”一列不平衡：本年新收加上年结转为3，办理结果合计加结转下年度为1" in found[0].message


def test_rules_reported_by_an_organ_that_cannot_make_them_are_an_error():
    tables = fill(FORM, {"table_two.art20_1.regulation.in_force": 2})
    assert rules(FORM, tables) == ["T2.rulemaking"]
    assert rules(FORM, tables, may_make_rules=True) == []


def test_fewer_documents_in_force_than_flows_leave_is_a_warning():
    tables = fill(FORM, {"table_two.art20_1.normative_document.issued": 3})
    (breach,) = check(FORM, tables, may_make_rules=False)
    assert (breach.rule, breach.severity) == ("T2.in_force_floor", Severity.WARNING)


def test_more_disclosed_in_the_year_than_in_all_is_a_warning():
    tables = fill(form_for(2019), {"table_two.art20_1.normative_document.disclosed": 3})
    (breach,) = check(form_for(2019), tables, may_make_rules=False)
    assert (breach.rule, breach.severity) == ("T2.disclosed_total", Severity.WARNING)


def test_a_list_cannot_shrink_below_nought():
    form = form_for(2020)
    values = {"table_two.art20_5.licensing.prev_items": 4, "table_two.art20_5.licensing.change": -5}
    assert rules(form, fill(form, values)) == ["T2.items_negative"]


@pytest.mark.parametrize("year", [2019, 2023])
def test_a_missing_cell_a_strange_row_and_words_in_a_cell_are_found_before_any_sum(year):
    form = form_for(year)
    tables = deepcopy(empty(form))
    del tables.table_three["granted"]["total"]
    tables.table_three["withdrawn"] = {}
    tables.table_four["review"]["upheld"] = "无"
    tables.table_four["review"]["pending"] = -1
    tables.table_two["art20_5"]["licensing"]["decisions"] = Decimal("1.5")
    assert sorted(rules(form, tables)) == ["F.nonnumeric", "F.rows", "F.rows", "T2.natural", "T3.natural"]


def test_a_form_without_tables_has_nothing_to_check():
    assert rules(form_for(2010), empty(form_for(2010))) == []
