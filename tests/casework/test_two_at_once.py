"""Two at one case, and a machine that dies: one of two wins, nothing that was acknowledged is lost."""

import random
import signal

import pytest

from tests.casework.at_once import AtOnce

ONE_STEP = """
seen = case.last_seq
together()
try:
    say(f"done {note('我的一步', seen=seen)}")
except MovedOn as told:
    say(f"moved on {len(told.since)}")
"""
MANY_STEPS = """
together()
for place in range(6):
    while True:
        case.refresh_from_db()
        try:
            say(f"{note(f'第{place}步', seen=case.last_seq)}")
        except MovedOn:
            continue
        break
"""
WITHOUT_LOOKING = """
together()
for place in range(6):
    say(note(f"第{place}步"))
"""
FOR_EVER = """
place = 0
while True:
    place += 1
    say(f"{note(f'第{place}步')} {place}")
"""


def one_of_two_wins(at_once: AtOnce) -> None:
    said = sorted(line for lines in at_once.all_at_once(ONE_STEP, 2) for line in lines)
    assert said == ["done 3", "moved on 1"]
    assert at_once.look()["seqs"] == [1, 2, 3]


def who_looks_again_gets_through(at_once: AtOnce, script: str) -> None:
    said = [int(line) for lines in at_once.all_at_once(script, 2) for line in lines]
    found = at_once.look()
    assert sorted(said) == list(range(3, 15)), "every acknowledged number once"
    assert found["seqs"] == list(range(1, 15))
    assert (found["last_seq"], found["differences"]) == (14, [])


def what_was_acknowledged_outlives_the_process(at_once: AtOnce) -> None:
    for _round in range(2):
        child = at_once.start(FOR_EVER)
        lines = [child.stdout.readline() for _line in range(random.randint(1, 25))]
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.readlines()
        child.wait(timeout=30)
        assert child.returncode == -signal.SIGKILL, child.stderr.read()
        acknowledged = [line.split() for line in lines if line.endswith("\n")]
        found = at_once.look()
        assert acknowledged
        for seq, place in acknowledged:
            assert found["texts"][seq] == f"第{place}步"
        assert found["seqs"] == list(range(1, len(found["seqs"]) + 1))
        assert int(acknowledged[-1][0]) <= found["last_seq"] <= int(acknowledged[-1][0]) + 1
        assert found["differences"] == []


@pytest.fixture
def at_once(transactional_db, applied, clerk, tmp_path) -> AtOnce:
    return AtOnce(tmp_path, applied(), clerk)


@pytest.mark.sqlite
def test_of_two_who_saw_the_same_one_wins_on_a_sqlite_file(at_once):
    one_of_two_wins(at_once)


@pytest.mark.sqlite
@pytest.mark.parametrize("script", [MANY_STEPS, WITHOUT_LOOKING], ids=["looking again", "without looking"])
def test_many_steps_of_two_are_numbered_without_a_gap_on_a_sqlite_file(at_once, script):
    who_looks_again_gets_through(at_once, script)


@pytest.mark.sqlite
def test_a_killed_writer_on_a_sqlite_file_loses_nothing_acknowledged(at_once):
    what_was_acknowledged_outlives_the_process(at_once)


@pytest.mark.postgres
def test_of_two_who_saw_the_same_one_wins_on_postgresql(at_once):
    one_of_two_wins(at_once)


@pytest.mark.postgres
@pytest.mark.parametrize("script", [MANY_STEPS, WITHOUT_LOOKING], ids=["looking again", "without looking"])
def test_many_steps_of_two_are_numbered_without_a_gap_on_postgresql(at_once, script):
    who_looks_again_gets_through(at_once, script)


@pytest.mark.postgres
def test_a_killed_writer_on_postgresql_loses_nothing_acknowledged(at_once):
    what_was_acknowledged_outlives_the_process(at_once)
