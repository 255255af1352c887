"""What a verification asks the baker: a bake that was broken off only waits; what was touched is rendered anew."""

import json

import pytest
from django.db import transaction

from gongkai.cli.main import main
from gongkai.static_site import full, orders
from gongkai.static_site.baking import bake_waiting
from gongkai.static_site.models import Rank
from gongkai.static_site.storage import AtomicFiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def baked(pages, site):
    pages.pages |= {"/": "首页" * 200, "/a/": "甲" * 300, "/b/": "乙" * 300}
    full.bake_all(site)
    return site


def verify(capsys, *words):
    status = main(["verify", "--json", *words])
    return status, json.loads(capsys.readouterr().out)


def test_a_baked_site_is_whole(baked, capsys):
    status, told = verify(capsys)
    assert (status, told["whole"], told["listed"]) == (0, True, 3)


def test_what_was_touched_is_baked_anew(baked, capsys):
    www = baked.current().www
    (www / "a/index.html").write_text("伪造", encoding="utf-8")
    (www / "b/index.html").unlink()
    (www / "a/index.html.gz").write_bytes(b"x")
    assert verify(capsys)[0] == 1
    status, told = verify(capsys, "--restore")
    assert status == 0 and "放回 2 个文件" in " ".join(told["notes"])
    assert (www / "a/index.html").read_text(encoding="utf-8") == "甲" * 300


def test_a_bake_that_was_broken_off_waits_and_is_no_tampering(baked, pages, capsys, monkeypatch):
    """Killed between the line and the file: the order still stands, the file is the version before."""
    with transaction.atomic():
        orders.order(["page:/a/"], rank=Rank.AROUND)
    pages.pages["/a/"] = "新甲" * 300
    true = AtomicFiles.put_all

    def killed(self, files, *, first=lambda: None):
        first()
        raise KeyboardInterrupt

    monkeypatch.setattr(AtomicFiles, "put_all", killed)
    with pytest.raises(KeyboardInterrupt):
        bake_waiting()
    status, told = verify(capsys)
    assert status == 0 and {row["path"] for row in told["waiting"]} >= {"a/index.html"}
    monkeypatch.setattr(AtomicFiles, "put_all", true)
    bake_waiting()
    assert verify(capsys)[1]["waiting"] == [] and orders.standing() == []


def test_an_order_of_another_page_excuses_nothing(baked, capsys):
    with transaction.atomic():
        orders.order(["page:/b/"], rank=Rank.AROUND)
    (baked.current().www / "a/index.html").unlink()
    assert verify(capsys)[0] == 1
