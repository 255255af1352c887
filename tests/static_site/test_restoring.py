"""Restoring: what was lost comes back from whoever has the very content; what does not belong is kept apart, not deleted."""

import gzip

import pytest

from gongkai.static_site.restoring import from_tree, restore
from gongkai.static_site.verifying.comparing import compare, state_of
from gongkai.static_site.verifying.places import locate
from gongkai.static_site.verifying.trees import LocalTree
from tests.static_site.sites import CONTENTS, LONG_NAME, put, site_at


def mend(site, *sources):
    release = locate(site)
    report = compare(LocalTree(release.www), release.manifest)
    done = restore(
        release.www, state_of(release.manifest), report.faults, sources, quarantine=release.quarantine
    )  # fmt: skip
    return done, compare(LocalTree(release.www), release.manifest)


def baked(contents=CONTENTS):
    """A source as the baker is one."""
    return lambda paths: ((path, contents[path]) for path in paths if path in contents)


@pytest.fixture
def copy(tmp_path):
    return site_at(tmp_path / "copy")


def test_changed_and_missing_files_come_back_with_their_copies(site, www):
    put(www, "index.html", b"forged")
    (www / LONG_NAME).unlink()
    done, after = mend(site, baked())
    assert after.is_whole and sorted(done.put_back) == sorted(["index.html", LONG_NAME])
    assert gzip.decompress((www / "index.html.gz").read_bytes()) == CONTENTS["index.html"]


def test_another_copy_of_the_site_is_a_source(site, www, copy):
    (www / "o/qingshui/i/1/index.html").write_bytes(b"forged")
    _done, after = mend(site, from_tree(LocalTree(copy / "current" / "www")))
    assert after.is_whole


def test_a_wrong_copy_alone_is_packed_anew_from_its_original(site, www):
    (www / "index.html.gz").write_bytes(b"x")
    done, after = mend(site)
    assert after.is_whole and not done.failed


def test_added_files_are_moved_away_and_kept(site, www):
    put(www, "o/spam/index.html", b"spam")
    done, after = mend(site)
    assert after.is_whole and (done.quarantine / "o/spam/index.html").read_bytes() == b"spam"
    assert done.quarantine.parent == site / "quarantine"


def test_a_source_is_not_trusted(site, www, copy):
    (www / "index.html").write_bytes(b"forged")
    (copy / "current/www/index.html").write_bytes(b"forged, too")
    done, after = mend(site, baked({"index.html": b"wrong"}), from_tree(LocalTree(copy / "current" / "www")))
    assert done.failed == [("index.html", "没有找到内容相符的来源")] and not after.is_whole
    assert (www / "index.html").read_bytes() == b"forged"


def test_sources_are_asked_in_turn_for_what_is_still_wanting(site, www):
    (www / "index.html").unlink()
    (www / "feed.xml").unlink()
    asked = []

    def second(paths):
        asked.extend(paths)
        return baked()(paths)

    _done, after = mend(site, baked({"index.html": CONTENTS["index.html"]}), second)
    assert after.is_whole and asked == ["feed.xml"]


def test_nothing_is_written_through_a_link(site, www, tmp_path):
    outside = tmp_path / "outside"
    (www / "o").rename(outside)
    (www / "o").symlink_to(outside)
    (outside / "qingshui" / "index.html").write_bytes(b"theirs")
    _done, after = mend(site, baked())
    assert after.is_whole and not (www / "o").is_symlink()
    assert (outside / "qingshui" / "index.html").read_bytes() == b"theirs"


def test_a_folder_in_the_place_of_a_file_and_a_file_in_the_place_of_a_folder_make_way(site, www):
    (www / "index.html").unlink()
    put(www / "index.html", "deep/spam.txt", b"spam")
    for path in sorted((www / "files").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (www / "files").rmdir()
    (www / "files").write_bytes(b"no folder")
    _done, after = mend(site, baked())
    assert after.is_whole


def test_mending_twice_changes_nothing(site, www):
    (www / "index.html").unlink()
    mend(site, baked())
    done, after = mend(site, baked())
    assert after.is_whole and (done.put_back, done.moved_away, done.failed) == ([], [], [])
