"""Publishing and reading ask the database as many questions in a small archive as in a large one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.catalogue import actions, queries
from gongkai.catalogue.models import DisclosureItem, Heading
from tests.cast import when


@pytest.fixture
def grow(heading, clerk):
    """grow(300): that many more public items under one heading, put there in one go."""

    def make(number: int) -> None:
        where = heading("0314")
        DisclosureItem.objects.bulk_create(
            DisclosureItem(
                organ=where.organ,
                heading=where,
                title=f"第{place}条",
                index_number=f"old-{place}",
                author=clerk,
                live=True,
                formed_on=when(2019, 1, 1).date(),
                published_at=when(2019, 1, 1),
                year=2019,
                seq=place,
            )
            for place in range(where.last_seq + 1, where.last_seq + number + 1)
        )
        Heading.objects.filter(pk=where.pk).update(
            last_seq=where.last_seq + number, live_count=where.live_count + number
        )

    return make


def counted(act) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_publishing_asks_as_often_with_three_hundred_items_as_with_five(grow, draft, cleared, clerk):
    counts = []
    for more in (5, 295):
        grow(more)
        item = cleared(draft())
        counts.append(counted(lambda item=item: actions.publish(item=item, by=clerk)))
    assert counts[0] == counts[1] < 80


def test_reading_asks_as_often_with_three_hundred_items_as_with_forty(grow, heading, organ):
    reads = (
        lambda: queries.newest_page(heading("0314")),
        lambda: queries.list_page(heading("0314"), 2),
        lambda: [item.heading.organ for item in queries.browse(organ=organ, year=2019).items],
        lambda: [item.organ for item in queries.newest(organ=organ)],
        lambda: queries.stale_headings(organ),
        lambda: queries.coverage(organ, 2019),
    )
    grow(40)
    before = [counted(read) for read in reads]
    grow(260)
    assert [counted(read) for read in reads] == before
    assert max(before) <= 4


def test_the_figures_of_a_year_are_three_questions_at_most(published, organ):
    for day in (4, 5, 6):
        published(at=when(2019, 3, day))
    assert counted(lambda: queries.figures(organ, 2019)) <= 3


def test_the_list_of_waiting_items_is_one_question(draft, organ):
    for _number in range(4):
        draft(formed_on=when(2019, 9, 20).date())
    assert (
        counted(
            lambda: [
                (row.item.heading.name, row.item.organ.name)
                for row in queries.waiting_to_publish(organ, today=when(2019, 10, 8).date())
            ]
        )
        == 1
    )


@pytest.mark.sqlite
@pytest.mark.parametrize("order", [[], ["-published_at"]])
def test_what_explains_a_document_is_found_without_reading_the_archive_also_where_hardly_anything_explains(grow, order):
    grow(300)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = DisclosureItem.objects.filter(interprets__in=[1], live=True).order_by(*order).explain()
    assert "item_explaining" in plan
