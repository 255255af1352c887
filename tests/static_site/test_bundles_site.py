"""The site across an air gap: signed, in sequence, checked before anything is touched, safe to replay and to kill."""

import json
import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.static_site import signing
from gongkai.static_site.bundles import site_in
from gongkai.static_site.bundles.container import BadBundle, writing
from gongkai.static_site.bundles.marks import mark_of
from gongkai.static_site.bundles.site_in import apply
from gongkai.static_site.bundles.site_out import pack
from gongkai.static_site.chain import BrokenChain, Entry, entry_of, removal, write_line
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.placing import Placing
from gongkai.static_site.signing import NotTrusted
from gongkai.static_site.verifying.comparing import compare
from gongkai.static_site.verifying.places import locate
from gongkai.static_site.verifying.trees import LocalTree
from tests.static_site.sites import CONTENTS, LONG_NAME, bake, put

KEY = signing.secrets_in(signing.new_secret("office"))["office"]
PEERS = {"office": KEY.peer}


class Gap:
    """An office's site and a public one, and a medium between them."""

    def __init__(self, site, folder):
        self.inner, self.outer, self.folder, self.made = site, folder / "outer", folder, 0

    def publish(self, changed, removed=()):
        release = locate(self.inner)
        entries = [entry_of(path, content) for path, content in changed.items()] + [removal(path) for path in removed]
        Manifest.open(release.manifest).record(entries)
        for path, content in changed.items():
            put(release.www, path, content)
        for path in removed:
            for file in release.www.glob(f"{path}*"):
                file.unlink()

    def rebuild(self, number, contents):
        before = mark_of(self.inner).head.chain
        bake(self.inner / "releases" / number, contents, previous_head=before)
        (self.inner / "current").unlink()
        (self.inner / "current").symlink_to(f"releases/{number}")

    def pack(self, since=None):
        self.made += 1
        out = self.folder / f"{self.made}.gkb"
        pack(locate(self.inner), out, key=KEY, since=since)
        return out

    def apply(self, bundle):
        return apply(bundle, self.outer, peers=PEERS)

    @property
    def mark(self):
        return mark_of(self.outer)

    def assert_equal(self):
        release = locate(self.outer)
        assert compare(LocalTree(release.www), release.manifest).is_whole
        assert self.mark == mark_of(self.inner)


@pytest.fixture
def gap(site, tmp_path):
    return Gap(site, tmp_path)


@pytest.fixture
def joined(gap):
    """Both sides alike."""
    gap.apply(gap.pack())
    return gap


def test_a_whole_site_arrives_whole_with_copies_packed_anew(gap):
    done = gap.apply(gap.pack())
    assert (done.is_news, done.written) == (True, len(CONTENTS))
    gap.assert_equal()
    www = gap.outer / "current" / "www"
    assert (www / LONG_NAME).read_bytes() == CONTENTS[LONG_NAME]
    assert (www / "index.html.gz").exists() and (www / "index.html.br").exists()


def test_only_what_changed_since_a_mark_is_carried(joined):
    joined.publish({"o/qingshui/i/9/index.html": "新".encode()}, removed=["feed.xml"])
    bundle = joined.pack(since=joined.mark)
    assert len([name for name in zipfile.ZipFile(bundle).namelist() if name.startswith("files/")]) == 1
    done = joined.apply(bundle)
    assert (done.written, done.removed) == (1, 1)
    joined.assert_equal()
    assert not list((joined.outer / "current/www").glob("feed.xml*"))


def test_applying_twice_is_harmless_and_an_old_bundle_leads_nowhere_back(joined):
    first = joined.mark
    joined.publish({"index.html": b"two"})
    second = joined.pack(since=first)
    full = joined.pack()
    joined.apply(second)
    joined.publish({"index.html": b"three"})
    joined.apply(joined.pack(since=joined.mark))
    for old in (second, full):
        assert not joined.apply(old).is_news
    joined.assert_equal()
    assert (joined.outer / "current/www/index.html").read_bytes() == b"three"


