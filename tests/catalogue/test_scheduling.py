"""定时发布 and 公示期: what is due goes out or comes down once, whoever runs it and however often."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions
from gongkai.catalogue.actions import scheduling
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.models.item import NotCleared
from gongkai.organs.models import Post
from tests.cast import when

MORNING, NOON, EVENING = when(2026, 11, 25, 9), when(2026, 11, 25, 12), when(2026, 11, 25, 18)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def booked(clock, draft, cleared, clerk):
    item = cleared(draft())
    actions.schedule(item=item, by=clerk, go_live_at=NOON)
    return item


def fresh(item) -> DisclosureItem:
    return DisclosureItem.objects.get(pk=item.pk)


def verbs(item) -> list[str]:
    return list(AuditEntry.objects.filter(subject=item.reference).values_list("verb", flat=True))[3:]


def test_it_goes_out_when_its_time_has_come_and_not_before(booked, clock, clerk):
    assert actions.publish_due() == [] and not fresh(booked).live
    clock.move_to(NOON + timedelta(minutes=3))
    [event] = actions.publish_due()
    assert (event.item, event.by, event.kind) == (booked, clerk, "disclosed")
    assert fresh(booked).live and fresh(booked).published_at == NOON + timedelta(minutes=3)
    assert verbs(booked) == ["item.scheduled", "item.unscheduled", "item.disclosed"]


def test_running_twice_publishes_once(booked, clock):
    clock.move_to(EVENING)
    assert len(actions.publish_due()) == 1
    assert actions.publish_due() == []
    assert booked.events.count() == 1


def test_two_workers_at_the_same_moment_publish_once(booked, clock, monkeypatch):
    clock.move_to(EVENING)
    other_worker, cancel = [], scheduling.cancel_schedule

    def while_the_other_one_runs(**call):
        if not other_worker:
            other_worker.append(None)
            other_worker[:] = actions.publish_due()
        return cancel(**call)

    monkeypatch.setattr(scheduling, "cancel_schedule", while_the_other_one_runs)
    assert actions.publish_due() == []
    assert [event.kind for event in booked.events.all()] == ["disclosed"] == [event.kind for event in other_worker]


def test_an_edit_in_between_cancels_the_appointment(booked, clock, cleared, clerk):
    actions.revise(item=booked, by=clerk, title="又改了一处")
    clock.move_to(EVENING)
    assert actions.publish_due() == []
    assert not fresh(booked).live and fresh(booked).go_live_at is None
    assert verbs(booked)[-1] == "item.schedule_lapsed"


def test_a_text_revised_after_an_appointment_is_published_at_once_when_asked(booked, cleared, clerk):
    actions.revise(item=fresh(booked), by=clerk, title="又改了一处")
    again = fresh(booked)
    again.title = "再改一处"
    actions.revise(item=again, by=clerk)
    actions.publish(item=cleared(booked), by=clerk)
    assert fresh(booked).live and fresh(booked).title == "再改一处"


def test_only_what_is_cleared_and_in_the_future_is_scheduled(clock, draft, cleared, clerk):
    with pytest.raises(NotCleared):
        actions.schedule(item=draft(), by=clerk, go_live_at=NOON)
    with pytest.raises(actions.PublicationProblem, match="时间要在将来"):
        actions.schedule(item=cleared(draft()), by=clerk, go_live_at=MORNING)


def test_only_who_may_publish_schedules(clock, draft, cleared, secrecy_reviewer, stranger, superuser):
    item = cleared(draft())
    for outsider in (secrecy_reviewer, stranger, superuser):
        with pytest.raises(PermissionDenied):
            actions.schedule(item=item, by=outsider, go_live_at=NOON)


def test_a_second_appointment_replaces_the_first(booked, clock, clerk):
    actions.schedule(item=booked, by=clerk, go_live_at=EVENING)
    clock.move_to(NOON + timedelta(minutes=1))
    assert actions.publish_due() == []
    clock.move_to(EVENING + timedelta(minutes=1))
    assert len(actions.publish_due()) == 1


def test_an_appointment_can_be_taken_back_once(booked, clock, clerk):
    assert actions.cancel_schedule(item=booked, by=clerk) is True
    assert actions.cancel_schedule(item=booked, by=clerk) is False
    clock.move_to(EVENING)
    assert actions.publish_due() == []
    assert verbs(booked) == ["item.scheduled", "item.unscheduled"]


def test_who_booked_it_and_lost_the_post_publishes_nothing_and_the_others_still_go_out(
    booked, clock, draft, cleared, clerk, chief, leader
):
    second = cleared(draft(by=chief), by=chief)
    actions.schedule(item=second, by=chief, go_live_at=NOON)
    Post.objects.filter(staff__user=clerk).update(until=when(2026, 11, 24).date())
    clock.move_to(EVENING)
    assert [event.item for event in actions.publish_due()] == [second]
    assert not fresh(booked).live
    refused = AuditEntry.objects.get(verb="item.schedule_refused")
    assert refused.subject == booked.reference and "没有这项权限" in refused.facts["why"]


def test_what_was_taken_down_is_not_brought_back_by_an_old_appointment(clock, published, cleared, clerk, leader):
    item = published()
    actions.revise(item=item, by=clerk, title="更正")
    cleared(item)
    actions.schedule(item=item, by=clerk, go_live_at=NOON)
    clock.move_to(MORNING + timedelta(minutes=10))
    actions.withdraw(item=item, by=leader, reason="personal_data")
    clock.move_to(EVENING)
    assert actions.publish_due() == []
    assert fresh(item).is_withdrawn and not fresh(item).live


def test_a_notice_comes_down_at_the_end_of_its_time_once(clock, published):
    item = published(expire_at=NOON)
    assert actions.withdraw_expired() == []
    clock.move_to(EVENING)
    [event] = actions.withdraw_expired()
    assert actions.withdraw_expired() == []
    row = fresh(item)
    assert (row.live, row.expired, row.withdrawal_reason) == (False, True, "expired")
    assert row.withdrawn_at == event.happened_at == NOON, "the legal time, though the worker came later"
    assert (event.by, event.facts["reason"]) == (None, "expired")
    assert AuditEntry.objects.get(verb="item.withdrawn").actor == "system"


def test_nothing_comes_down_that_has_no_end(published):
    item = published()
    assert actions.withdraw_expired(now=timezone.now() + timedelta(days=9999)) == []
    assert fresh(item).live


def test_only_who_may_publish_takes_an_appointment_back(booked, secrecy_reviewer, stranger, superuser):
    for who in (secrecy_reviewer, stranger, superuser):
        with pytest.raises(PermissionDenied):
            actions.cancel_schedule(item=booked, by=who)
    assert fresh(booked).go_live_at is not None
