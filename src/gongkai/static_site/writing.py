"""Answers into a release: what has changed is compressed, noted, put down in the manifest, written, in that order.

The manifest comes first: a process killed in between leaves files older than their entry, and the order that waits still
brings them up to it. The other way round the files would be newer than anything that vouches for them. The note beside
the files that are being written (`underway`) is struck off last.
"""

import hashlib
import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from gongkai.static_site import coding
from gongkai.static_site.addresses import SIDECARS, all_of, is_sidecar
from gongkai.static_site.manifest import Entry, entry_of, removal
from gongkai.static_site.site import Release
from gongkai.static_site.sources import Answer, Failure
from gongkai.static_site.storage import PIECE, Content

UNDERWAY = ".underway"


@dataclass
class Written:
    """What a bake did: files written, files that were right already, files removed, addresses that failed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    failures: list[Failure] = field(default_factory=list)

    def __iadd__(self, other: "Written") -> "Written":
        self.written += other.written
        self.unchanged += other.unchanged
        self.removed += other.removed
        self.failures += other.failures
        return self


def write(release: Release, answers: Iterable[Answer | Failure], *, again: Collection[str] = ()) -> Written:
    """Write what differs. All files of the call change or, when the disk is full, none (OSError).

    `again`: paths that are written or removed in any case, because what lies there cannot be relied upon.
    """
    done, new, gone = Written(), [], []
    for answer in answers:
        if isinstance(answer, Failure):
            done.failures.append(answer)
            continue
        if answer.folder:
            gone += _without_room(release, answer)
        for path, content in answer.files.items():
            if content is None:
                if path in again or (release.www / path).exists():
                    gone.append(path)
            elif path not in again and _stands(release, path, content):
                done.unchanged += 1
            else:
                new.append((path, content))
    if not new and not gone:
        return done
    entries = [_entry(release, path, content) for path, content in new] + [removal(path) for path in gone]
    staged = [(name, piece) for path, content in new for name, piece in _with_sidecars(path, content)]
    notes: list[Path] = []
    release.files.put_all(staged, first=lambda: notes.append(_begin(release, entries, gone)))
    for one in notes:
        one.unlink()
    done.written, done.removed = len(new), len(gone)
    return done


def note(release: Release, paths: Iterable[str]) -> Path:
    """Write down what is about to be written. Raises OSError, and nothing is noted then."""
    release.files.parts.mkdir(parents=True, exist_ok=True)
    one = release.files.parts / f"{uuid.uuid4().hex}{UNDERWAY}"
    try:
        one.write_text(json.dumps(list(paths)), encoding="ascii")
    except OSError:
        one.unlink(missing_ok=True)
        raise
    return one


def _begin(release: Release, entries: list[Entry], gone: list[str]) -> Path:
    """Everything is written beside: from here on it goes quickly. What must not be there goes before anything comes."""
    noted = note(release, (entry.path for entry in entries))
    try:
        release.manifest.record(entries)
    except OSError:
        noted.unlink()
        raise
    for path in gone:
        for name in (path, *(path + ending for ending in SIDECARS)):
            release.files.drop(name)
    return noted


def _without_room(release: Release, answer: Answer) -> list[str]:
    folder = release.www / answer.folder
    rooms = [room for room in folder.iterdir() if room.name not in answer.rooms] if folder.is_dir() else []
    return [
        f"{answer.folder}/{room.name}/{page.name}"
        for room in rooms if room.is_dir() for page in room.iterdir() if not is_sidecar(page.name)
    ]  # fmt: skip


def _stands(release: Release, path: str, content: Content) -> bool:
    """Whether exactly this lies there already, its compressed copies included."""
    if not isinstance(content, bytes):
        return _same_stream(release, path, content)
    if release.files.get(path) != content:
        return False
    return all((release.www / name).exists() for name in _names_of_sidecars(path, content))


def _same_stream(release: Release, path: str, content) -> bool:
    try:
        with (release.www / path).open("rb") as here, content() as there:
            return hashlib.file_digest(here, "sha256").digest() == _digest(there)[0]
    except OSError:
        return False


def _digest(stream: BinaryIO) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        digest.update(piece)
        size += len(piece)
    return digest.digest(), size


def _entry(release: Release, path: str, content: Content) -> Entry:
    if isinstance(content, bytes):
        return entry_of(path, content, with_sm3=release.manifest.with_sm3)
    with content() as stream:
        return entry_of(path, stream.read(), with_sm3=release.manifest.with_sm3)


def _names_of_sidecars(path: str, content: bytes) -> list[str]:
    if not coding.compressible(path) or len(content) < coding.SMALLEST:
        return []
    return [path + ending for ending in SIDECARS]


def _with_sidecars(path: str, content: Content) -> list[tuple[str, Content]]:
    """The copies first, so that no server finds a new page beside an old copy for longer than a rename takes."""
    if not isinstance(content, bytes):
        return [(path, content)]
    return [*coding.sidecars(path, content).items(), (path, content)]


def carry_over(old: Release, new: Release, address: str) -> None:
    """What stood at an address before stands there in the new release too: it could not be rendered anew."""
    files = {path: old.files.get(path) for path in all_of(address)}
    write(new, [Answer(address, {path: content for path, content in files.items() if content is not None})])