def test_a_gap_is_refused_with_what_is_missing_and_nothing_is_touched(joined):
    one = joined.mark
    joined.publish({"index.html": b"two"})
    lost = joined.pack(since=one)
    middle = mark_of(joined.inner)
    joined.publish({"index.html": b"three"})
    later = joined.pack(since=middle)
    with pytest.raises(BadBundle, match=f"缺少清单第 {one.head.n + 1} 至 {one.head.n + 1} 行.*--since {one}"):
        joined.apply(later)
    assert joined.mark == one and (joined.outer / "current/www/index.html").read_bytes() == CONTENTS["index.html"]
    joined.apply(lost)
    joined.apply(later)
    joined.assert_equal()


def test_bundles_that_overlap_go_on_from_where_the_site_stands(joined):
    one = joined.mark
    joined.publish({"index.html": b"two"})
    joined.apply(joined.pack(since=one))
    joined.publish({"feed.xml": b"<f/>"})
    assert joined.apply(joined.pack(since=one)).written == 1
    joined.assert_equal()


def test_a_new_release_comes_into_use_at_once_and_takes_over_what_did_not_change(joined):
    one = joined.mark
    joined.rebuild("2", CONTENTS | {"index.html": b"new frame"})
    bundle = joined.pack(since=one)
    assert len([name for name in zipfile.ZipFile(bundle).namelist() if name.startswith("files/")]) == 1
    joined.apply(bundle)
    joined.assert_equal()
    assert (joined.outer / "current").resolve().name == "2"


def test_a_new_release_does_not_build_on_files_somebody_touched(joined):
    one = joined.mark
    joined.rebuild("2", CONTENTS | {"index.html": b"new frame"})
    (joined.outer / "current/www" / LONG_NAME).write_bytes(b"forged")
    with pytest.raises(BadBundle, match="已被改动或缺失"):
        joined.apply(joined.pack(since=one))
    assert joined.mark == one
    joined.apply(joined.pack())
    joined.assert_equal()


def test_a_partial_bundle_does_not_begin_a_site(joined, tmp_path):
    one = joined.mark
    joined.publish({"index.html": b"two"})
    with pytest.raises(BadBundle, match="还没有网站"):
        apply(joined.pack(since=one), tmp_path / "empty", peers=PEERS)


def test_of_an_earlier_release_nothing_is_taken_any_more(joined):
    old = joined.pack()
    joined.rebuild("2", CONTENTS)
    joined.apply(joined.pack())
    assert not joined.apply(old).is_news
    joined.assert_equal()


def test_another_office_with_the_same_numbers_is_not_this_one(joined, tmp_path):
    other = Gap(tmp_path / "other", tmp_path / "there")
    (tmp_path / "there").mkdir()
    bake(other.inner / "releases" / "1", {f"{n}.html": b"x" for n in range(20)})
    (other.inner / "current").symlink_to("releases/1")
    with pytest.raises(BadBundle, match="接不上这里的清单"):
        joined.apply(other.pack())


def test_unsigned_wrongly_signed_and_unknown_bundles_are_refused(gap, tmp_path):
    bundle = gap.pack()
    stranger = signing.secrets_in(signing.new_secret("stranger"))["stranger"]
    with pytest.raises(NotTrusted, match="不认识签名的密钥"):
        apply(bundle, gap.outer, peers={"stranger": stranger.peer})
    with pytest.raises(NotTrusted, match="签名不是 office 的"):
        apply(bundle, gap.outer, peers={"office": signing.secrets_in(signing.new_secret("office"))["office"].peer})
    bare = tmp_path / "bare.gkb"
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            if name != "index.sig":
                new.writestr(name, old.read(name))
    with pytest.raises(NotTrusted, match="没有签名"):
        gap.apply(bare)
    assert not (gap.outer / "current").exists()


