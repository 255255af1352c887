"""Bringing a mirror level with the release that is served here: the chain of the manifest is replayed from where it stands.

What is to be taken away goes first, and is looked for again before each batch: what is withdrawn while a long push runs
does not wait for its end. Everything else goes in the order of the manifest: items before the lists that lead to them.
Behind another release than before, what the mirror holds is compared with what it should hold. Killed at any moment, or
cut off, a push is simply run again.
"""

import io
import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from gongkai.static_site.chain import BrokenChain, Entry, Head, Line
from gongkai.static_site.listing import State
from gongkai.static_site.mirroring.keeping import Keeping, kept_alone, position_of
from gongkai.static_site.mirroring.places import MirrorAway, MirrorProblem, NotKept, Place
from gongkai.static_site.segments import NoManifest, head_of, lines
from gongkai.static_site.site import Release, Site
from gongkai.static_site.verifying.comparing import each
from gongkai.static_site.verifying.reading import content_of
from gongkai.static_site.verifying.trees import LocalTree, NotPlain

BATCH = 200  # objects between two notes of where the mirror stands
IN_ORDER = 50  # so few objects go one after another; more go several at a time
ROUND = 20_000  # lines of the chain replayed in one go
MOST_BEHIND = 1000  # files that are not what the manifest says: with more, the site here is no source of a mirror
IN_MEMORY = 8 * 1024 * 1024  # bytes up to which the very bytes whose digest was taken are those that are sent
WORKERS = 8
Progress = Callable[[int, int], None]


@dataclass
class Pushed:
    """What a push did. `behind`: paths that could not be sent as their line says, with the reason. `is_level`: nothing
    was left to do when it ended."""

    sent: int = 0
    removed: int = 0
    behind: dict[str, str] = field(default_factory=dict)
    is_level: bool = False


class _Switched(Exception):
    """Another release is served now."""


class _Enough(Exception):
    """The time is over."""


def is_level(site: Site, folder: str, where: str) -> bool:
    """Whether a mirror has everything, without asking it: a look at the end of the chain."""
    release, position = site.current(), position_of(site.folder / "mirrors" / folder)
    if release is None:
        return True
    return position.where == where and not position.behind and _is_at_end(release, position.release, position.head)


def push(
    site: Site, place: Place, folder: str, *, workers: int = WORKERS, seconds: float = math.inf, again: bool = False,
    take_over: bool = False, progress: Progress = lambda done, all: None,
) -> Pushed:  # fmt: skip
    """Bring a mirror level, for at most about `seconds`. `folder` names what is kept of it below <site>/mirrors.

    `again`: everything is sent, whatever is there. A mirror begins in an empty place; `take_over` begins it in one that is
    not, and what does not belong there is removed. Raises MirrorBusy, MirrorProblem (MirrorAway: to be tried again),
    BrokenChain; where the mirror stands is kept in each case.
    """
    with kept_alone(site.folder / "mirrors" / folder) as kept:
        if kept.position.where != place.where:
            _begin(kept, place, take_over=take_over)
        place.ready()
        run = _Push(site, place, kept, workers, time.monotonic() + seconds, progress)
        with suppress(_Enough):
            run.until_level(again=again)
        return run.done


def _begin(kept: Keeping, place: Place, *, take_over: bool) -> None:
    try:
        found = place.tree().paths()
        first = next(found, None)
    except FileNotFoundError:  # a directory nobody has made yet
        found, first = iter(()), None
    except OSError as problem:
        raise MirrorAway(f"读不出 {place.where}：{problem}") from problem
    if first is not None and not take_over:
        raise MirrorProblem(
            f"{place.where} 里已有文件（如 {first}），不知道是不是这个网站的：请换一个空的位置，"
            "或运行 gongkai bake --to … --take-over，不属于网站的文件会从那里移除"
        )
    kept.begin_anew(place.where, () if first is None else _with(first, found))


def _with(first: str, others: Iterator[str]) -> Iterator[str]:
    yield first
    yield from others


def _is_at_end(release: Release, name: str, head: Head) -> bool:
    try:
        end = head_of(release.manifest_folder)
    except NoManifest:
        return True
    return (name, head.n, head.chain) == (release.folder.name, end.n, end.chain)


