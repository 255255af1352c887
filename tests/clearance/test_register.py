"""汇总表: a month of submissions, what each step took, and what was over the organ's own target."""

from datetime import date

import pytest
from django.utils import timezone

from gongkai.clearance import actions, clocks, queries
from tests.cast import when

NOVEMBER = date(2026, 3, 1)


@pytest.fixture
def month(submitted, chief, secrecy_reviewer):
    """Three submissions of March 2026: one cleared in two steps, one sent back late, one of the month after."""
    first = submitted("two", at=when(2026, 3, 2, 9))
    actions.clear(record=first, by=chief, content_hash=first.content_hash, at=when(2026, 3, 2, 11))
    actions.clear(record=first, by=secrecy_reviewer, content_hash=first.content_hash, at=when(2026, 3, 2, 17))
    late = submitted("single", at=when(2026, 3, 31, 23, 30))
    actions.send_back(record=late, by=chief, opinion="改", at=when(2026, 4, 3, 23, 30))
    submitted("single", at=when(2026, 4, 1, 0))
    return first, late


def test_a_month_ends_at_midnight_by_the_clock_of_the_office(month, organ, neighbour):
    assert queries.submitted_in(organ, NOVEMBER) == list(month)
    assert queries.submitted_in(neighbour, NOVEMBER) == []
    assert len(queries.submitted_in(organ, date(2026, 4, 15))) == 1
    assert queries.submitted_in(organ, date(2025, 12, 1)) == []


def test_the_figures_are_medians_by_step_and_counts_by_result(month, organ):
    found = queries.figures(queries.submitted_in(organ, NOVEMBER))
    assert (found.submitted, found.cleared, found.sent_back, found.open, found.overdue) == (2, 1, 1, 0, 1)
    assert found.hours == (8 + 72) / 2
    assert found.steps == [("股室负责人", 2.0, 1), ("保密审查员", 6.0, 1), ("审查人", 72.0, 1)]


def test_no_decision_no_median(organ, submitted):
    record = submitted("single")
    found = queries.figures(queries.submitted_in(organ, timezone.localdate(record.submitted_at)))
    assert (found.hours, found.steps, found.open) == (None, [], 1)


def test_the_target_is_one_working_day_alone_and_five_in_a_chain(month, organ):
    first, late = queries.submitted_in(organ, NOVEMBER)
    assert clocks.pace(first).due_on == date(2026, 3, 9) and not clocks.pace(first).is_over
    assert clocks.pace(late).due_on == date(2026, 4, 1) and clocks.pace(late).is_over
