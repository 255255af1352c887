"""Behind every number stand exactly the things it counts: a list as long as the number, or the hand that entered it."""

from datetime import date, timedelta
from random import Random

import pytest

from gongkai.annual_reports import actions
from gongkai.annual_reports.behind import NoSuchNumber, behind, by_group, numbers
from gongkai.annual_reports.compile import compile_report
from gongkai.applications import actions as applications
from gongkai.applications import queries
from gongkai.applications.models import Applicant, Application
from gongkai.catalogue import actions as catalogue
from gongkai.statute.decisions import DECISIONS
from tests.applications.conftest import COMPANY, at
from tests.cast import when
from tests.remembering import remembering

LICENCES = "table_two.art20_5.licensing.decisions"


@pytest.fixture
@remembering
def a_year_of_applications(office, applied, answered):
    """2024: one carried in and answered, three received, two of them granted and one left open."""
    before = applied(on=date(2023, 12, 20))
    answered(case=before, on=date(2024, 1, 5))
    answered(case=applied(on=date(2024, 3, 4), applicant=COMPANY, title="另一份"), on=date(2024, 3, 20))
    answered(case=applied(on=date(2024, 5, 6), title="第三份"), on=date(2024, 5, 20))
    applied(on=date(2024, 12, 23), title="第四份")


@pytest.mark.parametrize(
    ("year", "as_of"), [(2023, date(2023, 12, 31)), (2024, date(2024, 12, 31)), (2024, date(2024, 4, 1))]
)
def test_the_list_of_every_cell_of_table_three_is_as_long_as_its_number(organ, a_year_of_applications, year, as_of):
    compiled = compile_report(organ, year, as_of)
    for place in numbers(compiled):
        if place.path.startswith("table_three."):
            found = behind(organ, compiled, place.path)
            assert found.listed == len(found.cases) == place.number, place.path
            assert not found.differs


def test_the_cases_of_a_cell_are_those_the_report_counts_there(organ, a_year_of_applications):
    counted: dict[tuple[str, str], set] = {}
    for row, column, case in queries.table_three_cases(organ, 2024, date(2024, 12, 31)):
        counted.setdefault((row, column), set()).add(case.pk)
    assert len(counted) == 6
    for (row, column), cases in counted.items():
        found = queries.table_three_cell(organ, 2024, date(2024, 12, 31), row, column)
        assert {case.pk for case in found} == cases


@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_cases_gives_lists_as_long_as_the_numbers(organ, seed):
    """Cases of six kinds of applicants over six years, open or closed in any way, straight into the table."""
    chance, kinds = Random(seed), list(Applicant.Kind)
    for number in range(120):
        received = date(2019, 6, 1) + timedelta(days=chance.randrange(2000))
        closed = received + timedelta(days=chance.randrange(400)) if chance.random() < 0.8 else None
        case = Application.objects.create(
            organ=organ, number=f"{seed}-{number}", year=received.year, title="某信息", received_on=received, closed_on=closed,
            is_open=closed is None, decision=chance.choice(DECISIONS).code if closed else "", registered_at=at(received),
            channel="counter", state="received",
        )  # fmt: skip
        Applicant.objects.create(application=case, kind=chance.choice(kinds), name="某人", id_kind="resident")
    for year, last in (
        (2019, date(2019, 12, 31)),
        (2020, date(2020, 7, 1)),
        (2022, date(2022, 12, 31)),
        (2024, date(2024, 12, 31)),
    ):
        compiled = compile_report(organ, year, last)
        for place in numbers(compiled):
            if place.path.startswith("table_three."):
                _table, row, column = place.path.split(".")
                assert queries.table_three_cell(organ, year, last, row, column).count() == place.number, place.path


def test_a_row_or_column_the_form_does_not_have_is_refused(organ):
    for row, column in (("granted", "poets"), ("burnt", "total")):
        with pytest.raises(LookupError):
            queries.table_three_cell(organ, 2024, date(2024, 12, 31), row, column)
    with pytest.raises(LookupError):
        queries.table_three_cell(organ, 2017, date(2017, 12, 31), "granted", "total")