class _Push:
    """One run. `seen` is the line up to which removals have been looked for, `gone` what was removed ahead of its turn."""

    def __init__(
        self, site: Site, place: Place, kept: Keeping, workers: int, until: float, progress: Progress
    ) -> None:  # fmt: skip
        self.site, self.place, self.kept, self.workers = site, place, kept, workers
        self.until, self.progress = until, progress
        self.done = Pushed()
        self.gone: set[str] = set()
        self.seen = Head(0, "")

    def until_level(self, *, again: bool) -> None:
        self.kept.settle()
        tried = False
        while (release := self.site.current()) is not None:
            self.release, self.tree = release, LocalTree(release.www)
            position = self.kept.position
            try:
                if again or position.release != release.folder.name or not self._follow():
                    self._compare(again=again)
                    again = False
                if not tried and position.behind:
                    tried = True
                    self._send([Entry(path, *told) for path, told in position.behind.items()])
            except _Switched:
                continue
            if _is_at_end(release, position.release, position.head) and self._is_current():
                self.done.behind = {path: self.done.behind.get(path, "与清单不符") for path in position.behind}
                self.done.is_level = True
                return

    def _is_current(self) -> bool:
        current = self.site.current()
        return current is not None and current.folder == self.release.folder

    def _follow(self) -> bool:
        """The next lines of the chain the mirror stands in; False when it stands in no chain that is here."""
        position = self.kept.position
        try:
            behind = list(islice(lines(self.release.manifest_folder, after=position.head), ROUND))
        except (BrokenChain, NoManifest):
            return False
        if not behind:
            return True
        end = self.seen = _head(behind[-1])
        self.gone = set()
        latest: dict[str, Line] = {}
        for line in behind:
            latest.pop(line.entry.path, None)
            latest[line.entry.path] = line
        self._remove([path for path, line in latest.items() if line.entry.is_removal])
        todo = [line for line in latest.values() if not line.entry.is_removal]
        for begin in range(0, len(todo), BATCH):
            batch = todo[begin : begin + BATCH]
            self._send([line.entry for line in batch])
            self.kept.reach(_head(batch[-1]), under_way=())
            self.progress(begin + len(batch), len(todo))
        self.kept.reach(end, under_way=())
        return True

    def _compare(self, *, again: bool) -> None:
        """What the mirror holds against the whole manifest of a release."""
        wanted, held = State.read(self.release.manifest_folder), self.kept.state()
        self.seen, self.gone = wanted.head, set()
        self.kept.position.behind.clear()
        self._remove([path for path in held if path not in wanted])
        entries = iter(entry for entry in wanted.entries() if again or not _is_same(held.get(entry.path), entry))
        count = 0
        while batch := list(islice(entries, BATCH)):
            self._send(batch)
            count += len(batch)
            self.progress(count, len(wanted))
        self.kept.reach(wanted.head, release=self.release.folder.name, under_way=())
        self.progress(len(wanted), len(wanted))
        self.kept.tidy()

    def _send(self, entries: list[Entry]) -> None:
        """A batch, after a look at what was withdrawn meanwhile. Raises _Switched, _Enough, MirrorProblem."""
        self._look_around()
        wanted = [entry for entry in entries if entry.path not in self.gone]
        self.kept.reach(self.kept.position.head, under_way=[entry.path for entry in wanted])
        arrived: list[Entry] = []
        try:
            for entry, why in each(self._one, wanted, self.workers if len(wanted) > IN_ORDER else 1):
                if not why:
                    arrived.append(entry)
                    self.kept.position.behind.pop(entry.path, None)
                else:
                    self.kept.position.behind[entry.path] = (entry.sha256 or "", entry.size)
                    self.done.behind[entry.path] = why
        finally:
            self.kept.hold(arrived)
            self.done.sent += len(arrived)
            known = {entry.path for entry in arrived}
            left = [path for path in self.kept.position.under_way if path not in known]
            self.kept.reach(self.kept.position.head, under_way=left)
        if len(self.kept.position.behind) > MOST_BEHIND:
            raise MirrorProblem(f"有 {MOST_BEHIND} 个以上的文件与清单不符，没有再发：请先运行 gongkai verify")

    def _look_around(self) -> None:
        if self.done.sent and time.monotonic() > self.until:  # something at least, however long the reading took
            raise _Enough
        if not self._is_current():
            raise _Switched
        if head_of(self.release.manifest_folder).n == self.seen.n:
            return
        urgent: dict[str, None] = {}
        for line in lines(self.release.manifest_folder, after=self.seen):
            self.seen = _head(line)
            if line.entry.is_removal:
                urgent[line.entry.path] = None
            else:
                urgent.pop(line.entry.path, None)
                self.gone.discard(line.entry.path)
        self.gone.update(urgent)
        self._remove(urgent)

    def _one(self, entry: Entry) -> tuple[Entry, str]:
        """Send one file if it is what its line says; else the reason why not."""
        try:
            with self.tree.open(entry.path) as file:
                whole = io.BytesIO(file.read(entry.size + 1)) if entry.size <= IN_MEMORY else file
                if not content_of(whole, with_sm3=bool(entry.sm3)).is_of(entry):
                    return entry, "与清单不符"
                whole.seek(0)
                self.place.put(entry.path, whole)
        except (OSError, NotPlain) as problem:  # of this file here: a place raises its own
            return entry, f"读不出来（{problem}）"
        except NotKept as problem:
            return entry, str(problem)
        return entry, ""

    def _remove(self, paths: Iterable[str]) -> None:
        left = list(paths)
        for begin in range(0, len(left), BATCH):
            batch = left[begin : begin + BATCH]
            for _none in each(self.place.drop, batch, self.workers if len(batch) > IN_ORDER else 1):
                self.done.removed += 1
            self.kept.lose(batch)


def _head(line: Line) -> Head:
    return Head(line.n, line.chain, line.at)


def _is_same(held: Entry | None, wanted: Entry) -> bool:
    return held is not None and (held.sha256, held.size) == (wanted.sha256, wanted.size)
