"""Children of `gongkai serve`: forked, so that they share what the parent has loaded; never left behind by it."""

import contextlib
import logging
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable

from gongkai import children

log = logging.getLogger("gongkai.serve")

PATIENCE = 10.0  # seconds a child may take to end before it is killed
LIVED = 5.0  # a child that lived longer than these seconds is started again at once
LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps failing


def end_with_parent(sign: int = signal.SIGTERM) -> None:
    """Have this process told to end when its parent ends, however that ends: on Linux by the kernel, else by looking."""
    parent = os.getppid()
    if not children.end_with_parent(sign):
        threading.Thread(target=_watch, args=(parent, sign), daemon=True).start()


def _watch(parent: int, sign: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), sign)


class Keeper:
    """A process that runs `work` in a child of its own and starts it again whenever it ends.

    It stands between the server and the child so that a child is only ever forked by a process without threads.
    """

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._child = 0
        self._is_stopping = False
        self.pid = 0

    def start(self) -> None:
        self.pid = os.fork()
        if self.pid == 0:
            _run(self._keep)

    def stop(self) -> None:
        """End the child, then the keeper; with force when they do not listen."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        _wait(self.pid, PATIENCE + 2)

    def _keep(self) -> None:
        end_with_parent()
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, self._told_to_stop)
        pause = 0.0
        while not self._is_stopping:
            began = time.monotonic()
            self._child = os.fork()
            if self._child == 0:
                for told in (signal.SIGTERM, signal.SIGINT):
                    signal.signal(told, signal.SIG_DFL)
                end_with_parent()
                _run(self._work)
            if self._is_stopping:  # told between the question above and the fork
                self._end_child()
            _pid, status = os.waitpid(self._child, 0)
            if self._is_stopping:
                return
            pause = 0.0 if time.monotonic() - began > LIVED else min(LONGEST_PAUSE, pause * 2 or 1.0)
            log.error("the worker ended by itself (%s) and is started again", os.waitstatus_to_exitcode(status))
            time.sleep(pause)

    def _told_to_stop(self, _number: int, _frame: object) -> None:
        self._is_stopping = True
        if self._child:
            self._end_child()
        os._exit(0)

    def _end_child(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGTERM)
        _wait(self._child, PATIENCE)


def _wait(pid: int, seconds: float) -> None:
    """Until this child has ended, or these seconds have passed and it was killed."""
    until = time.monotonic() + seconds
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > until:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                return
            time.sleep(0.02)


def _run(work: Callable[[], object]) -> None:
    """The whole life of a forked child: it must not return into what its parent was doing."""
    status = 1
    try:
        work()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
        if isinstance(ended.code, str):
            log.error("%s", ended.code)
    except BaseException:
        traceback.print_exc()
    finally:
        logging.shutdown()
        os._exit(status)
