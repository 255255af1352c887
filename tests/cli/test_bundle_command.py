"""`gongkai bundle` and the keys that sign: from one machine to the other with nothing but files."""

import pytest

from gongkai.cli.main import main
from tests.static_site.sites import CONTENTS, put, site_at


@pytest.fixture
def keys(tmp_path, monkeypatch, capsys):
    """This machine signs, and trusts itself."""
    key = tmp_path / "sign-key"
    assert main(["keys", "sign", "--output", str(key), "--id", "office"]) == 0
    public = capsys.readouterr().out.splitlines()[-1]
    monkeypatch.setenv("GONGKAI_SIGN_KEY_FILE", str(key))
    monkeypatch.setenv("GONGKAI_TRUST_KEYS", public)
    return key


@pytest.fixture
def site(tmp_path):
    return site_at(tmp_path / "site")


def run(capsys, *words):
    status = main(["bundle", *map(str, words)])
    return status, *capsys.readouterr()


def test_a_signing_key_is_readable_by_its_owner_alone_and_shows_its_public_half(keys, capsys):
    assert keys.stat().st_mode & 0o777 == 0o600
    assert main(["keys", "public"]) == 0
    public = capsys.readouterr().out.strip()
    assert public.startswith("office:") and keys.read_text().strip() not in public


def test_a_further_signing_key_goes_in_front(keys, capsys):
    old = keys.read_text()
    assert main(["keys", "sign", "--output", str(keys), "--id", "next"]) == 0
    assert keys.read_text().startswith("next:") and keys.read_text().endswith(old)
    assert main(["keys", "sign", "--output", str(keys), "--id", "next"]) == 2
    assert "没有改动" in capsys.readouterr().err


def test_the_site_goes_out_and_is_there(keys, site, tmp_path, capsys):
    out, outer = tmp_path / "one.gkb", tmp_path / "outer"
    status, told, _err = run(capsys, "site", site, "--out", out)
    mark = run(capsys, "head", site)[1].strip()
    assert status == 0 and f"打包至 {mark}" in told and out.stat().st_mode & 0o777 == 0o600
    status, told, _err = run(capsys, "apply", out, "--to", outer)
    assert status == 0 and f"写入 {len(CONTENTS)} 个文件" in told and f"网站现在是 {mark}" in told
    assert run(capsys, "head", outer)[1].strip() == mark
    assert main(["verify", str(outer)]) == 0
    capsys.readouterr()
    status, told, _err = run(capsys, "apply", out, "--to", outer)
    assert status == 0 and "没有改动" in told
    assert "文件 0 个" in run(capsys, "site", site, "--out", out, "--since", mark)[1]


def test_a_damaged_outer_site_is_mended_from_the_bundle(keys, site, tmp_path, capsys):
    out, outer = tmp_path / "one.gkb", tmp_path / "outer"
    run(capsys, "site", site, "--out", out)
    run(capsys, "apply", out, "--to", outer)
    put(outer / "current" / "www", "index.html", b"forged")
    assert main(["verify", str(outer), "--restore", "--from", str(out)]) == 0
    assert (outer / "current/www/index.html").read_bytes() == CONTENTS["index.html"]


def test_a_bundle_of_nobody_we_know_is_refused_in_one_line(keys, site, tmp_path, capsys, monkeypatch):
    out = tmp_path / "one.gkb"
    run(capsys, "site", site, "--out", out)
    other = tmp_path / "other"
    main(["keys", "sign", "--output", str(other), "--id", "other"])
    monkeypatch.setenv("GONGKAI_TRUST_KEYS", capsys.readouterr().out.splitlines()[-1])
    status, _out, err = run(capsys, "apply", out, "--to", tmp_path / "outer")
    assert status == 2 and "不认识签名的密钥 office" in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["site", "{site}", "--out", "{out}", "--since", "x"], "--since 应为"),
        (["apply", "{no}", "--to", "{out}"], "不能读写"),
        (["head", "{no}"], "没有目录"),
        ([], "缺少参数"),
    ],
)
def test_what_cannot_be_done_is_one_line(keys, site, tmp_path, capsys, words, said):
    filled = [word.format(site=site, out=tmp_path / "x", no=tmp_path / "no") for word in words]
    status, _out, err = run(capsys, *filled)
    assert status == 2 and said in err and err.count("\n") == 1


def test_without_keys_it_says_how_to_make_them(site, tmp_path, capsys):
    assert "请先运行 gongkai keys sign" in run(capsys, "site", site, "--out", tmp_path / "x")[2]
    assert "不知道应当相信谁" in run(capsys, "apply", tmp_path / "x", "--to", tmp_path / "y")[2]
