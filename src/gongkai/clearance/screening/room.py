"""The reading room: one small process in which foreign files are opened, shared by all threads of a server process.

It starts with the first file and goes when it has had nothing to do for a while, so that an idle office holds no models
in memory. Its limits are those of `apart`.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from gongkai.clearance.apart import Reader

IDLE_SECONDS = 120
LONGEST = 3  # times the limit of a file, for scans of many pages that make progress

_lock = threading.Lock()
_reader: Reader | None = None
_closing: threading.Timer | None = None


@contextmanager
def reader() -> Iterator[Reader]:
    """The reader, to this thread alone for the length of the block."""
    global _reader, _closing
    with _lock:
        if _closing is not None:
            _closing.cancel()
        if _reader is None:
            _reader = Reader(seconds=settings.SCAN_SECONDS, longest=LONGEST * settings.SCAN_SECONDS)
        try:
            yield _reader
        finally:
            _closing = threading.Timer(IDLE_SECONDS, close)
            _closing.daemon = True
            _closing.start()


def close() -> None:
    """Let the process go. The next file starts another."""
    global _reader
    with _lock:
        if _reader is not None:
            _reader.close()
            _reader = None
