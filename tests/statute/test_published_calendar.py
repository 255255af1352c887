"""Every day of every announced year against an independent data set (the package chinesecalendar, 2004 to 2026)."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from gongkai.statute.workdays.calendar import calendar

# The notice for 2006 (国办发明电〔2005〕35号) makes Saturday 31 December 2005 a working day; the data set begins that
# notice on 1 January.
ONLY_WE_KNOW = {date(2005, 12, 31)}


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_agrees_with_the_published_data(year):
    ours = calendar()
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    differing = {day for day in days if ours.is_workday(day) != chinese_calendar.is_workday(day)}
    assert differing == {day for day in ONLY_WE_KNOW if day.year == year}


@pytest.mark.parametrize("year", range(2004, 2027))
def test_no_day_of_an_announced_year_is_assumed(year):
    assert not calendar().is_assumed(date(year, 6, 30))
    assert year in calendar().announced_years
