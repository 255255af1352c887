"""修复: what was changed or lost is put back from a source that has the very content; what does not belong is moved away.

Nothing is deleted, and nothing is written whose digest is not the listed one: a source need not be trusted.
"""

import os
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from gongkai.static_site import coding
from gongkai.static_site.addresses import SIDECARS
from gongkai.static_site.chain import Entry, entry_of
from gongkai.static_site.listing import State
from gongkai.static_site.storage import AtomicFiles
from gongkai.static_site.verifying.reading import original_of
from gongkai.static_site.verifying.report import ADDED, Fault
from gongkai.static_site.verifying.trees import LocalTree, NotPlain, Tree

# Given paths, answers those it has with their content, in any order.
Source = Callable[[Collection[str]], Iterator[tuple[str, bytes]]]


@dataclass
class Restored:
    """Paths by what became of them; `failed` with the reason."""

    put_back: list[str] = field(default_factory=list)
    moved_away: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    quarantine: Path | None = None


def from_tree(tree: Tree) -> Source:
    """Another copy as a source: the release before, a directory taken from a backup, a bucket."""

    def contents(paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for path in sorted(paths):
            try:
                with tree.open(path) as file:
                    content = file.read()
            except (OSError, NotPlain):
                continue
            yield path, content

    return contents


def restore(
    www: Path, state: State, faults: Iterable[Fault], sources: Iterable[Source], *, quarantine: Path,
    now: datetime | None = None,
) -> Restored:  # fmt: skip
    """Mend a local www folder after a verification, under the lock of its site. Can be broken off and run again.

    Added files go first, into a folder of `quarantine` named by the time: a link among them must not be written through.
    """
    done = Restored()
    faults = list(faults)
    apart = quarantine / (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    for fault in faults:
        if fault.kind == ADDED and not _belongs_now(www, state, fault.path):
            _move_away(www, fault.path, apart, done)
    copies = {fault.path for fault in faults if fault.kind != ADDED and fault.path not in state}
    wanted = {fault.path: state[fault.path] for fault in faults if fault.kind != ADDED and fault.path in state}
    stale = {original_of(path)[0] for path in copies} - set(wanted)
    files = AtomicFiles(www, parts=www.parent / "parts")
    files.sweep()
    for source in [from_tree(LocalTree(www)), *sources] if stale else list(sources):
        looking_for = {path: state[path] for path in stale if path in state} | wanted
        if not looking_for:
            break
        for path, content in source(list(looking_for)):
            if path in looking_for and _is(content, looking_for[path]):
                _put_back(files, www, path, content, apart, done)
                wanted.pop(path, None)
                stale.discard(path)
    done.failed += [(path, "没有找到内容相符的来源") for path in sorted({*wanted, *stale})]
    done.quarantine = apart if apart.exists() else None
    return done


def _belongs_now(www: Path, state: State, path: str) -> bool:
    """It was baked between the verification and now."""
    original, ending = original_of(path)
    place = www / path
    return path in state or (bool(ending) and original in state and place.is_file() and not place.is_symlink())


def _is(content: bytes, entry: Entry) -> bool:
    return entry_of(entry.path, content, with_sm3=bool(entry.sm3)) == entry


def _put_back(files: AtomicFiles, www: Path, path: str, content: bytes, apart: Path, done: Restored) -> None:
    """The file with its compressed copies; a copy it would not have today is moved away rather than left wrong."""
    try:
        _clear_the_way(www, path, apart, done)
        copies = coding.sidecars(path, content)
        for copy in (path + ending for ending in SIDECARS if coding.compressible(path)):
            place = www / copy
            if os.path.lexists(place) and (copy not in copies or place.is_symlink() or not place.is_file()):
                _move_away(www, copy, apart, done)
        files.put_all([*copies.items(), (path, content)])
    except OSError as problem:
        done.failed.append((path, f"写不进去（{problem.strerror or problem}）"))
    else:
        done.put_back.append(path)


def _clear_the_way(www: Path, path: str, apart: Path, done: Restored) -> None:
    """A link or a file where a folder should be, or something else where the file should be, is moved away."""
    parts = path.split("/")
    for depth in range(1, len(parts)):
        folder = "/".join(parts[:depth])
        place = www / folder
        if place.is_symlink() or (os.path.lexists(place) and not place.is_dir()):
            _move_away(www, folder, apart, done)
        place.mkdir(exist_ok=True)
    target = www / path
    if target.is_symlink() or (target.exists() and not target.is_file()):
        _move_away(www, path, apart, done)


def _move_away(www: Path, path: str, apart: Path, done: Restored) -> None:
    place = www / path
    if not os.path.lexists(place):
        return  # went with its folder
    kept = apart / path
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(kept):
            kept = kept.with_name(f"{secrets.token_hex(8)}.again")
        place.rename(kept)
    except OSError as problem:
        done.failed.append((path, f"移不走（{problem.strerror or problem}）"))
    else:
        done.moved_away.append(path)
