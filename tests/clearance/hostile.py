"""Jobs that behave badly, for the tests of the wall around hostile files."""

import time
from typing import Any

from gongkai.clearance.documents import budget


def hangs(data: bytes, options: dict[str, Any]) -> tuple[Any, bytes]:
    while True:
        time.sleep(0.05)


def advances(data: bytes, options: dict[str, Any]) -> tuple[Any, bytes]:
    """Half a second at a time, each a page read."""
    for _ in range(options["pages"]):
        with budget.paid_back():
            time.sleep(0.5)
    return "read", b""


def eats(data: bytes, options: dict[str, Any]) -> tuple[Any, bytes]:
    kept = []
    while True:
        kept.append(bytearray(64 * 1024 * 1024))


def dies(data: bytes, options: dict[str, Any]) -> tuple[Any, bytes]:
    import os

    os.abort()


def says_too_much(data: bytes, options: dict[str, Any]) -> tuple[Any, bytes]:
    print(data.decode())
    raise ValueError(data.decode())


def echoes(data: bytes, options: dict[str, Any]) -> tuple[Any, bytes]:
    import os

    return {"pid": os.getpid(), "length": len(data), **options, "environment": sorted(os.environ)}, data[::-1]