def test_a_bundle_of_another_kind_or_no_bundle_is_refused(gap, tmp_path):
    wrong = tmp_path / "x.gkb"
    with writing(wrong) as bundle:
        bundle.sign("acknowledgement", {}, KEY)
    with pytest.raises(BadBundle, match="这是接收回执，不是网站数据包"):
        gap.apply(wrong)
    for content in (b"", b"PK", b"no bundle at all"):
        wrong.write_bytes(content)
        with pytest.raises(BadBundle):
            gap.apply(wrong)


def test_a_truncated_bundle_changes_nothing(joined):
    joined.publish({"index.html": os.urandom(20_000)})
    one, bundle = joined.mark, joined.pack(since=joined.mark)
    whole = bundle.read_bytes()
    for size in range(0, len(whole), len(whole) // 9 + 1):
        bundle.write_bytes(whole[:size])
        with pytest.raises((BadBundle, NotTrusted)):
            joined.apply(bundle)
    assert joined.mark == one and (joined.outer / "current/www/index.html").read_bytes() == CONTENTS["index.html"]


def forged(path, entry: Entry, content: bytes = b"x", *, name: str = "", release="1"):
    """A bundle with one line, signed by the true key: what a bug or a thief of the key would make."""
    raw, chain = write_line(
        entry, number=1, at="2026-11-30T00:00:00.000000+00:00", clock="", previous="0" * 64, before=""
    )
    with writing(path) as bundle:
        sha256, size = bundle.add("lines.jsonl", [raw])
        bundle.add(name or f"files/{entry.sha256}", [content])
        bundle.sign(
            "site",
            {"from": None, "to": {"release": release, "n": 1, "chain": chain}, "lines": {"sha256": sha256, "size": size}},
            KEY,
        )  # fmt: skip
    return path


@pytest.mark.parametrize(
    "path",
    ["../../etc/cron.d/x", "/etc/passwd", "a/../../../x", "a\\..\\x", "a/\x00b", "files/" + "县" * 255 + ".pdf", ""],
)
def test_no_path_leads_out_of_the_site_however_well_it_is_signed(gap, tmp_path, path):
    with pytest.raises(BadBundle):
        gap.apply(forged(tmp_path / "f.gkb", entry_of(path, b"x")))
    assert not (gap.outer / "current").exists() and not list(tmp_path.rglob("x"))


@pytest.mark.parametrize("release", ["../1", "1/../../x", "", "one", 1])
def test_no_release_is_named_to_lead_out_of_the_site(gap, tmp_path, release):
    with pytest.raises(BadBundle, match="索引不完整"):
        gap.apply(forged(tmp_path / "f.gkb", entry_of("a.html", b"x"), release=release))


def test_content_that_is_larger_than_its_line_is_read_no_further(gap, tmp_path):
    bomb = entry_of("a.html", b"x")
    with pytest.raises(BadBundle, match="比应有的大"):
        gap.apply(forged(tmp_path / "f.gkb", bomb, b"\x00" * 50_000_000))


def test_content_that_lacks_or_is_another_is_refused(gap, tmp_path):
    with pytest.raises(BadBundle, match="缺少 files/"):
        gap.apply(forged(tmp_path / "f.gkb", entry_of("a.html", b"x"), name="files/other"))
    with pytest.raises(BadBundle, match="与索引不符"):
        gap.apply(forged(tmp_path / "g.gkb", entry_of("a.html", b"x"), b"y"))


def test_a_site_that_was_touched_is_not_carried_out(gap):
    (locate(gap.inner).www / "index.html").write_bytes(b"forged")
    with pytest.raises(BadBundle, match=r"index\.html 与完整性清单不符"):
        gap.pack()
    assert not list(gap.folder.glob("*.gkb")) and not list(gap.folder.glob("*.part"))


def test_a_mark_of_another_site_is_refused_when_packing(joined):
    mark = type(joined.mark)("1", type(joined.mark.head)(2, "ab" * 32))
    with pytest.raises(BrokenChain):
        joined.pack(since=mark)


def test_a_full_disk_is_told_before_anything_is_touched(joined, monkeypatch):
    joined.publish({"index.html": b"two"})
    one, bundle = joined.mark, joined.pack(since=joined.mark)
    monkeypatch.setattr(
        site_in.shutil, "disk_usage", lambda _path: os.terminal_size((0, 0)) and type("U", (), {"free": 0})
    )
    with pytest.raises(BadBundle, match="磁盘空间不够"):
        joined.apply(bundle)
    assert joined.mark == one


def test_what_a_kill_left_half_written_stands_outside_the_site_and_goes_next_time(joined):
    aside = joined.outer / "releases" / "1" / ".aside"
    aside.mkdir()
    (aside / "0123456789abcdef").write_bytes(b"<h1>ha")
    release = locate(joined.outer)
    assert compare(LocalTree(release.www), release.manifest).is_whole
    joined.publish({"index.html": b"two"})
    joined.apply(joined.pack(since=joined.mark))
    assert not aside.exists()


class Killed(BaseException):
    pass


@pytest.mark.parametrize("is_new_release", [False, True])
def test_killed_at_any_write_it_is_run_again_and_no_reader_saw_half_a_page(joined, monkeypatch, is_new_release):
    """Every write and every rename is once the last one; in between each page is the old one or the new one, whole."""
    old, new = CONTENTS["index.html"], b"<h1>new</h1>" * 50
    one = joined.mark
    changed = {"index.html": new, "o/qingshui/i/7/index.html": b"seven", "feed.xml": b"<f/>"}
    if is_new_release:
        joined.rebuild("2", CONTENTS | changed)
    else:
        joined.publish(changed, removed=["404.html"])
    bundle = joined.pack(since=one)
    true_write, true_adopt, true_use = Placing.write, Manifest.adopt, site_in._use
    page = joined.outer / "current" / "www" / "index.html"
    for survives in range(60):
        left = [survives]

        def step(do, left=left):
            def counted(*args, **options):
                if left[0] == 0:
                    raise Killed
                left[0] -= 1
                result = do(*args, **options)
                assert page.read_bytes() in (old, new)
                return result

            return counted

        monkeypatch.setattr(Placing, "write", step(true_write))
        monkeypatch.setattr(Manifest, "adopt", step(true_adopt))
        monkeypatch.setattr(site_in, "_use", step(true_use))
        try:
            joined.apply(bundle)
            break
        except Killed:
            assert page.read_bytes() in (old, new)
    assert survives > 5
    joined.assert_equal()
    assert page.read_bytes() == new


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_one_flipped_bit_of_a_bundle_is_refused_or_harms_nobody(gap, tmp_path_factory, place, bit):
    bundle = tmp_path_factory.mktemp("b") / "b.gkb"
    pack(locate(gap.inner), bundle, key=KEY)
    data = bytearray(bundle.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    bundle.write_bytes(data)
    outer = bundle.parent / "outer"
    try:
        apply(bundle, outer, peers=PEERS)
    except (BadBundle, NotTrusted):
        assert not (outer / "current").exists()
    else:
        release = locate(outer)
        assert compare(LocalTree(release.www), release.manifest).is_whole and mark_of(outer) == mark_of(gap.inner)


def test_a_bundle_is_a_source_to_restore_from(joined):
    bundle = joined.pack()
    release = locate(joined.outer)
    (release.www / "index.html").write_bytes(b"forged")
    [(path, content)] = site_in.source(bundle, peers=PEERS)({"index.html"})
    assert (path, content) == ("index.html", CONTENTS["index.html"])


def test_the_index_tells_a_person_what_is_inside(gap):
    index = json.loads(zipfile.ZipFile(gap.pack()).read("index.json"))
    assert index["kind"] == "site" and index["from"] is None and index["files"] == len(CONTENTS)
    assert set(index) == {"format", "kind", "key", "made_at", "from", "to", "lines", "files", "bytes"}
