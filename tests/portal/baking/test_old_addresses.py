"""旧网址 as files: what a former site's readers find while nobody but a file server is there."""

import pytest

from gongkai.forwarding import actions
from gongkai.forwarding.actions import Row
from gongkai.forwarding.models import OldAddress
from gongkai.static_site import baking, full
from gongkai.static_site.addresses import MOVED
from tests.static_site.front_site import Site, ask, front

pytestmark = pytest.mark.django_db
HOME = "/o/rongjiang-mzj/"


@pytest.fixture
def lead(organ, office_head):
    return lambda *pairs: actions.forward(
        organ=organ, by=office_head, rows=[Row(line, *pair) for line, pair in enumerate(pairs, start=1)]
    )


@pytest.fixture
def left_on(page):
    """left_on("/old/"): the address the baked page of an old one leads to; None when there is none."""

    def read(address: str) -> str | None:
        text = page(address, MOVED)
        return text and text.splitlines()[0].removeprefix("<!-- moved: ").removesuffix(" -->")

    return read


def test_registered_it_is_baked_at_once_and_taken_back_its_file_is_gone(baked, bakes, lead, left_on, office_head):
    with bakes():
        lead(("http://mzj.example.gov.cn/art/2016/art_1.html", f"{HOME}guide/"), ("/公示/低保.jsp", f"{HOME}h/0314/"))
    assert left_on("/art/2016/art_1.html/") == f"{HOME}guide/"
    assert left_on("/%E5%85%AC%E7%A4%BA/%E4%BD%8E%E4%BF%9D.jsp/") == f"{HOME}h/0314/"
    for row in OldAddress.objects.all():
        with bakes():
            actions.release(old=row, by=office_head)
    assert left_on("/art/2016/art_1.html/") is None
    assert left_on("/%E5%85%AC%E7%A4%BA/%E4%BD%8E%E4%BF%9D.jsp/") is None


def test_changed_it_leads_to_the_new_page_and_no_other_order_undoes_it(baked, bakes, lead, left_on):
    for target in (HOME, f"{HOME}guide/"):
        with bakes():
            lead(("/old.html", target))
    assert left_on("/old.html/") == f"{HOME}guide/"
    full.bake_all(baked)
    assert left_on("/old.html/") == f"{HOME}guide/"


def test_a_former_site_is_baked_in_chunks_by_the_worker(baked, bakes, lead, left_on):
    with bakes():
        done = lead(*((f"/art/{number}.html", f"{HOME}i/{number}/") for number in range(1, 61)))
    assert done.added == 60
    baking.bake_waiting()
    assert [left_on(f"/art/{number}.html/") for number in (1, 60)] == [f"{HOME}i/1/", f"{HOME}i/60/"]


def test_what_no_file_can_stand_for_keeps_nothing_else_from_being_baked(baked, bakes, lead, left_on):
    with bakes():
        done = lead(("/info.aspx?id=1", HOME), ("/%B9%AB%CA%BE.html", HOME), ("/" + "长" * 100, HOME), ("/good", HOME))
    assert (done.added, done.refused) == (4, [])
    assert left_on("/good/") == HOME
    assert not list((baked.current().www).glob("info.aspx*"))


def test_the_front_leads_on_from_the_file_alone(baked, bakes, lead, settings):
    with bakes():
        lead(("/art/1.html", f"{HOME}guide/"), ("/old.aspx", HOME), ("/zwgk/", HOME))
    application = front(Site(settings.SITE_FOLDER))
    for path, target in (("/art/1.html", f"{HOME}guide/"), ("/old.aspx", HOME), ("/zwgk", HOME)):
        step = ask(application, path)
        assert (step.status, step.headers["Location"]) == (301, f"{path}/"), path
        step = ask(application, f"{path}/")
        assert (step.status, step.headers["Location"]) == (301, target), path
    assert ask(application, "/art/2.html").text == "django"


def test_an_organs_closed_sub_site_leads_on_where_its_pages_were(baked, bakes, lead, left_on, page, request):
    with bakes():
        neighbour = request.getfixturevalue("neighbour")
    baking.bake_waiting()
    address = f"/o/{neighbour.slug}/guide/"
    assert page(address)
    with bakes():
        neighbour.is_open = False
        neighbour.save()
    with bakes():
        lead((address, f"{HOME}guide/"))
    assert left_on(address) == f"{HOME}guide/" and page(address) is None
