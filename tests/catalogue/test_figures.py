"""The figures of a year, as of any day, folded from what was recorded on each day."""

from datetime import date

from gongkai.catalogue import actions
from gongkai.catalogue.queries import figures
from tests.cast import when


def test_items_first_disclosed_in_the_year_are_counted_by_every_sort(published, organ):
    published(at=when(2019, 3, 4), heading="031001", genre="公告", subject="社会救助", stat_class="业务管理")
    published(at=when(2019, 3, 20), heading="0314", genre="其他", subject="民政综合", stat_class="工作动态")
    published(at=when(2019, 12, 31, 23, 59), heading="0314", genre="其他", subject="民政综合", stat_class="工作动态")
    published(at=when(2018, 12, 31, 23, 59))
    published(at=when(2020, 1, 1, 0, 0))
    found = figures(organ, 2019)
    assert (found.total, found.withdrawn, len(found.items)) == (3, 0, 3)
    assert found.by_heading == {"031001": 1, "0314": 2}
    assert found.by_genre == {"公告": 1, "其他": 2}
    assert found.by_subject == {"社会救助": 1, "民政综合": 2}
    assert found.by_stat_class == {"业务管理": 1, "工作动态": 2}
    assert found.by_month == {3: 2, 12: 1}
    assert found.by_channel == {"portal": 3}


def test_a_figure_is_of_a_day_and_can_be_asked_of_any(published, organ):
    for month in (1, 2, 3):
        published(at=when(2019, month, 10, 23, 30))
    on = {
        day: figures(organ, 2019, as_of=day).total for day in (date(2019, 1, 9), date(2019, 1, 10), date(2019, 2, 28))
    }
    assert on == {date(2019, 1, 9): 0, date(2019, 1, 10): 1, date(2019, 2, 28): 2}


def test_a_withdrawn_item_leaves_the_figures_from_its_day_and_is_told_apart(published, leader, organ):
    item = published(at=when(2019, 3, 4))
    published(at=when(2019, 3, 5))
    actions.withdraw(item=item, by=leader, reason="error", at=when(2019, 6, 1))
    before, after = figures(organ, 2019, as_of=date(2019, 5, 31)), figures(organ, 2019, as_of=date(2019, 6, 1))
    assert (before.total, before.withdrawn) == (2, 0)
    assert (after.total, after.withdrawn) == (1, 1)
    assert item.pk in before.items and item.pk not in after.items


def test_what_is_put_back_counts_once_from_the_day_it_is_back(published, cleared, clerk, leader, organ):
    item = published(at=when(2019, 3, 4))
    actions.withdraw(item=item, by=leader, reason="error", at=when(2019, 6, 1))
    cleared(item, at=when(2019, 7, 1))
    actions.publish(item=item, by=clerk, at=when(2019, 7, 2), backdated_because="补录")
    totals = [figures(organ, 2019, as_of=date(2019, month, 15)).total for month in (3, 6, 7)]
    assert totals == [1, 0, 1]
    assert figures(organ, 2019).by_month == {3: 1}, "the month of its first disclosure"


def test_what_is_taken_down_after_the_year_still_stands_in_the_years_figures(published, leader, organ):
    item = published(at=when(2019, 3, 4))
    actions.withdraw(item=item, by=leader, reason="error", at=when(2020, 2, 1))
    assert figures(organ, 2019).total == 1
    assert figures(organ, 2019, as_of=date(2020, 2, 1)).total == 0
    assert figures(organ, 2020).total == figures(organ, 2020).withdrawn == 0


def test_a_moved_item_is_counted_where_it_stands_on_that_day(published, office_head, heading, organ):
    item = published(at=when(2019, 3, 4), heading="0314")
    actions.move(item=item, heading=heading("0315"), by=office_head, at=when(2019, 6, 1))
    assert figures(organ, 2019, as_of=date(2019, 5, 31)).by_heading == {"0314": 1}
    assert figures(organ, 2019).by_heading == {"0315": 1}
    assert figures(organ, 2019).total == 1


def test_moving_what_was_taken_down_does_not_bring_it_back(published, leader, office_head, heading, organ):
    item = published(at=when(2019, 3, 4))
    actions.withdraw(item=item, by=leader, reason="error", at=when(2019, 6, 1))
    actions.move(item=item, heading=heading("0315"), by=office_head, at=when(2019, 7, 1))
    assert (figures(organ, 2019).total, figures(organ, 2019).withdrawn) == (0, 1)


def test_a_correction_counts_nothing_anew_and_sorts_by_the_corrected_facts(published, cleared, clerk, organ):
    item = published(at=when(2019, 3, 4), genre="其他")
    actions.revise(item=item, by=clerk, genre="公告", title="更正")
    cleared(item, at=when(2019, 4, 1))
    actions.publish(item=item, by=clerk, at=when(2019, 4, 2), backdated_because="补录")
    assert figures(organ, 2019, as_of=date(2019, 4, 1)).by_genre == {"其他": 1}
    assert figures(organ, 2019).by_genre == {"公告": 1}


def test_each_channel_counts_an_item_once(published, clerk, organ):
    first, second = published(at=when(2019, 3, 4)), published(at=when(2019, 3, 5))
    for item, channel in ((first, "wechat"), (first, "wechat"), (second, "wechat"), (second, "board")):
        actions.record_posting(item=item, channel=channel, at=when(2019, 3, 6), by=clerk)
    assert figures(organ, 2019).by_channel == {"portal": 2, "wechat": 2, "board": 1}


def test_validity_has_no_part_in_the_count(published, clerk, organ):
    item = published(at=when(2019, 3, 4))
    actions.change_validity(item=item, to="repealed", on=date(2019, 6, 1), by=clerk)
    assert figures(organ, 2019).total == 1


def test_one_organ_is_not_counted_for_another(published, organ, neighbour, county):
    published(at=when(2019, 3, 4))
    assert [figures(of, 2019).total for of in (organ, neighbour, county)] == [1, 0, 0]


def test_todays_rows_have_no_say(published, organ):
    from gongkai.catalogue.models import DisclosureItem

    item = published(at=when(2019, 3, 4), genre="公告")
    DisclosureItem.objects.filter(pk=item.pk).update(genre="其他", live=False)
    assert figures(organ, 2019).by_genre == {"公告": 1}
