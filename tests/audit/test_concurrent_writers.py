"""Several writers at once: the trail stays one chain, on a SQLite file and on PostgreSQL."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection

from gongkai.audit.chain import GENESIS, faults

WRITERS, ROWS = 3, 15
SCRIPT = """
import django
django.setup()
from gongkai.audit import actions, queries
import sys
for place in range({rows}):
    actions.record(verb="item.drafted", by=None, subject="item:" + sys.argv[1], place=place)
"""


def write_at_once(database: str, data) -> None:
    """WRITERS processes, each with its own connection, each adding ROWS rows."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.dev",
        "GONGKAI_DATABASE": database,
        "GONGKAI_DATA": str(data),
    }
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT.format(rows=ROWS), str(number)], env=environment, stderr=subprocess.PIPE
        )
        for number in range(WRITERS)
    ]
    for process in started:
        _out, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()


@pytest.mark.sqlite
def test_writers_on_a_sqlite_file_queue_and_the_chain_holds(db, tmp_path):
    path = tmp_path / "trail.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'audit\\_%' ESCAPE '\\' AND sql IS NOT NULL")
        tables = [row[0] for row in cursor.fetchall()]
    with sqlite3.connect(path) as copy:
        for statement in tables:
            copy.execute(statement)
    write_at_once(f"sqlite:{path}", tmp_path)

    with sqlite3.connect(path) as copy:
        links = copy.execute("SELECT number, previous_hash, hash FROM audit_auditentry ORDER BY number").fetchall()
        count, head = copy.execute("SELECT count, head FROM audit_trailseal").fetchone()
    assert [number for number, _previous, _hash in links] == list(range(1, WRITERS * ROWS + 1))
    assert [previous for _number, previous, _hash in links] == [GENESIS, *(row[2] for row in links[:-1])]
    assert (count, head) == (WRITERS * ROWS, links[-1][2])


@pytest.mark.postgres
def test_writers_on_postgresql_queue_and_the_chain_holds(transactional_db, tmp_path):
    from urllib.parse import quote

    from gongkai.audit.models import AuditEntry, TrailSeal

    settings = connection.settings_dict
    who = quote(settings["USER"]) + (":" + quote(settings["PASSWORD"]) if settings["PASSWORD"] else "")
    where = settings["HOST"] + (f":{settings['PORT']}" if settings["PORT"] else "")
    write_at_once(f"postgresql://{who}@{where}/{settings['NAME']}", tmp_path)

    rows = [entry.as_row() for entry in AuditEntry.objects.order_by("number")]
    seal = TrailSeal.objects.get()
    assert len(rows) == WRITERS * ROWS
    assert faults(rows, count=seal.count, head=seal.head) == []
