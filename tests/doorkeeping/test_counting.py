"""Counting attempts: by window, by key, and without keeping an address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.doorkeeping import actions, queries
from gongkai.doorkeeping.models import Attempt

HOUR = 3600
pytestmark = pytest.mark.django_db


def test_of_100_hits_a_minute_the_hundredth_passes_and_the_next_waits():
    now = timezone.now()
    verdicts = [actions.count("search", "203.0.113.7", 100, 60, at=now + timedelta(seconds=n / 10)) for n in range(101)]
    assert [v.allowed for v in verdicts] == [True] * 100 + [False]
    assert (verdicts[0].remaining, verdicts[99].remaining, verdicts[100].retry_after_seconds) == (99, 0, 50)
    assert verdicts[100].sentence == "操作太频繁，请在 50 秒后再试。"
    assert actions.count("search", "203.0.113.7", 100, 60, at=now + timedelta(seconds=60)).remaining == 99


def test_after_ten_wrong_codes_the_eleventh_is_not_even_looked_at_until_the_hour_is_over():
    now = timezone.now()
    for _wrong in range(10):
        assert queries.peek("lookup", "2026-0001", 10, at=now).allowed
        actions.count("lookup", "2026-0001", 10, HOUR, at=now)
    refused = queries.peek("lookup", "2026-0001", 10, at=now + timedelta(minutes=30))
    assert not refused.allowed and refused.retry_after_seconds == 1800
    assert refused.sentence == "操作太频繁，请在 30 分钟后再试。"
    assert queries.peek("lookup", "2026-0002", 10, at=now).allowed, "another application is not locked with it"
    assert queries.peek("lookup", "2026-0001", 10, at=now + timedelta(hours=1, seconds=1)).allowed


def test_asking_does_not_count_and_trying_while_locked_out_does_not_lock_longer():
    now = timezone.now()
    for _time in range(5):
        assert queries.peek("lookup", "a", 2, at=now).remaining == 2
    for minutes in range(59):
        actions.count("lookup", "a", 2, HOUR, at=now + timedelta(minutes=minutes))
    assert actions.count("lookup", "a", 2, HOUR, at=now + timedelta(hours=1, seconds=1)).allowed


def test_the_right_code_clears_the_count():
    for _wrong in range(3):
        actions.count("lookup", "a", 2, HOUR)
    actions.clear("lookup", "a")
    assert actions.count("lookup", "a", 2, HOUR).remaining == 1


def test_buckets_and_keys_are_counted_apart():
    actions.count("apply", "a", 1, HOUR)
    assert actions.count("search", "a", 1, HOUR).allowed and actions.count("apply", "b", 1, HOUR).allowed
    assert not actions.count("apply", "a", 1, HOUR).allowed


def test_several_buckets_are_counted_at_once_each_with_its_own_window_and_verdict(django_assert_max_num_queries):
    now = timezone.now()
    quotas = [("minute", 2, 60), ("day", 3, 24 * HOUR)]
    with django_assert_max_num_queries(4):  # begin, count, look, commit
        assert [one.remaining for one in actions.count_each("a", quotas, at=now)] == [1, 2]
    actions.count_each("a", quotas, at=now)
    minute, day = actions.count_each("a", quotas, at=now + timedelta(seconds=1))
    assert (minute.allowed, day.allowed, minute.retry_after_seconds) == (False, True, 59)
    minute, day = actions.count_each("a", quotas, at=now + timedelta(seconds=60))
    assert (minute.remaining, day.allowed) == (1, False)


def test_no_address_lies_in_the_table_and_the_same_one_looks_different_in_each_bucket():
    for bucket in ("apply", "search"):
        actions.count(bucket, "203.0.113.7", 5, HOUR)
    rows = list(Attempt.objects.values_list("bucket", "key_hash"))
    assert "203.0.113.7" not in str(rows) and len({key for _bucket, key in rows}) == 2


def test_what_has_expired_is_swept_and_the_rest_stays():
    now = timezone.now()
    actions.count("a", "old", 5, 60, at=now - timedelta(minutes=2))
    actions.count("a", "new", 5, 60, at=now)
    actions.spend("old", expires_at=now - timedelta(seconds=1))
    actions.spend("new", expires_at=now + timedelta(minutes=1))
    actions.once("old", at=now - timedelta(hours=25))
    actions.once("new", at=now)
    assert actions.sweep(at=now) == 3
    assert actions.sweep(at=now) == 0
    assert not actions.spend("new", expires_at=now) and not actions.once("new")


def test_the_tick_sweeps():
    from gongkai.cli.tick import tick

    actions.count("a", "old", 5, 60, at=timezone.now() - timedelta(hours=1))
    tick()
    assert not Attempt.objects.exists()
