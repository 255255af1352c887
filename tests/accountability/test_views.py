"""Views from the access log: the item, the day and a number; nobody's address, no program, nothing twice."""

import gzip
from datetime import date

import pytest

from gongkai.accountability import access_log, actions
from gongkai.accountability.models import ViewCount
from gongkai.cli.main import main

AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


def line(
    path="/o/rongjiang-mzj/i/17/", *, at="20/May/2026:09:30:01 +0800", method="GET", status=200, agent=AGENT
) -> str:
    return f'203.0.113.9 - - [{at}] "{method} {path} HTTP/1.1" {status} 5120 "https://example.cn/?q=\\"低保\\"" "{agent}"\n'


def test_an_opened_page_counts_for_its_item_and_day():
    found = access_log.count([line(), line(status=304), line("/o/rongjiang-mzj/i/17/?from=wx")])
    assert found.views == {(17, date(2026, 5, 20)): 3}


def test_the_day_is_the_offices_day():
    assert access_log.count([line(at="20/May/2026:16:30:00 +0000")]).views == {(17, date(2026, 5, 21)): 1}


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/o/rongjiang-mzj/"}, {"path": "/o/rongjiang-mzj/i/17/data.json"}, {"path": "/o/rongjiang-mzj/i/17/feedback/"},
        {"path": "/search/?q=/o/a/i/17/"}, {"method": "HEAD"}, {"method": "POST"}, {"status": 404}, {"status": 410},
    ],
)  # fmt: skip
def test_what_is_no_reading_of_an_item_is_not_counted(other):
    assert not access_log.count([line(**other)]).views


@pytest.mark.parametrize(
    "agent",
    ["Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", "Googlebot/2.1", "curl/8.5.0",
     "python-requests/2.32", "Mozilla/5.0 HeadlessChrome/126", "UptimeRobot/2.0", "-", ""],
)  # fmt: skip
def test_programs_that_say_what_they_are_are_not_readers(agent):
    found = access_log.count([line(agent=agent)])
    assert not found.views and found.programs == 1


def test_an_ordinary_browser_is_no_program():
    agents = (AGENT, "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.49", "Mozilla/5.0 (X11; Linux aarch64) Firefox/128.0")  # fmt: skip
    assert access_log.count([line(agent=agent) for agent in agents]).views.total() == 3


def test_lines_of_another_form_are_told_and_passed_over():
    found = access_log.count(["什么也不是\n", "\n", line(at="32/Foo/2026:09:30:01 +0800"), line()])
    assert (found.lines, found.unread, found.views.total()) == (3, 2, 1)


@pytest.mark.django_db
def test_a_log_read_twice_counts_once_and_one_that_has_grown_counts_the_rest(published):
    item, day = published(), date(2026, 5, 20)
    assert actions.take_in_views(views={(item.pk, day): 3, (item.pk + 999, day): 5}) == 1
    assert actions.take_in_views(views={(item.pk, day): 3}) == 0
    assert actions.take_in_views(views={(item.pk, day): 2}) == 0
    assert actions.take_in_views(views={(item.pk, day): 8}) == 1
    row = ViewCount.objects.get()
    assert (row.item, row.organ, row.count) == (item, item.organ, 8)


@pytest.mark.django_db
def test_the_command_reads_plain_and_packed_logs_and_keeps_no_address(published, tmp_path, capsys):
    item = published()
    path = f"/o/rongjiang-mzj/i/{item.pk}/"
    (tmp_path / "access.log").write_text(line(path) + line(path, agent="curl/8"), encoding="utf-8")
    with gzip.open(tmp_path / "access.log.1.gz", "wt", encoding="utf-8") as packed:
        packed.write(line(path) + line(path, at="19/May/2026:09:00:00 +0800"))
    assert main(["views", str(tmp_path / "access.log"), str(tmp_path / "access.log.1.gz")]) == 0
    assert "浏览 3 次（2 天），不计程序访问 1 次；更新 2 条计数" in capsys.readouterr().err
    assert sorted(ViewCount.objects.values_list("day", "count")) == [(date(2026, 5, 19), 1), (date(2026, 5, 20), 2)]
    kept = [field.name for field in ViewCount._meta.get_fields()]
    assert kept == ["id", "organ", "item", "day", "count"]


@pytest.mark.django_db
def test_a_log_of_another_form_fails_and_a_missing_one_is_named(tmp_path, capsys):
    (tmp_path / "a.log").write_text("2026-05-20 x\n", encoding="utf-8")
    assert main(["views", str(tmp_path / "a.log")]) == 1
    assert "有 1 行不是 combined 格式" in capsys.readouterr().err
    assert main(["views", str(tmp_path / "b.log")]) == 2
