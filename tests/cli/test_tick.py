"""`gongkai tick`: each part stands by itself; missed, repeated or run twice at once it does each thing once."""

import os
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.applications import clocks
from gongkai.applications.book import office_calendar
from gongkai.applications.models import Applicant, ApplicationOffice, ClockNotice
from gongkai.casework.models import Errand
from gongkai.cli import tick as command
from gongkai.cli.main import main
from gongkai.doorkeeping import actions as doorkeeping
from gongkai.statute.limits import limit
from tests.applications.conftest import at
from tests.smtp_catcher import catching


def received_for(due_on: date) -> date:
    """A day of receipt whose reply is due on that day at the latest, and as near to it as can be."""
    day = due_on - timedelta(days=15)
    while clocks.clocks.due(limit("reply", on=day), day, calendar=office_calendar()).on > due_on:
        day -= timedelta(days=1)
    return day


def overdue_case(applied):
    return applied(on=received_for(timezone.localdate() - timedelta(days=1)))


@pytest.mark.django_db
def test_a_tick_with_nothing_due_says_so_and_is_done(capsys):
    assert main(["tick"]) == 0
    assert capsys.readouterr().out == "没有到点的事\n"


@pytest.mark.django_db
def test_a_tick_says_what_it_did(applied, clerk, capsys):
    clerk.email = "shiwen@example.gov.cn"
    clerk.save()
    overdue_case(applied)
    doorkeeping.count("a", "old", 5, 60, at=timezone.now() - timedelta(hours=1))
    assert main(["tick"]) == 0
    told = capsys.readouterr().out
    assert "期限提醒 2 条" in told and "邮件发出提醒 1 条" in told and "清理过期计数 1 行" in told
    assert "核对未办结申请 1 件" in told
    assert main(["tick"]) == 0
    assert capsys.readouterr().out == "没有到点的事\n" and len(mail.outbox) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(command.PARTS))
def test_a_part_that_fails_is_logged_and_the_others_are_done(name, monkeypatch, capsys):
    ran = []
    for part in command.PARTS:
        monkeypatch.setitem(command.PARTS, part, lambda part=part: ran.append(part) or "")
    monkeypatch.setitem(command.PARTS, name, lambda: 1 / 0)
    assert main(["tick"]) == 1
    assert ran == [part for part in command.PARTS if part != name]
    told = capsys.readouterr()
    assert f"tick: {name} failed" in told.err and f"未能办理：{name}" in told.err and told.out == ""


@pytest.mark.django_db
def test_a_task_whose_worker_was_killed_is_carried_out_again_but_not_for_ever(capsys):
    now = timezone.now()

    def running(since, workers=1):
        return DBTaskResult.objects.create(
            status=TaskResultStatus.RUNNING, started_at=since, worker_ids=[str(n) for n in range(workers)],
            task_path="gongkai.search.tasks.sweep_outbox", args_kwargs={"args": [], "kwargs": {}}, run_after=now,
            backend_name="default",
        )  # fmt: skip

    broken_off, ahead = running(now - timedelta(hours=3)), running(now + timedelta(days=365))  # the clock was set back
    at_work, given_up = running(now - timedelta(minutes=5)), running(now - timedelta(hours=3), workers=3)
    assert main(["tick"]) == 0
    assert "重新办理中断的任务 2 个" in capsys.readouterr().out
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    assert set(ready) == {broken_off, ahead}
    assert set(DBTaskResult.objects.running()) == {at_work, given_up}


@pytest.mark.django_db
def test_files_of_forms_nobody_sent_go_after_a_day(organ):
    from gongkai.applications import actions
    from gongkai.pages.models import StoredFile
    from tests.portal.applying import photo

    kept = actions.keep_unsent(photo(), organ=organ)
    old = actions.keep_unsent(photo("旧.jpg"), organ=organ)
    StoredFile.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(hours=25))
    assert "没有提交的表单文件 1 个" in command.tick().sentence
    assert list(StoredFile.objects.all()) == [kept]


