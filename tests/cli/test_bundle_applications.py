"""`gongkai bundle applications | receive | acknowledge`: each side does its own part and no other."""

import os

import pytest

from gongkai.applications.models import Application
from gongkai.cli.main import main
from gongkai.organs.models import Organ
from tests.static_site.test_bundles_applications import Inside

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides(tmp_path, monkeypatch, settings, capsys):
    """Each side's key, and `at(side)` to stand there."""
    public = {}
    for name in ("office", "outside"):
        main(["keys", "sign", "--output", str(tmp_path / name), "--id", name])
        public[name] = capsys.readouterr().out.splitlines()[-1]

    def at(name):
        monkeypatch.setenv("GONGKAI_SIGN_KEY_FILE", str(tmp_path / name))
        monkeypatch.setenv("GONGKAI_TRUST_KEYS", public["outside" if name == "office" else "office"])
        settings.IS_OUTER = name == "outside"

    return at


def run(capsys, *words):
    status = main(["bundle", *map(str, words)])
    return status, *capsys.readouterr()


def test_an_application_goes_in_and_is_forgotten_outside(sides, applied_online, settings, tmp_path, capsys):
    bundle, ack = tmp_path / "a.gka", tmp_path / "a.ack"
    sides("outside")
    applied_online()
    status, told, _err = run(capsys, "applications", "--out", bundle)
    assert status == 0 and "申请 1 件，只有 office 能打开" in told
    with Inside(settings):
        sides("office")
        status, told, _err = run(capsys, "receive", bundle, "--ack", ack)
        assert status == 0 and "登记 1 件，早已登记 0 件" in told
        assert "登记 0 件，早已登记 1 件" in run(capsys, "receive", bundle, "--ack", ack)[1]
    sides("outside")
    status, told, _err = run(capsys, "acknowledge", ack)
    assert status == 0 and "从这里删除 1 件" in told and not Application.objects.exists()
    assert "没有待交接的申请" in run(capsys, "applications", "--out", bundle)[1]


def test_what_is_not_taken_in_is_named_and_exits_with_one(sides, applied_online, settings, tmp_path, capsys):
    sides("outside")
    sent = applied_online()
    run(capsys, "applications", "--out", tmp_path / "a.gka")
    with Inside(settings):
        sides("office")
        Organ.objects.filter(pk=sent.organ_id).update(slug="elsewhere")
        status, told, _err = run(capsys, "receive", tmp_path / "a.gka", "--ack", tmp_path / "a.ack")
        assert status == 1 and f"{sent.number}：这里没有代号为" in told


def test_each_side_refuses_the_others_part(sides, applied_online, tmp_path, capsys):
    sides("office")
    applied_online()
    for words in (["applications", "--out", tmp_path / "x"], ["acknowledge", tmp_path / "x"]):
        status, _out, err = run(capsys, *words)
        assert status == 2 and "这台机器是内网一侧" in err
    sides("outside")
    status, _out, err = run(capsys, "receive", tmp_path / "x", "--ack", tmp_path / "y")
    assert status == 2 and "这台机器是外网一侧" in err
    assert Application.objects.count() == 1


def test_a_bundle_for_somebody_has_to_name_one_of_several(sides, applied_online, tmp_path, capsys, monkeypatch):
    sides("outside")
    main(["keys", "sign", "--output", str(tmp_path / "third"), "--id", "third"])
    third = capsys.readouterr().out.splitlines()[-1]
    monkeypatch.setenv("GONGKAI_TRUST_KEYS", os.environ["GONGKAI_TRUST_KEYS"] + "\n" + third)
    status, _out, err = run(capsys, "applications", "--out", tmp_path / "x")
    assert status == 2 and "请用 --for 写明给谁：office、third" in err
    applied_online()
    assert "只有 third 能打开" in run(capsys, "applications", "--out", tmp_path / "x", "--for", "third")[1]
    assert "不认识签名的密钥" in run(capsys, "applications", "--out", tmp_path / "x", "--for", "nobody")[2]
