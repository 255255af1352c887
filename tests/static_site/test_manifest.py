"""The manifest: a chain that shows any change, survives a kill, and never runs backwards."""

import os
import resource
import signal
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.static_site import segments
from gongkai.static_site.chain import Head, entry_of, removal
from gongkai.static_site.manifest import BrokenChain, Manifest, NoManifest, State
from gongkai.static_site.segments import head_of, lines

EARLIER = "ab" * 32


def files(count: int, start: int = 0):
    return [entry_of(f"o/xian/i/{n}/index.html", f"第{n}条".encode()) for n in range(start, start + count)]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "manifest"


@pytest.fixture
def short(monkeypatch):
    """Segments of four lines."""
    monkeypatch.setattr(segments, "LINES", 4)


def paths_of(folder) -> list[str]:
    return [line.entry.path for line in lines(folder)]


def test_what_is_recorded_is_read_back_in_order(folder):
    head = Manifest.open(folder).record(files(3))
    assert [(line.n, line.entry) for line in lines(folder)] == list(enumerate(files(3), 1))
    assert head.n == 3 and head == head_of(folder) == Manifest.open(folder).head


def test_the_state_is_the_latest_line_of_each_path(folder):
    manifest = Manifest.open(folder)
    manifest.record(files(3))
    manifest.record([removal("o/xian/i/1/index.html"), entry_of("o/xian/i/2/index.html", b"new")])
    state = manifest.state()
    assert sorted(state) == ["o/xian/i/0/index.html", "o/xian/i/2/index.html"] and len(state) == 2
    assert state["o/xian/i/2/index.html"] == entry_of("o/xian/i/2/index.html", b"new")
    assert state.was_removed("o/xian/i/1/index.html") and not state.was_removed("o/xian/i/9/index.html")


def test_a_file_that_comes_back_is_there_again(folder):
    manifest = Manifest.open(folder)
    manifest.record([*files(1), removal(files(1)[0].path), removal(files(1)[0].path), *files(1)])
    assert list(manifest.state()) == [files(1)[0].path] and len(manifest.state()) == 1


def test_a_full_segment_is_followed_by_the_next(folder, short):
    Manifest.open(folder).record(files(9))
    assert segments.segments(folder) == ["000001.jsonl", "000002.jsonl", "000003.jsonl"]
    Manifest.open(folder).record(files(1, start=9))
    assert paths_of(folder) == [entry.path for entry in files(10)]


def test_the_first_line_carries_the_head_of_the_release_before(folder):
    Manifest.open(folder, previous_head=EARLIER).record(files(2))
    first, second = lines(folder)
    assert (first.before, second.before) == (EARLIER, "")
    assert State.read(folder).previous_head == EARLIER


def test_sm3_stands_beside_where_it_is_asked_for(folder):
    manifest = Manifest.open(folder, with_sm3=True)
    manifest.record([entry_of("index.html", b"abc", with_sm3=True)])
    # GB/T 32905-2016, example 1
    assert manifest.state()["index.html"].sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    with pytest.raises(ValueError, match="no usable digest"):
        manifest.record([entry_of("a.html", b"abc")])


def test_a_half_last_line_left_by_a_kill_is_cut_off_and_told(folder, short):
    Manifest.open(folder).record(files(4))
    with (folder / "000002.jsonl").open("wb") as file:
        file.write(b'{"at":"2026-')
    assert paths_of(folder) == [entry.path for entry in files(4)]
    manifest = Manifest.open(folder)
    assert manifest.cut == 12 and manifest.head.n == 4
    manifest.record(files(1, start=4))
    assert paths_of(folder) == [entry.path for entry in files(5)]


@pytest.mark.parametrize("size", range(1, 40, 7))
def test_wherever_a_kill_cuts_the_last_line_the_others_stand(folder, size):
    Manifest.open(folder).record(files(3))
    segment = folder / "000001.jsonl"
    os.truncate(segment, segment.stat().st_size - size)
    manifest = Manifest.open(folder)
    assert manifest.head.n == 2 and manifest.cut > 0
    assert paths_of(folder) == [entry.path for entry in files(2)]


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (lambda rows: [rows[0], rows[2], rows[1], *rows[3:]], 2),
        (lambda rows: [*rows[:1], *rows[2:]], 2),
        (lambda rows: [*rows[:2], rows[1], *rows[2:]], 3),
        (lambda rows: [rows[0], rows[1].replace(b'"size":', b'"size":1'), *rows[2:]], 2),
        (lambda rows: [rows[0].replace(b'"before":""', b'"before":"%b"' % EARLIER.encode()), *rows[1:]], 1),
    ],
    ids=["swapped", "removed", "repeated", "edited", "other release"],
)
def test_a_broken_chain_names_segment_and_line(folder, damage, place):
    Manifest.open(folder).record(files(5))
    segment = folder / "000001.jsonl"
    segment.write_bytes(b"".join(damage(segment.read_bytes().splitlines(keepends=True))))
    with pytest.raises(BrokenChain) as broken:
        list(lines(folder))
    assert (broken.value.segment, broken.value.line) == ("000001.jsonl", place)


