"""A site whose releases a test writes by hand, and a place that notes what comes to it."""

import io
from pathlib import Path

import pytest

from gongkai.static_site.manifest import entry_of, removal
from gongkai.static_site.mirroring import pushing
from gongkai.static_site.mirroring.places import MirrorAway
from gongkai.static_site.site import Site
from tests.static_site.sites import CONTENTS


class Baker:
    """Bakes into the site at `folder` as the baker does: the line first, then the file."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)

    def whole(self, contents: dict[str, bytes]) -> None:
        """A release of its own, then the change-over."""
        release = self.site.stage()
        self._write(release, contents)
        self.site.switch(release)
        self.site.tidy()

    def put(self, path: str, content: bytes | str) -> None:
        self._write(self.site.current(), {path: content.encode() if isinstance(content, str) else content})

    def take_away(self, path: str) -> None:
        release = self.site.current()
        release.manifest.record([removal(path)])
        release.files.drop(path)

    def _write(self, release, contents: dict[str, bytes]) -> None:
        release.manifest.record([entry_of(path, content) for path, content in contents.items()])
        release.files.put_all(contents.items())

    def push(self, place, **options) -> pushing.Pushed:
        return pushing.push(self.site, place, "mirror", **options)

    def contents(self) -> dict[str, bytes]:
        """What a mirror must hold, by the manifest."""
        release = self.site.current()
        return {path: (release.www / path).read_bytes() for path in release.manifest.state()}


class Memory:
    """A place in memory. `log` is what was asked of it, in order; `before` is called first, with the path."""

    def __init__(self, where: str = "memory") -> None:
        self.where, self.objects, self.log = where, {}, []
        self.before = lambda path: None

    def ready(self):
        pass

    def put(self, path, content):
        self.before(path)
        self.log.append(f"put {path}")
        self.objects[path] = content.read()

    def drop(self, path):
        self.before(path)
        self.log.append(f"drop {path}")
        self.objects.pop(path, None)

    def tree(self):
        return self

    def paths(self):
        return iter(sorted(self.objects))

    def open(self, path):
        return io.BytesIO(self.objects[path])

    def is_down(self):
        def fail(path):
            raise MirrorAway("没有网络")

        self.before = fail

    def is_up(self):
        self.before = lambda path: None


@pytest.fixture
def baker(tmp_path) -> Baker:
    made = Baker(tmp_path / "site")
    made.whole(CONTENTS)
    return made


@pytest.fixture
def place() -> Memory:
    return Memory()
