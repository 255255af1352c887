"""内容质量台账: what is read, what is not, what readers say; and errors find the unit that owns the heading."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.accountability import actions, queries
from gongkai.accountability.models import Feedback
from tests.remembering import remembering

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=500)


def seen(item, count, days_ago=1):
    actions.take_in_views(views={(item.pk, timezone.localdate() - timedelta(days=days_ago)): count})


@pytest.fixture
@remembering
def items(published):
    old = timezone.now() - LONG_AGO
    return [published(title=f"第{n}条", at=old, formed_on=old.date() - timedelta(days=1)) for n in range(3)]


def test_the_most_viewed_come_first_and_views_older_than_a_year_do_not_count(organ, items):
    seen(items[0], 5)
    seen(items[1], 9)
    seen(items[0], 100, days_ago=400)
    found = queries.ledger(organ, "views").entries
    assert [(row.item.title, row.views) for row in found] == [("第1条", 9), ("第0条", 5)]


def test_unused_is_public_for_a_year_and_opened_by_nobody_in_it(organ, items, published):
    published(title="昨天的一条")
    seen(items[0], 5)
    seen(items[1], 5, days_ago=400)
    found = queries.ledger(organ, "unused").entries
    assert [row.item.title for row in found] == ["第1条", "第2条"] and all(row.is_unused for row in found)


def test_without_any_log_nothing_is_called_unused(organ, items):
    found = queries.ledger(organ, "unused")
    assert found.entries == [] and found.counted_until is None


def test_feedback_is_counted_by_kind_errors_first(organ, items):
    for verdict, text in (("useful", ""), ("useful", ""), ("useless", "")):
        actions.give_feedback(item=items[0], verdict=verdict, text=text)
    actions.give_feedback(item=items[2], verdict="wrong", text="电话号码少一位")
    found = queries.ledger(organ, "feedback").entries
    assert [(row.item.title, row.useful, row.useless, row.wrong, row.open_errors) for row in found] == [
        ("第2条", 0, 0, 1, 1), ("第0条", 2, 1, 0, 0),
    ]  # fmt: skip


def test_an_error_must_say_what_is_wrong_and_nothing_runs_past_two_hundred_characters(items):
    with pytest.raises(ValidationError, match="哪里有错误"):
        actions.give_feedback(item=items[0], verdict="wrong")
    with pytest.raises(ValidationError):
        actions.give_feedback(item=items[0], verdict="useful", text="好" * 201)
    assert not Feedback.objects.exists()


def test_nothing_of_who_sent_it_is_kept():
    kept = {field.name for field in Feedback._meta.get_fields()}
    assert kept == {"id", "organ", "item", "verdict", "text", "sent_at", "handled_by", "handled_at", "result"}


def test_an_error_stands_with_the_unit_of_the_heading_and_with_everybody_where_there_is_none(
    organ, relief, office_unit, published
):
    news, aid = published(), published(heading="031001")
    nobodys = published(heading="0315")
    for item in (news, aid, nobodys):
        actions.give_feedback(item=item, verdict="wrong", text="日期有误")
    assert {row.item for row in queries.open_errors(organ, unit=relief.pk)} == {aid, nobodys}
    assert {row.item for row in queries.open_errors(organ, unit=office_unit.pk)} == {news, nobodys}
    assert len(queries.open_errors(organ)) == 3


def test_an_answered_error_leaves_the_list_and_keeps_its_first_answer(organ, items, clerk, stranger):
    row = actions.give_feedback(item=items[0], verdict="wrong", text="金额有误")
    with pytest.raises(PermissionDenied):
        actions.answer_feedback(feedback=row, by=stranger, result="已更正")
    with pytest.raises(ValidationError, match="处理情况"):
        actions.answer_feedback(feedback=row, by=clerk, result="  ")
    actions.answer_feedback(feedback=row, by=clerk, result="已更正并重新公开")
    assert queries.open_errors(organ) == []
    with pytest.raises(ValidationError, match="已经处理过了：已更正并重新公开"):
        actions.answer_feedback(feedback=row, by=clerk, result="又一次")


def test_the_export_holds_every_public_item_once(organ, items, draft):
    draft(title="没有公开的一条")
    assert [row.item.title for row in queries.rows_for_export(organ)] == ["第0条", "第1条", "第2条"]


@pytest.mark.parametrize("order", ["views", "unused", "feedback", "oldest"])
def test_each_order_costs_the_same_for_one_item_and_for_many(organ, items, published, order):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.ledger(organ, order)
        return len(captured)

    for item in items[:1]:
        seen(item, 3)
        actions.give_feedback(item=item, verdict="useful")
    before = cost()
    for n in range(4):
        item = published(title=f"又一条{n}")
        seen(item, n + 1)
        actions.give_feedback(item=item, verdict="useless")
    assert cost() == before <= 7


def test_the_last_change_is_the_last_publication_or_correction(organ, items):
    found = queries.ledger(organ, "oldest").entries[0]
    assert timezone.localdate(found.changed_at) == timezone.localdate(items[0].published_at)
    assert isinstance(queries.ledger(organ, "oldest").counted_until, date | None)
