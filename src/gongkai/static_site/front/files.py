"""Opening a file of a release, and nothing outside it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import formatdate

PIECE = 128 * 1024  # bytes a large file is sent in

Identity = tuple[int, int, int]  # time of the last change in nanoseconds, bytes, inode


def identity(found: os.stat_result) -> Identity:
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(slots=True)
class Opened:
    """A file opened under a root. Whoever gets it closes it."""

    descriptor: int
    facts: os.stat_result

    def close(self) -> None:
        os.close(self.descriptor)

    def read(self) -> bytes:
        """The whole content. Raises OSError when it becomes shorter under our hands."""
        wanted = self.facts.st_size
        content = os.read(self.descriptor, wanted)
        while len(content) < wanted:
            more = os.read(self.descriptor, wanted - len(content))
            if not more:
                raise OSError("a baked file became shorter while it was read")
            content += more
        return content


def open_under(root: str, address: str) -> Opened | None:
    """The regular file at `root + address`; None when there is none, or a symbolic link on the way leads out of the root.

    `root` must be a real path.
    """
    try:
        descriptor = os.open(root + address, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    facts = os.fstat(descriptor)
    if stat.S_ISREG(facts.st_mode) and _where(descriptor, root + address).startswith(f"{root}/"):
        return Opened(descriptor, facts)
    os.close(descriptor)
    return None


def _where(descriptor: int, path: str) -> str:
    """Where what is open really lies. Linux knows it of the descriptor itself, so that no exchange of names can deceive."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return os.path.realpath(path)


def http_date(facts: os.stat_result) -> str:
    return formatdate(int(facts.st_mtime), usegmt=True)


class Stream:
    """The bytes of a file from one place to another, in pieces; closes it. A server calls `close`, also half way."""

    def __init__(self, opened: Opened, start: int, length: int) -> None:
        self._opened = opened
        self._at = start
        self._left = length
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = os.pread(self._opened.descriptor, min(PIECE, self._left), self._at) if self._left else b""
        if not piece:
            self.close()
            raise StopIteration
        self._at += len(piece)
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._opened.close()
