"""登记: each way of coming in has its own day of receipt; Article 29 is all that may be asked."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.applications import actions
from gongkai.applications.models import Application
from tests.applications.conftest import ASKED, COMPANY, PERSON, at

pytestmark = pytest.mark.django_db
FRIDAY = date(2024, 9, 6)


def test_handed_over_at_the_counter_it_is_received_that_day_and_due_twenty_working_days_later(applied):
    case = applied(on=FRIDAY)
    assert (case.received_on, case.due_on, case.state) == (FRIDAY, date(2024, 10, 11), "in_process")


def test_signed_for_by_post_it_is_received_on_the_day_of_signature_though_registered_later(organ, clerk):
    case = actions.register(
        organ=organ, by=clerk, channel="registered_mail", applicant=PERSON, on=FRIDAY, at=at(date(2024, 9, 10)),
        tracking="EY1", **ASKED,
    )  # fmt: skip
    assert case.received_on == FRIDAY
    row = case.events.get()
    assert (row.happened_on, row.recorded_at.date()) == (FRIDAY, date(2024, 9, 10))


@pytest.mark.parametrize("channel", ["ordinary_mail", "email", "fax", "other_online"])
def test_by_the_other_ways_it_only_arrives_until_both_sides_confirm(applied, clerk, channel):
    case = applied(channel=channel)
    assert (case.state, case.received_on, case.due_on, case.bites_on) == ("arrived", None, None, FRIDAY)
    monday = date(2024, 9, 9)
    case = actions.confirm(application=case, by=clerk, method="电话", on=monday, at=at(monday))
    assert (case.state, case.received_on) == ("received", monday)


def test_confirming_without_saying_how_is_refused(applied, clerk):
    with pytest.raises(ValidationError, match="怎样与申请人确认"):
        actions.confirm(application=applied(channel="email"), by=clerk, method=" ")


def test_our_own_form_confirms_at_once_day_and_night(applied_online):
    case = applied_online(day=date(2024, 9, 7))  # a Saturday
    assert (case.state, case.received_on, case.registered_by) == ("received", date(2024, 9, 7), None)
    assert case.letters.get(template="receipt").value


def test_the_same_form_sent_twice_makes_one_application(applied_online):
    first = applied_online(intake_token="one-form")
    again = applied_online(intake_token="one-form")
    assert first == again and Application.objects.count() == 1


def test_an_oral_application_is_read_back_before_it_counts(applied, organ, clerk):
    with pytest.raises(ValidationError, match="读回核对"):
        applied(channel="oral")
    assert applied(channel="oral", read_back=True).received_on == FRIDAY


def test_what_article_29_asks_and_is_missing_is_named_field_by_field(applied):
    with pytest.raises(ValidationError) as refused:
        applied(applicant={"kind": "natural_person", "id_kind": "resident"}, title="", content="", delivery_way="post")
    assert set(refused.value.message_dict) == {"name", "id_number", "phone", "title", "address"}
    assert all("第二十九条" in sentence for sentence in refused.value.message_dict["name"])


def test_a_foreigner_applies_with_a_passport_and_a_company_with_its_credit_code(applied):
    passport = PERSON | {"id_kind": "passport", "id_number": "E12345678"}
    assert applied(applicant=passport).applicant.id_number == "E12345678"
    assert applied(applicant=COMPANY).applicant.masked_name == COMPANY["name"]


def test_rare_characters_and_emoji_in_a_name_are_kept(applied):
    case = applied(applicant=PERSON | {"name": "𬱖😀·阿依古丽"})
    assert Application.objects.get(pk=case.pk).applicant.name == "𬱖😀·阿依古丽"


def test_only_who_handles_applications_of_this_organ_registers(organ, leader, stranger, superuser):
    for user in (leader, stranger, superuser):
        with pytest.raises(PermissionDenied):
            actions.register(organ=organ, by=user, channel="counter", applicant=PERSON, on=FRIDAY, **ASKED)
    assert not Application.objects.exists()


def test_numbers_run_on_in_a_year_and_a_refused_registration_uses_none(applied):
    first = applied()
    with pytest.raises(ValidationError):
        applied(title="", content="")
    second = applied()
    assert int(second.number) == int(first.number) + 1 and first.number.startswith("2024")


def test_a_letter_with_three_questions_becomes_three_applications_received_the_same_day(applied, clerk):
    case = applied()
    parts = actions.divide(
        application=case, by=clerk, items=[("低保资金", "资金"), ("低保人数", "人数"), ("低保标准", "标准")], on=FRIDAY, at=at(FRIDAY),
    )  # fmt: skip
    case.refresh_from_db()
    assert [part.received_on for part in parts] == [FRIDAY, FRIDAY] and case.title == "低保资金"
    assert {part.applicant.identity_digest for part in parts} == {case.applicant.identity_digest}
    assert case.first_content == ASKED["content"], "the words first written stay"


def test_dividing_into_one_is_no_dividing(applied, clerk):
    with pytest.raises(ValidationError, match="至少要有两件"):
        actions.divide(application=applied(), by=clerk, items=[("低保资金", "资金"), ("", " ")])
