"""A search costs the same in any archive, whatever the planner believes of it: it was shown a small one once, and it grew."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.search import last_look, queries, reading, rebuilding
from gongkai.search.engines import fts5_ranking, tables
from gongkai.search.engines.port import Query

pytestmark = pytest.mark.django_db
MOST_QUESTIONS = 24  # of a page of hits, however many hits there are


@pytest.fixture
def small_once(published):
    """Statistics of three items, as `ANALYZE` leaves them behind; so small a table is read as a whole rather than looked up in."""
    for number in range(3):
        published(title=f"低保标准{number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plans(captured) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for query in list(captured):
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            found += [row[-1] for row in cursor.fetchall()]
    return found


@pytest.mark.sqlite
def test_entries_are_looked_up_and_never_walked_through(small_once):
    with CaptureQueriesContext(connection) as captured:
        assert len(last_look.entries_at(range(1, 900))) == 3
    assert [step for step in plans(captured) if "search_entry" in step] == [
        "SEARCH search_entry USING INTEGER PRIMARY KEY (rowid=?)"
    ]


@pytest.mark.sqlite
def test_hits_are_weighed_by_looking_them_up_and_never_by_walking_through_all_texts(small_once):
    with CaptureQueriesContext(connection) as captured:
        fts5_ranking.ranked(Query(reading.read("低保").terms), range(1, 900), tables.rows)
    looked_up = [step for step in plans(captured) if "kept" in step]
    assert looked_up == ["SEARCH kept USING INTEGER PRIMARY KEY (rowid=?)"] * 2


@pytest.mark.parametrize("order", ["relevance", "date"])
def test_a_page_of_hits_asks_a_bounded_number_of_questions(small_once, order):
    with CaptureQueriesContext(connection) as captured:
        assert queries.search("低保", order=order).count == 3
    assert len(captured) <= MOST_QUESTIONS


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a plan of PostgreSQL's")
def test_texts_that_stand_outside_their_rows_are_never_read_one_after_the_other_on_postgresql(small_once):
    """Everything is in the statistics of a table this small; read as a whole it would seem cheapest."""
    plan: list[str] = []

    def explained(execute, sql, params, many, context):
        if sql.lstrip().startswith(("SELECT", "WITH")) and "search_tsvector" in sql and "MAX(" not in sql:
            with context["cursor"].connection.cursor() as cursor:
                plan.append(str(cursor.execute("EXPLAIN " + sql, params).fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        assert queries.search("低保").count == 3
    assert len(plan) >= 2
    assert not [one for one in plan if "Seq Scan on search_tsvector" in one], plan


def test_a_rebuild_asks_the_same_number_of_questions_for_two_items_as_for_ten(published):
    """Entries, looks and clearances are had for a part at once; each item has one row put in, by one prepared statement."""

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            rebuilding.rebuild(anew=True)
        return len(captured)

    for number in range(2):
        published(title=f"低保标准{number}")
    questions()  # the first one leaves a row behind that says it was done
    few = questions()
    for number in range(8):
        published(title=f"低保名单{number}")
    assert questions() == few
