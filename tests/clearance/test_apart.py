"""Files are read behind a wall: time, memory and the process's life are its, and the caller always gets an answer."""

import os
import subprocess
import sys
import time

import pytest

from gongkai.clearance import apart
from gongkai.clearance.apart import WORDS, Broken, Reader, scan_apart
from gongkai.clearance.scanners.finding import Known
from gongkai.clearance.scanning import Result
from tests.clearance.documents.pdfs import pdf, words

NUMBER = "522601199001011230"
HOSTILE = "tests.clearance.hostile"


@pytest.fixture(autouse=True)
def hostile_jobs(monkeypatch):
    """The worker finds the tests' own jobs."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))


@pytest.mark.parametrize(
    ("job", "limit"), [("hangs", "time"), ("eats", "memory"), ("dies", "memory"), ("says_too_much", "fault")]
)
def test_a_job_beyond_its_limits_is_ended_and_the_next_one_runs(job, limit):
    with Reader(seconds=1.0 if limit == "time" else 30.0, memory=700 * 1024**2) as reader:
        began = time.monotonic()
        with pytest.raises(Broken) as broken:
            reader.run(f"{HOSTILE}:{job}", NUMBER.encode(), {})
        assert broken.value.limit == limit
        assert str(broken.value).startswith(WORDS[limit])
        assert NUMBER not in str(broken.value)
        assert time.monotonic() - began < 30
        assert reader.run(f"{HOSTILE}:echoes", b"abc", {"x": 1})[1] == b"cba"


def test_what_makes_progress_has_longer_but_not_for_ever():
    with Reader(seconds=1.0, longest=30) as reader:
        assert reader.run(f"{HOSTILE}:advances", b"", {"pages": 4})[0] == "read"
    with Reader(seconds=1.0, longest=1.5) as reader, pytest.raises(Broken) as broken:
        reader.run(f"{HOSTILE}:advances", b"", {"pages": 99})
    assert broken.value.limit == "time"


def test_large_data_goes_both_ways_and_one_worker_serves_many():
    data = bytes(range(256)) * 40_000
    with Reader() as reader:
        first, back = reader.run(f"{HOSTILE}:echoes", data, {"word": "字"})
        second, _ = reader.run(f"{HOSTILE}:echoes", b"", {})
    assert (first["length"], first["word"], back) == (len(data), "字", data[::-1])
    assert first["pid"] == second["pid"]


def test_no_secret_of_the_environment_reaches_the_worker(monkeypatch):
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "x")
    with Reader() as reader:
        answer, _ = reader.run(f"{HOSTILE}:echoes", b"", {})
    assert "GONGKAI_SECRET_KEY" not in answer["environment"]


def test_a_result_comes_back_whole_with_its_document():
    result = scan_apart(pdf(words("身份证号码" + NUMBER)), "a.pdf", Known())
    finding = next(found for found in result.findings if found.rule == "ID18")
    assert (finding.place.code(), finding.severity) == ("page 1 line 1", "block")
    assert result.document is not None and result.kind == "pdf"
    assert result.document.blocks[finding.block].text[finding.start : finding.end] == NUMBER
    assert Result.from_data(result.as_data()).findings == result.findings


def test_a_file_beyond_the_limits_is_unread_as_a_whole():
    with Reader(seconds=0.001) as reader:
        result = reader.scan(pdf(*[words(NUMBER)] * 3000), "a.pdf", Known())
    assert result.unread


def test_five_thousand_pages_are_read():
    with Reader() as reader:
        result = reader.scan(pdf(*[words("第一页")] * 4999, words(NUMBER)), "a.pdf", Known(), with_document=False)
    assert not result.unread
    assert [found.place.code() for found in result.findings if found.rule == "ID18"] == ["page 5000 line 1"]


def test_the_worker_starts_without_django():
    code = "import sys, gongkai.clearance.apart, gongkai.cli.scan; sys.exit('django' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        ).returncode
        == 0
    )


def test_what_the_worker_writes_down_for_a_while_is_in_memory_where_there_is_room(monkeypatch):
    monkeypatch.setattr(apart, "ROOM", 1)
    assert apart._in_memory() in {"/dev/shm", None}
    monkeypatch.setattr(apart, "ROOM", 2**60)
    assert apart._in_memory() is None
    monkeypatch.setattr(apart, "SHARED_MEMORY", "/no/such/place")
    assert apart._in_memory() is None
