"""A disk that is really full in the middle of a bake: the site stays whole and old, and every order stays."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.static_site.killing.reader import Reader

pytestmark = pytest.mark.sqlite
LEFT = 3 * 4096  # bytes


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a few megabytes, which root alone can make."""
    if os.geteuid() != 0:
        pytest.skip("a file system of its own can only be mounted by root")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"root may not mount here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def filled(small_disk):
    """filled(): from now on there is next to no room; filled.emptied(): there is again."""

    class Filled:
        ballast = small_disk / "ballast"

        def __call__(self, *, left: int = LEFT) -> None:
            room = os.statvfs(small_disk)
            self.ballast.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - left))

        def emptied(self) -> None:
            self.ballast.unlink()

    return Filled()


@pytest.fixture
def site_on_it(installed, small_disk):
    installation = installed(GONGKAI_SITE=str(small_disk / "site"))
    assert installation.run("command", ["bake", "--all", "--processes", "1"])[0] == 0
    return installation


def contents(disk: Path) -> dict[str, bytes]:
    www = (disk / "site" / "current").resolve() / "www"
    return {str(path.relative_to(www)): path.read_bytes() for path in www.rglob("*") if path.is_file()}


def test_full_amid_the_bake_of_changes_nothing_changes_and_the_orders_stay(site_on_it, small_disk, filled):
    before = contents(small_disk)
    filled(left=0)
    site_on_it.run("publish", 2)  # published is published; its bake fails, and says so in the log
    status, said = site_on_it.run("command", ["bake"])
    assert (status, "网站保持原来的样子" in said) == (1, True), said
    assert contents(small_disk) == before
    assert [what for what in site_on_it.run("waiting") if what.startswith("item:")]
    assert site_on_it.run("command", ["verify"])[0] == 0
    filled.emptied()
    assert site_on_it.run("command", ["bake"])[0] == 0
    assert site_on_it.run("recover", False)["waiting"] == []
    assert contents(small_disk) != before


@pytest.mark.parametrize("left", [0, 5_000, 50_000, 200_000])
def test_full_amid_a_full_bake_readers_keep_the_old_site_and_the_next_one_goes_on(site_on_it, small_disk, filled, left):
    before, was = contents(small_disk), (small_disk / "site/current").readlink()
    filled(left=left)
    status, said = site_on_it.run("command", ["bake", "--all", "--processes", "1"])
    assert (status, "网站保持原来的样子" in said) == (1, True), said
    assert (small_disk / "site/current").readlink() == was and contents(small_disk) == before
    assert site_on_it.run("command", ["verify"])[0] == 0
    filled.emptied()
    status, said = site_on_it.run("command", ["bake", "--all", "--processes", "1"])
    assert status == 0, said
    assert (small_disk / "site/current").readlink() != was
    assert site_on_it.run("command", ["verify"])[0] == 0
    reader = Reader(site_on_it.data, site=small_disk / "site")
    reader.look_at_all()
    assert reader.complaints == [] and reader.seen["files"] > 200
