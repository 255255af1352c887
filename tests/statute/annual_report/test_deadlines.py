"""条例第四十九条: 31 January for departments, 31 March for governments; the date does not move."""

from datetime import date

import pytest

from gongkai.statute.annual_report.deadlines import publish_by
from gongkai.statute.workdays.calendar import calendar


@pytest.mark.parametrize(
    ("government", "year", "legal", "safe"),
    [
        pytest.param(
            False, 2019, date(2020, 1, 31), date(2020, 1, 23), id="2020: Spring Festival prolonged to 2 February"
        ),
        pytest.param(False, 2020, date(2021, 1, 31), date(2021, 1, 29), id="2021: a Sunday"),
        pytest.param(False, 2023, date(2024, 1, 31), date(2024, 1, 31), id="2024: a Wednesday"),
        pytest.param(True, 2019, date(2020, 3, 31), date(2020, 3, 31), id="a government has two months more"),
        pytest.param(False, 2018, date(2019, 3, 31), date(2019, 3, 29), id="the 2007 Regulations said 31 March"),
    ],
)
def test_the_legal_date_stands_and_the_safe_one_is_a_working_day(government, year, legal, safe):
    due = publish_by(government=government, report_year=year, calendar=calendar())
    assert (due.on, due.safe_on) == (legal, safe)
