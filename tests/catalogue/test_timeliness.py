"""Art. 26 in numbers: within twenty working days of forming, counted once for each item, for many organs at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.catalogue import actions, queries
from tests.cast import when

pytestmark = pytest.mark.django_db


def test_the_twentieth_working_day_is_in_time_and_the_next_is_not(organ, published):
    formed = date(2019, 5, 6)  # the twentieth working day is 3 June
    published(formed_on=formed, at=when(2019, 6, 3))
    published(formed_on=formed, at=when(2019, 6, 4))
    found = queries.timeliness([organ.pk], range(2019, 2020))[organ.pk, 2019]
    assert (found.total, found.in_time, dict(found.by_month)) == (2, 1, {6: 2})


def test_a_shorter_limit_of_the_heading_is_the_offices_own_affair(organ, published, heading):
    news = heading("0314")
    news.publish_within_working_days = 3
    news.save()
    published(heading="0314", formed_on=date(2019, 5, 6), at=when(2019, 5, 20))
    assert queries.timeliness([organ.pk], range(2019, 2020))[organ.pk, 2019].in_time == 1


def test_put_back_after_a_withdrawal_counts_once(organ, published, cleared, clerk, leader):
    item = published(at=when(2019, 5, 6))
    actions.withdraw(item=item, by=leader, reason="error", note="金额有误", at=when(2019, 5, 7))
    cleared(item, at=when(2019, 5, 8))
    actions.publish(item=item, by=clerk, at=when(2019, 5, 9), backdated_because="补录")
    assert queries.timeliness([organ.pk], range(2019, 2020))[organ.pk, 2019].total == 1


def test_several_organs_and_years_cost_one_query(organ, county, neighbour, published):
    published(at=when(2018, 12, 31, 23))
    published(at=when(2019, 1, 1, 0, 30))
    with CaptureQueriesContext(connection) as captured:
        found = queries.timeliness([organ.pk, county.pk, neighbour.pk], range(2015, 2020))
    assert len(captured) == 1
    assert (found[organ.pk, 2018].total, found[organ.pk, 2019].total, found[county.pk, 2019].total) == (1, 1, 0)
