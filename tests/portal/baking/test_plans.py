"""What a bake asks is answered along an index, whatever the planner has been told of the archive."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.static_site import baking, orders

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
MANY = 1_000_000


def test_no_walk_of_a_new_items_bake_reads_the_whole_archive(baked, published):
    """Told once (ANALYZE) that a column is nearly always empty, SQLite would rather read everything than use its index."""
    item = published(title="冬春救助资金发放公告")
    with orders.held_back():
        orders.order([item.reference])
    with CaptureQueriesContext(connection) as captured:
        baking.bake_waiting()
    walks = [one["sql"] for one in captured.captured_queries if " UNION ALL " in one["sql"]]
    assert walks
    with connection.cursor() as cursor:
        _tell_of_a_large_archive(cursor)
        for walk in walks:
            for leg in walk.split(" UNION ALL "):
                plan = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {leg.replace('%', '%%')}").fetchall()]
                is_read_through = any(step == "SCAN catalogue_disclosureitem" for step in plan)
                assert not is_read_through or leg.endswith("LIMIT 1) AS rows"), (leg, plan)


def _tell_of_a_large_archive(cursor) -> None:
    """As ANALYZE would, of a million items; columns that are nearly always empty have one value in all rows."""
    cursor.execute("ANALYZE catalogue_disclosureitem")
    indexes = cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'catalogue_disclosureitem'"
    ).fetchall()
    cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'catalogue_disclosureitem'")
    for name, sql in indexes:
        if sql and "WHERE" not in sql and sql.count(",") == 0:
            cursor.execute(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('catalogue_disclosureitem', %s, %s)",
                [name, f"{MANY} {MANY if 'follow_up' in sql or 'interprets' in sql else 100}"],
            )
    cursor.execute("ANALYZE sqlite_schema")
