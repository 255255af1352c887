"""The keeper of the worker: its work goes on, what it calls is done one at a time."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.cli.processes import Keeper
from tests.cli.processes import children, is_alive, until


@contextmanager
def calling_on_and_on(called: Callable[[], object]) -> Iterator[Keeper]:
    """A keeper whose work does nothing but call this."""

    def work() -> None:
        while True:
            keeper.call()
            time.sleep(0.02)

    keeper = Keeper(work, on_call=called)
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.stop()


def test_what_the_work_calls_is_done_and_never_twice_at_once(tmp_path):
    marks, may_end = tmp_path / "marks", tmp_path / "may_end"

    def called() -> None:
        with marks.open("a") as file:
            file.write(f"{os.getpid()}\n")
        while not may_end.exists():
            time.sleep(0.02)

    with calling_on_and_on(called) as keeper:
        assert until(lambda: _lines(marks) == 1)
        time.sleep(0.3)
        assert _lines(marks) == 1
        assert len(children(keeper.pid)) == 2
        may_end.touch()
        assert until(lambda: _lines(marks) > 1)


def test_what_is_called_and_fails_rests_and_the_work_goes_on(tmp_path):
    marks = tmp_path / "marks"

    def called() -> None:
        with marks.open("a") as file:
            file.write("failed\n")
        raise SystemExit(1)

    with calling_on_and_on(called) as keeper:
        assert until(lambda: _lines(marks) == 1)
        time.sleep(0.5)
        assert _lines(marks) == 1
        assert until(lambda: len(children(keeper.pid)) == 1)


def test_nothing_is_left_of_a_keeper_that_is_told_to_stop_or_is_killed(tmp_path):
    def work() -> None:
        keeper.call()
        time.sleep(60)

    for end in (Keeper.stop, lambda keeper: (os.kill(keeper.pid, signal.SIGKILL), os.waitpid(keeper.pid, 0))):
        keeper = Keeper(work, on_call=lambda: time.sleep(60))
        keeper.start()
        assert until(lambda: len(children(keeper.pid)) == 2)  # noqa: B023
        below = children(keeper.pid)
        end(keeper)
        assert until(lambda: not [pid for pid in below if is_alive(pid)])  # noqa: B023


def _lines(marks: Path) -> int:
    return len(marks.read_text().splitlines()) if marks.exists() else 0
