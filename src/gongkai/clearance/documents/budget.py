"""How long reading may go on. A reader asks before each costly part; what no time was left for is unread, never silent."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

_until: ContextVar[float] = ContextVar("until", default=inf)

LATE = "在限定的时间里没有读完"


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Reading inside should end within these seconds; an outer, shorter limit stays."""
    token = _until.set(min(_until.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _until.reset(token)


def left() -> float:
    """Seconds left, endless when nobody set a limit."""
    return _until.get() - time.monotonic()


def is_spent() -> bool:
    return left() <= 0