@pytest.mark.django_db(transaction=True)
def test_mail_leaves_outside_every_transaction(applied, clerk, monkeypatch):
    clerk.email = "shiwen@example.gov.cn"
    clerk.save()
    overdue_case(applied)
    seen = []
    opened = locmem.EmailBackend.send_messages
    monkeypatch.setattr(
        locmem.EmailBackend, "send_messages",
        lambda self, messages: seen.append(connection.in_atomic_block) or opened(self, messages),
    )  # fmt: skip
    command.tick()
    assert seen == [False]


@pytest.mark.django_db
def test_identities_whose_time_is_over_are_erased_once_a_day(applied, answered, organ, clerk, monkeypatch):
    from gongkai.applications import actions

    long_ago = date(2019, 6, 3)
    case = answered(case=applied(on=long_ago), on=date(2019, 6, 10))
    actions.archive(application=case, by=clerk, on=date(2019, 7, 1), at=at(date(2019, 7, 1)))
    ApplicationOffice.defaults(organ).save()
    ApplicationOffice.objects.update(keep_identity_years=3)
    done = command.tick()
    assert done.said["删除到期身份信息"] == "到期删除申请人身份信息 1 件"
    person = Applicant.objects.get(application=case)
    assert person.erased_at and person.name == person.id_number == person.identity_digest == ""
    assert command.tick().said["删除到期身份信息"] == ""
    assert Errand.objects.get(name="application.erase").done_for == timezone.localdate().isoformat()
    monkeypatch.setattr("gongkai.applications.actions.erase_identities", lambda **kwargs: 1 / 0)
    assert command.tick().failed == []  # not asked again today


@pytest.mark.django_db(transaction=True)
def test_ticks_at_the_same_moment_make_one_set_of_warnings_and_one_set_of_mails(applied, clerk, leader, tmp_path):
    """Three processes, three times, on the database of this run: a SQLite file, or PostgreSQL."""
    for user in (clerk, leader):
        user.email = f"{user.username}@example.gov.cn"
        user.save()
    cases = [overdue_case(applied) for _number in range(4)]
    with catching() as caught:
        for _round in range(3):
            for process in [started(tmp_path, caught.port) for _number in range(3)]:
                out, errors = process.communicate(timeout=120)
                assert process.returncode == 0, (out + errors).decode()
        rows = warnings(tmp_path)
    assert sorted(rows) == sorted((case.pk, stage) for case in cases for stage in ("over", "escalated"))
    told = [(tuple(mail.to), number) for mail in caught.mails for number in numbers(mail.text)]
    assert len(told) == len(set(told)) == 2 * len(cases)


def numbers(text: str) -> list[str]:
    return [line.partition("申请 ")[2] for line in text.splitlines() if "申请 " in line]


def started(folder, port: int) -> subprocess.Popen:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.test", "GONGKAI_DATABASE": database(folder),
        "GONGKAI_DATA": str(folder), "GONGKAI_EMAIL": f"smtp://127.0.0.1:{port}", "GONGKAI_EMAIL_FROM": "a@example.gov.cn",
    }  # fmt: skip
    words = [sys.executable, "-m", "gongkai.cli.main", "tick"]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def database(folder) -> str:
    if connection.vendor != "sqlite":
        row = connection.settings_dict
        who = quote(row["USER"]) + (":" + quote(row["PASSWORD"]) if row["PASSWORD"] else "")
        where = row["HOST"] + (f":{row['PORT']}" if row["PORT"] else "")
        return f"postgresql://{who}@{where}/{row['NAME']}"
    path = folder / "copy.sqlite3"
    if not path.exists():
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
    return f"sqlite:{path}"


def warnings(folder) -> list[tuple[int, str]]:
    if connection.vendor != "sqlite":
        return list(ClockNotice.objects.values_list("application_id", "stage"))
    with sqlite3.connect(folder / "copy.sqlite3") as copy:
        return copy.execute("SELECT application_id, stage FROM applications_clocknotice").fetchall()
