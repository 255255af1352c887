"""督促 (Arts 46-47): from the supervising office down, read by somebody of the organ it concerns."""

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.audit.models import AuditEntry
from gongkai.organs import actions
from gongkai.organs.models import Urging
from tests.cast import when

TEXT = "机构信息栏目已超过更新周期，请于三个工作日内更新。"


def test_the_supervising_office_urges_an_organ_below(supervisor, organ):
    urging = actions.urge(by=supervisor, organ=organ, text=TEXT, at=when(2019, 5, 20))
    assert (urging.organ, urging.by, urging.text, urging.urged_at) == (organ, supervisor, TEXT, when(2019, 5, 20))
    entry = AuditEntry.objects.get(verb="organ.urged")
    assert (entry.organ, entry.actor, entry.facts) == ("rongjiang-mzj", "dugongkai", {"urging": urging.pk})
    assert TEXT not in str(entry.facts), "the trail holds names of things, not texts"


def test_nobody_else_may_urge(clerk, leader, superuser, stranger, organ):
    for outsider in (clerk, leader, superuser, stranger):
        with pytest.raises(PermissionDenied, match="公开工作主管部门"):
            actions.urge(by=outsider, organ=organ, text=TEXT)
    assert not Urging.objects.exists()


def test_nobody_urges_the_own_organ(supervisor, county):
    with pytest.raises(PermissionDenied):
        actions.urge(by=supervisor, organ=county, text=TEXT)


def test_the_first_reader_stays_on_record_and_a_second_look_changes_nothing(supervisor, organ, clerk, leader):
    urging = actions.urge(by=supervisor, organ=organ, text=TEXT)
    noted = actions.take_note(by=clerk, urging=urging)
    actions.take_note(by=leader, urging=noted)
    urging.refresh_from_db()
    assert urging.noted_by == clerk and urging.noted_at is not None
    assert AuditEntry.objects.filter(verb="organ.took_note").count() == 1


def test_two_stale_copies_still_leave_the_first_reader_on_record(supervisor, organ, clerk, leader):
    urging = actions.urge(by=supervisor, organ=organ, text=TEXT)
    stale = Urging.objects.get(pk=urging.pk)
    actions.take_note(by=clerk, urging=urging)
    actions.take_note(by=leader, urging=stale)
    assert Urging.objects.get(pk=urging.pk).noted_by == clerk


def test_only_the_urged_organ_takes_note(supervisor, organ, stranger):
    urging = actions.urge(by=supervisor, organ=organ, text=TEXT)
    for outsider in (stranger, supervisor):
        with pytest.raises(PermissionDenied):
            actions.take_note(by=outsider, urging=urging)
    urging.refresh_from_db()
    assert urging.noted_at is None
