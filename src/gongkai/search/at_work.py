"""Whether somebody is rebuilding the index now: a lock that ends with its process, however that ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def at_work() -> Iterator[None]:
    """Several may be at it."""
    with _lock().open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_somebody() -> bool:
    with _lock().open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _lock() -> Path:
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "search-rebuild.lock"
