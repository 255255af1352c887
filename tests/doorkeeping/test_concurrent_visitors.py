"""Several processes at once, on a SQLite file and on PostgreSQL: every hit counts, every form has one effect."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.db import connection

PROCESSES, HITS = 4, 20
SCRIPT = """
import json, sys, time
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from gongkai.doorkeeping import actions
from gongkai.doorkeeping.models import Attempt

name, start = sys.argv[1], float(sys.argv[2])
Attempt.objects.count()
time.sleep(max(0, start - time.time()))
counted = [actions.count("search", "a", 10**6, 3600).remaining for _hit in range({hits})]
soon = timezone.now() + timedelta(minutes=5)
spent = [actions.spend(f"token {{n}}", expires_at=soon) for n in range({hits})]
again = [actions.spend(f"form {{n}}", expires_at=soon, by="the same content") for n in range({hits})]

def act():
    time.sleep(0.05)
    return f"application:{{name}}"

done = [actions.submit_once(f"form {{n}}", act) for n in range(5)]
print(json.dumps([counted, spent, again, [[d.result, d.is_first] for d in done]]))
"""


def at_once(database: str, data) -> list:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.dev",
        "GONGKAI_DATABASE": database,
        "GONGKAI_DATA": str(data),
    }
    start = str(time.time() + 6)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT.format(hits=HITS), str(number), start],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(PROCESSES)
    ]
    told = []
    for process in started:
        out, errors = process.communicate(timeout=90)
        assert process.returncode == 0, errors.decode()
        told.append(json.loads(out.splitlines()[-1]))
    return told


def holds(told: list) -> None:
    counted = sorted(10**6 - remaining for one in told for remaining in one[0])
    assert counted == list(range(1, PROCESSES * HITS + 1)), "each hit got a number of its own"
    spent = [sum(one[1][n] for one in told) for n in range(HITS)]
    assert spent == [1] * HITS, "a token is spent once"
    assert all(all(one[2]) for one in told), "the very same content may come again"
    for n in range(5):
        results = {one[3][n][0] for one in told}
        assert len(results) == 1 and results != {""}, "everybody gets the first one's result"
        assert sum(one[3][n][1] for one in told) == 1, "and one did the work"


@pytest.mark.sqlite
def test_on_a_sqlite_file(db, tmp_path):
    path = tmp_path / "doors.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'doorkeeping\\_%' ESCAPE '\\' AND sql IS NOT NULL"
        )
        statements = [row[0] for row in cursor.fetchall()]
    with sqlite3.connect(path) as copy:
        for statement in statements:
            copy.execute(statement)
    holds(at_once(f"sqlite:{path}", tmp_path))


@pytest.mark.postgres
def test_on_postgresql(transactional_db, tmp_path):
    settings = connection.settings_dict
    who = quote(settings["USER"]) + (":" + quote(settings["PASSWORD"]) if settings["PASSWORD"] else "")
    where = settings["HOST"] + (f":{settings['PORT']}" if settings["PORT"] else "")
    holds(at_once(f"postgresql://{who}@{where}/{settings['NAME']}", tmp_path))
