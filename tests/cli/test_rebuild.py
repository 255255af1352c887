"""`gongkai rebuild`: the cache is what the events come to, and a check that could not fail would prove nothing."""

from datetime import date

import pytest
from django.db import connection

from gongkai.applications import actions, rebuilding
from gongkai.applications.models import Application, ClockNotice
from gongkai.audit.models import AuditEntry
from gongkai.cli.main import main
from tests.applications.conftest import at

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def many(applied, answered, applied_online, clerk, monkeypatch):
    """Cases in several states, in pieces of two so that the walk has to go on."""
    monkeypatch.setattr(rebuilding, "PIECE", 2)
    waiting = applied(on=D(2024, 9, 6))
    actions.ask_correction(
        application=waiting,
        by=clerk,
        items=["请明确年度"],
        until=D(2024, 9, 27),
        on=D(2024, 9, 9),
        at=at(D(2024, 9, 9)),
    )
    corrected = applied(on=D(2024, 9, 6))
    actions.amend(application=corrected, by=clerk, seq=1, reason="记错", on=D(2024, 9, 5), at=at(D(2024, 9, 9)))
    return [waiting, corrected, answered(), applied(channel="email"), applied_online()]


def test_what_actions_leave_behind_is_what_the_events_come_to(many, capsys):
    assert main(["rebuild", "--check"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "核对 5 件申请，全部与办理记录一致"
    assert main(["rebuild"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "核对 5 件申请，重建 0 件"


@pytest.mark.parametrize(
    ("place", "column", "value"),
    [
        (0, "state", "received"), (1, "due_on", D(2024, 1, 2)), (2, "decision", ""), (2, "is_open", True),
        (3, "bites_on", None), (4, "handler_id", None), (4, "last_seq", 9),
    ],
)  # fmt: skip
def test_each_column_that_is_wrong_is_named_and_nothing_is_changed(many, place, column, value, capsys):
    value = many[1].handler_id if column == "handler_id" else value
    Application.objects.filter(pk=many[place].pk).update(**{column: value})
    assert main(["rebuild", "--check"]) == 1
    told = capsys.readouterr().out
    assert f"{many[place].number} {column}：缓存 " in told and "1 件与办理记录不一致" in told
    assert getattr(Application.objects.get(pk=many[place].pk), column) == value


def test_rebuilding_puts_it_right_leaves_a_trail_and_tells_the_handler(many, capsys):
    case = many[1]
    true_day = Application.objects.get(pk=case.pk).due_on
    Application.objects.filter(pk=case.pk).update(due_on=D(2024, 1, 2), state="consulting")
    assert main(["rebuild"]) == 0
    assert "重建 1 件，其中 1 件答复期限有变动，已告知承办人" in capsys.readouterr().out
    case.refresh_from_db()
    assert (case.due_on, case.state) == (true_day, "in_process")
    assert "gongkai rebuild" in ClockNotice.objects.get(application=case, stage="moved").text
    assert AuditEntry.objects.filter(verb="application.rebuilt", subject=case.reference).count() == 1
    assert main(["rebuild", "--check"]) == 0


def test_a_closed_case_is_checked_too_but_nobody_is_told_of_a_day_that_is_past(many):
    Application.objects.filter(pk=many[2].pk).update(closed_on=D(2020, 1, 1), due_on=D(2020, 1, 1))
    assert main(["rebuild", "--check"]) == 1
    assert main(["rebuild"]) == 0
    assert Application.objects.get(pk=many[2].pk).closed_on == D(2024, 9, 20)
    assert not ClockNotice.objects.exists()


def test_a_record_that_cannot_be_replayed_is_named_and_the_others_are_looked_at(many, capsys):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE applications_applicationevent SET event = 'nothing' WHERE case_id = %s", [many[0].pk])
    Application.objects.filter(pk=many[1].pk).update(state="consulting")
    for words in (["rebuild", "--check"], ["rebuild"]):
        assert main(words) == 1
        assert f"{many[0].number} 办理记录不能重放：没有“nothing”这种事项" in capsys.readouterr().out
    assert Application.objects.get(pk=many[1].pk).state == "in_process"


def test_one_organ_can_be_asked_alone_and_an_unknown_one_is_told(many, organ, neighbour, capsys):
    Application.objects.filter(pk=many[0].pk).update(state="received")
    assert main(["rebuild", "--check", "--organ", neighbour.slug]) == 0
    assert main(["rebuild", "--check", "--organ", organ.slug]) == 1
    assert main(["rebuild", "--organ", "nobody"]) == 2
    assert organ.slug in capsys.readouterr().err


def test_a_piece_costs_two_queries_however_many_cases_it_has(many, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(rebuilding, "PIECE", 500)
    with django_assert_num_queries(3):  # the cases, their events, and that no more cases follow
        assert list(rebuilding.differing()) == []


def test_a_case_somebody_writes_to_meanwhile_is_asked_again_before_it_is_called_wrong(many, monkeypatch, clerk):
    walk = rebuilding._walk

    def late(*args):
        for case, rows in walk(*args):
            yield case, rows[:-1] if case.pk == many[0].pk else rows

    monkeypatch.setattr(rebuilding, "_walk", late)
    assert list(rebuilding.differing()) == []
