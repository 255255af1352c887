"""By when the report must be published (Art. 49): departments 31 January, governments 31 March; neither date moves."""

from gongkai.statute.clocks import Due, due_by
from gongkai.statute.limits import annual_date
from gongkai.statute.workdays.calendar import Calendar


def publish_by(*, government: bool, report_year: int, calendar: Calendar) -> Due:
    """条例第四十九条: `on` is the legal date, `safe_on` the last working day up to it, `trail` the reasons.

    Townships are named by neither paragraph and publish in January with the departments: pass `government` as False.
    """
    name = "annual_report.government" if government else "annual_report.department"
    return due_by(annual_date(name, report_year=report_year), report_year, calendar=calendar)
