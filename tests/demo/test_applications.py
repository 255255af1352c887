"""The bureau's applications of 2024 in the demo: every way one can go, on lawful days, counted right, cleared by another."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.annual_reports.behind import behind, numbers
from gongkai.annual_reports.compile import compile_report
from gongkai.applications import clocks, queries
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    ClockNotice,
    Letter,
    Rectification,
    WithheldInformation,
)
from gongkai.applications.vocabulary import ApplicantKind, Channel
from gongkai.audit.models import AuditEntry
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.models import ClearanceRecord
from gongkai.demo import applications, people
from gongkai.demo.people import read
from gongkai.organs.models import Organ
from gongkai.statute.decisions import DECISIONS, cell, decision

BUREAU = "rongjiang-mzj"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
pytestmark = pytest.mark.django_db


def _no_bar(_done: int, _total: int) -> None:
    pass


@pytest.fixture(scope="module")
def bureau(django_db_setup, django_db_blocker):
    """Organs, people and applications, without the year of items; rolled back at the end of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        installer = User.objects.create_superuser("admin", password="mima-mima-2019", name="平台安装员")
        people.settle(by=installer)
        applications.lay_out(_no_bar)
        yield Organ.objects.get(slug=BUREAU)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def of_the_year(bureau, django_db_blocker):
    with django_db_blocker.unblock():
        return list(Application.objects.filter(received_on__lt=date(2025, 1, 1)).select_related("applicant", "organ"))


@pytest.fixture(scope="module")
def of_these_days(bureau, django_db_blocker):
    with django_db_blocker.unblock():
        titles = [row["title"] for row in applications.rows(applications.NOW)]
        return {case.title: case for case in Application.objects.filter(title__in=titles).select_related("organ")}


def test_forty_applications_came_in_2024_and_two_were_carried_in(of_the_year):
    years = Counter(case.received_on.year for case in of_the_year)
    assert years == {2024: 40, 2023: 2}


def test_every_kind_of_reply_was_given(of_the_year):
    assert {case.decision for case in of_the_year} == {row.code for row in DECISIONS}


def test_every_kind_of_applicant_came_by_every_channel(of_the_year):
    assert {case.applicant.kind for case in of_the_year} == set(ApplicantKind.values)
    assert {case.channel for case in of_the_year} == {channel.value for channel in Channel}


def test_every_turn_a_case_can_take_was_taken(of_the_year):
    taken = set(ApplicationEvent.objects.filter(case__in=of_the_year).values_list("event", flat=True))
    assert taken >= {
        "ask_correction", "receive_correction", "accept_late_correction", "lapse_correction", "consult_third_party",
        "consult_organ", "end_consultation", "propose_extension", "extend", "ask_reasons", "reject_reasons",
        "accept_reasons", "notify_fee", "pay_fee", "lapse_fee", "waive_fee", "record_search", "send_back_reply",
        "record_return", "withdraw", "reopen", "divide", "suggest_publication", "make_public",
    }  # fmt: skip
    assert ApplicationEvent.objects.filter(case__in=of_the_year).exclude(supersedes=None).exists()


def test_several_parties_were_asked_at_once(of_the_year):
    asked = Counter(
        ApplicationEvent.objects.filter(case__in=of_the_year, event__startswith="consult").values_list(
            "case", flat=True
        )
    )
    assert max(asked.values()) == 2


def test_what_is_cached_of_every_case_is_what_its_events_say(bureau):
    for case in Application.objects.select_related("organ"):
        assert BOOK.differences(case) == {}, case.number


def test_every_reply_was_in_time(of_the_year):
    known = office_calendar()
    for case in of_the_year:
        now = BOOK.replay(case)
        if now.first_served_on:
            assert now.first_served_on <= clocks.reply_due(now, known).on, case.number


def test_the_office_acted_on_working_days_only(of_the_year):
    known = office_calendar()
    for event in ApplicationEvent.objects.filter(case__in=of_the_year).exclude(by=None):
        assert known.is_workday(timezone.localdate(event.recorded_at)), (event.case_id, event.event)


def test_the_report_of_2024_has_no_breach_and_its_sums_agree(bureau):
    compiled = compile_report(bureau, 2024)
    table = compiled.tables.table_three
    assert compiled.breaches == ()
    for column in table["new_received"]:
        taken = table["new_received"][column] + table["carried_in"][column]
        assert taken == table["processed_total"][column] + table["carried_out"][column], column
    assert (table["new_received"]["total"], table["carried_in"]["total"]) == (40, 2)
    assert compiled.fees["notices"] == 2
    assert compiled.fees["received_yuan"] == 560


def test_each_reply_of_2024_is_counted_in_its_cell(bureau, of_the_year):
    table = compile_report(bureau, 2024).tables.table_three
    wanted = Counter(
        (cell(case.decision, 2024), case.applicant.kind) for case in of_the_year if case.closed_on.year == 2024
    )
    counted = {
        (row, column): number
        for row, cells in table.items()
        for column, number in cells.items()
        if number and column != "total" and row not in {"new_received", "carried_in", "carried_out", "processed_total"}
    }
    assert counted == dict(wanted)


def test_the_year_is_open_at_both_ends(bureau):
    assert queries.open_on(bureau, date(2023, 12, 31)) == 2
    assert queries.open_on(bureau, date(2024, 12, 31)) == 3
    assert queries.open_on(bureau, date(2025, 1, 31)) == 0


