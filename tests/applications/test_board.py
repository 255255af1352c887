"""The board's queries: what stands where, what is counted as over."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.applications import actions, queries
from tests.applications.conftest import at

pytestmark = pytest.mark.django_db

LISTS = {
    "board": lambda organ, user: queries.board(organ, today=TODAY),
    "next page": lambda organ, user: queries.board(organ, today=TODAY, after="2024-10-01_5"),
    "mine": lambda organ, user: queries.board(organ, today=TODAY, handler=user),
    "of one state": lambda organ, user: queries.board(organ, today=TODAY, state="in_process"),
    "waiting for others": lambda organ, user: queries.board(organ, today=TODAY, waiting=True),
    "waiting for approval": lambda organ, user: queries.board(organ, today=TODAY, approval=True),
    "counts": lambda organ, user: queries.counts(organ, today=TODAY),
    "register": lambda organ, user: queries.register(organ, queries.Filters()),
    "register, one year": lambda organ, user: queries.register(organ, queries.Filters(year=2024)),
}
TODAY = date(2024, 10, 14)


def test_overdue_today_soon_and_later_are_told_apart_in_working_days(organ, applied):
    over, last_day, soon, later = (
        applied(on=day) for day in (date(2024, 9, 6), date(2024, 9, 10), date(2024, 9, 14), date(2024, 10, 8))
    )
    rows = queries.board(organ, today=TODAY).rows
    assert [(row.case, row.urgency, row.left) for row in rows] == [
        (over, "overdue", -2), (last_day, "today", 0), (soon, "soon", 4), (later, "later", 15),
    ]  # fmt: skip
    counts = {name: count.number for name, count in queries.counts(organ, today=TODAY).items()}
    assert counts == {"overdue": 1, "today": 1, "soon": 1, "open": 4}


def test_a_case_without_a_last_day_is_not_called_overdue(organ, applied, clerk):
    case, day = applied(on=date(2024, 9, 6)), date(2024, 9, 9)
    actions.consult(
        application=case, by=clerk, kind="other_organ", name="榕江县财政局", what="拨付情况", on=day, at=at(day)
    )
    row = queries.board(organ, today=TODAY).rows[0]
    assert (row.left, row.what) == (None, "未定期限") and queries.counts(organ, today=TODAY)["overdue"].number == 0


def test_the_board_goes_on_by_key_and_shows_each_case_once(organ, applied):
    cases = {applied(on=date(2024, 9, 6), title=f"第{n}件", content=f"内容{n}").pk for n in range(5)}
    first = queries.board(organ, today=TODAY, limit=3)
    rest = queries.board(organ, today=TODAY, limit=3, after=first.older)
    assert {row.case.pk for row in (*first.rows, *rest.rows)} == cases and rest.older == ""


def test_an_extension_can_be_refused_only_where_one_was_asked_for(applied, clerk):
    case, day = applied(on=date(2024, 9, 6)), date(2024, 9, 9)
    open_now = {step.transition.event for step in queries.steps(case, today=day) if step.is_open}
    assert "refuse_extension" not in open_now and "extend" in open_now
    case = actions.propose_extension(application=case, by=clerk, working_days=5, reason="要查档案", on=day, at=at(day))
    assert "refuse_extension" in {step.transition.event for step in queries.steps(case, today=day) if step.is_open}


@pytest.mark.sqlite
@pytest.mark.parametrize("name", LISTS)
def test_no_list_scans_or_sorts_the_archive(name, organ, applied, clerk):
    """By SQLite's own plan: every query over the cases walks an index that already stands in the order wanted."""
    applied()
    with CaptureQueriesContext(connection) as asked:
        LISTS[name](organ, clerk)
    over_cases = [query["sql"] for query in asked if 'FROM "applications_application"' in query["sql"]]
    assert over_cases
    for sql in over_cases:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
        wrong = [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN applications_application")]
        assert not wrong, (sql, plan)
