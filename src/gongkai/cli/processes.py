"""Children of `gongkai serve`: forked, so that they share what the parent has loaded; never left behind by it."""

import contextlib
import logging
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator

from gongkai import children

log = logging.getLogger("gongkai.serve")

HEARD = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, signal.SIGUSR1, signal.SIGALRM)  # by a keeper
PATIENCE = 10.0  # seconds a child may take to end before it is killed
LIVED = 5.0  # a child that lived longer than these seconds is started again at once
LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps failing
CALL_PAUSE = 60.0  # seconds after what was called has failed


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
    `on_call` is for what needs much memory and seldom: when the work calls it, it has a child that lives no longer.
    It hears signals one after the other, where it waits for them: it is never told anything amid a fork.
    """

    def __init__(self, work: Callable[[], object], on_call: Callable[[], object] = lambda: None) -> None:
        self._work, self._on_call = work, on_call
        self._child = self._called_child = 0
        self._began = self._pause = self._no_call_before = 0.0
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

    def call(self) -> None:
        """From within the work: have that done. While it is being done it is not begun again."""
        os.kill(self.pid, signal.SIGUSR1)

    def _keep(self) -> None:
        self.pid = os.getpid()
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        end_with_parent()
        self._begin_work()
        while (told := signal.sigwait(HEARD)) not in (signal.SIGTERM, signal.SIGINT):
            if told == signal.SIGUSR1:
                self._begin_called()
            elif told == signal.SIGCHLD:
                for child, status in _ended():
                    self._note_end(child, status)
            elif not self._child:  # the pause before another start is over
                self._begin_work()
        self._end_children()

    def _begin_work(self) -> None:
        self._began = time.monotonic()
        self._child = _forked(self._work)

    def _begin_called(self) -> None:
        if not self._called_child and time.monotonic() >= self._no_call_before:
            self._called_child = _forked(self._on_call)

    def _note_end(self, child: int, status: int) -> None:
        if child == self._called_child:  # it says itself what went wrong
            self._called_child = 0
            if status:
                self._no_call_before = time.monotonic() + CALL_PAUSE
        elif child == self._child:
            self._child = 0
            lived = time.monotonic() - self._began
            self._pause = 0.0 if lived > LIVED else min(LONGEST_PAUSE, self._pause * 2 or 1.0)
            log.error("the worker ended by itself (%s) and is started again", os.waitstatus_to_exitcode(status))
            signal.setitimer(signal.ITIMER_REAL, self._pause or 0.001)

    def _end_children(self) -> None:
        children = [child for child in (self._called_child, self._child) if child]
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)
        for child in children:
            _wait(child, PATIENCE)


def _forked(work: Callable[[], object]) -> int:
    """The number of a new child that does this, ends with it and with its parent."""
    child = os.fork()
    if child == 0:
        for told in HEARD:
            signal.signal(told, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
        end_with_parent()
        _run(work)
    return child


def _ended() -> Iterator[tuple[int, int]]:
    """The children that have ended and nobody has asked about; one signal may stand for several."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)) != (0, 0):
            yield ended


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
