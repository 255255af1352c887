"""拔电: the server dies between any two writes while citizens apply. Whoever saw a receipt finds the application again."""

import http.cookiejar
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing

import pytest

from tests.portal.applying import PERSON, answered, hidden

SETTLE = """
import django
django.setup()
from gongkai.cli.setup import prepare
prepare()
from gongkai.accounts.models import User
from tests.cast import found
root = User.objects.create_superuser("root", password="mima-mima-2019")
county = found("rongjiang-gov", by=root, parent=None)
found("rongjiang-mzj", by=root, parent=county, tree="county_civil_affairs")
"""
ONLINE = "/o/rongjiang-mzj/apply/online/"


class Citizen:
    """A browser without a script, with cookies."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def ask(self, fields: dict | None = None) -> str:
        data = urllib.parse.urlencode(fields, doseq=True).encode() if fields else None
        wanted = urllib.request.Request(self.base + ONLINE, data, {"Referer": self.base + ONLINE})
        with self.opener.open(wanted, timeout=20) as answer:
            return answer.read().decode()

    def apply(self, number: int) -> str:
        """The registration number on the receipt."""
        page = self.ask()
        page = self.ask(self._sent(page) | PERSON | {"title": f"第{number}件所需信息", "step": "check"})
        page = self.ask(answered(self._sent(page)) | {"step": "send"})
        return re.search(r"\d{4} \d{4} \d{4}", page)[0].replace(" ", "")

    def _sent(self, page: str) -> dict:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.partition("<main")[2])[1]
        return hidden(page) | {"csrfmiddlewaretoken": token}


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.test", "GONGKAI_DATA": str(tmp_path),
        "GONGKAI_DATABASE": f"sqlite:{tmp_path}/served.sqlite3", "GONGKAI_WORKERS": "2",
    }  # fmt: skip


@pytest.fixture
def served(environment, tmp_path):
    """The real server on a database of its own: (process, address)."""
    subprocess.run([sys.executable, "-c", SETTLE], env=environment, check=True, timeout=120, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gongkai.cli.main", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_for(base)
        yield process, base
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def _wait_for(base: str) -> None:
    for _turn in range(300):
        try:
            urllib.request.urlopen(base + "/robots.txt", timeout=2).close()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    pytest.fail("the server did not answer within a minute")


@pytest.mark.sqlite
def test_a_server_killed_at_any_moment_has_lost_no_application_whose_receipt_was_seen(served, environment, tmp_path):
    process, base = served
    receipts: list[str] = []

    def keep_applying() -> None:
        citizen = Citizen(base)
        for number in range(9):
            try:
                receipts.append(citizen.apply(number))
            except (OSError, urllib.error.URLError):  # the server has gone
                return

    crowd = [threading.Thread(target=keep_applying, daemon=True) for _person in range(2)]
    for person in crowd:
        person.start()
    for _turn in range(400):
        if len(receipts) >= 3:
            break
        time.sleep(0.05)
    time.sleep(random.uniform(0, 0.4))
    os.killpg(process.pid, signal.SIGKILL)
    for person in crowd:
        person.join(30)

    assert len(receipts) >= 3
    with closing(sqlite3.connect(tmp_path / "served.sqlite3")) as database:
        kept = dict(database.execute("SELECT number, id FROM applications_application").fetchall())
        whole = database.execute(
            "SELECT count(*) FROM applications_application a JOIN applications_applicant p ON p.application_id = a.id"
            " WHERE EXISTS (SELECT 1 FROM applications_applicationevent e WHERE e.case_id = a.id)"
        ).fetchone()[0]
        (sound,) = database.execute("PRAGMA integrity_check").fetchone()
    assert set(receipts) <= set(kept) and whole == len(kept) and sound == "ok"
    checked = subprocess.run(
        [sys.executable, "-m", "gongkai.cli.main", "rebuild", "--check"], env=environment, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr
