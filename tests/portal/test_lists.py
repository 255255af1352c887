"""Headings: pages that stay where they are, groups with their branches, budgets by year, archives and removals."""

import re
from datetime import date

import pytest

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem, Heading
from gongkai.catalogue.queries import PAGE_SIZE
from tests.cast import when

pytestmark = pytest.mark.django_db


def titles(client, address: str) -> list[str]:
    return re.findall(r'class="row-title"[^>]*>([^<]+)<', client.get(address).content.decode())


@pytest.fixture
def filled(published, organ):
    """filled(23): so many items in 0314, each through the whole chain."""

    def fill(count: int) -> list[DisclosureItem]:
        return [published(title=f"动态{number:03d}") for number in range(1, count + 1)]

    return fill


def test_a_full_page_keeps_its_items_and_its_address_when_more_is_published(client, filled, published, organ):
    filled(PAGE_SIZE + 3)
    first = titles(client, f"/o/{organ.slug}/h/0314/1/")
    assert first == [f"动态{number:03d}" for number in range(PAGE_SIZE, 0, -1)]
    published(title="后来的动态")
    assert titles(client, f"/o/{organ.slug}/h/0314/1/") == first


def test_the_headings_own_page_begins_with_the_newest_and_is_never_nearly_empty(client, filled, organ):
    filled(PAGE_SIZE + 1)
    shown = titles(client, f"/o/{organ.slug}/h/0314/")
    assert shown[0] == f"动态{PAGE_SIZE + 1:03d}"
    assert len(shown) == PAGE_SIZE + 1


def test_walking_from_the_newest_page_shows_every_item_once(client, filled, organ):
    filled(3 * PAGE_SIZE + 2)
    address, seen = f"/o/{organ.slug}/h/0314/", []
    for _step in range(10):
        seen += titles(client, address)
        older = re.search(r'href="([^"]+)" rel="next"', client.get(address).content.decode())
        if older is None:
            break
        address = older.group(1)
    assert seen == [f"动态{number:03d}" for number in range(3 * PAGE_SIZE + 2, 0, -1)]


def test_a_withdrawal_leaves_a_gap_and_moves_nothing(client, filled, leader, organ):
    items = filled(PAGE_SIZE + 1)
    catalogue.withdraw(item=items[4], by=leader, reason="error")
    assert len(titles(client, f"/o/{organ.slug}/h/0314/1/")) == PAGE_SIZE - 1


@pytest.mark.parametrize("number", ["0", "2", "999999999999999999999"])
def test_a_page_out_of_range_is_not_there_and_says_how_many_there_are(client, filled, organ, number):
    filled(2)
    response = client.get(f"/o/{organ.slug}/h/0314/{number}/")
    assert response.status_code == 404
    assert "目前共 1 页" in response.content.decode()


def test_a_group_shows_its_branches_with_their_newest_and_names_the_empty_ones(client, site):
    text = client.get(f"/o/{site.organ.slug}/h/03/").content.decode()
    assert "榕江县城乡低保动态管理办法" in text
    assert "县民政局走访敬老院" in text
    assert "目前没有信息的栏目：" in text
    assert "政府集中采购" in text.partition("目前没有信息的栏目：")[2]


def test_an_empty_column_is_not_offered_in_the_menu(client, site):
    menu = re.search(r'id="menu".*?</nav>', client.get(f"/o/{site.organ.slug}/").content.decode(), re.DOTALL).group()
    assert "工作动态" in menu
    assert "政府集中采购" not in menu


def test_an_empty_heading_says_so_and_helps(client, site):
    text = client.get(f"/o/{site.organ.slug}/h/0308/").content.decode()
    assert "本栏目目前没有公开的信息" in text
    assert f"/o/{site.organ.slug}/guide/" in text


def test_budgets_stand_by_year_with_their_tables_to_download(client, site, published):
    published(heading="030602", title="榕江县民政局2018年度部门决算", at=when(2019, 9, 17))
    text = client.get(f"/o/{site.organ.slug}/h/030601/").content.decode()
    grid = re.search(r'<section class="finance".*?</section>', text, re.DOTALL).group()
    assert re.findall(r'scope="row">(\d+)', grid) == ["2019", "2018"]
    assert re.findall(r'scope="col">([^<]+)', grid) == ["年度", "部门预算", "部门决算", "民政专项资金分配和使用"]
    assert site.budget.attachments.get().file.get_absolute_url() in grid


def test_a_closed_heading_stays_readable_under_a_mark(client, published, office_head, heading):
    published(heading="0316", title="以前的业务信息")
    catalogue.close_heading(heading=heading("0316"), on=date(2021, 3, 1), by=office_head, note="并入重点领域。")
    text = client.get("/o/rongjiang-mzj/h/0316/").content.decode()
    assert "已归档" in text
    assert "2021年3月1日" in text
    assert "以前的业务信息" in text


def test_a_heading_that_moved_sends_its_readers_on_for_good(client, organ, office_head, heading):
    target = heading("0315")
    catalogue.close_heading(heading=heading("0316"), on=date(2021, 3, 1), by=office_head, moved_to=target)
    for address in ("/o/rongjiang-mzj/h/0316/", "/o/rongjiang-mzj/h/0316/1/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/o/rongjiang-mzj/h/0315/")


@pytest.mark.parametrize(("code", "page"), [("01", "guide"), ("04", "reports"), ("05", "apply")])
def test_headings_with_a_page_of_their_own_lead_to_it(client, organ, code, page):
    response = client.get(f"/o/{organ.slug}/h/{code}/")
    assert (response.status_code, response["Location"]) == (301, f"/o/{organ.slug}/{page}/")


def test_a_list_names_the_owner_and_the_rhythm_of_its_heading(client, organ):
    Heading.objects.filter(organ=organ, code="0314").update(max_days_between_updates=14)
    assert "更新周期：14 天以内" in client.get(f"/o/{organ.slug}/h/0314/").content.decode()
