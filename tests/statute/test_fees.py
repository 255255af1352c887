"""The fee of 国办函〔2020〕109号: worked examples, every boundary, and what holds for any numbers."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.statute.fee_tariff import FEE_RULES, TARIFF
from gongkai.statute.fees import Basis, FeeNotAllowed, Slice, by_items, by_pages, proposal

ON = date(2024, 5, 31)


@pytest.mark.parametrize(
    ("requests", "yuan"),
    [(10, 0), (25, 1500), (35, 3000), (45, 5500)],
    ids=["ten in May", "twenty-five", "thirty-five", "forty-five"],
)
def test_worked_examples_by_item(requests, yuan):
    assert by_items(0, requests).yuan == yuan


@pytest.mark.parametrize(("pages", "yuan"), [(68, 380), (250, 4700)], ids=["68 on paper", "250 by e-mail"])
def test_worked_examples_by_page(pages, yuan):
    assert by_pages(pages).yuan == yuan


def test_number_twelve_with_150_pages_is_one_or_the_other_and_never_both():
    both = proposal(on=ON, count_in_month_before=11, pages=150)
    assert both.pages is not None
    assert (both.items.yuan, both.pages.yuan) == (100, 1700)
    assert "只能选择其中一种（信息处理费办法第三条）" in both.words
    assert "1800" not in both.words


def test_two_months_are_counted_apart():
    """Nine on 31 May and nine on 1 June: each month stays within ten."""
    assert by_items(0, 9, on=date(2024, 5, 31)).yuan + by_items(0, 9, on=date(2024, 6, 1)).yuan == 0


@pytest.mark.parametrize(
    ("items", "yuan"),
    [(10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000), (51, 7400)],
)
def test_boundaries_by_item(items, yuan):
    assert by_items(0, items).yuan == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"), [(30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (500, 14700)]
)
def test_boundaries_by_page(pages, yuan):
    assert by_pages(pages).yuan == yuan


def test_the_slices_are_those_of_the_tariff():
    assert by_items(0, 42).slices == (
        Slice(1, 10, 10, 0, 0),
        Slice(11, 30, 20, 100, 2000),
        Slice(31, 40, 10, 200, 2000),
        Slice(41, 42, 2, 300, 600),
    )
    assert by_items(29, 2).slices == (Slice(30, 30, 1, 100, 100), Slice(31, 31, 1, 200, 200))


def test_the_notice_can_print_the_calculation():
    assert by_pages(68).words == "按量计收：第1页至第30页不收费；第31页至第68页，38页×10元=380元；合计380元"
    assert by_items(11, 1).words == "按件计收：第12件，1件×100元=100元；合计100元"


def test_before_2021_nothing_could_be_charged():
    message = "自2021年1月1日起施行，2020年12月31日收到的申请不能收取信息处理费"
    for asked in (
        lambda on: by_items(20, 1, on=on),
        lambda on: by_items(0, 0, on=on),
        lambda on: by_pages(100, on=on),
        lambda on: proposal(on=on, count_in_month_before=20),
    ):
        with pytest.raises(FeeNotAllowed, match=message):
            asked(date(2020, 12, 31))
        asked(date(2021, 1, 1))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"pages": 150, "already_public": True}, "已经主动公开"),
        ({"pages": 150, "wants_copies": False}, "没有要求纸质件"),
        ({"pages": 0}, "没有提供的页数"),
    ],
)
def test_where_pages_cannot_be_counted_only_the_items_are_offered(facts, why):
    offered = proposal(on=ON, count_in_month_before=11, **facts)
    assert offered.pages is None and why in offered.why_not_pages
    assert offered.chargeable and offered.items.yuan == 100
    assert why in offered.words


def test_within_the_free_numbers_nothing_can_be_charged():
    offered = proposal(on=ON, count_in_month_before=3, pages=30)
    assert not offered.chargeable
    assert offered.words == "未超过不收费的数量，不能收取信息处理费。"


@pytest.mark.parametrize("numbers", [(-1, 1), (0, -1)])
def test_there_are_no_negative_items(numbers):
    with pytest.raises(ValueError, match="件数不能小于0"):
        by_items(*numbers)


def test_there_are_no_negative_pages():
    with pytest.raises(ValueError, match="页数不能小于0：-3"):
        by_pages(-3)


def test_every_row_of_the_tariff_and_every_rule_has_its_source():
    assert all(row.citation.startswith("信息处理费办法第") for row in TARIFF)
    assert all(rule.rule.endswith("。") and rule.source for rule in FEE_RULES)
    assert {tier.basis for tier in TARIFF} == set(Basis)


counts = st.integers(0, 400)


@settings(max_examples=100, deadline=None)
@given(counts, counts)
def test_the_slices_hold_every_item_once_and_sum_to_the_total(before, items):
    fee = by_items(before, items)
    assert fee.yuan == sum(row.yuan for row in fee.slices)
    assert sum(row.count for row in fee.slices) == items
    numbers = [n for row in fee.slices for n in range(row.first, row.last + 1)]
    assert numbers == list(range(before + 1, before + items + 1))
    rates = [row.rate for row in fee.slices]
    assert rates == sorted(rates)


@settings(max_examples=100, deadline=None)
@given(counts, counts, counts)
def test_a_month_costs_the_same_in_one_notice_or_in_several(before, first, second):
    whole = by_items(before, first + second).yuan
    assert by_items(before, first).yuan + by_items(before + first, second).yuan == whole


@settings(max_examples=100, deadline=None)
@given(counts, st.integers(0, 1200))
def test_more_is_never_cheaper(before, number):
    assert by_items(before, number + 1).yuan >= by_items(before, number).yuan
    assert by_items(before + 1, number).yuan >= by_items(before, number).yuan
    assert by_pages(number + 1).yuan >= by_pages(number).yuan


@settings(max_examples=100, deadline=None)
@given(st.integers(31, 400))
def test_from_the_thirty_first_on_the_rate_follows_the_formula_of_the_measure(number):
    assert by_items(number - 1, 1).yuan == 200 + 100 * ((number - 31) // 10)
