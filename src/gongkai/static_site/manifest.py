"""完整性清单 open for appending: what the baker calls. The form of a line is told in `chain`, reading in `segments`."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from gongkai.static_site import segments
from gongkai.static_site.chain import (
    DIGEST,
    GENESIS,
    BrokenChain,
    Entry,
    Head,
    entry_of,
    is_safe,
    read_line,
    removal,
    write_line,
)
from gongkai.static_site.listing import State
from gongkai.static_site.segments import NoManifest

__all__ = ["BrokenChain", "Entry", "Head", "Manifest", "NoManifest", "State", "entry_of", "removal"]


class Manifest:
    """A manifest open for appending. Safe with several writers: each append takes a lock and reads the end anew.

    `cut` is how many bytes of a half last line, left by a kill, were cut off when it was opened.
    """

    def __init__(self, folder: Path, *, previous_head: str, with_sm3: bool) -> None:
        self.folder, self.with_sm3, self.cut = folder, with_sm3, 0
        self._before = previous_head
        self._head = Head(0, previous_head or GENESIS)
        self._end = ("", 0)  # last segment and its size, as this process knows them

    @classmethod
    def open(cls, folder: Path, previous_head: str = "", with_sm3: bool = False) -> Self:
        """Open or begin the manifest in `folder`. Looks at the end only: `lines` checks the whole chain.

        `previous_head` is the chain value at the end of the release before. Raises BrokenChain when the last lines do
        not hold together, ValueError for a head that is none.
        """
        if previous_head and not DIGEST.fullmatch(previous_head):
            raise ValueError(f"{previous_head!r} is no chain value")
        folder.mkdir(parents=True, exist_ok=True)
        manifest = cls(folder, previous_head=previous_head, with_sm3=with_sm3)
        with manifest._alone():
            manifest._read_end()
        return manifest

    @property
    def head(self) -> Head:
        return self._head

    def state(self) -> State:
        """What should be there now: the latest entry of each path. Reads and checks the whole chain."""
        return State.read(self.folder)

    def record(self, entries: Iterable[Entry], *, durable: bool = False) -> Head:
        """Append one line an entry and answer the new head. `durable` waits for the disk.

        A disk that is full leaves the chain as it was (of a batch that runs over the end of a segment, the full segment
        stays). Raises ValueError for a path that leads out of the folder, OSError as the disk does.
        """
        waiting = [self._checked(entry) for entry in entries]
        with self._alone():
            self._read_end()
            while waiting:
                room = segments.LINES - self._head.n % segments.LINES
                self._append(waiting[:room], durable=durable)
                waiting = waiting[room:]
        return self._head

    def adopt(self, raw: Iterable[bytes], *, durable: bool = True) -> Head:
        """Append lines that were written elsewhere, byte by byte as they are, each checked against the one before.

        Raises BrokenChain, and nothing is written then, for lines that do not follow this head.
        """
        with self._alone():
            self._read_end()
            head = self._head
            rows: dict[str, list[bytes]] = {}
            ends: dict[str, Head] = {}
            for place, line in enumerate(raw, 1):
                name = segments.segment_of(head.n + 1)
                told = read_line(line, previous=head.chain, number=head.n + 1, segment=name, place=place)
                head = ends[name] = Head(told.n, told.chain, told.at)
                rows.setdefault(name, []).append(line + b"\n")
            for name, end in ends.items():
                self._write(name, b"".join(rows[name]), end, durable=durable)
        return self._head

    def _checked(self, entry: Entry) -> Entry:
        if not is_safe(entry.path):
            raise ValueError(f"{entry.path!r} is no path of a site")
        if entry.sha256 is not None and (not DIGEST.fullmatch(entry.sha256) or (self.with_sm3 and not entry.sm3)):
            raise ValueError(f"{entry.path} has no usable digest")
        return entry

    def _append(self, entries: list[Entry], *, durable: bool) -> None:
        head, pieces = self._head, []
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        at, clock = (now, "") if now >= head.at else (head.at, now)
        for entry in entries:
            line, chain = write_line(
                entry, number=head.n + 1, at=at, clock=clock, previous=head.chain, before=self._before
            )
            pieces.append(line)
            head = Head(head.n + 1, chain, at)
        self._write(segments.segment_of(head.n), b"".join(pieces), head, durable=durable)

    def _write(self, segment: str, data: bytes, head: Head, *, durable: bool) -> None:
        with (self.folder / segment).open("ab", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            left = memoryview(data)
            try:
                while left:
                    left = left[file.write(left) :]
                if durable:
                    os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
            self._head, self._end = head, (segment, file.tell())

    def _read_end(self) -> None:
        """The head as it stands on the disk; a half last line is cut off. Holding the lock."""
        names = segments.segments(self.folder)
        while names:
            path = self.folder / names[-1]
            if self._end == (path.name, path.stat().st_size):
                return
            with path.open("r+b") as file:
                whole, torn = segments.whole_size(file, path.name)
                if torn:
                    file.truncate(whole)
                    self.cut += torn
                if whole:
                    last = segments.last_line(self.folder, names, file, whole)
                    self._head, self._end = Head(last.n, last.chain, last.at), (path.name, whole)
                    return
            path.unlink()  # nothing but a half line: the end stands in the segment before
            names.pop()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.folder / ".lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
