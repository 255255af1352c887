"""Verification of a directory: each changed, missing and added file is named, and nothing else is."""

import gzip
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.static_site.chain import BrokenChain, Head, entry_of, removal
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.segments import NoManifest
from gongkai.static_site.verifying.comparing import compare
from gongkai.static_site.verifying.places import locate
from gongkai.static_site.verifying.trees import LocalTree
from tests.static_site.sites import CONTENTS, LONG_NAME, put, site_at


def verify(site, **options):
    release = locate(site)
    return compare(LocalTree(release.www), release.manifest, **options)


def named(report) -> list[tuple[str, str]]:
    return [(fault.kind, fault.path) for fault in report.faults]


def manifest_of(site) -> Manifest:
    return Manifest.open(locate(site).manifest)


def test_a_whole_site_is_whole_with_its_copies(site):
    report = verify(site)
    assert report.is_whole and report.checked == report.listed == len(CONTENTS)
    assert report.head == manifest_of(site).head


def test_site_release_and_www_name_the_same_place(site):
    assert locate(site) == locate(site / "releases" / "1") == locate(site / "current" / "www")


def test_a_changed_file_is_named_with_what_differs(site, www):
    (www / "index.html").write_bytes(CONTENTS["index.html"] + b" ")
    (www / "feed.xml").write_bytes(b"<food/>")
    report = verify(site)
    size = len(CONTENTS["index.html"])
    assert {fault.path: fault.reason for fault in report.of("changed")} == {
        "index.html": f"应为 {size} 字节，实际 {size + 1} 字节",
        "feed.xml": "长度相同，内容不同",
    }


def test_a_missing_file_and_a_missing_folder_are_named(site, www):
    (www / LONG_NAME).unlink()
    (www / "o" / "qingshui").rename(www / "o" / "elsewhere")
    report = verify(site)
    lost = {path for path in CONTENTS if path.startswith("o/qingshui")} | {LONG_NAME}
    assert {fault.path for fault in report.of("missing")} == lost
    assert all(fault.path.startswith("o/elsewhere/") for fault in report.of("added"))


def test_an_added_file_is_named_and_so_is_the_copy_of_a_file_nobody_listed(site, www):
    put(www, "o/qingshui/spam/index.html", b"spam")
    (www / "shell.php").write_bytes(b"<?php")
    assert named(verify(site)) == [
        ("added", "shell.php"), ("added", "o/qingshui/spam/index.html"), ("added", "o/qingshui/spam/index.html.br"),
        ("added", "o/qingshui/spam/index.html.gz"),
    ]  # fmt: skip


def test_a_copy_that_unpacks_to_something_else_is_changed(site, www):
    (www / "index.html.gz").write_bytes(gzip.compress(b"other"))
    (www / "feed.xml.br").write_bytes(b"no brotli")
    (www / "404.html.gz").write_bytes((www / "404.html.gz").read_bytes() + b"more")
    (www / "o/qingshui/index.html.gz").write_bytes((www / "o/qingshui/index.html.gz").read_bytes()[:-3])
    assert {fault.path: fault.reason for fault in verify(site).faults} == {
        "index.html.gz": "解开后与原文件应有的内容不同", "feed.xml.br": "压缩副本解不开",
        "404.html.gz": "压缩副本的末尾多出内容", "o/qingshui/index.html.gz": "压缩副本不完整",
    }  # fmt: skip


def test_a_copy_that_would_unpack_without_end_is_read_no_further_than_its_original(site, www):
    (www / "index.html.gz").write_bytes(gzip.compress(b"\x00" * 200_000_000, 1))
    assert named(verify(site)) == [("changed", "index.html.gz")]


def test_a_lacking_copy_is_no_fault(site, www):
    (www / "index.html.gz").unlink()
    (www / "index.html.br").unlink()
    assert verify(site).is_whole


def test_links_are_not_followed(site, www, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "index.html").write_bytes(CONTENTS["o/qingshui/i/1/index.html"])
    (www / "o/qingshui/i/1/index.html").unlink()
    (www / "o/qingshui/i/1/index.html").symlink_to(tmp_path / "outside" / "index.html")
    (www / "etc").symlink_to("/etc")
    assert named(verify(site)) == [("changed", "o/qingshui/i/1/index.html"), ("added", "etc")]


def test_what_stands_behind_a_linked_folder_does_not_count(site, www, tmp_path):
    (www / "o").rename(tmp_path / "o")
    (www / "o").symlink_to(tmp_path / "o")
    report = verify(site)
    assert {fault.reason for fault in report.of("changed")} == {"所在的目录是一个链接"}
    assert named(report)[-1] == ("added", "o")


def test_a_folder_or_a_pipe_in_the_place_of_a_file_is_a_change(site, www):
    (www / "index.html").unlink()
    (www / "index.html").mkdir()
    (www / "feed.xml").unlink()
    os.mkfifo(www / "feed.xml")
    assert {fault.path: fault.reason for fault in verify(site).faults} == {
        "index.html": "是一个目录，不是文件", "feed.xml": "不是普通文件",
    }  # fmt: skip


