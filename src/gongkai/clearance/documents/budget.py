"""How long reading may go on. A reader asks before each costly part; what no time was left for is unread, never silent.

Recognising text on a page costs seconds however honest the file is: a page that was read pays its own time back, so that
a long scan is read to its end, while what makes no progress ends soon.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf

LATE = "在限定的时间里没有读完"


@dataclass
class _Clock:
    until: float = inf
    latest: float = inf  # what is paid back ends here


_clock: ContextVar[_Clock | None] = ContextVar("clock", default=None)
_listener: ContextVar[Callable[[float], None] | None] = ContextVar("listener", default=None)


@contextmanager
def within(seconds: float, *, longest: float | None = None) -> Iterator[None]:
    """Reading inside should end within these seconds, and within `longest` with all that is paid back.

    An outer, shorter limit stays.
    """
    outer, now = _clock.get() or _Clock(), time.monotonic()
    until = min(outer.until, now + seconds)
    token = _clock.set(_Clock(until, min(outer.latest, max(until, now + (longest or seconds)))))
    try:
        yield
    finally:
        _clock.reset(token)


@contextmanager
def heard_by(listener: Callable[[float], None]) -> Iterator[None]:
    """The listener is told the seconds of each payment, so that who waits outside waits longer."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def paid_back() -> Iterator[None]:
    """What happens inside is progress: its time is not counted."""
    began = time.monotonic()
    yield
    spent = time.monotonic() - began
    if (clock := _clock.get()) is not None:
        clock.until = min(clock.until + spent, clock.latest)
    if (listener := _listener.get()) is not None:
        listener(spent)


def left() -> float:
    """Seconds left, endless when nobody set a limit."""
    clock = _clock.get()
    return inf if clock is None else clock.until - time.monotonic()


def is_spent() -> bool:
    return left() <= 0
