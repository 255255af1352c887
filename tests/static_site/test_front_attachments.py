"""Attachments through the front: ranges, large files in pieces, headers that keep them harmless."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages.file_kinds import FILE_POLICY
from gongkai.static_site.front.negotiation import Unsatisfiable, span
from tests.static_site.front_site import ATTACHMENT, ask, built, environ, front

PDF = f"/{ATTACHMENT}/%E4%BD%8E%E4%BF%9D%E5%90%8D%E5%8D%95.pdf"
BIG = f"/{ATTACHMENT}/big.zip"
CONTENT = bytes(range(256)) * 4


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return built(tmp_path_factory.mktemp("attachments") / "site")


def test_an_attachment_is_kept_five_minutes_and_runs_nothing(site):
    found = ask(front(site), PDF, accept_encoding="br, gzip", cookie="gongkai_type=large")
    assert (found.status, found.body) == (200, CONTENT)
    assert found.headers["Content-Type"] == "application/pdf"
    assert found.headers["Content-Disposition"] == "inline; filename*=UTF-8''%E4%BD%8E%E4%BF%9D%E5%90%8D%E5%8D%95.pdf"
    assert found.headers["Content-Security-Policy"] == FILE_POLICY
    assert len(found.headers.get_all("Content-Security-Policy")) == 1
    assert found.headers["Cache-Control"] == "public, max-age=300"
    assert found.headers["Accept-Ranges"] == "bytes" and found.headers["Content-Encoding"] is None
    assert ask(front(site), BIG).headers["Content-Disposition"] == "attachment; filename*=UTF-8''big.zip"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0), ("bytes=0-99", 0, 99), ("bytes=1000-", 1000, 1023), ("bytes=-24", 1000, 1023),
        ("bytes=-5000", 0, 1023), ("bytes=1000-5000", 1000, 1023), ("BYTES = 5 - 9", 5, 9), ("bytes=1023-1023", 1023, 1023),
    ],
)  # fmt: skip
def test_one_range_is_given_as_asked(site, asked, first, last):
    found = ask(front(site), PDF, range=asked)
    assert (found.status, found.body) == (206, CONTENT[first : last + 1])
    assert found.headers["Content-Range"] == f"bytes {first}-{last}/1024"
    assert found.headers["Content-Length"] == str(len(found.body))


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,5-6",
        "lines=0-5",
        "bytes=9-5",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=0-1-2",
        "x",
        f"bytes={'9' * 40}-",
    ],
)
def test_a_range_that_is_none_or_several_gives_the_whole(site, asked):
    found = ask(front(site), PDF, range=asked)
    assert (found.status, found.body, found.headers["Content-Range"]) == (200, CONTENT, None)


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_behind_the_end_is_refused_with_the_size(site, asked):
    found = ask(front(site), PDF, range=asked)
    assert (found.status, found.body, found.headers["Content-Range"]) == (416, b"", "bytes */1024")


def test_a_range_of_a_file_that_has_changed_gives_the_new_whole(site):
    now = ask(front(site), PDF).headers
    for same in (now["ETag"], now["Last-Modified"]):
        assert ask(front(site), PDF, range="bytes=0-9", if_range=same).status == 206
    for other in ('"other"', f"W/{now['ETag']}", "Thu, 01 Jan 1970 00:00:00 GMT", ""):
        assert ask(front(site), PDF, range="bytes=0-9", if_range=other).status == 200


def test_pages_and_head_have_no_ranges(site):
    assert ask(front(site), "/", range="bytes=0-9").status == 200
    assert ask(front(site), PDF, "HEAD", range="bytes=0-9").status == 200


def test_who_has_the_file_is_told_so_even_when_asking_for_a_part(site):
    tag = ask(front(site), PDF).headers["ETag"]
    assert ask(front(site), PDF, range="bytes=0-9", if_none_match=tag).status == 304


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_large_file_comes_in_pieces_and_leaves_nothing_open(site):
    application, before = front(site), open_files()
    whole = ask(application, BIG)
    on_disk = (site.root / "current" / "www" / ATTACHMENT / "big.zip").read_bytes()
    assert whole.body == on_disk and whole.headers["Content-Length"] == str(1024 * 1024)
    assert ask(application, BIG, range="bytes=200000-900000").body == on_disk[200000:900001]
    assert ask(application, BIG, "HEAD").body == b""
    assert ask(application, BIG, if_none_match=whole.headers["ETag"]).status == 304
    assert ask(application, BIG, range="bytes=9999999-").status == 416
    assert open_files() == before


def test_a_large_page_that_is_not_sent_is_closed(site):
    site.put("catalogue/index.html", "公" * 100_000)
    application, before = front(site), open_files()
    assert ask(application, "/catalogue/?organ=x").text == "django"
    assert ask(application, "/catalogue/", cookie="gongkai_type=large").text == "django"
    assert len(ask(application, "/catalogue/").body) == 300_000 and open_files() == before


def test_a_reader_who_goes_away_half_way_leaves_nothing_open(site):
    before = open_files()
    body = front(site)(environ(BIG), lambda *_told: None)
    assert next(iter(body))
    body.close()
    body.close()
    assert open_files() == before


def test_a_file_replaced_while_it_is_sent_is_sent_to_its_end_as_it_was(site):
    old = os.urandom(400_000)
    site.put(f"{ATTACHMENT}/other.zip", old)
    pieces = front(site)(environ(f"/{ATTACHMENT}/other.zip"), lambda *_told: None)
    first = next(iter(pieces))
    site.put(f"{ATTACHMENT}/other.zip", b"new")
    assert first + b"".join(pieces) == old


@given(st.text(alphabet="bytes=-,0123456789 ", max_size=16), st.integers(0, 3000))
def test_whatever_is_asked_a_range_lies_within_the_file(header, size):
    try:
        found = span(header, None, size=size, etag='"x"', last_modified="")
    except Unsatisfiable:
        return
    assert found is None or 0 <= found[0] <= found[1] < size
