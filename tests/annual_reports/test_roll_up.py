"""汇总: who has handed in, what does not hold, and a sum in which nothing is added or left out in silence."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError

from gongkai.annual_reports import actions
from gongkai.annual_reports.compile import compile_report
from gongkai.annual_reports.models import HandedIn
from gongkai.annual_reports.rolled import by_organ, compared, rolled_up
from gongkai.annual_reports.worklist import history, worklist
from gongkai.audit import queries as audit
from gongkai.organs.models import Urging
from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.tables import fill
from gongkai.writers.data import to_json
from tests.cast import employ, found, when

ISSUED = "table_two.art20_1.normative_document.issued"
FEE = "table_two.art20_8.admin_fee.amount_wan"
RECEIVED = "table_three.new_received.natural_person"
GRANTED = "table_three.granted.natural_person"
CARRIED_IN = "table_three.carried_in.natural_person"
CARRIED_OUT = "table_three.carried_out.natural_person"
YEAR = 2023


@pytest.fixture(autouse=True)
def march_2024():
    with time_machine.travel(when(2024, 3, 1), tick=False):
        yield


def checked(organ, year=YEAR, values=None):
    """What the reader of files prints for a report with these cells."""
    tables = fill(form_for(year), values or {})
    return {
        "format": form_for(year).key, "organ": organ.name, "year": year, "unread": [], "violations": [],
        "tables": {"table_two": tables.table_two, "table_three": tables.table_three, "table_four": tables.table_four},
    }  # fmt: skip


@pytest.fixture
def taken_in(supervisor):
    """taken_in(organ, {cell: number}, year=…): the checked file of an organ below, taken in by the county's office."""

    def make(organ, values=None, *, year=YEAR, by=supervisor, at=None, scope="", changed=None):
        result = checked(organ, year, values) | (changed or {})
        return actions.take_in(organ=organ, year=year, result=result, scope=scope, by=by, at=at or when(2024, 1, 20))

    return make


@pytest.fixture
def state_of(county):
    return lambda organ, year=YEAR: next(row for row in worklist(county, year).rows if row.organ == organ)


def test_every_organ_below_stands_in_the_list_until_it_has_handed_in(county, organ, neighbour, taken_in):
    assert [(row.organ, row.state) for row in worklist(county, YEAR).rows] == [
        (organ, "missing"), (neighbour, "missing"),
    ]  # fmt: skip
    taken_in(organ, {ISSUED: 2})
    listed = worklist(county, YEAR)
    assert (listed.handed_in, len(listed.reporting)) == (1, 2)
    assert listed.counts["missing"] == 1
    assert listed.counts["received"] == 1


def test_days_late_run_to_the_legal_date_or_to_the_one_the_office_has_set(
    county, organ, state_of, supervisor, taken_in
):
    assert (state_of(organ).dates.due, state_of(organ).days_late) == (date(2024, 1, 31), 30)
    actions.set_dates(
        office=county, year=YEAR, hand_in_by=date(2024, 1, 15), publish_by=date(2024, 1, 25), by=supervisor
    )
    assert state_of(organ).dates.due == date(2024, 1, 15)
    assert state_of(organ).days_late == 46
    taken_in(organ)
    assert state_of(organ).days_late == 5


@pytest.mark.parametrize(
    ("hand_in_by", "publish_by", "why"),
    [
        (date(2024, 1, 26), date(2024, 1, 25), "之前或同日"),
        (date(2023, 12, 30), date(2024, 1, 25), "还没有结束"),
        (date(2024, 1, 20), date(2024, 4, 1), "不能晚于2024年3月31日"),
    ],
)
def test_an_office_cannot_set_dates_the_law_does_not_allow(county, supervisor, hand_in_by, publish_by, why):
    with pytest.raises(ValidationError, match=why):
        actions.set_dates(office=county, year=YEAR, hand_in_by=hand_in_by, publish_by=publish_by, by=supervisor)


