"""What was ordered is baked, what fails keeps its old page, a full disk changes nothing, two bakers take turns."""

import errno
import gzip
import os
from datetime import timedelta

import brotli
import pytest
from django.utils import timezone

from gongkai.static_site import baking, orders
from gongkai.static_site.full import bake_all
from gongkai.static_site.models import BakeOrder, Rank
from gongkai.static_site.site import SiteBusy

pytestmark = pytest.mark.django_db
LONG = "政府信息公开。" * 100


def waiting() -> list[str]:
    return list(BakeOrder.objects.filter(done_at=None).order_by("pk").values_list("what", flat=True))


@pytest.fixture
def baked(site, pages):
    pages.pages = {"/": f"home {LONG}", "/a/": f"page a {LONG}", "/b.json": "{}"}
    bake_all(site)
    pages.asked.clear()
    return pages


def test_an_order_is_baked_after_the_commit_and_ticked_off(baked, shown, django_capture_on_commit_callbacks):
    baked.pages["/a/"] = "new a"
    with django_capture_on_commit_callbacks(execute=True):
        orders.order(["page:/a/"])
        assert shown("/a/").startswith("page a")
    assert shown("/a/") == "new a"
    assert waiting() == []
    assert baked.asked == ["/a/"]


def test_several_orders_of_one_transaction_are_one_bake(baked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        orders.order(["page:/a/"])
        orders.order(["page:/a/", "page:/"], rank=Rank.AROUND)
    assert baked.asked == ["/a/", "/"]


def test_what_is_ordered_again_while_it_is_baked_waits_on(baked, shown):
    orders.order(["page:/a/"])

    def edit_meanwhile(address):
        baked.before_answer = lambda address: None
        baked.pages["/a/"] = "written in between"
        orders.order(["page:/a/"])

    baked.before_answer = edit_meanwhile
    baking.bake_waiting()
    assert waiting() == ["page:/a/"]
    baking.bake_waiting()
    assert (shown("/a/"), waiting()) == ("written in between", [])


def test_every_page_lies_beside_its_compressed_copies_and_they_say_the_same(baked, site):
    www = site.current().www
    whole = (www / "a/index.html").read_bytes()
    assert gzip.decompress((www / "a/index.html.gz").read_bytes()) == whole
    assert brotli.decompress((www / "a/index.html.br").read_bytes()) == whole
    assert not (www / "b.json.gz").exists()  # too small to be worth it


def test_a_page_that_is_gone_takes_its_compressed_copies_along(baked, site, shown):
    del baked.pages["/a/"]
    orders.order(["page:/a/"])
    assert baking.bake_waiting().removed == 1
    assert list((site.current().www / "a").iterdir()) == []
    assert site.current().manifest.state().get("a/index.html") is None


def test_a_page_that_fails_keeps_its_old_file_and_the_others_go_on(baked, shown):
    baked.pages |= {"/": "new home", "/a/": ValueError("a template broke")}
    orders.order(["page:/a/", "page:/"])
    done = baking.bake_waiting()
    assert [failure.address for failure in done.failures][-1] == "/a/"
    assert (shown("/"), shown("/a/")) == ("new home", f"page a {LONG}")
    left = BakeOrder.objects.get(done_at=None)
    assert (left.what, left.tries, left.problem) == ("page:/a/", 1, "/a/: a template broke")


def test_what_failed_is_not_tried_again_at_once_but_as_soon_as_it_is_ordered_anew(baked, shown):
    baked.pages["/a/"] = ValueError("a template broke")
    orders.order(["page:/a/"])
    baking.bake_waiting()
    baked.asked.clear()
    baking.bake_waiting()
    assert baked.asked == []
    baked.pages["/a/"] = "mended"
    orders.order(["page:/a/"])
    baking.bake_waiting()
    assert shown("/a/") == "mended"


def test_a_full_disk_leaves_every_page_and_every_order_as_it_was(baked, site, shown, monkeypatch):
    before = {path: path.read_bytes() for path in site.current().www.rglob("*") if path.is_file()}
    baked.pages |= {"/": "new home", "/a/": "new a"}
    orders.order(["page:/", "page:/a/"])
    real, calls = os.open, []

    def third_part_finds_no_room(path, *rest, **more):
        if str(path).endswith(".part"):
            calls.append(path)
            if len(calls) == 2:
                raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", third_part_finds_no_room)
    with pytest.raises(OSError, match="No space left"):
        baking.bake_waiting()
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in site.current().www.rglob("*") if path.is_file()} == before
    assert list((site.current().folder / "parts").iterdir()) == []
    assert waiting() == ["page:/", "page:/a/"]


def test_of_two_bakers_the_second_waits_and_then_says_so(baked, site):
    orders.order(["page:/a/"])
    with site.alone(), pytest.raises(SiteBusy):
        baking.bake_waiting(patience=0.05)
    assert waiting() == ["page:/a/"]


def test_nothing_is_written_where_nothing_has_changed(baked, site):
    head, times = site.current().manifest.head, (site.current().www / "a/index.html").stat().st_mtime_ns
    orders.order(["page:/a/", "page:/"])
    done = baking.bake_waiting()
    assert (done.written, done.unchanged) == (0, 2)
    assert site.current().manifest.head == head
    assert (site.current().www / "a/index.html").stat().st_mtime_ns == times


def test_the_manifest_vouches_for_every_file(baked, site):
    state = site.current().manifest.state()
    files = {str(path.relative_to(site.current().www)) for path in site.current().www.rglob("*") if path.is_file()}
    assert {path for path in files if not path.endswith((".gz", ".br"))} == set(state)


def test_a_wide_order_falls_into_narrow_ones_and_news_go_first(baked):
    orders.order(["everything"], rank=Rank.MANY)
    orders.order(["page:/a/"])
    baking.bake_waiting()
    assert baked.asked[0] == "/a/"
    assert set(baked.asked) == {"/", "/a/", "/b.json"}
    assert waiting() == []


def test_before_the_first_full_bake_orders_wait(site, pages):
    pages.pages = {"/": "home"}
    orders.order(["page:/"])
    assert baking.bake_waiting().written == 0
    assert waiting() == ["page:/"]


def test_turned_off_nothing_is_ordered(settings, pages):
    settings.SITE_FOLDER = None
    orders.order(["page:/"])
    assert waiting() == []


def test_what_failed_before_the_clock_was_set_back_is_tried_again_at_once(baked, shown):
    baked.pages["/a/"] = ValueError("broken")
    orders.order(["page:/a/"])
    baking.bake_waiting()
    BakeOrder.objects.filter(done_at=None).update(ordered_at=timezone.now() + timedelta(days=365))
    baked.pages["/a/"] = "whole again"
    baking.bake_waiting()
    assert (shown("/a/"), waiting()) == ("whole again", [])
