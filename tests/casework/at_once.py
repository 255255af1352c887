"""Processes of their own on one database, as on a busy morning: a file of SQLite, or the test database of PostgreSQL."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.db import connection

PREPARED = """
import json, os, sys, time
from datetime import date, datetime
from pathlib import Path
import django
django.setup()
from django.utils import timezone
from gongkai.accounts.models import User
from gongkai.applications.book import BOOK
from gongkai.applications.models import Application
from gongkai.casework.recording import MovedOn
case, by = Application.objects.get(pk={case}), User.objects.get(pk={by})
day = date(2024, 9, 10)
moment = timezone.make_aware(datetime(2024, 9, 10, 10))

def say(what):
    sys.stdout.write(str(what) + chr(10))
    sys.stdout.flush()

def together():
    Path({folder!r}, f"ready-{{os.getpid()}}").touch()
    while not Path({folder!r}, "go").exists():
        time.sleep(0.005)

def note(text, **more):
    return BOOK.record(case, "note", by=by, on=day, recorded_at=moment, text=text, **more).seq
"""
LOOK = """
rows = BOOK.events_of(case)
say(json.dumps({
    "seqs": [row.seq for row in rows],
    "texts": {row.seq: row.facts.get("text") for row in rows},
    "differences": [str(found) for found in BOOK.differences(case).items()],
    "last_seq": case.last_seq,
}))
"""


class AtOnce:
    """Starts children on a case. On SQLite the committed test database is copied to a file, which then is the truth."""

    def __init__(self, folder: Path, case, by) -> None:
        self.folder, self.preparing = folder, PREPARED.format(case=case.pk, by=by.pk, folder=str(folder))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")} | {
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.test",
            "GONGKAI_DATABASE": self._database(),
            "GONGKAI_DATA": str(folder),
        }

    def _database(self) -> str:
        if connection.vendor == "sqlite":
            path = self.folder / "cases.sqlite3"
            with closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
            return f"sqlite:{path}"
        known = connection.settings_dict
        who = quote(known["USER"]) + (":" + quote(known["PASSWORD"]) if known["PASSWORD"] else "")
        where = known["HOST"] + (f":{known['PORT']}" if known["PORT"] else "")
        return f"postgresql://{who}@{where}/{known['NAME']}"

    def start(self, script: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", self.preparing + script], env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def all_at_once(self, script: str, how_many: int) -> list[list[str]]:
        """What each child printed; at `together()` all of them wait until the last one is there."""
        children = [self.start(script) for _number in range(how_many)]
        until = time.monotonic() + 60
        while len(list(self.folder.glob("ready-*"))) < how_many and time.monotonic() < until:
            time.sleep(0.01)
        (self.folder / "go").touch()
        return [self.ended(child) for child in children]

    @staticmethod
    def ended(child: subprocess.Popen) -> list[str]:
        out, errors = child.communicate(timeout=90)
        assert child.returncode == 0, errors
        return out.split("\n")[:-1]

    def look(self) -> dict:
        """The case as a fresh process finds it: numbers and texts of its rows, and where the cache is wrong."""
        return json.loads(self.ended(self.start(LOOK))[0])
