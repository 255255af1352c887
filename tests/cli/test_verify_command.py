"""`gongkai verify`: exit 0 whole, 1 with every fault named, 2 cannot tell and says why."""

import json
import shutil

import pytest

from gongkai.audit import actions
from gongkai.cli.main import main
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.verifying.heads import as_facts
from tests.static_site.sites import CONTENTS, put, site_at


@pytest.fixture
def site(tmp_path):
    return site_at(tmp_path / "site")


@pytest.fixture
def www(site):
    return site / "releases" / "1" / "www"


def verify(capsys, *words):
    status = main(["verify", *map(str, words)])
    return status, *capsys.readouterr()


def test_a_whole_site_exits_with_zero_and_tells_the_end_of_its_manifest(site, capsys):
    status, out, err = verify(capsys, site)
    head = Manifest.open(site / "releases/1/manifest").head
    assert (status, err) == (0, "")
    assert f"核验 {len(CONTENTS)} 个文件：完整无误" in out and f"清单末行 {head.n}:{head.chain}" in out


def test_a_touched_site_exits_with_one_and_names_every_file(site, www, capsys):
    (www / "index.html").write_bytes(b"x")
    (www / "feed.xml").unlink()
    (www / "shell.php").write_bytes(b"x")
    status, out, _err = verify(capsys, site)
    assert status == 1 and "被改动 1 个、缺失 1 个、多出 1 个" in out
    for line in ("被改动  index.html：", "缺失  feed.xml：清单里有，这里没有", "多出  shell.php：清单里没有"):
        assert line in out


def test_json_tells_a_program_the_same(site, www, capsys):
    assert json.loads(verify(capsys, site, "--json")[1])["whole"] is True
    (www / "feed.xml").write_bytes(b"<food/>")
    status, out, _err = verify(capsys, site, "--json")
    told = json.loads(out)
    assert (status, told["whole"], told["listed"], told["checked"]) == (1, False, len(CONTENTS), len(CONTENTS))
    assert told["faults"] == [{"kind": "changed", "path": "feed.xml", "reason": "长度相同，内容不同"}]
    assert set(told) == {"whole", "listed", "checked", "head", "faults", "waiting", "unknown", "notes"}


def test_without_a_manifest_or_with_a_broken_one_it_cannot_tell_and_says_which(site, capsys, tmp_path):
    status, out, err = verify(capsys, tmp_path)
    assert (status, out) == (2, "") and "没有完整性清单" in err
    segment = site / "releases/1/manifest/000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"feed.xml", b"food.xml"))
    status, _out, err = verify(capsys, site)
    assert status == 2 and "000001.jsonl 第 6 行" in err
    status, out, _err = verify(capsys, site, "--json")
    assert status == 2 and json.loads(out)["whole"] is None and "第 6 行" in json.loads(out)["reason"]


def test_a_site_that_does_not_answer_cannot_be_told(site, capsys):
    status, _out, err = verify(capsys, site, "--url", "http://127.0.0.1:9")
    assert status == 2 and "没有应答" in err


def test_a_head_noted_elsewhere_shows_a_manifest_that_was_rewritten(site, capsys, tmp_path):
    head = Manifest.open(site / "releases/1/manifest").head
    forged = site_at(tmp_path / "forged", CONTENTS | {"index.html": b"forged"})
    assert verify(capsys, site, "--head", f"{head.n}:{head.chain}")[0] == 0
    status, _out, err = verify(capsys, forged, "--head", f"{head.n}:{head.chain}")
    assert status == 2 and "清单被整个换过" in err


@pytest.mark.django_db
def test_the_configured_site_is_compared_with_the_audit_trail(site, capsys, settings, tmp_path):
    settings.SITE = site
    assert "没有同审计记录里的清单末行核对" in verify(capsys)[1]
    head = Manifest.open(site / "releases/1/manifest").head
    actions.record(verb="site.manifest_head", by=None, subject="site", **as_facts(head, "1"))
    status, out, _err = verify(capsys)
    assert status == 0 and "没有同审计记录" not in out
    shutil.rmtree(site)
    site_at(site, CONTENTS | {"index.html": b"forged"})
    status, _out, err = verify(capsys)
    assert status == 2 and "清单被整个换过" in err


def test_restore_puts_back_what_another_copy_has_and_says_what_it_could_not(site, www, capsys, tmp_path):
    copy = site_at(tmp_path / "copy")
    (www / "index.html").write_bytes(b"x")
    put(www, "o/spam/index.html", b"spam")
    status, out, _err = verify(capsys, site, "--restore")
    assert status == 1 and "没有修复 index.html：没有找到内容相符的来源" in out and "移走 3 个多出的文件" in out
    status, out, _err = verify(capsys, site, "--restore", "--from", copy)
    assert status == 0 and "放回 1 个文件" in out
    assert (www / "index.html").read_bytes() == CONTENTS["index.html"]


@pytest.mark.parametrize(
    "words",
    [
        ["--sample", "-1"],
        ["--rate", "0"],
        ["--url", "http://a", "--storage", "b"],
        ["--head", "x"],
        ["--restore", "--url", "http://a"],
    ],
)
def test_a_call_that_cannot_be_understood_is_one_line(words, site, capsys):
    status, _out, err = verify(capsys, site, *words)
    assert status == 2 and err.count("\n") == 1
