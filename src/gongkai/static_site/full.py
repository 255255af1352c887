"""Baking everything: into a release of its own, in parallel, resumable; the site changes over in one rename.

While it runs, what is published goes into the release that is served; before the change-over the new release is brought
up to date with it, under the lock of the site, so that nothing published is lost and nothing withdrawn comes back.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context

from django.db import connections
from django.utils import timezone

from gongkai.static_site import baking, children, edition, orders, sources, underway, writing
from gongkai.static_site.models import Rank
from gongkai.static_site.site import Release, Site
from gongkai.static_site.writing import Written

Progress = Callable[[int, int], None]


@dataclass
class FullBake:
    """What came of it."""

    release: int
    written: Written
    resumed: int = 0  # chunks that were already there


def bake_all(place: Site, *, processes: int = 1, progress: Progress = lambda done, all: None) -> FullBake:
    """Bake the whole site anew and change over to it.

    A bake that was killed is taken up where it stood. Raises SiteBusy when another full bake is running, OSError when
    the disk is full: the site stays as it is in both cases. Addresses that fail are told, and get what stood there before.
    """
    with place.alone(patience=0, lock="stage.lock"):
        edition.ensure()
        sources.source().forget()
        release = _begun(place) or place.stage()
        log = _Log(release)
        chunks = list(sources.source().chunks())
        done = FullBake(release.number, Written())
        todo = [chunk for chunk in chunks if chunk not in log.chunks]
        done.resumed = len(chunks) - len(todo)
        progress(done.resumed, len(chunks))
        release.files.sweep()
        done.written += underway.settle(release)
        for number, (chunk, written) in enumerate(_baked(release, todo, processes), start=done.resumed + 1):
            log.note(chunk)
            done.written += written
            progress(number, len(chunks))
        _keep_what_failed(place, release, done.written)
        with place.alone():
            for whats in _batches(orders.done_since(log.last, log.covers)):
                done.written += writing.write(release, sources.answers(whats))
            place.switch(release)
        if baking.is_own(place):
            orders.tick_off_seen(log.covers)
            baking.keep_head(place)
        sources.source().forget()
        place.tidy()
    orders.forget_done()
    return done


def is_needed(place: Site) -> bool:
    """Whether the site has never been baked whole, or under templates and static files that are not today's."""
    release = place.current()
    first = _Log.first_line(release) if release else None
    return first is None or first["form"] != sources.source().fingerprint()


def _begun(place: Site) -> Release | None:
    """The release of a bake that was killed, if its pages still have the form of today and it is not too old."""
    staged = place.staged()
    if staged is None:
        return None
    begun = _Log.first_line(staged)
    fresh = begun and timezone.now() - datetime.fromisoformat(begun["begun"]) < orders.KEPT
    if fresh and begun["form"] == sources.source().fingerprint():
        return staged
    shutil.rmtree(staged.folder)
    return None


def _baked(release: Release, chunks: Sequence[str], processes: int) -> Iterator[tuple[str, Written]]:
    if processes < 2 or len(chunks) < 2:
        for chunk in chunks:
            yield chunk, writing.write(release, sources.answers([chunk], in_bulk=True))
        return
    connections.close_all()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=children.begin) as pool:
        yield from pool.map(_bake_chunk, [str(release.folder)] * len(chunks), chunks, chunksize=1)


def _bake_chunk(folder: str, chunk: str) -> tuple[str, Written]:
    from pathlib import Path

    return chunk, writing.write(Release(Path(folder)), sources.answers([chunk], in_bulk=True))


def _keep_what_failed(place: Site, release: Release, written: Written) -> None:
    """An address that could not be rendered keeps what readers see now, and stays ordered."""
    current = place.current()
    if current is None or not written.failures:
        return
    for failure in written.failures:
        writing.carry_over(current, release, failure.address)
    orders.order((f"address:{failure.address}" for failure in written.failures), rank=Rank.AROUND)


def _batches(whats: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(whats), orders.AT_ONCE):
        yield whats[begin : begin + orders.AT_ONCE]


class _Log:
    """Which chunks are done, a line each: what a bake that was killed need not do again."""

    def __init__(self, release: Release) -> None:
        self.path, self.release = release.folder / "progress.jsonl", release
        self.chunks: set[str] = set()
        if not self.path.exists():
            form = sources.source().fingerprint()
            covers = orders.standing()  # visible now, so what it is about is visible to every chunk
            self._append({"begun": timezone.now().isoformat(), "form": form, "covers": covers, "last": orders.last()})
        self._cut_half_a_line()
        lines = self.path.read_text(encoding="utf-8").splitlines()
        first = json.loads(lines[0])
        self.begun, self.covers = datetime.fromisoformat(first["begun"]), first["covers"]
        self.last = first["last"]
        self.chunks = {json.loads(line)["chunk"] for line in lines[1:]}

    @classmethod
    def first_line(cls, release: Release) -> dict | None:
        try:
            lines = (release.folder / "progress.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        except FileNotFoundError:
            return None
        return json.loads(lines[0]) if lines else None

    def note(self, chunk: str) -> None:
        self._append({"chunk": chunk})

    def _append(self, row: dict) -> None:
        """The whole line or, when the disk is full, none of it (OSError)."""
        with self.path.open("ab", buffering=0) as file:
            size, left = file.tell(), json.dumps(row).encode() + b"\n"
            try:
                while left:
                    left = left[file.write(left) :]
                os.fsync(file.fileno()) if "begun" in row else None
            except OSError:
                file.truncate(size)
                raise

    def _cut_half_a_line(self) -> None:
        """What a kill has left at the end is no line, and the next one must not begin behind it."""
        content = self.path.read_bytes()
        os.truncate(self.path, content.rfind(b"\n") + 1)
