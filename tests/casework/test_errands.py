"""Errands of the clock: done once for each state of the world, and equal calendars are one state."""

import pytest

from gongkai.casework import errands
from gongkai.statute.workdays.calendar import Calendar, calendar
from gongkai.statute.workdays.notices import shipped_notices

pytestmark = pytest.mark.django_db


def test_an_errand_is_remembered_by_what_it_was_done_for():
    assert errands.last("sweep") == ""
    errands.done("sweep", "2026-11-25")
    errands.done("sweep", "2026-11-26")
    assert errands.last("sweep") == "2026-11-26" and errands.last("other") == ""


def test_the_same_notices_with_the_years_in_another_order_are_the_same_world():
    notices = shipped_notices()
    one, other = Calendar(notices), Calendar(sorted(notices, key=lambda notice: -notice.year))
    assert errands.as_world(errands.notices_of(one)) == errands.as_world(errands.notices_of(other))


def test_years_that_came_changed_or_went_are_told_apart():
    now = errands.notices_of(calendar())
    newest, oldest = max(now), min(now)
    before = {year: digest for year, digest in now.items() if year != newest} | {oldest: "another", "1999": "gone"}
    assert errands.changed_years(errands.as_world(before), now) == ([newest], [oldest], ["1999"])
    assert errands.changed_years("", now) == (list(now), [], [])
