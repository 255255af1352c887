"""Two processes that publish and one that bakes everything, at once on one site: they take turns, and nothing is lost."""

import time

import pytest

from tests.static_site.killing.installation import kill, until
from tests.static_site.killing.reader import Reader

pytestmark = pytest.mark.sqlite


def test_two_who_publish_and_one_who_bakes_everything_lose_nothing(installed, tmp_path):
    installation = installed()
    reader = Reader(installation.data)
    reader.start()
    full = installation.start("work", "bake", 1, "", 0)
    writers = [installation.start("publish", 6) for _number in range(2)]
    assert [installation.reap(pid) for pid in writers] == [0, 0]
    kill(full, group=True)
    installation.reap(full)
    after = installation.run("recover", True)
    reader.hide(after["hidden"])
    reader.look_at_all()
    reader.end()
    assert [words for words, (status, _said) in after["commands"].items() if status] == [], after
    assert reader.complaints == [] and after["waiting"] == []
    assert installation.run("same_as_baked_anew", str(tmp_path / "anew")) == []


def test_of_two_full_bakes_at_once_one_does_it_and_the_other_says_so(installed):
    installation = installed()
    first = installation.start("work", "bake", 1, "", 0)
    try:
        assert until((installation.data / "at-work").exists)
        said = []
        for _turn in range(40):
            said.append(installation.run("command", ["bake", "--all", "--processes", "1"]))
            if "另一个静态化正在进行" in said[-1][1]:
                break
            time.sleep(0.05)
        assert said[-1][0] == 1 and "另一个静态化正在进行" in said[-1][1], said
    finally:
        kill(first, group=True)
        installation.reap(first)
    assert installation.run("recover", True)["commands"]["verify --json"][0] == 0
