"""Killed between the line of the manifest and the last file: what was begun is written again, whatever lies there."""

import json

import pytest

from gongkai.cli.main import main
from gongkai.static_site import full, orders
from gongkai.static_site.baking import bake_waiting
from gongkai.static_site.storage import AtomicFiles
from gongkai.static_site.underway import settle

pytestmark = pytest.mark.django_db
OLD, NEW = "旧" * 600, "新" * 600


class Killed(BaseException):
    pass


@pytest.fixture
def baked(pages, site):
    pages.pages |= {"/": "首页" * 400, "/a/": OLD}
    full.bake_all(site)
    return site


@pytest.fixture
def killed(monkeypatch):
    """killed("drop"): what is baked next dies before its first rename, or when the first of its files has gone."""

    def arm(where: str):
        true = getattr(AtomicFiles, where)

        def put_all(self, files, *, first=lambda: None):
            first()
            raise Killed

        def drop(self, name):
            true(self, name)
            raise Killed

        monkeypatch.setattr(AtomicFiles, where, {"put_all": put_all, "drop": drop}[where])
        with pytest.raises(Killed):
            bake_waiting()
        monkeypatch.setattr(AtomicFiles, where, true)

    return arm


def verified(capsys) -> tuple[int, list]:
    capsys.readouterr()
    status = main(["verify", "--json"])
    return status, json.loads(capsys.readouterr().out)["faults"]


def test_what_was_changed_back_meanwhile_is_as_its_newest_line_says(baked, pages, shown, killed, capsys):
    pages.pages["/a/"] = NEW
    orders.order(["page:/a/"])
    killed("put_all")
    pages.pages["/a/"] = OLD
    bake_waiting()
    assert (shown("/a/"), verified(capsys)) == (OLD, (0, []))


def test_what_was_withdrawn_before_its_first_file_lay_there_is_not_missed(baked, pages, shown, killed, capsys):
    pages.pages["/new/"] = NEW
    orders.order(["page:/new/"])
    killed("put_all")
    del pages.pages["/new/"]
    bake_waiting()
    assert (shown("/new/"), verified(capsys)) == (None, (0, []))


def test_the_copies_of_a_page_that_has_gone_go_too(baked, pages, killed, capsys):
    del pages.pages["/a/"]
    orders.order(["page:/a/"])
    killed("drop")
    assert (baked.current().www / "a/index.html.gz").exists()
    bake_waiting()
    assert list((baked.current().www / "a").iterdir()) == []
    assert verified(capsys) == (0, [])


def test_it_is_mended_though_the_order_of_today_touches_it_no_more(baked, pages, killed, capsys):
    pages.pages["/a/"] = NEW
    orders.order(["page:/a/"])
    killed("put_all")
    orders.tick_off(orders.waiting(0))
    assert verified(capsys)[0] == 1
    bake_waiting()
    assert verified(capsys) == (0, [])


def test_a_page_that_cannot_be_rendered_stays_noted_and_is_ordered(baked, pages, shown, killed, capsys):
    pages.pages["/a/"] = NEW
    orders.order(["page:/a/"])
    killed("put_all")
    pages.pages["/a/"] = ValueError("broken")
    bake_waiting()
    assert [what for what, _times in orders.standing()] and shown("/a/") == OLD
    pages.pages["/a/"] = NEW
    settle(baked.current())
    assert (shown("/a/"), verified(capsys)) == (NEW, (0, []))


def test_half_a_note_says_nothing_and_goes(baked):
    parts = baked.current().folder / "parts"
    (parts / "0.underway").write_bytes(b'["a/ind')
    assert settle(baked.current()).written == 0
    assert list(parts.iterdir()) == []


def test_what_ends_well_leaves_no_note(baked, pages):
    pages.pages["/a/"] = NEW
    orders.order(["page:/a/"])
    bake_waiting()
    assert list((baked.current().folder / "parts").iterdir()) == []
