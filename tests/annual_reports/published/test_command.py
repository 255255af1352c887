"""`gongkai report check`: the object it prints, the exit status, the year before, files of its own."""

import io
import json

import pytest

from gongkai.annual_reports.published import Unreadable, check
from gongkai.annual_reports.published.apart import check_apart
from gongkai.cli.main import main
from gongkai.statute.annual_report.forms import form_named
from gongkai.statute.annual_report.tables import fill
from tests.annual_reports.published.markups import write
from tests.annual_reports.published.test_markups import some_tables

FORM = form_named("2021-30")


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "2023.html"
    path.write_bytes(write(FORM, some_tables("2021-30", 1), "page"))
    return path


@pytest.fixture
def broken(tmp_path):
    tables = some_tables("2021-30", 1)
    tables.table_three["granted"]["total"] += 1
    tables.table_four["review"]["upheld"] = None
    path = tmp_path / "2023.docx"
    path.write_bytes(write(FORM, tables, "word"))
    return path


def test_a_sound_report_exits_with_0_and_says_so(sound, capsys):
    assert main(["report", "check", str(sound)]) == 0
    out = capsys.readouterr().out
    assert "榕江县民政局" in out
    assert "没有发现问题" in out


def test_the_object_has_form_organ_year_tables_unread_and_violations(broken, capsys):
    assert main(["report", "check", str(broken), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["organ"], found["year"], found["unread"]) == ("2021-30", "榕江县民政局", 2023, [])
    assert found["tables"]["table_four"]["review"]["upheld"] is None
    assert ("F.blank", "table_four", 0, 1) in [
        (v["rule"], v["at"], v["expected"], v["found"]) for v in found["violations"]
    ]
    assert ("T3.row_total", "table_three.granted") in [(v["rule"], v["at"]) for v in found["violations"]]
    assert all({"rule", "at", "expected", "found", "message"} <= set(v) for v in found["violations"])


def test_it_reads_from_standard_input(sound, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sound.read_bytes())))
    assert main(["report", "check", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["year"] == 2023


def test_what_cannot_be_read_exits_with_2_and_a_sentence_why(tmp_path, capsys):
    picture = tmp_path / "扫描.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    assert main(["report", "check", str(picture)]) == 2
    assert "不认识的文件类型" in capsys.readouterr().err
    assert main(["report", "check", str(tmp_path / "没有.html")]) == 2
    assert "没有这个文件" in capsys.readouterr().err
    assert main(["report", "check", str(tmp_path)]) == 2
    assert "这是一个目录" in capsys.readouterr().err


def test_carried_in_must_be_what_the_year_before_carried_out(tmp_path, capsys):
    before = fill(FORM, {"table_three.new_received.natural_person": 2, "table_three.carried_out.natural_person": 2})
    now = fill(FORM, {"table_three.carried_in.natural_person": 3, "table_three.granted.natural_person": 3})
    this, last = tmp_path / "2023.html", tmp_path / "2022.html"
    this.write_bytes(write(FORM, now, "page"))
    last.write_bytes(write(FORM, before, "page").replace(b"2023", b"2022"))
    assert main(["report", "check", str(this), "--previous", str(last), "--json"]) == 1
    rules = {(v["rule"], v["at"]) for v in json.loads(capsys.readouterr().out)["violations"]}
    assert rules == {("X.carry", "table_three.carried_in.natural_person"), ("X.carry", "table_three.carried_in.total")}
    assert main(["report", "check", str(this), "--previous", str(this), "--json"]) == 1
    assert [v["rule"] for v in json.loads(capsys.readouterr().out)["violations"]] == ["X.previous"]


def test_its_own_json_is_read_again_and_judged_the_same(broken, tmp_path, capsys):
    main(["report", "check", str(broken), "--json"])
    first = capsys.readouterr().out
    again = tmp_path / "result.json"
    again.write_text(first, encoding="utf-8")
    assert main(["report", "check", str(again), "--json"]) == 1
    one, two = json.loads(first), json.loads(capsys.readouterr().out)
    assert two["tables"] == one["tables"]
    assert {(v["rule"], v["at"]) for v in two["violations"]} == {(v["rule"], v["at"]) for v in one["violations"]}


def test_json_that_is_no_report_is_refused_with_the_reason():
    for data, said in (
        (b'{"tables": {', "不完整"),
        (b'{"a": 1}', "tables"),
        (b'{"tables": {}, "format": "x"}', "格式"),
    ):
        with pytest.raises(Unreadable, match=said):
            check(data)


def test_read_in_a_process_of_its_own_it_says_the_same(broken):
    data = broken.read_bytes()
    assert check_apart(data, "2023.docx") == check(data, "2023.docx")


def test_a_file_that_would_hang_or_eat_the_memory_is_stopped_and_told(monkeypatch):
    monkeypatch.setattr("gongkai.annual_reports.published.apart.SECONDS", 0.01)
    with pytest.raises(Unreadable, match="还没有读完"):
        check_apart(b"<html></html>")