def test_a_reopened_case_keeps_its_first_result_and_got_a_new_reply(of_the_year):
    case = next(case for case in of_the_year if BOOK.replay(case).order is not None)
    replies = list(case.letters.exclude(decision="").exclude(signed_on=None))
    assert case.decision == "unavailable.does_not_exist"
    assert [letter.decision for letter in replies] == ["unavailable.does_not_exist", "granted"]


def test_there_is_a_letter_for_every_result(of_the_year):
    for case in of_the_year:
        letter = case.letters.filter(template=decision(case.decision).letter).exclude(signed_on=None).last()
        assert letter is not None, case.number
        assert letter.number.startswith(("榕民公开〔", "榕民公开告〔"))
        assert letter.value["blocks"]
        assert case.letters.filter(template="receipt").exists() or case.decision == "closed.withdrawn"


def test_letters_are_numbered_without_gaps_in_the_order_of_signing(bureau):
    for prefix in ("榕民公开〔2024〕", "榕民公开告〔2024〕"):
        letters = Letter.objects.filter(number__startswith=prefix)
        numbers = sorted((int(one.number.removeprefix(prefix).removesuffix("号")), one.signed_on) for one in letters)
        assert [number for number, _day in numbers] == list(range(1, len(numbers) + 1))
        assert [day for _number, day in numbers] == sorted(day for _number, day in numbers)


def test_nobody_cleared_what_he_wrote(bureau):
    cleared = ClearanceRecord.objects.filter(subject__startswith="letter:", decision="cleared").prefetch_related(
        "authors"
    )
    assert len(cleared) == 40  # 42 cases, three closed without a reply, one answered anew
    for record in cleared:
        assert record.decided_by not in record.authors.all()


def test_files_of_applications_are_sealed_and_go_with_their_letter(bureau):
    rows = ApplicationFile.objects.select_related("file")
    assert rows.filter(purpose="released").count() > 20
    assert all(row.file.sealed and not row.file.reading_copy for row in rows)
    assert not rows.filter(purpose="released", letter=None).exists()


def test_what_an_applicant_suggested_is_public_now(of_the_year):
    case = next(case for case in of_the_year if case.item)
    assert DisclosureItem.objects.get(pk=case.item).live


def test_corrections_of_records_have_a_register_of_their_own(bureau):
    rows = Rectification.objects.filter(organ=bureau)
    assert [row.result for row in rows.order_by("received_on")] == ["corrected", "transferred", ""]


def test_what_was_withheld_comes_back_to_be_looked_at(bureau):
    rows = WithheldInformation.objects.filter(organ=bureau)
    assert {row.ground for row in rows} == {
        "granted_in_part", *(one.code for one in DECISIONS if one.code.startswith("withheld."))
    }  # fmt: skip
    assert Counter(row.outcome for row in rows if row.outcome) == {"still_withheld": 1, "disclosable": 1}
    assert rows.filter(ground="withheld.internal_affairs", outcome="", review_on=date(2026, 4, 25)).exists()


def test_the_board_of_these_days_shows_each_kind_of_waiting(bureau, of_these_days):
    states = Counter(case.state for case in of_these_days.values())
    assert states == {
        "arrived": 1, "received": 1, "in_process": 3, "correction_asked": 1, "consulting": 1, "in_approval": 1,
    }  # fmt: skip
    today, known = timezone.localdate(), office_calendar()
    rows = {row.case.title: row for row in queries.board(bureau, today=today).rows}
    first = today if known.is_workday(today) else known.next_workday(today)
    assert rows["上年度公益性公墓收费批复"].urgency == "overdue"
    assert rows["县级财政安排的养老服务体系建设资金"].case.due_on == first
    assert known.workdays_between(rows["上年度公益性公墓收费批复"].case.due_on, first) == 2
    assert {case.awaits for case in queries.waiting_for_approval(bureau)} == {"confirm", "extension", "review"}
    assert ClockNotice.objects.filter(stage="escalated").exists()


def test_laying_out_again_adds_nothing(bureau):
    counted = (Application, ApplicationEvent, Letter, ClockNotice, Rectification, WithheldInformation, AuditEntry)
    before = [model.objects.count() for model in counted]
    assert applications.lay_out(_no_bar) == (0, 0)
    assert [model.objects.count() for model in counted] == before


def test_the_number_and_code_that_are_printed_open_the_case(bureau):
    assert queries.found_by_code(*applications.one_to_look_up()).title == "2023年榕江县城乡居民最低生活保障标准的文件"


def test_staff_can_be_reminded(bureau):
    assert not User.objects.filter(staff__organ=bureau).exclude(email__endswith="@example.gov.cn").exists()


def test_no_applicant_of_the_demo_can_be_a_real_one():
    for key, person in read("applicants.toml")["applicant"].items():
        assert person["phone"].startswith("1990000"), key
        assert person.get("email", "@example.").partition("@")[2].startswith("example."), key
        number = person["id_number"]
        if person["id_kind"] == "resident":
            total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
            assert number.startswith("999999"), key  # no such region
            assert number[17] == "10X98765432"[total % 11], key
        elif person["id_kind"] == "credit_code":
            assert number[2:8] == "999999", key


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_cell_of_the_report_opens_as_many_cases_as_it_counts(bureau, year):
    compiled = compile_report(bureau, year)
    for place in numbers(compiled):
        if place.path.startswith(("table_three.", "fees.")):
            found = behind(bureau, compiled, place.path)
            assert found.listed == place.number, place.path
            if found.cases is not None:
                assert len(found.cases) == place.number, place.path