def test_only_the_supervising_office_sets_dates_exempts_accepts_and_returns(county, organ, taken_in, clerk, leader):
    row = taken_in(organ)
    for person in (clerk, leader):
        with pytest.raises(PermissionDenied):
            actions.accept(hand_in=row, by=person)
        with pytest.raises(PermissionDenied):
            actions.return_report(hand_in=row, because="有错", by=person)
        with pytest.raises(PermissionDenied):
            actions.exempt(organ=organ, since=YEAR, reason="vertical", note="编办文件", by=person)
        with pytest.raises(PermissionDenied):
            actions.set_dates(
                office=county, year=YEAR, hand_in_by=date(2024, 1, 15), publish_by=date(2024, 1, 25), by=person
            )


def test_a_file_is_taken_in_by_the_organ_itself_or_the_office_above_and_by_nobody_else(
    organ, clerk, stranger, taken_in
):
    assert taken_in(organ, by=clerk).by == clerk
    with pytest.raises(PermissionDenied):
        taken_in(organ, by=stranger)


def test_the_identities_are_computed_again_whatever_the_file_says_of_itself(organ, taken_in, state_of):
    taken_in(organ, {RECEIVED: 3})
    row = state_of(organ)
    assert row.state == "broken"
    assert {one["rule"] for one in row.errors} == {"T3.balance"}
    assert "“自然人”一列不平衡" in row.errors[0]["message"]


def test_what_only_the_reader_could_see_is_kept_and_its_word_on_the_numbers_is_not(organ, taken_in, state_of):
    said = [
        {"rule": "F.section", "at": "overview", "expected": "", "found": "", "message": "总体情况缺少“监督保障”"},
        {"rule": "T3.balance", "at": "table_three.total", "expected": 1, "found": 2, "message": "旧的核对"},
        {"rule": "N.percent", "at": "text", "expected": "50%", "found": "49%", "message": "占比不符"},
    ]
    taken_in(organ, changed={"violations": said})
    assert [one["rule"] for one in state_of(organ).found] == ["F.section", "N.percent"]
    assert [one["rule"] for one in state_of(organ).errors] == ["F.section"]


def test_a_blank_is_an_error_of_the_file_and_no_nought_in_the_sum(county, organ, neighbour, taken_in, state_of):
    result = checked(organ, YEAR, {ISSUED: 2})
    result["tables"]["table_two"]["art20_8"]["admin_fee"]["amount_wan"] = None
    taken_in(organ, changed=result)
    taken_in(neighbour, {FEE: Decimal("1.25")})
    assert [one["rule"] for one in state_of(organ).errors] == ["F.blank"]
    rolled = rolled_up(county, YEAR)
    assert (rolled.total.numbers[FEE], rolled.total.is_floor(FEE)) == (Decimal("1.25"), True)
    assert rolled.total.incomplete == [organ.name]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"organ": "黎平县民政局"}, "文件上的机关是“黎平县民政局”"),
        ({"year": 2022}, "文件是2022年度的报告"),
        ({"format": "pre-2019"}, "没有可以汇总的表格"),
        ({"tables": {}}, "没有读出任何数字"),
        ({"tables": []}, "这不是核对结果"),
        ({"tables": {"table_three": {"granted": {"natural_person": "减4"}}}}, "不能是“减4”"),
        ({"violations": [{"rule": "T3.balance"}]}, "每项应有"),
    ],
)
def test_a_result_that_cannot_be_taken_in_says_why(organ, taken_in, changed, why):
    with pytest.raises(ValidationError, match=why):
        taken_in(organ, changed=changed)
    assert not HandedIn.objects.exists()


def test_an_older_form_is_taken_in_with_its_fault_named(organ, taken_in, state_of):
    taken_in(organ, changed=checked(organ, 2020, {}) | {"year": YEAR})
    assert state_of(organ).state == "broken"
    assert "F.version" in {one["rule"] for one in state_of(organ).errors}


def test_what_comes_later_takes_the_place_and_overwrites_nothing(organ, taken_in):
    first = taken_in(organ, {ISSUED: 2})
    second = taken_in(organ, {ISSUED: 3}, at=when(2024, 1, 22))
    assert [(row.pk, row.is_current) for row in history(organ, YEAR)] == [(second.pk, True), (first.pk, False)]
    first.refresh_from_db()
    assert first.tables["table_two"]["art20_1"]["normative_document"]["issued"] == 2


