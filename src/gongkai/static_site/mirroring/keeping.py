"""What is known of a mirror, without asking it. <site>/mirrors/<name>/

position.json    how far it is level: release, number and chain value of the last line it has; what was under way
held/1/…         a manifest of what it holds
lock             one push at a time

What lies there is always among what is held or under way, whenever a push is killed: so nothing is forgotten there.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from gongkai.static_site.chain import Entry, Head, removal
from gongkai.static_site.listing import State
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.segments import NoManifest

UNSURE = "0" * 64  # the digest of an object that may be there, whole or not at all, in one version or another
SPARE_LINES, AT_ONCE = 10_000, 10_000


class MirrorBusy(Exception):
    """Another process is pushing to this mirror; nothing was done."""


@dataclass
class Position:
    """`behind`: files that were not what their line says when they should have been sent: path to digest and size."""

    where: str = ""
    release: str = ""
    n: int = 0
    chain: str = ""
    held: int = 1
    under_way: list[str] = field(default_factory=list)
    behind: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def head(self) -> Head:
        return Head(self.n, self.chain)


class Keeping:
    """The folder of one mirror."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._file = folder, folder / "position.json"
        self.position = Position()
        if self._file.exists():
            self.position = Position(**json.loads(self._file.read_text(encoding="utf-8")))
        self._held = self._opened()

    def begin_anew(self, where: str, found: Iterable[str]) -> None:
        """As a mirror at `where`, in which these files lie and nobody knows what is in them."""
        shutil.rmtree(self.folder / "held", ignore_errors=True)
        self.position, self._held = Position(where), self._opened()
        self.hold(Entry(path, UNSURE) for path in found)
        self.save()

    def settle(self) -> None:
        """What was under way when a push was killed may have arrived or not."""
        if self.position.under_way:
            self.hold(Entry(path, UNSURE) for path in self.position.under_way)
            self.reach(self.position.head, under_way=())

    def state(self) -> State:
        try:
            return State.read(self._held.folder)
        except NoManifest:
            return State()

    def hold(self, entries: Iterable[Entry]) -> None:
        """These lie there now. Written in pieces: a million of them need not be in memory at once."""
        entries = iter(entries)
        while piece := list(islice(entries, AT_ONCE)):
            self._held.record(piece, durable=True)

    def lose(self, paths: Collection[str]) -> None:
        """These lie there no more."""
        self.hold(removal(path) for path in paths)
        for path in paths:
            self.position.behind.pop(path, None)

    def reach(self, head: Head, *, release: str | None = None, under_way: Collection[str]) -> None:
        self.position.release = self.position.release if release is None else release
        self.position.n, self.position.chain = head.n, head.chain
        self.position.under_way = list(under_way)
        self.save()

    def save(self) -> None:
        beside = self._file.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(self.position), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._file)

    def tidy(self) -> None:
        """Write the manifest of what is held anew when most of its lines are history."""
        state = self.state()
        if self._held.head.n <= 2 * len(state) + SPARE_LINES:
            return
        self.position.held += 1
        shutil.rmtree(self._held_folder(), ignore_errors=True)
        old, self._held = self._held, self._opened()
        self.hold(state.entries())
        self.save()
        shutil.rmtree(old.folder, ignore_errors=True)

    def _held_folder(self) -> Path:
        return self.folder / "held" / str(self.position.held)

    def _opened(self) -> Manifest:
        return Manifest.open(self._held_folder())


@contextmanager
def kept_alone(folder: Path) -> Iterator[Keeping]:
    """Raises MirrorBusy. The lock ends with its process."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MirrorBusy(str(folder)) from None
        yield Keeping(folder)


def position_of(folder: Path) -> Position:
    """Where a mirror stands, read only."""
    try:
        return Position(**json.loads((folder / "position.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Position()