def test_a_file_that_stayed_after_its_withdrawal_is_named_as_such(site):
    manifest_of(site).record([removal("feed.xml")])
    reasons = {fault.path: fault.reason.partition("；")[0] for fault in verify(site).faults}
    assert reasons == dict.fromkeys(["feed.xml", "feed.xml.br", "feed.xml.gz"], "已经撤下，文件却还在")


def test_a_name_that_is_no_text_is_named_all_the_same(site, www):
    (www / os.fsdecode(b"\xff\xfe.html")).write_bytes(b"x")
    [fault] = verify(site).faults
    assert fault.kind == "added" and fault.as_data()["path"] == "\ufffd\ufffd.html"


def test_a_listed_name_no_file_system_can_hold_is_missing(site):
    manifest_of(site).record([entry_of(f"files/1/{'县' * 255}.pdf", b"x")])
    assert [kind for kind, _path in named(verify(site))] == ["missing"]


class TestABrokenOffBake:
    NEW = b"<h1>new</h1>"

    def test_is_told_apart_where_it_is_still_ordered(self, site):
        manifest_of(site).record(
            [entry_of("index.html", self.NEW), entry_of("new.html", self.NEW), removal("feed.xml")]
        )
        report = verify(site, pending=lambda: True)
        assert report.is_whole
        assert {fault.path for fault in report.waiting} == {
            "index.html", "index.html.gz", "index.html.br", "new.html", "feed.xml", "feed.xml.gz", "feed.xml.br",
        }  # fmt: skip

    def test_is_a_fault_where_nothing_is_ordered_and_the_old_version_is_recognised(self, site):
        manifest_of(site).record([entry_of("index.html", self.NEW)])
        report = verify(site)
        assert "是较早的版本" in next(report.of("changed")).reason and not report.waiting

    def test_of_other_pages_excuses_nothing(self, site):
        manifest_of(site).record([entry_of("index.html", self.NEW), entry_of("404.html", self.NEW)])
        report = verify(site, pending=lambda: {"404.html"})
        assert {fault.path for fault in report.faults} == {"index.html", "index.html.gz", "index.html.br"}

    def test_never_excuses_content_that_was_not_baked(self, site, www):
        manifest_of(site).record([entry_of("index.html", self.NEW)])
        (www / "index.html").write_bytes(b"forged")
        (www / "feed.xml").unlink()
        report = verify(site, pending=lambda: {"index.html"})
        assert named(report) == [("changed", "index.html"), ("missing", "feed.xml")]


def test_what_is_baked_while_it_looks_is_no_fault(site, www):
    """The list is read first; a page published in the middle differs from it, and is looked at again."""
    manifest = manifest_of(site)

    def publishing(done: int, _total: int) -> None:
        if done == 1:
            manifest.record(
                [entry_of("o/qingshui/index.html", b"new"), entry_of("o/a.html", b"a"), removal("feed.xml")]
            )
            put(www, "o/qingshui/index.html", b"new")
            put(www, "o/a.html", b"a")
            for path in www.glob("feed.xml*"):
                path.unlink()

    report = verify(site, progress=publishing)
    assert report.is_whole and report.head == manifest.head


def test_a_rewritten_manifest_is_found_by_the_head_kept_elsewhere(tmp_path):
    kept = manifest_of(site_at(tmp_path / "true")).head
    forged = site_at(tmp_path / "forged", CONTENTS | {"index.html": b"forged"})
    assert verify(forged).is_whole
    with pytest.raises(BrokenChain, match="清单被整个换过"):
        verify(forged, known=kept)


def test_lines_cut_off_at_the_end_are_found_by_the_head_kept_elsewhere(site):
    head = manifest_of(site).head
    with pytest.raises(BrokenChain, match=f"应至少到第 {head.n + 1} 行"):
        verify(site, known=Head(head.n + 1, head.chain))
    manifest_of(site).record([entry_of("index.html", CONTENTS["index.html"])])
    assert verify(site, known=head).is_whole


def test_a_sample_reads_so_many_and_says_so(site, www):
    (www / "added.html").write_bytes(b"x")
    report = verify(site, sample=3)
    assert report.checked == 3 and report.is_whole and "抽查 3 个文件" in report.notes[0]


def test_without_a_manifest_nobody_can_tell(site, tmp_path):
    for place in (tmp_path, tmp_path / "no"):
        with pytest.raises(NoManifest):
            locate(place)


def test_a_slice_looks_at_its_own_paths_only(site, www):
    (www / "index.html").write_bytes(b"x")
    (www / "feed.xml").write_bytes(b"x")
    assert named(verify(site, only=lambda path: path.startswith("feed"))) == [("changed", "feed.xml")]


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_one_flipped_bit_in_any_file_is_found(tmp_path_factory, data):
    """In a compressed copy it is found, or harms nobody: the content that comes out is the same."""
    site = site_at(tmp_path_factory.mktemp("flip") / "site")
    www = site / "releases" / "1" / "www"
    path = data.draw(st.sampled_from(sorted(p for p in www.rglob("*") if p.is_file())))
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    found = named(verify(site))
    relative = path.relative_to(www).as_posix()
    is_harmless = relative not in CONTENTS and not found
    assert found == [("changed", relative)] or is_harmless