def test_a_returned_report_is_out_of_the_sum_and_its_organ_reads_why(county, organ, taken_in, supervisor, state_of):
    row = taken_in(organ, {ISSUED: 2, RECEIVED: 3})
    with pytest.raises(ValidationError, match="写明退回的原因"):
        actions.return_report(hand_in=row, because=" ", by=supervisor)
    actions.return_report(hand_in=row, because="表三不平衡", by=supervisor)
    assert state_of(organ).state == "returned"
    assert state_of(organ).days_late == 30
    rolled = rolled_up(county, YEAR)
    assert rolled.total.numbers[ISSUED] == 0
    assert organ.name in rolled.total.missing
    assert "表三不平衡" in Urging.objects.get(organ=organ).text
    with pytest.raises(ValidationError, match="已经退回"):
        actions.accept(hand_in=row, by=supervisor)
    taken_in(organ, {ISSUED: 2})
    assert state_of(organ).state == "received"
    with pytest.raises(ValidationError, match="又有新的报送"):
        actions.return_report(hand_in=row, because="再退", by=supervisor)


def test_one_with_errors_is_accepted_only_with_a_word_why(organ, taken_in, supervisor, state_of):
    row = taken_in(organ, {RECEIVED: 3})
    assert row.errors == 2
    with pytest.raises(ValidationError, match="2处错误"):
        actions.accept(hand_in=row, by=supervisor)
    actions.accept(hand_in=row, by=supervisor, because="电话核实，数字无误")
    assert state_of(organ).state == "accepted"
    assert audit.of(row.reference)[0].verb == "hand_in.accepted"


def test_an_accepted_report_is_not_replaced_behind_the_offices_back(organ, taken_in, supervisor, clerk):
    actions.accept(hand_in=taken_in(organ), by=supervisor)
    with pytest.raises(ValidationError, match="已被接受"):
        taken_in(organ, by=clerk)


def test_a_platform_report_is_handed_in_with_its_publication_and_only_once(published_report, organ, clerk):
    row = HandedIn.objects.get()
    assert (row.organ, row.year, row.source, row.sha256) == (organ, 2019, "platform", published_report.sha256)
    assert row.published_on == date(2020, 1, 17)
    assert actions.hand_in(report=published_report, by=clerk) == row


def test_a_signed_report_may_be_handed_in_before_it_is_published_and_a_draft_may_not(
    draft_report, leader, clerk, stranger
):
    with pytest.raises(ValidationError, match="还没有签发"):
        actions.hand_in(report=draft_report, by=clerk)
    signed = actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16), backdated_because="补录")
    with pytest.raises(PermissionDenied):
        actions.hand_in(report=signed, by=stranger)
    assert actions.hand_in(report=signed, by=clerk).published_on is None


def test_the_sum_is_own_matters_and_all_below(county, organ, neighbour, taken_in, superuser):
    own = employ("xiancheng", "县政府信息员", county, "clerk", by=superuser)
    taken_in(county, {ISSUED: 5}, by=own, scope="own")
    taken_in(organ, {ISSUED: 2, RECEIVED: 3, GRANTED: 3})
    taken_in(neighbour, {ISSUED: 4})
    rolled = rolled_up(county, YEAR, ISSUED)
    assert rolled.total.numbers[ISSUED] == 11
    assert rolled.total.numbers["table_three.new_received.total"] == 3
    assert rolled.total.is_whole
    assert rolled.own_from == "handed_in"
    assert [breach for breach in rolled.breaches if breach.severity == "error"] == []
    assert [(a.organ, a.value, a.state) for a in rolled.addends] == [
        (county, 5, "own"), (organ, 2, "handed_in"), (neighbour, 4, "handed_in"),
    ]  # fmt: skip
    assert sum(addend.value for addend in rolled.addends) == rolled.total.numbers[ISSUED]


@pytest.fixture
def city(county, organ, neighbour, superuser):
    """黔东南州 above the county, and its supervising office."""
    above = found("qiandongnan", by=superuser, parent=None)
    county.parent = above
    county.save()
    for child in (organ, neighbour):
        child.parent = county
        child.save()
    return above


@pytest.fixture
def city_office(city, superuser):
    return employ("zhougongkai", "州公开办", city, "supervising_office", "disclosure_office_head", by=superuser)


@pytest.fixture
def county_head(county, superuser):
    return employ("xianban", "县府办主任", county, "disclosure_office_head", by=superuser)


