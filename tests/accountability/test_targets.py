"""层层分解下达: targets add up or the letter is not issued; how far they are met is read from the records, on any day."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.accountability import actions, queries
from gongkai.accountability.models import Target
from gongkai.annual_reports.models import AnnualReport
from gongkai.audit.models import AuditEntry
from gongkai.organs.models import Unit
from tests.applications.conftest import answered, applied  # noqa: F401 fixtures
from tests.cast import when

pytestmark = pytest.mark.django_db


def lines(letter, as_of=date(2020, 1, 10)):
    found = queries.progress(letter, as_of=as_of)
    return {(line.measure.key, line.name): (line.done.value, line.state) for b in found.branches for line in b.lines}


def test_items_count_for_the_organ_the_unit_of_the_heading_and_who_wrote_them(
    letter, target, relief, office_unit, writer, year_2019
):
    target("items", 5)
    target("items", 2, unit=relief)
    target("items", 3, unit=office_unit)
    target("items", 6, person=writer)
    assert lines(letter) == {
        ("items", "县民政局"): (5, "met"), ("items", "社会救助股"): (2, "met"), ("items", "办公室"): (3, "met"),
        ("items", "石文"): (5, "missed"),
    }  # fmt: skip


def test_key_fields_and_interpretations_count_their_own_headings(letter, target, year_2019):
    target("key_fields", 1)
    target("interpretations", 1)
    assert lines(letter) == {
        ("key_fields", "县民政局"): (1, "met"), ("interpretations", "县民政局"): (1, "met"),
    }  # fmt: skip


def test_a_share_is_that_of_the_unit_and_nothing_where_nothing_was_due(
    letter, target, relief, office_unit, organ, year_2019
):
    idle = Unit.objects.create(organ=organ, name="人事股", position=9)
    target("disclosed_in_time", 90)
    for unit in (relief, office_unit, idle):
        target("disclosed_in_time", 90, unit=unit)
    assert lines(letter) == {
        ("disclosed_in_time", "县民政局"): (Decimal("80.0"), "missed"),
        ("disclosed_in_time", "社会救助股"): (Decimal("100.0"), "met"),
        ("disclosed_in_time", "办公室"): (Decimal("66.7"), "missed"),
        ("disclosed_in_time", "人事股"): (None, "nothing_yet"),
    }


def test_answers_count_for_whoever_holds_the_application(organ, office_head, writer, applied, answered):  # noqa: F811
    answered(case=applied(on=date(2024, 9, 6)), on=date(2024, 9, 20))
    answered(case=applied(on=date(2024, 9, 6)), on=date(2024, 10, 25))
    letter = actions.start_letter(organ=organ, year=2024, by=office_head)
    actions.set_target(letter=letter, by=office_head, measure="answered_in_time", number=100, person=writer)
    assert lines(letter, date(2024, 9, 30))["answered_in_time", "石文"] == (Decimal("100.0"), "running")
    assert lines(letter, date(2025, 1, 2))["answered_in_time", "石文"] == (Decimal("50.0"), "missed")


def test_the_report_of_last_year_is_met_by_its_publication_in_time(letter, target, organ, leader):
    target("report_in_time", 1, due=date(2019, 1, 31))
    assert lines(letter)["report_in_time", "县民政局"] == (0, "missed")
    AnnualReport.objects.create(
        organ=organ, year=2018, state="published", frozen="{}", outline="narrative", started_by=leader, started_at=when(2019, 1, 8),
        signed_at=when(2019, 1, 20), published_at=when(2019, 1, 25),
    )  # fmt: skip
    assert lines(letter)["report_in_time", "县民政局"] == (1, "met")


def test_what_comes_after_the_day_of_completion_does_not_count(letter, target, year_2019):
    target("items", 3, due=date(2019, 6, 30))
    assert lines(letter)["items", "县民政局"] == (3, "met")


def test_a_number_behind_the_calendar_is_said_to_be_behind(letter, target, year_2019):
    target("items", 60)
    assert lines(letter, date(2019, 3, 31))["items", "县民政局"] == (2, "behind")
    assert lines(letter, date(2019, 1, 3))["items", "县民政局"] == (0, "running")


def test_a_withdrawn_item_of_the_year_was_still_a_piece_of_work(letter, target, published, leader):
    from gongkai.catalogue import actions as catalogue

    item = published(at=when(2019, 5, 6))
    catalogue.withdraw(item=item, by=leader, reason="error", note="金额有误", at=when(2019, 5, 7))
    target("items", 1)
    assert lines(letter)["items", "县民政局"] == (1, "met")


def test_parts_that_fall_short_are_named_with_the_gap(letter, target, relief, office_unit):
    target("items", 100)
    target("items", 40, unit=relief)
    target("items", 45, unit=office_unit)
    assert queries.progress(letter).findings == ["“主动公开信息”：全局100条，分解到股室共85条，有15条没有落实。"]


def test_people_add_up_to_their_unit(letter, target, office_unit, writer):
    target("items", 50)
    target("items", 50, unit=office_unit)
    target("items", 60, person=writer)
    assert queries.progress(letter).findings == ["“主动公开信息”：办公室50条，分解到个人共60条，多出10条。"]


def test_a_share_of_a_part_may_not_be_lower_than_that_of_the_whole(letter, target, relief):
    target("disclosed_in_time", 95)
    target("disclosed_in_time", 90, unit=relief)
    assert queries.progress(letter).findings == ["“按时公开率”：社会救助股的目标90%低于全局的95%。"]


def test_parts_without_a_whole_and_a_whole_without_parts_are_named(letter, target, relief, writer):
    target("items", 10)
    target("interpretations", 2, unit=relief)
    target("interpretations", 1, person=writer)
    said = queries.progress(letter).findings
    assert "“主动公开信息”：全局目标10条还没有分解到股室。" in said
    assert "“政策解读”：分解了却没有全局目标。" in said and "“政策解读”：办公室的人员有目标，股室没有。" in said


def test_a_letter_whose_parts_do_not_come_to_the_whole_is_issued_only_with_a_reason(letter, target, relief, leader):
    target("items", 100)
    target("items", 80, unit=relief)
    with pytest.raises(ValidationError, match="有20条没有落实"):
        actions.issue(letter=letter, by=leader)
    issued = actions.issue(letter=letter, by=leader, on=date(2019, 1, 15), unsettled_because="其余由办公室统筹")
    assert issued.is_issued and issued.unsettled_because == "其余由办公室统筹"
    with pytest.raises(ValidationError, match="已于 2019-01-15 下达"):
        actions.issue(letter=letter, by=leader)


def test_an_issued_target_changes_only_with_a_reason_that_stands_in_the_trail(letter, target, leader, office_head):
    target("report_in_time", 1)
    actions.issue(letter=letter, by=leader)
    with pytest.raises(ValidationError, match="写明理由"):
        target("report_in_time", 0)
    target("report_in_time", 0, because="机构改革，年报由县政府办统一编制")
    entry = AuditEntry.objects.filter(verb="targets.set").latest("number")
    assert (entry.facts["before"], entry.facts["because"]) == ("1.0", "机构改革，年报由县政府办统一编制")
    assert Target.objects.count() == 1


def test_only_the_head_issues_and_only_the_office_breaks_down(letter, target, clerk, leader, office_head, stranger):
    target("items", 5)
    with pytest.raises(PermissionDenied):
        actions.issue(letter=letter, by=office_head)
    for who in (clerk, leader, stranger):
        with pytest.raises(PermissionDenied):
            actions.set_target(letter=letter, by=who, measure="items", number=9)


@pytest.mark.parametrize(
    ("measure", "number", "more", "words"),
    [
        ("nothing", 1, {}, "没有“nothing”这项指标"),
        ("disclosed_in_time", 101, {}, "不能超过 100"),
        ("items", 5, {"due": date(2020, 1, 1)}, "不在2019年度内"),
        ("items", -1, {}, "0"),
    ],
)
def test_a_target_that_cannot_be_is_refused(target, measure, number, more, words):
    with pytest.raises(ValidationError, match=words):
        target(measure, number, **more)


def test_a_unit_or_person_of_another_organ_has_no_target_here(target, neighbour, stranger):
    with pytest.raises(ValidationError, match="不在本机关"):
        target("items", 5, unit=Unit.objects.create(organ=neighbour, name="学前教育股"))
    with pytest.raises(ValidationError, match="不在本机关"):
        target("items", 5, person=stranger.staff)


def test_a_matter_of_the_whole_is_not_broken_down(target, relief):
    with pytest.raises(ValidationError, match="不分解"):
        target("report_in_time", 1, unit=relief)


def test_the_cost_does_not_grow_with_units_people_or_items(
    letter, target, relief, office_unit, writer, year_2019, published
):
    target("items", 5)
    target("disclosed_in_time", 95)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.progress(letter, as_of=date(2020, 1, 10))
        return len(captured)

    before = cost()
    target("items", 2, unit=relief)
    target("items", 3, unit=office_unit)
    target("items", 3, person=writer)
    published(at=when(2019, 7, 1))
    assert cost() == before <= 4
