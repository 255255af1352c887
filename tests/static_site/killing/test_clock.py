"""The clock is set back between two bakes, in real processes: nothing is lost, and the manifest's time never runs backwards."""

import json

import pytest

pytestmark = pytest.mark.sqlite


def lines(data) -> list[dict]:
    manifest = (data / "site/current").resolve() / "manifest"
    return [
        json.loads(line)
        for path in sorted(manifest.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def test_what_is_published_after_the_clock_was_set_back_is_baked_found_and_told(installed, tmp_path):
    installation = installed()
    before = lines(installation.data)
    installation.run("publish", 1)
    installation.run("publish", 2, -400)  # days
    installation.run("publish", 1)
    told = lines(installation.data)
    times = [line["at"] for line in told]
    assert times == sorted(times) and len(told) > len(before)
    behind = [line for line in told if "clock" in line]
    assert behind and all(line["clock"] < line["at"] for line in behind)
    assert installation.run("waiting") == []
    assert installation.run("same_as_baked_anew", str(tmp_path / "anew")) == []
    for words in (["verify"], ["rebuild", "--check"], ["audit", "verify"], ["bake"]):
        status, said = installation.run("command", words)
        assert status == 0, said


def test_a_full_bake_that_was_killed_before_the_clock_was_set_back_goes_on(installed):
    installation = installed()
    pid = installation.start("work", "bake", 1, "before a chunk is noted", 3)
    assert installation.reap(pid) == -9
    installation.run("publish", 1, -400)
    status, said = installation.run("command", ["bake", "--all", "--processes", "1"], -400)
    assert status == 0 and "接着上次做完的 2 段" in said, said
    status, said = installation.run("command", ["verify"])
    assert status == 0, said
    times = [line["at"] for line in lines(installation.data)]
    assert times == sorted(times)
