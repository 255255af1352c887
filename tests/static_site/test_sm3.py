"""SM3 (GB/T 32905) beside SHA-256, where a deployment asks for it."""

import pytest

from gongkai.static_site import orders
from gongkai.static_site.baking import bake_waiting
from gongkai.static_site.chain import Entry, entry_of, sm3_of
from gongkai.static_site.full import bake_all
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.restoring import restore
from gongkai.static_site.verifying.comparing import compare
from gongkai.static_site.verifying.trees import LocalTree
from tests.static_site.baking.conftest import pages, site  # noqa: F401  fixtures


def sm3_lines(site):  # noqa: F811
    return {entry.path: entry.sm3 for entry in site.current().manifest.state().entries()}


def test_the_digest_is_the_one_of_the_standard():
    assert sm3_of(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.django_db
def test_every_line_has_it_once_the_setting_is_on_and_none_before(site, pages, settings):  # noqa: F811
    pages.pages = {"/": "home", "/a/": "a"}
    bake_all(site)
    assert sm3_lines(site) == {"index.html": "", "a/index.html": ""}
    settings.SM3 = True
    pages.pages["/a/"] = "new a"
    orders.order(["page:/a/"])
    bake_waiting()
    assert sm3_lines(site) == {"index.html": "", "a/index.html": sm3_of(b"new a")}
    bake_all(site)
    assert sm3_lines(site) == {"index.html": sm3_of(b"home"), "a/index.html": sm3_of(b"new a")}
    release = site.current()
    assert compare(LocalTree(release.www), release.manifest_folder).is_whole


def test_content_that_agrees_with_one_digest_alone_is_not_what_was_baked(tmp_path):
    right = entry_of("a.html", b"text", with_sm3=True)
    Manifest.open(tmp_path / "manifest").record([Entry("a.html", right.sha256, right.size, sm3_of(b"other text"))])
    (tmp_path / "www").mkdir()
    (tmp_path / "www/a.html").write_bytes(b"text")
    report = compare(LocalTree(tmp_path / "www"), tmp_path / "manifest")
    assert [(fault.kind, fault.path) for fault in report.faults] == [("changed", "a.html")]
    state = Manifest.open(tmp_path / "manifest").state()
    mended = restore(
        tmp_path / "www", state, report.faults, [lambda paths: iter([("a.html", b"text")])], quarantine=tmp_path / "q"
    )
    assert not mended.put_back and [path for path, _why in mended.failed] == ["a.html"]
