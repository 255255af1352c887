"""Killed at any moment, the installation is whole again once its worker is back, and no reader ever saw half a page.

GONGKAI_TEST_KILLS=50 kills fifty times instead of a few; `GONGKAI_TEST_KILLS="50 7"` begins with the seed 7.
"""

import json
import os
import time
from random import Random

import pytest

from tests.static_site.killing import places
from tests.static_site.killing.installation import Installation, kill, members, until
from tests.static_site.killing.reader import Reader

pytestmark = pytest.mark.sqlite
KINDS = {
    "write": places.PUBLISHING, "together": places.PUBLISHING, "bake": places.BAKING, "index": places.INDEXING,
    "bake in two processes": [],
}  # fmt: skip
LONGEST = 8.0  # seconds of work; who has not come by his place until then is killed where he is
ORPHANED = 15.0  # seconds


def planned(times: int, seed: int) -> list[tuple[str, str, int, float, bool]]:
    """(kind of work, place or "", passing, seconds, whole group): half of the kills by the clock, half at a place."""
    rng = Random(seed)
    plan = []
    for number in range(times):
        kind = list(KINDS)[number % len(KINDS)] if number % 15 != 4 else "write"
        at = rng.choice(KINDS[kind]) if KINDS[kind] and rng.random() < 0.6 else ""
        often = any(word in at for word in ("rename", "part files", "commit"))
        seconds = rng.uniform(0.5, 6) if "processes" in kind else rng.uniform(0.05, 2)
        plan.append((kind, at, rng.randint(1, 40 if often else 4), seconds, kind == "together" or rng.random() < 0.5))
    return plan


def killed(
    installation: Installation, number: int, kind: str, at: str, passing: int, seconds: float, group: bool
) -> str:
    """Have it work and die; how it died, in words."""
    mark = installation.data / "at-work"
    mark.unlink(missing_ok=True)
    pid = installation.start("work", kind, number, at, passing)
    assert until(mark.exists)
    until(lambda: pid not in members(pid), LONGEST if at else seconds)
    by_itself = pid not in members(pid)
    kill(pid, group=group or kind == "together")
    ended = installation.reap(pid)
    assert ended == -9, f"{kind} ended by itself ({ended}): {installation.said.read_text(encoding='utf-8')[-3000:]}"
    assert until(lambda: not members(pid), ORPHANED), f"{kind}: orphans {members(pid)}"
    where = f"{at}, passing {passing}" if by_itself else f"after {seconds:.2f} s"
    return f"{number}: {kind}, killed {where}, {'group' if group else 'alone'}"


def faults_of(told: dict) -> list[str]:
    found = [f"gongkai {words}: exit {status}: {said}" for words, (status, said) in told["commands"].items() if status]
    found += [f"still waiting: {what}" for what in told["waiting"]]
    return found + [f"left over: {path}" for path in told["parts"]]


def run(installation: Installation, plan: list, told: list[str]) -> list[str]:
    reader = Reader(installation.data)
    reader.start()
    found: list[str] = []
    rng = Random(len(plan))
    for number, row in enumerate(plan):
        began = time.monotonic()
        how = killed(installation, number, *row)
        if rng.random() < 0.3 and number + 1 < len(plan):  # the next one begins before any worker has come by
            told.append(f"{how}: work goes on at once")
            continue
        after = installation.run("recover", "bake" in row[0] and rng.random() < 0.5)
        reader.hide(after["hidden"])
        reader.look_at_all()
        faults = faults_of(after) + reader.complaints
        reader.complaints = []
        found += [f"{how}: {fault}" for fault in faults]
        told.append(f"{how}: {len(faults)} faults, {time.monotonic() - began:.1f} s")
        print(told[-1], *faults, sep="\n  ", flush=True)
    reader.end()
    print(json.dumps(reader.seen))
    assert min(reader.seen.values()) > len(plan), "the reader has hardly read"
    return found


def asked() -> tuple[int, int]:
    """How many kills of each engine, and the seed."""
    times, _blank, seed = os.environ.get("GONGKAI_TEST_KILLS", "5 1").partition(" ")
    return int(times), int(seed or 1)


@pytest.mark.parametrize("engine", ["fts5", "tantivy"])
def test_killed_at_any_moment_all_is_whole_again_and_no_reader_saw_half_a_page(installed, engine, tmp_path):
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    times, seed = asked()
    plan = planned(times, seed) if engine == "fts5" else [row for row in planned(times, seed + 1) if row[0] != "bake"]
    installation = installed(GONGKAI_SEARCH=engine)
    if engine == "tantivy":
        installation.run("command", ["rebuild", "--search"])
    told: list[str] = []
    found = run(installation, plan, told)
    found += [f"not as baked anew: {path}" for path in installation.run("same_as_baked_anew", str(tmp_path / "anew"))]
    assert not found, "\n".join([*told, *found])
