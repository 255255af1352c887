"""Where the files lie that are verified: a local directory, or any of Django's storages (a bucket)."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Protocol, cast

from gongkai.static_site.chain import LONGEST_PATH


class NotPlain(Exception):
    """At this path stands something that is not a plain file; the message says what."""


class Tree(Protocol):
    def paths(self) -> Iterator[str]:
        """Every file (and whatever else is not a folder), relative, with forward slashes."""

    def open(self, path: str) -> BinaryIO:
        """Raises FileNotFoundError, NotPlain, or another OSError when it cannot be read."""


class LocalTree:
    """A directory. Links are not followed: behind one stands what somebody may change elsewhere."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self) -> Iterator[str]:
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            with os.scandir(self.root / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    yield path

    def open(self, path: str) -> BinaryIO:
        place = self.root / path
        try:
            found = self._plain(path)
            file = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except NotADirectoryError:
            raise FileNotFoundError(path) from None
        except OSError as problem:
            if problem.errno == errno.ENAMETOOLONG:
                raise FileNotFoundError(path) from None  # no such name can be there
            raise
        if os.fstat(file).st_ino != found.st_ino:
            os.close(file)
            raise FileNotFoundError(path)
        return os.fdopen(file, "rb")

    def _plain(self, path: str) -> os.stat_result:
        """Looks at each folder on the way as well. Raises NotPlain."""
        place = self.root
        for part in path.split("/")[:-1]:
            place /= part
            if stat.S_ISLNK(place.lstat().st_mode):
                raise NotPlain("所在的目录是一个链接")
        found = (self.root / path).lstat()
        if not stat.S_ISREG(found.st_mode):
            raise NotPlain(what_it_is(found.st_mode))
        return found


def what_it_is(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "是一个链接，不是文件"
    return "是一个目录，不是文件" if stat.S_ISDIR(mode) else "不是普通文件"


class StorageTree:
    """The files below `prefix` in a storage of Django's settings."""

    def __init__(self, storage: Any, prefix: str = "") -> None:
        self.storage, self.prefix = storage, prefix.strip("/")

    def paths(self) -> Iterator[str]:
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            folders, files = self._asking(self.storage.listdir, self._full(folder))
            below = f"{folder}/" if folder else ""
            waiting += [below + name for name in sorted(folders)]
            yield from (below + name for name in sorted(files) if name)

    def open(self, path: str) -> BinaryIO:
        if len(path) > LONGEST_PATH:
            raise FileNotFoundError(path)
        content: BinaryIO = self._asking(self._read, self._full(path))
        return content

    def _read(self, path: str) -> BinaryIO:
        with self.storage.open(path, "rb") as file:
            whole = SpooledTemporaryFile(max_size=1024 * 1024)  # noqa: SIM115 - the caller closes it
            for piece in file.chunks():
                whole.write(piece)
        whole.seek(0)
        return cast(BinaryIO, whole)

    def _asking(self, do: Callable[[str], Any], path: str) -> Any:
        """A backend's own exceptions are of no common kind; to us each one is a place that cannot be read."""
        try:
            return do(path)
        except OSError:
            raise
        except Exception as problem:
            raise OSError(str(problem)) from problem

    def _full(self, path: str) -> str:
        return "/".join(part for part in (self.prefix, path) if part)
