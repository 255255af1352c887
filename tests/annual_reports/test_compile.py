"""The numbers of a year come from what was done, as of any day."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.annual_reports import actions, sources
from gongkai.annual_reports.compile import NotYet, compile_report
from gongkai.catalogue import actions as catalogue
from gongkai.statute.annual_report.forms import NoForm
from gongkai.statute.annual_report.tables import UnknownCell
from tests.cast import when

LICENCES = "table_two.art20_5.licensing.decisions"


def test_items_are_counted_by_class_in_the_fixed_order_noughts_included(organ, year_2019):
    compiled = compile_report(organ, 2019)
    assert list(compiled.categories.items()) == [("工作动态", 3), ("政策法规", 2), ("业务管理", 1)]
    assert compiled.total == 6
    assert list(compile_report(organ, 2020).categories.values()) == [0, 0, 0]


def test_items_are_counted_by_heading_with_its_name_by_genre_and_by_month(organ, year_2019):
    counts = compile_report(organ, 2019).counts
    assert next((h.code, h.name, h.count) for h in counts.by_heading) == ("030102", "规范性文件", 1)
    assert [(h.code, h.is_key_field) for h in counts.key_fields] == [("031001", True)]
    assert sum(counts.by_genre.values()) == sum(counts.by_subject.values()) == 6
    assert (counts.by_month[1], counts.by_month[2], counts.by_month[12]) == (1, 0, 1)
    assert list(counts.by_month) == list(range(1, 13))


def test_as_of_mid_year_only_what_was_public_by_that_day_counts(organ, year_2019):
    compiled = compile_report(organ, 2019, date(2019, 6, 30))
    assert (compiled.total, compiled.as_of) == (3, date(2019, 6, 30))
    assert compiled.categories == {"工作动态": 2, "政策法规": 1, "业务管理": 0}


def test_an_item_taken_down_leaves_the_figures_from_that_day_on(organ, year_2019, leader):
    catalogue.withdraw(item=year_2019[1], by=leader, reason="error", at=when(2019, 10, 1))
    assert compile_report(organ, 2019, date(2019, 9, 30)).total == 5
    at_the_end = compile_report(organ, 2019)
    assert (at_the_end.total, at_the_end.counts.withdrawn) == (5, 1)


def test_a_moved_item_counts_where_it_stands_on_the_day(organ, year_2019, office_head, heading):
    catalogue.move(item=year_2019[0], heading=heading("0316"), by=office_head, at=when(2019, 7, 1))

    def in_business(as_of):
        return {h.code: h.count for h in compile_report(organ, 2019, as_of).counts.by_heading}.get("0316", 0)

    assert in_business(date(2019, 6, 30)) == 0
    assert in_business(date(2019, 12, 31)) == 2


def test_channels_count_an_item_once_for_each_it_went_out_by(organ, year_2019, clerk):
    catalogue.record_posting(item=year_2019[0], channel="wechat", at=when(2019, 1, 16), by=clerk)
    catalogue.record_posting(item=year_2019[2], channel="wechat", at=when(2019, 8, 2), by=clerk)
    assert compile_report(organ, 2019, date(2019, 6, 30)).counts.by_channel == {"portal": 3, "wechat": 1}
    assert compile_report(organ, 2019).counts.by_channel == {"portal": 6, "wechat": 2}


def test_a_year_in_which_nobody_applied_or_sued_is_nought_in_every_cell(organ, year_2019):
    compiled = compile_report(organ, 2019)
    assert compiled.applications == {"new_received": 0, "carried_in": 0, "processed": 0, "carried_out": 0}
    assert compiled.remedies == {"review": 0, "litigation": 0}
    assert {n for row in compiled.tables.table_three.values() for n in row.values()} == {0}
    assert {n for row in compiled.tables.table_four.values() for n in row.values()} == {0}
    assert compiled.fees == {"notices": 0, "amount_yuan": 0, "received_yuan": 0}
    assert compiled.breaches == ()


def test_normative_documents_of_2019_are_made_disclosed_and_disclosed_in_all(organ, year_2019, published):
    published(heading="030102", formed_on=date(2018, 12, 20), at=when(2019, 1, 8))
    published(heading="030102", formed_on=date(2018, 5, 8), at=when(2018, 5, 20))
    published(heading="030102", formed_on=date(2019, 12, 27), at=when(2020, 1, 10))
    row = compile_report(organ, 2019).tables.table_two["art20_1"]["normative_document"]
    assert row == {"made": 2, "disclosed": 2, "disclosed_total": 3}


def test_normative_documents_since_2021_are_issued_repealed_and_in_force(organ, published, clerk):
    kept = published(heading="030102", validity="in_force", at=when(2022, 3, 1))
    gone = published(heading="030102", validity="in_force", at=when(2023, 3, 1))
    published(heading="030102", validity="in_force", at=when(2023, 5, 4))
    catalogue.change_validity(item=gone, to="repealed", on=date(2023, 11, 1), by=clerk)
    catalogue.change_validity(item=kept, to="lapsed", on=date(2024, 6, 1), by=clerk)

    def row(year):
        return compile_report(organ, year).tables.table_two["art20_1"]["normative_document"]

    assert row(2022) == {"issued": 1, "repealed": 0, "in_force": 1}
    assert row(2023) == {"issued": 2, "repealed": 1, "in_force": 2}
    assert row(2024) == {"issued": 0, "repealed": 1, "in_force": 1}


def test_a_number_entered_by_hand_stands_in_its_cell_and_the_newest_one_counts(organ, clerk):
    for value in (12, 13):
        actions.enter(organ=organ, year=2019, cell=LICENCES, value=value, note="据行政审批股台账", by=clerk)
    compiled = compile_report(organ, 2019)
    assert compiled.tables.table_two["art20_5"]["licensing"]["decisions"] == 13
    assert compiled.entries == {LICENCES: "据行政审批股台账"}


def test_a_number_of_the_whole_year_does_not_count_in_june(organ, clerk):
    actions.enter(organ=organ, year=2019, cell=LICENCES, value=12, note="台账", by=clerk)
    june = compile_report(organ, 2019, date(2019, 6, 30))
    assert june.tables.table_two["art20_5"]["licensing"]["decisions"] == 0


@pytest.mark.parametrize(
    ("cell", "value", "note", "why"),
    [
        (LICENCES, 12, " ", "来源"),
        (LICENCES, -1, "台账", "不能小于0"),
        (LICENCES, Decimal("1.5"), "台账", "应为整数"),
        ("table_three.processed_total.total", 1, "台账", "合计"),
        ("table_two.art20_1.normative_document.made", 4, "台账", "由平台按登记的记录统计"),
        ("table_two.art20_1.normative_document.issued", 4, "台账", "表里没有它"),
    ],
)
def test_an_entry_is_refused_with_a_reason(organ, clerk, cell, value, note, why):
    with pytest.raises(ValidationError, match=why):
        actions.enter(organ=organ, year=2019, cell=cell, value=value, note=note, by=clerk)


def test_who_may_not_compile_may_not_enter_numbers(organ, chief, stranger):
    for person in (chief, stranger):
        with pytest.raises(PermissionDenied):
            actions.enter(organ=organ, year=2019, cell=LICENCES, value=1, note="台账", by=person)


def test_a_registered_counter_fills_its_area_and_closes_it_to_typing(organ, clerk):
    def counter(of, year, as_of):
        assert (of, year, as_of) == (organ, 2019, date(2019, 12, 31))
        yield "table_three.new_received.natural_person", 2
        yield "table_three.granted.natural_person", 2

    sources.register("applications", counter)
    try:
        compiled = compile_report(organ, 2019)
        assert compiled.applications == {"new_received": 2, "carried_in": 0, "processed": 2, "carried_out": 0}
        with pytest.raises(ValidationError, match="由平台按登记的记录统计"):
            actions.enter(
                organ=organ, year=2019, cell="table_three.granted.org_other", value=1, note="台账", by=clerk
            )  # fmt: skip
    finally:
        sources.unregister("applications", counter)


def test_a_counter_may_not_name_a_cell_outside_its_area(organ):
    def counter(_organ, _year, _as_of):
        yield LICENCES, 1

    sources.register("remedies", counter)
    try:
        with pytest.raises(UnknownCell):
            compile_report(organ, 2019)
    finally:
        sources.unregister("remedies", counter)


def test_an_entry_that_breaks_the_balance_is_told_not_hidden(organ, clerk):
    cell = "table_three.new_received.natural_person"
    actions.enter(organ=organ, year=2019, cell=cell, value=3, note="收文登记簿", by=clerk)
    assert [breach.rule for breach in compile_report(organ, 2019).errors] == ["T3.balance", "T3.balance"]


@pytest.mark.parametrize(
    ("year", "form"), [(2018, "pre-2019"), (2019, "2019-60"), (2020, "2019-60"), (2021, "2021-30")]
)
def test_the_report_takes_the_form_of_its_year(organ, year, form):
    assert compile_report(organ, year).form.key == form


def test_years_without_reports_and_days_to_come_are_refused(organ):
    with pytest.raises(NoForm):
        compile_report(organ, 2007)
    with time_machine.travel(when(2026, 6, 1), tick=False):
        with pytest.raises(NotYet, match="2027年还没有到"):
            compile_report(organ, 2027)
        with pytest.raises(NotYet, match="在将来"):
            compile_report(organ, 2026, date(2026, 6, 2))
        with pytest.raises(NotYet, match="早于"):
            compile_report(organ, 2026, date(2025, 12, 31))
        assert compile_report(organ, 2026).as_of == date(2026, 6, 1)


def test_the_bureau_owed_its_report_on_2019_by_the_end_of_january_and_the_county_by_the_end_of_march(organ, county):
    assert (compile_report(organ, 2019).deadline.legal, compile_report(organ, 2019).deadline.safe) == (
        date(2020, 1, 31),
        date(2020, 1, 23),
    )
    assert compile_report(county, 2019).deadline.legal == date(2020, 3, 31)


def test_the_value_survives_being_written_as_json_and_read_again(organ, year_2019, clerk):
    import json

    from gongkai.annual_reports.value import CompiledReport
    from gongkai.writers.data import to_json

    amount = "table_two.art20_9.central_procurement.amount"
    actions.enter(organ=organ, year=2019, cell=amount, value=Decimal("52.1500"), note="政府采购台账", by=clerk)
    compiled = compile_report(organ, 2019)
    assert CompiledReport.from_data(json.loads(to_json(compiled.as_data()))) == compiled


def test_who_keeps_applications_here_has_them_counted_and_who_does_not_types_them(organ, neighbour, clerk, stranger):
    from gongkai.applications import actions as applications
    from tests.applications.conftest import ASKED, PERSON, at

    cell, day = "table_three.new_received.natural_person", date(2024, 5, 6)
    applications.register(organ=organ, by=clerk, channel="counter", applicant=PERSON, on=day, at=at(day), **ASKED)
    assert compile_report(organ, 2024).applications == {
        "new_received": 1, "carried_in": 0, "processed": 0, "carried_out": 1,
    }  # fmt: skip
    with pytest.raises(ValidationError, match="由平台按登记的记录统计"):
        actions.enter(organ=organ, year=2024, cell=cell, value=3, note="收文登记簿", by=clerk)
    actions.enter(organ=organ, year=2023, cell=cell, value=3, note="收文登记簿", by=clerk)
    actions.enter(organ=neighbour, year=2024, cell=cell, value=3, note="收文登记簿", by=stranger)
    assert compile_report(neighbour, 2024).applications["new_received"] == 3
