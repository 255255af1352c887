"""索引号 (Art. 12): given once, going up, never used again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gongkai.catalogue.models import DisclosureItem
from gongkai.statute.index_number import IndexNumberProblem

USCC = "11522632MBY921039L"


def serials(items) -> list[int]:
    return [int(item.index_number.rpartition("-")[2]) for item in items]


def test_a_number_is_made_by_the_organs_rule_from_its_code_the_year_and_a_serial(draft):
    assert draft(formed_on=date(2019, 5, 6)).index_number == f"{USCC}/2019-00001"


def test_numbers_go_up_within_the_year_of_the_information_and_each_year_begins_anew(draft):
    first = [draft(formed_on=date(2019, 5, day)) for day in (6, 1, 20)]
    second = [draft(formed_on=date(2020, 1, 2)) for _number in range(2)]
    assert (serials(first), serials(second)) == ([1, 2, 3], [1, 2])


def test_two_organs_count_for_themselves(draft, stranger, heading, neighbour):
    ours, theirs = (
        draft(formed_on=date(2019, 5, 6)),
        draft(formed_on=date(2019, 5, 6), by=stranger, heading=heading("0314", neighbour)),
    )
    assert serials([ours, theirs]) == [1, 1]
    assert ours.index_number != theirs.index_number


def test_the_number_of_a_deleted_draft_is_not_given_again(draft):
    gone = draft(formed_on=date(2019, 5, 6))
    DisclosureItem.objects.filter(pk=gone.pk).delete()
    assert serials([draft(formed_on=date(2019, 5, 6))]) == [2]


def test_the_number_of_a_withdrawn_item_stays_its_own(published, leader, draft):
    from gongkai.catalogue import actions

    item = published()
    actions.withdraw(item=item, by=leader, reason="error")
    item.refresh_from_db()
    assert serials([item, draft()]) == [1, 2]


def test_numbers_brought_along_from_an_older_system_are_skipped(draft):
    for serial in (1, 2, 4):
        draft(formed_on=date(2019, 5, 6), index_number=f"{USCC}/2019-{serial:05d}")
    assert serials(draft(formed_on=date(2019, 5, 6)) for _time in range(2)) == [3, 5]


def test_a_number_given_by_hand_twice_is_refused_with_a_way_out(draft):
    draft(index_number="000014349/2019-00012")
    with pytest.raises(ValidationError, match=r"索引号 000014349/2019-00012 已经用过.*留空即自动编号"):
        draft(index_number="000014349/2019-00012")
    assert DisclosureItem.objects.count() == 1


def test_the_organs_own_rule_is_followed(draft, organ):
    organ.index_template = "{region}-{yyyymmdd}-{serial:4}"
    organ.save()
    assert draft(formed_on=date(2019, 5, 6)).index_number == "522632-20190506-0001"


def test_a_rule_that_cannot_work_stops_the_draft_and_says_why(draft, organ):
    organ.index_template = "{uscc}/{year}"
    organ.save()
    with pytest.raises(IndexNumberProblem, match="缺少流水号"):
        draft()


def test_a_new_text_keeps_the_number(published, cleared, clerk):
    from gongkai.catalogue import actions

    item = published()
    number = item.index_number
    actions.revise(item=item, by=clerk, title="更正", index_number="11522632MBY921039L/2019-09999")
    actions.publish(item=cleared(item), by=clerk)
    item.refresh_from_db()
    assert item.index_number == number
