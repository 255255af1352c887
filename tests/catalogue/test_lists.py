"""The lists of a heading: numbered from the oldest, so that a page once filled never changes its address or content."""

import pytest
from django.utils import timezone

from gongkai.catalogue import actions, queries
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.catalogue.queries import public
from tests.cast import when


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(public, "PAGE_SIZE", 3)


@pytest.fixture
def filled(heading, clerk, small_pages):
    """filled(7): a heading with so many public rows, put there in one go."""

    def fill(number: int, code: str = "0314") -> Heading:
        where = heading(code)
        DisclosureItem.objects.bulk_create(
            DisclosureItem(
                organ=where.organ,
                heading=where,
                title=f"第{place}条",
                index_number=f"{code}-{place}",
                author=clerk,
                live=True,
                formed_on=when(2019, 1, 1).date(),
                published_at=when(2019, 1, 1, 10, place % 60),
                year=2019,
                seq=place,
            )
            for place in range(1, number + 1)
        )
        Heading.objects.filter(pk=where.pk).update(last_seq=number, live_count=number)
        return heading(code)

    return fill


def places(page: queries.Page) -> list[int]:
    return [item.seq for item in page.items]


def test_a_page_holds_its_places_newest_first(filled):
    where = filled(7)
    assert [places(queries.list_page(where, number)) for number in (1, 2, 3)] == [[3, 2, 1], [6, 5, 4], [7]]


def test_a_filled_page_is_the_same_page_after_anything_new(filled, published, heading):
    before = places(queries.list_page(filled(7), 2))
    published()
    page = queries.list_page(heading("0314"), 2)
    assert places(page) == before
    assert (page.newer, page.older, page.last_number) == (3, 1, 3)


def test_there_is_no_page_before_the_first_or_after_the_last(filled):
    where = filled(7)
    assert queries.list_page(where, 0) is None and queries.list_page(where, 4) is None
    assert queries.list_page(where, 1).older is None and queries.list_page(where, 3).newer is None


def test_an_empty_heading_has_one_empty_page(heading, small_pages):
    assert queries.last_page_number(heading("0314")) == 1
    assert queries.list_page(heading("0314"), 1).items == [] == queries.newest_page(heading("0314")).items


@pytest.mark.parametrize(("number", "shown"), [(1, 1), (3, 3), (4, 4), (5, 5), (6, 3), (7, 4), (9, 3)])
def test_the_headings_own_address_shows_the_newest_page_and_the_one_before_while_it_is_not_full(filled, number, shown):
    page = queries.newest_page(filled(number))
    assert places(page) == list(range(number, number - shown, -1))
    assert page.newer is None


def test_a_withdrawn_item_leaves_a_gap_and_moves_nobody(published, leader, heading, small_pages):
    items = [published() for _number in range(5)]
    actions.withdraw(item=items[1], by=leader, reason="error")
    assert places(queries.list_page(heading("0314"), 1)) == [3, 1]
    assert places(queries.list_page(heading("0314"), 2)) == [5, 4]


def test_places_are_given_in_order_of_first_publication_whatever_the_dates(published):
    late, early = published(at=when(2019, 6, 1)), published(at=when(2019, 1, 1))
    assert (late.seq, early.seq) == (1, 2)


def test_the_newest_items_of_everybody_of_an_organ_and_of_some_headings(
    published, stranger, leader, heading, organ, neighbour
):
    first = published(at=when(2019, 1, 1), heading="0315")
    second = published(at=when(2019, 2, 1))
    third = published(at=when(2019, 3, 1))
    assert queries.newest() == queries.newest(organ=organ) == [third, second, first]
    assert queries.newest(organ=neighbour) == []
    assert queries.newest(headings=[heading("0314"), heading("0315")], limit=2) == [third, second]
    assert queries.newest(headings=[heading("0315")]) == [first]


def test_the_tree_has_every_heading_in_order_with_its_depth(organ):
    tree = queries.heading_tree(organ)
    assert [heading.code for heading in tree] == sorted(heading.code for heading in tree)
    assert {heading.code: heading.depth for heading in tree if heading.code.startswith("0301")} == {
        "0301": 1,
        "030101": 2,
        "030102": 2,
        "030103": 2,
        "030104": 2,
    }


def test_the_fixed_columns_are_the_five_of_the_general_office(organ):
    assert [heading.name for heading in queries.fixed_columns(organ)] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    ]


def test_nothing_in_a_list_is_dated_in_the_future(published):
    assert published().published_at <= timezone.now()


def test_what_hangs_in_an_archived_heading_is_not_news_of_the_platform(published, heading, administrator):
    old = published(heading="0311", at=when(2019, 5, 6))
    news = published(heading="0314", at=when(2019, 3, 4))
    actions.close_heading(heading=heading("0311"), on=when(2019, 6, 3).date(), by=administrator)
    assert queries.newest() == [news]
    assert queries.newest(organ=news.organ) == [old, news]