def test_the_county_hands_up_its_sum_and_the_city_counts_it_once(organ, neighbour, city, county, taken_in, county_head):
    taken_in(organ, {ISSUED: 2})
    taken_in(neighbour, {ISSUED: 4})
    row = actions.hand_up(organ=county, year=YEAR, by=county_head)
    assert (row.scope, row.tables["table_two"]["art20_1"]["normative_document"]["issued"]) == ("area", 6)
    rolled = rolled_up(city, YEAR, ISSUED)
    assert rolled.total.numbers[ISSUED] == 6
    assert [(a.organ, a.value) for a in rolled.addends] == [(city, 0), (county, 6)]
    assert rolled.found == []


def test_the_countys_report_holds_the_sum_it_handed_up_and_no_sum_counts_it_twice(
    organ, neighbour, city, county, taken_in, county_head
):
    taken_in(organ, {ISSUED: 2})
    taken_in(neighbour, {ISSUED: 4})
    assert compile_report(county, YEAR).tables.table_two["art20_1"]["normative_document"]["issued"] == 0
    actions.hand_up(organ=county, year=YEAR, by=county_head)
    assert compile_report(county, YEAR).tables.table_two["art20_1"]["normative_document"]["issued"] == 6
    assert compile_report(county, YEAR, own=True).tables == compile_report(county, YEAR, date(YEAR, 12, 31)).tables
    assert rolled_up(county, YEAR).total.numbers[ISSUED] == 6
    actions.hand_up(organ=county, year=YEAR, by=county_head)
    assert rolled_up(city, YEAR).total.numbers[ISSUED] == 6


def test_without_a_sum_of_the_county_the_city_adds_what_is_below_it(organ, neighbour, city, county, taken_in):
    taken_in(organ, {ISSUED: 2})
    rolled = rolled_up(city, YEAR, ISSUED)
    (_own, below) = rolled.addends
    assert (below.organ, below.value, below.state, below.is_floor) == (county, 2, "summed", True)
    assert set(rolled.total.missing) == {county.name, neighbour.name}


def test_a_county_that_states_less_than_its_parts_breaks_the_floor(
    organ, neighbour, city, county, taken_in, city_office
):
    taken_in(organ, {ISSUED: 7})
    taken_in(county, {ISSUED: 3}, by=city_office)
    ((where, breach),) = rolled_up(city, YEAR).found
    assert (where, breach.rule, breach.at, breach.expected, breach.found) == (county, "R.floor", ISSUED, 7, 3)


def test_a_county_whose_parts_are_all_in_states_exactly_their_sum(
    organ, neighbour, city, county, taken_in, city_office
):
    taken_in(organ, {ISSUED: 7})
    taken_in(neighbour)
    taken_in(county, scope="own", by=city_office)
    taken_in(county, {ISSUED: 9}, by=city_office)
    ((_where, breach),) = rolled_up(city, YEAR).found
    assert (breach.rule, breach.expected, breach.found) == ("R.sum", 7, 9)


def test_a_sum_with_open_ends_goes_up_only_with_a_reason(organ, neighbour, city, county, taken_in, county_head):
    taken_in(organ, {ISSUED: 2, RECEIVED: 1})
    with pytest.raises(ValidationError) as refusal:
        actions.hand_up(organ=county, year=YEAR, by=county_head)
    told = "".join(refusal.value.messages)
    assert f"还没有报送：{neighbour.name}" in told
    assert f"报表有错：{organ.name}" in told
    row = actions.hand_up(organ=county, year=YEAR, by=county_head, because="教育局报表已催报，先行上报")
    assert row.note == "教育局报表已催报，先行上报"


def test_an_exempted_organ_stays_out_with_all_below_it_and_comes_back_when_undone(
    county, organ, neighbour, taken_in, supervisor, state_of
):
    taken_in(organ, {ISSUED: 2})
    row = actions.exempt(organ=organ, since=YEAR, reason="vertical", note="税务垂直管理", by=supervisor)
    assert state_of(organ).state == "out"
    rolled = rolled_up(county, YEAR)
    assert rolled.total.left_out == [organ.name]
    assert rolled.total.numbers[ISSUED] == 0
    assert rolled_up(county, YEAR - 1).total.left_out == []
    actions.undo(row=row, by=supervisor)
    assert rolled_up(county, YEAR).total.numbers[ISSUED] == 2


