"""What staff must not forget: the clock of Art. 26, stale and empty headings, gaps in Art. 20, unexplained policies."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.catalogue import actions, queries
from gongkai.catalogue.models import Heading
from tests.cast import when

BEFORE_NATIONAL_DAY = date(2019, 9, 20)  # a Friday; 29 September and 12 October were worked, 1 to 7 October were not


def watched(organ, today):
    return queries.waiting_to_publish(organ, today=today)


def test_twenty_working_days_run_across_the_holiday_as_the_state_council_moved_the_days(draft, organ):
    item = draft(heading="031010", formed_on=BEFORE_NATIONAL_DAY)
    [row] = watched(organ, date(2019, 10, 10))
    assert row.item == item
    assert row.due.on == date(2019, 10, 23)
    assert (row.working_days_left, row.is_overdue) == (10, False)
    assert not row.due.provisional


@pytest.mark.parametrize(
    ("code", "formed_on", "due_on"),
    [
        ("030104", date(2019, 9, 30), date(2019, 10, 10)),  # interpretations: three working days
        ("0315", date(2019, 9, 30), date(2019, 10, 9)),  # notices: two
        ("0314", date(2019, 9, 27), date(2019, 10, 10)),  # news: five, the Sunday before the holiday worked
        ("031001", date(2019, 9, 30), date(2019, 10, 18)),  # minimum allowance: ten, the Saturday after it worked
    ],
)
def test_the_shorter_limit_of_a_heading_prevails(draft, organ, code, formed_on, due_on):
    draft(heading=code, formed_on=formed_on)
    assert [row.due.on for row in watched(organ, date(2019, 10, 8))] == [due_on]


def test_the_last_day_is_still_in_time_and_the_next_working_day_is_not(draft, organ):
    draft(heading="031010", formed_on=BEFORE_NATIONAL_DAY)
    assert [row.working_days_left for row in watched(organ, date(2019, 10, 23))] == [0]
    assert queries.overdue_to_publish(organ, today=date(2019, 10, 23)) == []
    [late] = queries.overdue_to_publish(organ, today=date(2019, 10, 25))
    assert late.working_days_left == -2


def test_the_most_urgent_comes_first_by_due_day_not_by_age(draft, organ):
    old = draft(heading="031010", formed_on=date(2019, 9, 20))
    urgent = draft(heading="0315", formed_on=date(2019, 9, 30))
    assert [row.item for row in watched(organ, date(2019, 10, 8))] == [urgent, old]


def test_only_what_waits_for_the_public_is_watched(draft, published, organ, neighbour, leader):
    draft(formed_on=date(2019, 9, 20), openness="on_application")
    draft(formed_on=date(2016, 9, 20))
    actions.withdraw(item=published(at=when(2019, 9, 20)), by=leader, reason="error")
    assert watched(organ, date(2019, 10, 8)) == []
    draft(formed_on=date(2019, 9, 20))
    assert len(watched(organ, date(2019, 10, 8))) == 1 and watched(neighbour, date(2019, 10, 8)) == []


def test_the_clock_follows_a_corrected_date_of_the_draft(draft, clerk, organ):
    item = draft(heading="031010", formed_on=date(2019, 9, 27))
    actions.revise(item=item, by=clerk, formed_on=BEFORE_NATIONAL_DAY)
    assert [row.due.on for row in watched(organ, date(2019, 10, 8))] == [date(2019, 10, 23)]


def stale(organ, today) -> dict:
    return {row.heading.code: row for row in queries.stale_headings(organ, today=today)}


def test_a_heading_nothing_was_ever_published_under_is_empty_from_the_start(organ, published):
    published(heading="0314", at=when(2019, 3, 4))
    rows = stale(organ, date(2019, 3, 5))
    assert "0314" not in rows
    assert (rows["0315"].last_on, rows["0315"].is_stale, rows["0315"].warns_on) == (None, True, None)


def test_groups_legacy_headings_reports_and_closed_ones_are_not_expected_to_be_fresh(organ, heading, office_head):
    actions.close_heading(heading=heading("0315"), on=date(2019, 3, 29), by=office_head)
    assert not {"03", "0310", "031012", "04", "05", "01", "0315"} & set(stale(organ, date(2019, 4, 1)))


def test_a_heading_is_announced_a_week_before_and_stale_the_day_after_its_rhythm(organ, published, heading):
    assert heading("0314").max_days_between_updates == 14
    published(heading="0314", at=when(2019, 3, 4))
    assert "0314" not in stale(organ, date(2019, 3, 10))
    soon, last_day, over = (stale(organ, date(2019, 3, day))["0314"] for day in (11, 18, 19))
    assert (soon.is_stale, soon.days, soon.last_on, soon.warns_on) == (False, 7, date(2019, 3, 4), date(2019, 3, 18))
    assert (last_day.is_stale, over.is_stale, over.days) == (False, True, 15)


def test_an_update_makes_a_heading_fresh_and_one_dated_earlier_does_not_make_it_older(organ, published, heading):
    published(heading="0314", at=when(2019, 3, 4))
    published(heading="0314", at=when(2019, 3, 18))
    published(heading="0314", at=when(2019, 1, 1))
    assert heading("0314").last_disclosed_at == when(2019, 3, 18)
    assert "0314" not in stale(organ, date(2019, 3, 20))


def test_empty_headings_come_first_then_by_the_day_they_become_stale(organ, published):
    published(heading="0314", at=when(2019, 3, 4))
    published(heading="031004", at=when(2019, 2, 1))
    codes = [row.heading.code for row in queries.stale_headings(organ, today=date(2019, 4, 1))]
    assert codes[-2:] == ["031004", "0314"]


def test_coverage_counts_each_class_of_article_20_and_shows_the_gaps(organ, published):
    published(heading="030102", at=when(2019, 3, 4))
    published(heading="030601", at=when(2019, 3, 5))
    published(heading="030602", at=when(2019, 9, 5))
    published(heading="030602", at=when(2018, 9, 5))
    rows = {row.duty.code: row for row in queries.coverage(organ, 2019)}
    assert {f"20-{number}" for number in range(1, 16)} <= set(rows)
    assert (rows["20-1"].published, rows["20-7"].published, rows["20-9"].published) == (1, 2, 0)
    assert [heading.code for heading in rows["20-9"].headings] == ["0308"]
    assert queries.coverage(organ, 2018)[6].published == 1


def test_coverage_counts_what_was_disclosed_even_if_taken_down_since_and_corrections_once(
    organ, published, cleared, clerk, leader
):
    item = published(heading="0307", at=when(2019, 3, 4))
    actions.revise(item=item, by=clerk, title="更正")
    actions.publish(item=cleared(item), by=clerk)
    actions.withdraw(item=item, by=leader, reason="superseded")
    rows = {row.duty.code: row.published for row in queries.coverage(organ, 2019)}
    assert rows["20-8"] == 1


POLICY = {"heading": "030102", "genre": "通知", "document_number": "榕民发〔2019〕12号"}


def test_a_policy_nobody_has_explained_is_listed_until_an_interpretation_is_public(
    organ, published, draft, cleared, clerk
):
    policy = published(**POLICY)
    interpretation = draft(heading="030104", genre="解读", interprets=policy)
    assert queries.policies_without_interpretation(organ) == [policy]
    actions.publish(item=cleared(interpretation), by=clerk)
    assert queries.policies_without_interpretation(organ) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"document_number": ""},
        {"genre": "报告"},
        {"heading": "0314"},
        {"interpretation_waived": "转发上级文件"},
        {"validity": "repealed"},
    ],
)
def test_what_needs_no_explanation_is_not_listed(organ, published, fields):
    published(**(POLICY | fields))
    assert queries.policies_without_interpretation(organ) == []


def test_an_interpretation_taken_down_explains_nothing(organ, published, leader):
    policy = published(**POLICY)
    actions.withdraw(item=published(heading="030104", interprets=policy), by=leader, reason="error")
    assert queries.policies_without_interpretation(organ) == [policy]


def test_today_is_the_day_when_none_is_given(draft, organ):
    draft(formed_on=timezone.localdate() - timedelta(days=60))
    assert queries.overdue_to_publish(organ)
    assert all(row.is_stale for row in queries.stale_headings(organ))
    assert Heading.objects.filter(organ=organ, live_count__gt=0).count() == 0


def test_a_heading_serves_only_the_classes_of_article_21_it_names(organ, published):
    published(heading="031001", at=when(2019, 5, 6))
    served = {row.duty.code: row for row in queries.coverage(organ, 2019) if row.duty.code.startswith("21-")}
    assert served["21-7"].published == 1
    assert "城乡低保" in [heading.name for heading in served["21-7"].headings]
    assert {code: row.published for code, row in served.items() if code != "21-7"} == {
        f"21-{n}": 0 for n in range(1, 7)
    }
    assert served["21-4"].headings == []
