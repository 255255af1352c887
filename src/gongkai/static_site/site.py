"""Where the baked site lies, and who may write to it.

<folder>/current -> releases/7     switched by one rename
<folder>/releases/7/www/…          what a server sends
<folder>/releases/7/manifest/…     the chain of everything that was ever written there
<folder>/releases/7/parts/…        what is being written, and a note of it
<folder>/releases/7/before         the end of the chain of the release before
<folder>/lock, stage.lock          one baker at a time; one full bake at a time
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from gongkai.static_site.manifest import Manifest
from gongkai.static_site.storage import AtomicFiles

KEPT_RELEASES = 2  # the one that is served and the one before it: to go back to, and to restore from
PATIENCE = 20  # seconds


class SiteBusy(Exception):
    """Another process is writing; nothing was done, the orders stay."""


@dataclass(frozen=True)
class Release:
    """One whole copy of the site."""

    folder: Path

    @property
    def number(self) -> int:
        return int(self.folder.name)

    @property
    def www(self) -> Path:
        return self.folder / "www"

    @cached_property
    def files(self) -> AtomicFiles:
        self.www.mkdir(parents=True, exist_ok=True)
        return AtomicFiles(self.www, parts=self.folder / "parts")

    @property
    def manifest_folder(self) -> Path:
        return self.folder / "manifest"

    @cached_property
    def manifest(self) -> Manifest:
        """Its chain begins where `before` says: whoever writes its first line, in whatever process."""
        before = self.folder / "before"
        head = before.read_text(encoding="ascii") if before.exists() else ""
        return Manifest.open(self.manifest_folder, previous_head=head, with_sm3=_wants_sm3())


class Site:
    """The baked site in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.releases = self.folder / "releases"
        self.link = self.folder / "current"

    def current(self) -> Release | None:
        """The release that is served now; None as long as nothing has been baked whole."""
        try:
            return Release(self.releases / self.link.readlink().name)
        except OSError:
            return None

    def staged(self) -> Release | None:
        """A release that a full bake has begun and not finished, to be taken up again."""
        current = self.current()
        later = [row for row in self.all() if current is None or row.number > current.number]
        return later[-1] if later else None

    def all(self) -> list[Release]:
        """The releases on the disk, the oldest first."""
        if not self.releases.is_dir():
            return []
        found = [Release(path) for path in self.releases.iterdir() if path.name.isdigit()]
        return sorted(found, key=lambda release: release.number)

    def stage(self) -> Release:
        """Begin a release. Its manifest goes on where that of the current one stands."""
        numbers = [release.number for release in self.all()]
        release = Release(self.releases / str(max(numbers, default=0) + 1))
        release.folder.mkdir(parents=True)
        current = self.current()
        if current is not None:
            (release.folder / "before").write_text(current.manifest.head.chain, encoding="ascii")
        return release

    def switch(self, release: Release) -> None:
        """From the next request on, this release is the site. One rename: a reader gets the old or the new."""
        beside = self.folder / f".current.{os.getpid()}"
        beside.unlink(missing_ok=True)
        beside.symlink_to(f"releases/{release.folder.name}")
        beside.rename(self.link)

    def tidy(self) -> int:
        """Remove releases that nobody needs any more; answers how many."""
        current = self.current()
        if current is None:
            return 0
        old = [release for release in self.all() if release.number < current.number]
        for release in old[: -(KEPT_RELEASES - 1) or None]:
            shutil.rmtree(release.folder, ignore_errors=True)
        return len(old[: -(KEPT_RELEASES - 1) or None])

    @contextmanager
    def alone(self, *, patience: float = PATIENCE, lock: str = "lock") -> Iterator[None]:
        """Be the only writer. Raises SiteBusy when another one does not end in time. The lock ends with its process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / lock).open("ab") as file:
            until = time.monotonic() + patience
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise SiteBusy(str(self.folder)) from None
                    time.sleep(0.01)
            yield


def _wants_sm3() -> bool:
    """GONGKAI_SM3; no on a machine without a deployment, where a copy of the site is only verified."""
    return settings.configured and getattr(settings, "SM3", False)