def test_every_count_of_what_was_disclosed_opens_as_many_items(organ, year_2019, clerk, leader):
    catalogue.record_posting(item=year_2019[0], channel="wechat", at=when(2019, 1, 16), by=clerk)
    catalogue.withdraw(item=year_2019[1], by=leader, reason="error", at=when(2019, 10, 1))
    compiled = compile_report(organ, 2019)
    groups = by_group(organ, compiled)
    assert list(groups) == ["按类别", "按栏目", "按科室", "按渠道", "按体裁", "按主题", "按月份"]
    for part in [part for parts in groups.values() for part in parts]:
        assert behind(organ, compiled, part.path).items.count() == part.number, part.path
    assert behind(organ, compiled, "items.total").items.count() == compiled.total == 5
    assert [item.pk for item in behind(organ, compiled, "items.withdrawn").items] == [year_2019[1].pk]
    assert sum(part.number for part in groups["按科室"]) == 5


def test_normative_documents_open_the_documents_themselves(organ, published, clerk):
    kept = published(heading="030102", validity="in_force", at=when(2023, 3, 1))
    gone = published(heading="030102", validity="in_force", at=when(2023, 5, 4))
    catalogue.change_validity(item=gone, to="repealed", on=date(2023, 11, 1), by=clerk)
    compiled = compile_report(organ, 2023)
    row = "table_two.art20_1.normative_document"
    listed = {
        column: {item.pk for item in behind(organ, compiled, f"{row}.{column}").items}
        for column in ("issued", "repealed", "in_force")
    }
    assert listed == {"issued": {kept.pk, gone.pk}, "repealed": {gone.pk}, "in_force": {kept.pk}}


def test_a_number_entered_by_hand_opens_who_entered_it_from_what_and_what_stood_before(organ, clerk, office_head):
    for value, note, by in ((12, "据台账初稿", clerk), (13, "据审批股复核", office_head)):
        actions.enter(organ=organ, year=2023, cell=LICENCES, value=value, note=note, by=by)
    found = behind(organ, compile_report(organ, 2023), LICENCES)
    assert [(int(entry.value), entry.note, entry.by) for entry in found.entries] == [
        (13, "据审批股复核", office_head), (12, "据台账初稿", clerk),
    ]  # fmt: skip
    assert (found.number, found.listed) == (13, None)


def test_a_total_opens_the_cells_it_adds_up(organ, clerk):
    actions.enter(organ=organ, year=2023, cell="table_four.review.upheld", value=2, note="据复议台账", by=clerk)
    found = behind(organ, compile_report(organ, 2023), "table_four.review.total")
    assert [(part.label, part.number) for part in found.parts][:2] == [
        ("行政复议 · 结果维持", 2),
        ("行政复议 · 结果纠正", 0),
    ]


def test_the_list_of_a_signed_report_says_when_records_were_added_later(organ, signed_report, published):
    from gongkai.annual_reports import queries as reports

    compiled = reports.document(signed_report).compiled
    published(at=when(2019, 11, 11))
    found = behind(organ, compiled, "items.total")
    assert (found.number, found.listed, found.differs) == (6, 7, True)


@pytest.mark.parametrize(
    "path", ["items.colour", "items.heading.9999", "table_three.granted.poets", "fees", "poem", "table_two"]
)
def test_a_number_the_report_does_not_have_is_none(organ, path):
    with pytest.raises(NoSuchNumber):
        behind(organ, compile_report(organ, 2023), path)


def test_fee_cells_open_the_notices_and_payments(organ, office, office_head, applied):
    case = applied(on=date(2024, 3, 4))
    applications.notify_fee(
        application=case, by=office_head, basis="pages", pages=40, on=date(2024, 3, 11), at=at(date(2024, 3, 11)),
    )  # fmt: skip
    compiled = compile_report(organ, 2024)
    found = behind(organ, compiled, "fees.notices")
    assert ([step.case for step in found.fees], found.listed) == ([case], compiled.fees["notices"])
    assert behind(organ, compiled, "fees.amount_yuan").listed == compiled.fees["amount_yuan"] > 0
    assert behind(organ, compiled, "fees.received_yuan").listed == 0
