"""`gongkai scan`: an object a file, an exit status by the worst, and never a value in the open."""

import json
import zipfile

import pytest

from gongkai.cli.main import main
from tests.clearance.documents.pdfs import pdf, words

NUMBER = "522601199001011230"
PHONE = "13912345678"


def scan(capsys, *args: object) -> tuple[int, list[dict], str]:
    status = main(["scan", "--json", *map(str, args)])
    out, err = capsys.readouterr()
    assert NUMBER not in out + err and PHONE not in out + err
    return status, [json.loads(line) for line in out.splitlines()], err


def test_a_clean_file_is_no_trouble(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("关于召开会议的通知，请准时参加。", "utf-8")
    assert scan(capsys, path) == (0, [{"path": str(path), "findings": [], "unread": []}], "")


def test_findings_have_the_published_shape_and_block(tmp_path, capsys):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(words("正文") + words("身份证号码" + NUMBER, y=600, fill="1 g")))
    status, [found], _ = scan(capsys, path)
    assert status == 1
    hit = next(finding for finding in found["findings"] if finding["rule"] == "ID18")
    assert set(hit) == {"rule", "severity", "where", "masked", "hidden"}
    assert (hit["severity"], hit["where"], hit["hidden"]) == ("block", "page 1 line 2", True)
    assert hit["masked"].startswith("5226") and "*" in hit["masked"]


def test_a_directory_is_walked_and_what_cannot_be_read_wins(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.rar").write_bytes(b"Rar!\x1a\x07\x00" + b"x" * 60)
    (tmp_path / "b.txt").write_text(f"身份证号码{NUMBER}", "utf-8")
    (tmp_path / "c.txt").write_text("通知", "utf-8")
    status, found, _ = scan(capsys, tmp_path)
    assert status == 2
    assert [item["path"].rpartition("/")[2] for item in found] == ["b.txt", "c.txt", "a.rar"]
    assert found[2]["unread"][0]["why"].startswith("RAR")
    assert set(found[2]["unread"][0]) == {"where", "why"}


def test_a_missing_path_is_named_and_the_others_are_scanned(tmp_path, capsys):
    (tmp_path / "c.txt").write_text("通知", "utf-8")
    status, found, err = scan(capsys, tmp_path / "no.txt", tmp_path / "c.txt")
    assert status == 2 and "no.txt" in err
    assert len(found) == 1


def test_a_value_in_a_name_is_masked_as_well(tmp_path, capsys):
    path = tmp_path / f"张某某{NUMBER}.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(f"电话{PHONE}.txt", f"电话{PHONE}，身份证号码{NUMBER}")
    status, [found], _ = scan(capsys, path)
    assert status == 1
    assert {finding["rule"] for finding in found["findings"]} >= {"ID18", "MOBILE"}


def test_people_read_places_and_severity_in_chinese(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(f"名单\n身份证号码{NUMBER}", "utf-8")
    assert main(["scan", str(path)]) == 1
    out = capsys.readouterr().out
    assert NUMBER not in out
    assert "阻止" in out and "身份证" in out and "共检查1个文件，1个含有不能公开的内容" in out


@pytest.mark.parametrize("args", [["--seconds", "0", "x"], ["--lexicon", "no-such-file", "x"], []])
def test_a_call_that_cannot_be_understood_is_one_line(args, capsys):
    assert main(["scan", *args]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
