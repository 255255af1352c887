"""The worked examples an official can check on paper: day of receipt, what lay between, last day.

Each was computed from the State Council's notices; the comment says what a count from Monday to Friday would miss.
"""

from datetime import date

import pytest

from gongkai.statute.clocks import due, watch
from gongkai.statute.limits import limit
from gongkai.statute.workdays.calendar import calendar


def day(text: str) -> date:
    return date.fromisoformat(text)


def reply(received: str, **events) -> date:
    return due(limit("reply", on=day(received)), day(received), calendar=calendar(), **events).on


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        pytest.param("2019-09-18", "2019-10-21", id="1: 29 Sept and 12 Oct worked, National Day off"),
        pytest.param("2020-01-16", "2020-02-20", id="2: Spring Festival extended by the second notice"),
        pytest.param("2021-04-21", "2021-05-20", id="3: 25 Apr and 8 May worked, Labour Day off"),
        pytest.param("2022-01-21", "2022-02-23", id="4: 29 and 30 Jan worked, Spring Festival off"),
        pytest.param("2022-12-12", "2023-01-10", id="5: 31 Dec 2022 belongs to the notice for 2023"),
        pytest.param("2024-02-02", "2024-03-06", id="7: New Year's Eve was worked in 2024"),
        pytest.param("2025-01-16", "2025-02-19", id="9: first limit"),
        pytest.param("2026-09-20", "2026-10-23", id="10: confirmed on a Sunday that is worked"),
        pytest.param("2026-09-19", "2026-10-22", id="10: had the Saturday before been day 0"),
        pytest.param("2026-02-09", "2026-03-13", id="11: nine days of Spring Festival, two Saturdays worked"),
        pytest.param("2026-04-13", "2026-05-13", id="12: before the fee notice"),
        pytest.param("2026-02-10", "2026-03-16", id="the example of the architecture page"),
    ],
)
def test_reply_is_due_on_the_twentieth_working_day_after_receipt(received, last_day):
    assert reply(received) == day(last_day)


def test_example_2_under_the_first_notice_alone_was_two_days_earlier():
    known = calendar(as_of=date(2020, 1, 16))
    assert due(20, date(2020, 1, 16), calendar=known).on == date(2020, 2, 18)


def test_example_6_the_corrected_application_starts_the_clock_anew():
    """
    2023-09-22  application received, unclear
    2023-10-09  last day to ask for correction (29 Sept to 6 Oct off, 7 and 8 Oct worked)
    2023-10-20  corrected application received
    2023-11-17  reply due
    """
    received = date(2023, 9, 22)
    notice = due(limit("correction_notice", on=received), received, calendar=calendar())
    assert notice.on == date(2023, 10, 9)
    assert reply("2023-09-22") == date(2023, 10, 26)
    assert reply("2023-09-22", restarts=[date(2023, 10, 20)]) == date(2023, 11, 17)


def test_example_8_consulting_a_third_party_is_not_counted():
    """
    2024-09-06  received
    2024-09-12  consultation sent: four days used
    2024-09-18  the third party has the letter: answer by 2024-10-14
    2024-10-08  opinion arrives: thirteen days not counted
    2024-10-29  reply due; 2024-10-28 if the day of arrival is counted as used
    """
    received = date(2024, 9, 6)
    third_party = due(limit("third_party", on=date(2024, 9, 18)), date(2024, 9, 18), calendar=calendar())
    assert third_party.on == date(2024, 10, 14)
    assert reply("2024-09-06") == date(2024, 10, 11)

    answered = due(20, received, suspensions=[(date(2024, 9, 12), date(2024, 10, 8))], calendar=calendar())
    assert (answered.on, answered.safe_on) == (date(2024, 10, 29), date(2024, 10, 28))


def test_example_8_a_silent_third_party_suspends_until_its_own_limit_ends():
    silent = reply("2024-09-06", suspensions=[(date(2024, 9, 12), date(2024, 10, 14))])
    assert silent == date(2024, 11, 5)


def test_example_9_extension_adds_twenty_working_days():
    received = date(2025, 1, 16)
    extension = limit("extension", on=received)
    assert reply("2025-01-16", extension=extension) == date(2025, 3, 19)


def test_example_12_payment_within_twenty_working_days_and_the_clock_anew():
    """
    2026-05-08  fee notice received: pay by 2026-06-04
    2026-06-02  paid
    2026-07-01  reply due
    """
    notified = date(2026, 5, 8)
    assert due(limit("payment", on=notified), notified, calendar=calendar()).on == date(2026, 6, 4)
    assert reply("2026-04-13", restarts=[date(2026, 6, 2)]) == date(2026, 7, 1)


def test_vector_a_extension_and_consultation_together():
    received = date(2025, 4, 7)
    pause = (date(2025, 4, 14), date(2025, 5, 8))
    assert reply("2025-04-07") == date(2025, 5, 7)
    assert reply("2025-04-07", extension=20) == date(2025, 6, 5)
    assert due(20, received, suspensions=[pause], extension=20, calendar=calendar()).on == date(2025, 6, 27)


def test_vector_b_publication_within_twenty_days_and_relief_within_ten():
    formed = date(2024, 12, 18)
    assert watch(formed, calendar=calendar()).on == date(2025, 1, 16)
    assert watch(formed, limit("publish_social_assistance", on=formed), calendar=calendar()).on == date(2025, 1, 2)
    assert watch(formed, 10, calendar=calendar()).on == date(2025, 1, 2)


def test_vector_c_a_year_without_a_notice_gives_a_provisional_day():
    without_2027 = calendar(as_of=date(2026, 12, 7)) if 2027 in calendar().announced_years else calendar()
    result = due(20, date(2026, 12, 7), calendar=without_2027)
    assert result.on == date(2027, 1, 5)
    assert result.assumed_years == (2027,)
    assert result.provisional


def test_vector_d_a_sunday_e_mail_under_the_old_fifteen_days():
    """The court took the Sunday message as received on Monday; by our rule Sunday is day 0, one day more cautious."""
    assert reply("2017-06-18") == date(2017, 7, 7)
    assert reply("2017-06-19") == date(2017, 7, 10)
