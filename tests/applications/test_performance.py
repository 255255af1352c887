"""Answer times for the public: right by day, the same for one organ and for many, and never a number too small."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.applications import actions, queries
from gongkai.applications.models import Application
from gongkai.applications.queries.performance import Stretch, outcome
from gongkai.statute.decisions import DECISIONS
from tests.applications.conftest import at
from tests.remembering import remembering

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 3)


def times(organ, year=2024, today=TODAY):
    return queries.answer_times([organ.pk], range(year, year + 1), today=today)[organ.pk, year]


@pytest.fixture
@remembering
def year_2024(applied, answered, clerk):
    """Three answered, one of them late, one withdrawn, one open."""
    answered(case=applied(on=date(2024, 2, 19)), on=date(2024, 2, 22))  # 3 working days
    answered(case=applied(on=date(2024, 9, 6)), on=date(2024, 9, 20))
    answered(case=applied(on=date(2024, 9, 6)), on=date(2024, 10, 25))  # 20 end on 10-10
    ended = applied(on=date(2024, 11, 4))
    actions.withdraw(application=ended, by=clerk, how="当面说明", on=date(2024, 11, 5), at=at(date(2024, 11, 5)))
    return applied(on=date(2024, 12, 30))


def test_received_and_answered_stand_in_their_own_quarters(organ, year_2024):
    found = times(organ)
    assert [(row.received, row.answered) for row in found.quarters] == [(1, 1), (0, 0), (2, 1), (2, 1)]
    assert (found.whole.received, found.whole.answered, found.whole.ended) == (5, 3, 1)


def test_a_late_answer_is_answered_but_not_in_time(organ, year_2024):
    whole = times(organ).whole
    assert (whole.in_time, str(whole.share_in_time)) == (2, "66.7")
    late = Application.objects.get(is_late=True)
    assert late.closed_on == date(2024, 10, 25)


def test_the_median_is_of_working_days_and_only_of_answers(organ, year_2024):
    whole = times(organ).whole
    assert whole.took.total() == 3 and min(whole.took) == 3
    assert whole.median_days == sorted(whole.took)[1]


def test_a_median_or_share_of_fewer_than_three_is_not_told(organ, year_2024):
    quarter = times(organ).quarters[0]
    assert quarter.answered == 1 and quarter.median_days is None and quarter.share_in_time is None


@pytest.mark.parametrize(
    ("took", "median"), [({5: 3}, 5), ({1: 2, 4: 2}, "2.5"), ({1: 1, 7: 1, 9: 1}, 7), ({2: 1, 3: 2, 20: 1}, 3)]
)
def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(took, median):
    assert str(float(Stretch(took=Counter(took)).median_days)) == str(float(median))


def test_results_are_those_of_the_table_and_only_of_a_year_that_is_over(organ, year_2024):
    assert times(organ).results == {
        "granted": 3, "partially_granted": 0, "refused": 0, "unavailable": 0, "not_processed": 0, "other": 1,
    }  # fmt: skip
    assert times(organ, today=date(2024, 12, 31)).results is None


def test_a_year_before_the_tables_has_no_results(organ):
    assert times(organ, year=2015).results is None


def test_every_result_has_a_group_in_both_forms():
    found = {row.code: (outcome(row.code, 2019), outcome(row.code, 2024)) for row in DECISIONS}
    assert all(old == new for old, new in found.values())
    assert {new for _old, new in found.values()} == set(queries.OUTCOMES)
    assert found["closed.withdrawn"][1] == "other" and found["not_processed.petition"][1] == "not_processed"


def test_open_and_overdue_are_of_today(organ, year_2024):
    assert queries.open_and_overdue([organ.pk], today=date(2025, 1, 2)) == {organ.pk: (1, 0)}
    assert queries.open_and_overdue([organ.pk], today=TODAY) == {organ.pk: (1, 1)}


def test_many_organs_and_years_cost_two_queries(organ, neighbour, county, year_2024):
    with CaptureQueriesContext(connection) as captured:
        found = queries.answer_times([organ.pk, neighbour.pk, county.pk], range(2020, 2025), today=TODAY)
    assert len(captured) == 2 and len(found) == 15
    assert found[neighbour.pk, 2024].whole.received == 0


@pytest.mark.sqlite
def test_received_and_closed_walk_their_indexes(organ, year_2024):
    with CaptureQueriesContext(connection) as captured:
        times(organ)
        queries.open_and_overdue([organ.pk], today=TODAY)
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plan = " | ".join(row[3] for row in cursor.fetchall())
        assert "SCAN" not in plan and "INDEX" in plan, plan
