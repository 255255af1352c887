"""By night the site is read in slices, all of it within a week; what is wrong is told once, and kept for the office."""

import shutil
from datetime import date, timedelta

import pytest
import time_machine

from gongkai.audit import actions
from gongkai.audit.models import AuditEntry
from gongkai.cli.tick import tick
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.verifying.heads import VERB, as_facts
from gongkai.static_site.verifying.places import locate
from gongkai.static_site.watching import DAYS, is_due, last_watch, watch
from tests.static_site.sites import CONTENTS, site_at

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)


def days():
    return [MONDAY + timedelta(days=n) for n in range(DAYS)]


def test_in_a_week_every_file_is_read_once(site):
    assert sum(watch(site, today=day).checked for day in days()) == len(CONTENTS)
    assert not AuditEntry.objects.filter(verb="site.alarm").exists() and not last_watch().is_alarm


def test_a_touched_file_is_told_on_the_night_of_its_slice(site, www, caplog):
    (www / "feed.xml").write_bytes(b"<food/>")
    found = {day: watch(site, today=day).is_alarm for day in days()}
    assert found == {day: is_due("feed.xml", day) for day in days()}
    assert "被改动 feed.xml：长度相同，内容不同" in caplog.text
    assert AuditEntry.objects.get(verb="site.alarm").facts["faults"] == 1


def test_an_added_file_is_told_the_first_night(site, www):
    (www / "shell.php").write_bytes(b"<?php")
    found = watch(site, today=MONDAY)
    assert found.is_alarm and found.named == ("多出 shell.php：清单里没有",) and last_watch() == found


def test_once_a_day_is_enough(site):
    assert watch(site, today=MONDAY) is not None
    assert watch(site, today=MONDAY) is None


def test_a_site_nobody_can_judge_is_an_alarm(tmp_path):
    assert last_watch() is None
    assert "没有目录" in watch(tmp_path / "no", today=MONDAY).cannot_tell
    assert AuditEntry.objects.filter(verb="site.alarm").count() == 1


def test_a_site_rewritten_along_with_its_manifest_is_an_alarm(site):
    head = Manifest.open(locate(site).manifest).head
    actions.record(verb=VERB, by=None, subject="site", **as_facts(head, "1"))
    assert not watch(site, today=MONDAY).is_alarm
    shutil.rmtree(site)
    site_at(site, CONTENTS | {"index.html": b"forged"})
    assert "清单被整个换过" in watch(site, today=MONDAY + timedelta(days=1)).cannot_tell


@pytest.mark.sqlite  # a clock set on makes a connection of another server too old to be kept, in the middle of the test
def test_the_clock_does_it_by_night_alone(site, settings):
    settings.SITE_FOLDER = site
    (site / "current" / "www" / "shell.php").write_bytes(b"<?php")
    with time_machine.travel("2026-11-30T09:00:00+08:00", tick=False):
        assert tick().said["静态网站核验"] == "" and last_watch() is None
    with time_machine.travel("2026-12-01T02:00:00+08:00", tick=False):
        assert tick().said["静态网站核验"] == "静态网站核验发现 1 处不符"
        assert tick().said["静态网站核验"] == ""
