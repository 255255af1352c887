"""A full bake goes into a release of its own, is taken up where it was killed, and changes over in one rename."""

import json

import pytest

from gongkai.cli.main import main
from gongkai.static_site import baking, orders
from gongkai.static_site.full import bake_all
from gongkai.static_site.models import BakeOrder
from gongkai.static_site.site import Release, SiteBusy
from gongkai.static_site.sources import Answer
from gongkai.static_site.storage import AtomicFiles
from gongkai.static_site.writing import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def baked(site, pages):
    pages.pages = {f"/{n}/": f"page {n}" for n in range(6)}
    bake_all(site)
    pages.asked.clear()
    return pages


class Killed(BaseException):
    pass


def killed_at(pages, address):
    def kill(asked):
        if asked == address:
            raise Killed

    pages.before_answer = kill


def test_readers_see_the_old_site_until_the_new_one_is_whole(baked, site, shown):
    baked.pages = {f"/{n}/": f"new {n}" for n in range(6)}
    killed_at(baked, "/4/")
    with pytest.raises(Killed):
        bake_all(site)
    assert {shown(f"/{n}/")[:3] for n in range(6)} == {"pag"}
    baked.before_answer = lambda address: None
    bake_all(site)
    assert {shown(f"/{n}/")[:3] for n in range(6)} == {"new"}


def test_a_killed_bake_is_taken_up_where_it_stood(baked, site):
    baked.pages["/0/"] = "new"
    killed_at(baked, "/4/")
    with pytest.raises(Killed):
        bake_all(site)
    baked.before_answer, baked.asked = lambda address: None, []
    done = bake_all(site)
    assert (done.resumed, baked.asked) == (4, ["/4/", "/5/"])


def test_a_bake_begun_under_other_templates_is_begun_anew(baked, site, shown):
    killed_at(baked, "/4/")
    with pytest.raises(Killed):
        bake_all(site)
    baked.before_answer, baked.form = lambda address: None, "another form"
    baked.pages["/0/"] = "in the new form"
    assert bake_all(site).resumed == 0
    assert shown("/0/") == "in the new form"


def test_what_is_published_meanwhile_is_in_the_old_site_at_once_and_in_the_new_one_too(baked, site, shown):
    def publish_when_it_was_read_already(address):
        if address == "/3/":
            baked.before_answer = lambda address: None
            baked.pages |= {"/0/": "published meanwhile", "/new/": "new address"}
            orders.order(["page:/0/", "page:/new/"])
            baking.bake_waiting()
            assert shown("/0/") == "published meanwhile"

    baked.before_answer = publish_when_it_was_read_already
    bake_all(site)
    assert (shown("/0/"), shown("/new/")) == ("published meanwhile", "new address")


def test_what_is_withdrawn_meanwhile_does_not_come_back(baked, site, shown):
    def withdraw(address):
        if address == "/3/":
            baked.before_answer = lambda address: None
            del baked.pages["/0/"]
            orders.order(["page:/0/"])
            baking.bake_waiting()

    baked.before_answer = withdraw
    bake_all(site)
    assert shown("/0/") is None


def test_a_page_that_fails_stands_as_it_was_and_stays_ordered(baked, site, shown):
    baked.pages |= {"/0/": ValueError("broken"), "/1/": "new"}
    done = bake_all(site)
    assert [failure.address for failure in done.written.failures] == ["/0/"]
    assert (shown("/0/"), shown("/1/")) == ("page 0", "new")
    assert BakeOrder.objects.filter(done_at=None, what="address:/0/").exists()


def test_only_one_full_bake_at_a_time(baked, site):
    with site.alone(lock="stage.lock"), pytest.raises(SiteBusy):
        bake_all(site)


def test_the_release_before_is_kept_and_older_ones_go(baked, site):
    for _turn in range(3):
        bake_all(site)
    assert [release.number for release in site.all()] == [3, 4]
    assert site.current().number == 4


def test_the_chain_of_a_release_begins_where_the_one_before_ended(baked, site):
    before = site.current().manifest.head.chain
    bake_all(site)
    first = (site.current().manifest_folder / "000001.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert before in first


def test_orders_that_waited_before_it_are_done_by_it(site, pages):
    pages.pages = {"/": "home"}
    orders.order(["page:/"])
    bake_all(site)
    assert not BakeOrder.objects.filter(done_at=None).exists()


def test_another_folder_gets_a_site_of_its_own(baked, tmp_path):
    from gongkai.static_site.site import Site

    bake_all(Site(tmp_path / "elsewhere"))
    assert (tmp_path / "elsewhere/current/www/0/index.html").read_text(encoding="utf-8") == "page 0"


def test_the_chain_follows_the_release_before_also_when_another_process_writes_its_first_line(baked, site):
    before = site.current().manifest.head.chain
    staged = site.stage()
    again = Release(staged.folder)  # as a process of a parallel bake opens it, or one that takes it up after a kill
    write(again, [Answer("/", {"index.html": b"home"})])
    first = (staged.manifest_folder / "000001.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(first)["before"] == before


def test_half_a_line_in_the_record_of_chunks_is_cut_off_and_the_bake_goes_on(baked, site, shown):
    baked.pages["/0/"] = "new"
    killed_at(baked, "/4/")
    with pytest.raises(Killed):
        bake_all(site)
    with (site.staged().folder / "progress.jsonl").open("ab") as file:
        file.write(b'{"chunk": "page:/4')
    killed_at(baked, "/5/")
    with pytest.raises(Killed):
        bake_all(site)
    baked.before_answer = lambda address: None
    assert (bake_all(site).resumed, shown("/0/")) == (5, "new")


def test_what_was_begun_when_it_was_killed_is_written_again_though_it_looks_right(baked, site, monkeypatch, capsys):
    true = AtomicFiles.put_all

    def killed(self, files, *, first=lambda: None):
        first()
        raise Killed

    killed_at(baked, "/1/")
    with pytest.raises(Killed):
        bake_all(site)
    baked.before_answer, baked.pages["/0/"] = lambda address: None, "never to be seen"
    orders.order(["page:/0/"])
    (site.staged().folder / "progress.jsonl").write_text(
        (site.staged().folder / "progress.jsonl").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8"
    )
    monkeypatch.setattr(AtomicFiles, "put_all", killed)
    with pytest.raises(Killed):
        bake_all(site)
    monkeypatch.setattr(AtomicFiles, "put_all", true)
    baked.pages["/0/"] = "page 0"
    bake_all(site)
    assert main(["verify"]) == 0, capsys.readouterr().out