def test_a_document_in_the_governments_name_is_taken_off_and_named(county, organ, taken_in, supervisor):
    taken_in(organ, {ISSUED: 2})
    actions.count_elsewhere(
        organ=organ, year=YEAR, cell=ISSUED, number=1, because="榕府发〔2023〕5号以县政府名义制发", by=supervisor
    )
    rolled = rolled_up(county, YEAR, ISSUED)
    assert rolled.total.numbers[ISSUED] == 1
    assert [(row.organ, row.number) for row in rolled.total.deducted] == [(organ.name, 1)]
    assert next(a for a in rolled.addends if a.organ == organ).deducted == 1
    with pytest.raises(ValidationError, match="一件申请在每个登记它的机关各是一件"):
        actions.count_elsewhere(organ=organ, year=YEAR, cell=RECEIVED, number=1, because="转办", by=supervisor)


def test_what_was_carried_out_is_carried_in_or_the_report_is_broken(organ, taken_in, state_of):
    taken_in(organ, {RECEIVED: 2, CARRIED_OUT: 2}, year=YEAR - 1)
    taken_in(organ, {})
    assert {one["rule"] for one in state_of(organ).errors} == {"X.carry"}
    taken_in(organ, {CARRIED_IN: 2, GRANTED: 2})
    assert state_of(organ).state == "received"


def test_a_transfer_makes_x_carry_hold_for_both_organs_and_for_the_sum(
    county, organ, neighbour, taken_in, supervisor, state_of
):
    taken_in(organ, {RECEIVED: 2, CARRIED_OUT: 2}, year=YEAR - 1)
    taken_in(neighbour, {}, year=YEAR - 1)
    taken_in(organ, {})
    taken_in(neighbour, {CARRIED_IN: 2, GRANTED: 2})
    assert (state_of(organ).state, state_of(neighbour).state) == ("broken", "broken")
    actions.transfer(
        source=organ, target=neighbour, year=YEAR, numbers={"natural_person": 2}, note="机构改革方案", by=supervisor
    )
    assert (state_of(organ).state, state_of(neighbour).state) == ("received", "received")
    assert compared(county, YEAR).breaches == ()
    for wrong in ({}, {"natural_person": 0}, {"total": 2}, {"natural_person": -1}):
        with pytest.raises(ValidationError, match="按申请人类别"):
            actions.transfer(source=organ, target=neighbour, year=YEAR, numbers=wrong, note="文", by=supervisor)


def test_two_years_are_compared_in_the_sum_and_organ_by_organ(county, organ, neighbour, taken_in):
    taken_in(organ, {ISSUED: 2}, year=YEAR - 1)
    taken_in(organ, {ISSUED: 3})
    taken_in(neighbour, {ISSUED: 1})
    two = compared(county, YEAR, ISSUED)
    row = next(row for row in two.rows if row.path == ISSUED)
    assert (row.before, row.now, row.change, row.percent) == (2, 4, 2, Decimal("100.0"))
    told = {one.organ.slug: (one.difference.before, one.difference.now) for one in by_organ(two, ISSUED)}
    assert told == {"rongjiang-gov": (0, 0), "rongjiang-mzj": (2, 3), "rongjiang-jyj": (None, 1)}


def test_numbers_come_back_from_storage_exactly(organ, taken_in):
    row = taken_in(organ, {FEE: Decimal("59237.2449")})
    assert HandedIn.objects.get(pk=row.pk).tables["table_two"]["art20_8"]["admin_fee"]["amount_wan"] == Decimal(
        "59237.2449"
    )


def test_an_organ_that_has_handed_in_is_not_deleted(organ, taken_in):
    taken_in(organ)
    with pytest.raises(ProtectedError):
        organ.delete()


def test_a_reading_as_json_text_is_taken_in_with_its_fractions(organ, clerk):
    import json

    text = to_json(checked(organ, YEAR, {FEE: Decimal("2977.71")}))
    row = actions.take_in(organ=organ, year=YEAR, result=json.loads(text), by=clerk)
    assert HandedIn.objects.get(pk=row.pk).tables["table_two"]["art20_8"]["admin_fee"]["amount_wan"] == Decimal(
        "2977.71"
    )