@pytest.mark.parametrize("missing", ["000001.jsonl", "000002.jsonl"])
def test_a_missing_segment_breaks_the_chain(folder, short, missing):
    Manifest.open(folder).record(files(9))
    (folder / missing).unlink()
    with pytest.raises(BrokenChain, match=missing):
        list(lines(folder))


def test_a_segment_cut_short_in_the_middle_breaks_the_chain(folder, short):
    Manifest.open(folder).record(files(9))
    first = folder / "000001.jsonl"
    first.write_bytes(b"".join(first.read_bytes().splitlines(keepends=True)[:3]))
    with pytest.raises(BrokenChain, match=r"000001\.jsonl 第 4 行"):
        list(lines(folder))


def test_a_writer_does_not_go_on_behind_a_broken_end(folder):
    Manifest.open(folder).record(files(3))
    segment = folder / "000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"i/2/", b"i/7/"))
    with pytest.raises(BrokenChain):
        Manifest.open(folder)


def test_lines_behind_a_head_begin_there_and_want_that_very_chain(folder, short):
    manifest = Manifest.open(folder)
    manifest.record(files(4))
    middle = manifest.record(files(2, start=4))
    manifest.record(files(3, start=6))
    assert [line.n for line in lines(folder, after=middle)] == [7, 8, 9]
    assert list(lines(folder, after=manifest.head)) == []
    for number in (4, 5):
        with pytest.raises(BrokenChain, match="不是所给的那一条链"):
            list(lines(folder, after=Head(number, EARLIER)))
    with pytest.raises(BrokenChain, match="清单没有第 99 行"):
        list(lines(folder, after=Head(99, EARLIER)))


def test_time_never_runs_backwards_and_the_clock_is_noted(folder):
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False):
        Manifest.open(folder).record(files(1))
    with time_machine.travel(noon - timedelta(days=400), tick=False):
        Manifest.open(folder).record(files(1, start=1))
    first, second = lines(folder)
    assert first.at == second.at and not first.clock
    assert second.clock.startswith("2025-10-26T12:00")
    assert State.read(folder).clock_notes == 1


@pytest.mark.parametrize(
    "path", ["../a", "/etc/passwd", "a/../../b", "a//b", "a\\..\\b", "", "a/\nb", "a/\x00", "\udc80"]
)
def test_a_path_that_leads_elsewhere_is_never_recorded(folder, path):
    with pytest.raises(ValueError, match="no path of a site"):
        Manifest.open(folder).record([entry_of(path, b"x")])


def test_a_name_of_255_han_characters_is_a_path_like_any(folder):
    name = f"files/1/{'县' * 251}.pdf"
    manifest = Manifest.open(folder)
    manifest.record([entry_of(name, b"x")])
    assert list(manifest.state()) == [name] and Manifest.open(folder).head == manifest.head


def test_two_writers_take_turns(folder, short):
    one, two = Manifest.open(folder), Manifest.open(folder)
    one.record(files(3))
    two.record(files(3, start=3))
    one.record(files(1, start=6))
    assert paths_of(folder) == [entry.path for entry in files(7)]


@pytest.fixture
def file_limit():
    """Call it with the size no file may grow beyond: writing then fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (soft if size is None else size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_leaves_the_chain_as_it_was(folder, file_limit):
    manifest = Manifest.open(folder)
    before = manifest.record(files(1))
    file_limit((folder / "000001.jsonl").stat().st_size + 300)
    with pytest.raises(OSError, match="File too large"):
        manifest.record(files(9, start=1))
    file_limit(None)
    assert manifest.head == before == Manifest.open(folder).head
    assert manifest.record(files(2, start=1)).n == 3 and len(paths_of(folder)) == 3


def test_without_a_manifest_it_says_so(folder):
    with pytest.raises(NoManifest):
        list(lines(folder))
    with pytest.raises(NoManifest):
        head_of(folder)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_one_flipped_bit_of_a_whole_line_is_found(tmp_path_factory, place, bit):
    folder = tmp_path_factory.mktemp("flipped")
    manifest = Manifest.open(folder)
    manifest.record([*files(3), removal("o/xian/i/1/index.html")])
    segment = folder / "000001.jsonl"
    data = bytearray(segment.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    segment.write_bytes(data)
    with pytest.raises(BrokenChain):
        list(lines(folder))
