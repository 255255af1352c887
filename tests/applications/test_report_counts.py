"""Table three in numbers and the list behind it are one question asked in two ways: they agree on every day of every year."""

from collections import Counter
from datetime import date

import pytest

from gongkai.annual_reports.rolled import from_records
from gongkai.applications import actions, queries
from gongkai.statute.annual_report.grid import places
from tests.applications.conftest import PERSON, at
from tests.remembering import remembering

DAYS = [date(2023, 12, 31), date(2024, 6, 30), date(2024, 12, 31), date(2025, 12, 31)]


@pytest.fixture
@remembering
def three_years(applied, answered, clerk):
    """One carried into 2024, one answered there, one withdrawn there, one carried out of it and answered in 2025, one open."""
    company = {"applicant": PERSON | {"kind": "org_business", "name": "某某公司"}}
    answered(case=applied(on=date(2023, 12, 20)), on=date(2024, 1, 9))
    answered(case=applied(on=date(2024, 3, 4), **company), on=date(2024, 3, 20))
    withdrawn = applied(on=date(2024, 5, 6))
    actions.withdraw(application=withdrawn, by=clerk, how="书面", on=date(2024, 5, 8), at=at(date(2024, 5, 8)))
    answered(case=applied(on=date(2024, 12, 18), **company), on=date(2025, 1, 8))
    applied(on=date(2025, 12, 22))


def listed(organ, year, day):
    return Counter(f"table_three.{row}.{column}" for row, column, _case in queries.table_three_cases(organ, year, day))


def counted(organ, year, day):
    found = Counter()
    for path, number in queries.table_three(organ, year, day):
        found[path] += number
    return found


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
@pytest.mark.parametrize("day", DAYS)
def test_the_counts_are_those_of_the_list(three_years, organ, year, day):
    assert counted(organ, year, day) == listed(organ, year, day)


def test_the_year_2024_as_it_was(three_years, organ):
    assert counted(organ, 2024, date(2024, 12, 31)) == {
        "table_three.carried_in.natural_person": 1, "table_three.granted.natural_person": 1,
        "table_three.new_received.org_business": 2, "table_three.granted.org_business": 1,
        "table_three.new_received.natural_person": 1, "table_three.other_misc.natural_person": 1,
        "table_three.carried_out.org_business": 1,
    }  # fmt: skip


def test_all_organs_are_counted_in_one_pass_as_each_is_alone(three_years, organ, neighbour, county):
    day = date(2024, 12, 31)
    together = Counter()
    for pk, path, number in queries.table_three_of_all(2024, day, [organ.pk, neighbour.pk]):
        together[pk, path] += number
    assert together == {(organ.pk, path): number for path, number in counted(organ, 2024, day).items()}
    total = from_records(county, 2024)
    assert {path: n for path, n in total.numbers.items() if n and not places(total.form)[path].is_total} == counted(
        organ, 2024, day
    )


def test_the_counts_of_one_organ_are_one_query(three_years, organ, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(queries.table_three(organ, 2024, date(2024, 12, 31)))


def test_a_year_before_the_tables_counts_nothing(three_years, organ):
    assert list(queries.table_three(organ, 2018, date(2018, 12, 31))) == []
    assert list(queries.table_three(organ, 2007, date(2007, 12, 31))) == []
