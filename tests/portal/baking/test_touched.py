"""What an event touches is baked with it: as soon as it is committed, and nothing that it does not touch."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.organs.models import Organ, SiteFacts, Staff
from gongkai.pages import one_look
from gongkai.static_site import baking, edition, full, orders
from gongkai.static_site.addresses import MOVED
from tests.cast import when
from tests.portal.test_sitemaps import shard_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(bakes, published):
    def make(**fields) -> DisclosureItem:
        with bakes():
            return published(**fields)

    return make


def test_a_new_item_is_at_its_address_in_lists_feeds_and_on_the_home_page(baked, publish, page):
    item = publish(title="冬春救助资金发放公告")
    home = f"/o/{item.organ.slug}/"
    assert "冬春救助资金发放公告" in page(item.get_absolute_url())
    for address in (
        "/", home, "/catalogue/", f"{home}h/0314/", f"{home}h/0314/1/", f"{home}h/0314/feed.atom", f"{home}h/0314/feed.rss",
        f"{home}feed.atom", f"{home}feed.rss", f"{home}h/03/", f"{home}h/03/feed.atom",
    ):  # fmt: skip
        assert "冬春救助资金发放公告" in page(address), address
    assert item.get_absolute_url() in page(shard_of(item))
    assert page(f"{item.get_absolute_url()}data.json")


def test_a_new_item_touches_nothing_else(baked, publish):
    www = baked.current().www
    before = {path: path.stat().st_mtime_ns for path in www.rglob("*") if path.is_file()}
    item = publish(title="冬春救助资金发放公告")
    home = f"o/{item.organ.slug}"
    written = {
        str(path.relative_to(www)) for path in www.rglob("*")
        if path.is_file() and path.suffix not in {".gz", ".br"} and before.get(path) != path.stat().st_mtime_ns
    }  # fmt: skip
    assert written == {
        f"{home}/i/{item.pk}/index.html", f"{home}/i/{item.pk}/data.json", "index.html", shard_of(item)[1:],
        f"{home}/index.html", f"{home}/feed.atom", f"{home}/feed.rss", "catalogue/index.html",
        *(f"{home}/h/0314/{name}" for name in ("index.html", "1/index.html", "feed.atom", "feed.rss")),
        *(f"{home}/h/03/{name}" for name in ("index.html", "feed.atom", "feed.rss")),
    }  # fmt: skip


def test_the_bake_of_a_new_item_asks_at_most_ten_queries(baked, published, site):
    item = published(title="冬春救助资金发放公告", at=when(2019, 6, 3))
    edition.renew()
    with orders.held_back():
        orders.order([item.reference])
    baking.bake_waiting(wide=False)  # what every page shows is in memory from now on, until somebody changes it
    with orders.held_back():
        orders.order([item.reference])
    rows = orders.waiting(0)
    with CaptureQueriesContext(connection) as captured:
        baking.carry_out(baked.current(), rows)
    assert len(captured) <= 9  # and one to find the order


def test_the_number_of_queries_does_not_grow_with_what_is_published(baked, published, site):
    def spent(item) -> tuple[int, int]:
        counts = []
        for what in (item.reference, f"around:{item.heading_id}"):
            with orders.held_back():
                orders.order([what])
            with CaptureQueriesContext(connection) as captured:
                baking.bake_waiting(wide=False)
            counts.append(len(captured))
        return tuple(counts)

    item = published(title="第一条", at=when(2019, 6, 3))
    edition.renew()
    baking.bake_waiting()
    spent(item)
    before = spent(item)
    for number in range(25):
        published(title=f"再一条{number}", at=when(2019, 6, 4))
    baking.bake_waiting()
    assert spent(item) == before


def test_the_first_item_of_a_new_list_page_renews_the_pages_that_lead_to_it(baked, publish, page, heading):
    for number in range(41 - heading("0314").last_seq):
        item = publish(title=f"动态{number}")
    home = f"/o/{item.organ.slug}/h/0314/"
    assert f'href="{home}3/"' in page(f"{home}2/")
    assert f'href="{home}3/"' in page(f"{home}1/")
    full = page(f"{home}1/")
    for number in range(3):
        publish(title=f"又一条{number}")
    assert page(f"{home}1/") == full


def test_pages_that_lead_to_a_new_list_page_are_renewed_also_when_it_was_not_baked_at_once(
    baked, published, page, heading
):
    with orders.held_back():
        for number in range(43 - heading("0314").last_seq):
            item = published(title=f"动态{number}")
    baking.bake_waiting()
    home = f"/o/{item.organ.slug}/h/0314/"
    assert f'href="{home}3/"' in page(f"{home}1/")


def test_what_is_withdrawn_or_corrected_leaves_an_old_list_page_too(
    baked, publish, bakes, page, heading, leader, clerk, cleared
):
    withdrawn, corrected = publish(title="早先的救助名单"), publish(title="早先的原标题")
    for number in range(70 - heading("0314").last_seq):
        publish(title=f"动态{number}")
    old = f"/o/{withdrawn.organ.slug}/h/0314/{-(-withdrawn.seq // 20)}/"
    assert "早先的救助名单" in page(old) and "早先的原标题" in page(old)
    with bakes():
        catalogue.withdraw(item=withdrawn, by=leader, reason="personal_data")
        catalogue.revise(item=corrected, by=clerk, title="更正后的标题")
        cleared(corrected)
        catalogue.publish(item=corrected, by=clerk)
    www = baked.current().www
    for title in ("早先的救助名单", "早先的原标题"):
        left = [path for path in www.rglob("*") if path.is_file() and title.encode() in path.read_bytes()]
        assert left == [], title


def test_a_withdrawn_item_leaves_every_page_its_files_go_and_a_notice_comes(
    baked, publish, bakes, page, notice, uploaded, clerk, leader
):
    stored = uploaded("名单.txt", "张某等三人".encode())
    item = publish(title="临时救助公示", attachments=[(stored, "名单")])
    used = item.attachments.get().file
    assert page(used.get_absolute_url()) == "张某等三人"
    with bakes():
        catalogue.withdraw(item=item, by=leader, reason="personal_data")
    assert page(item.get_absolute_url()) is None
    assert "这条信息已经撤下" in notice(item.get_absolute_url())
    assert "临时救助公示" not in notice(item.get_absolute_url())
    assert page(used.get_absolute_url()) is None
    assert page(f"{item.get_absolute_url()}data.json") is None
    www = baked.current().www
    left = [path for path in www.rglob("*") if path.is_file() and "临时救助公示".encode() in path.read_bytes()]
    assert left == []
    assert item.get_absolute_url() not in page(shard_of(item))


def test_a_file_that_a_correction_drops_is_gone_and_so_is_its_reading_copy(
    baked, publish, bakes, page, uploaded, clerk, cleared
):
    item = publish(title="附表", attachments=[(uploaded("表.csv", b"a,b\n1,2\n"), "表")])
    row = item.attachments.get()
    row.file.reading_copy = "<table><tr><td>1</td></tr></table>"
    row.file.save(update_fields=["reading_copy"])
    with bakes():
        orders.order([item.reference])
    copy = f"{item.get_absolute_url()}a/{row.pk}/"
    assert page(copy) and page(row.file.get_absolute_url())
    with bakes():
        catalogue.revise(item=item, by=clerk, attachments=[], summary="不带附件。")
        cleared(item)
        catalogue.publish(item=item, by=clerk)
    assert page(copy) is None
    assert page(row.file.get_absolute_url()) is None


def test_a_correction_changes_the_page_and_every_list(baked, publish, bakes, page, clerk, cleared):
    item = publish(title="原标题")
    with bakes():
        catalogue.revise(item=item, by=clerk, title="更正后的标题")
        cleared(item)
        catalogue.publish(item=item, by=clerk)
    www = baked.current().www
    assert [path for path in www.rglob("*.html") if ">原标题<" in path.read_text(encoding="utf-8")] == []
    assert "更正后的标题" in page("/")


def test_a_document_and_its_explanation_name_each_other_at_once(baked, publish, page, site):
    explained = publish(heading="030104", title="再次解读", interprets=site.policy)
    assert "再次解读" in page(site.policy.get_absolute_url())
    assert site.policy.title in page(explained.get_absolute_url())


def test_an_item_goes_out_at_its_minute_and_comes_down_at_its_end(baked, bakes, draft, cleared, clerk, page, notice):
    item = cleared(draft(title="限期公示", expire_at=timezone.now() + timedelta(days=7)))
    catalogue.schedule(item=item, by=clerk, go_live_at=timezone.now() + timedelta(minutes=5))
    with bakes():
        catalogue.publish_due(now=timezone.now() + timedelta(minutes=4))
    assert page(item.get_absolute_url()) is None
    with bakes():
        catalogue.publish_due(now=timezone.now() + timedelta(minutes=6))
    assert "限期公示" in page(item.get_absolute_url())
    with bakes(), time_machine.travel(timezone.now() + timedelta(days=8)):
        catalogue.withdraw_expired()
    assert page(item.get_absolute_url()) is None
    assert notice(item.get_absolute_url())


def test_the_first_item_of_a_heading_brings_it_into_the_menu(baked, publish, page):
    home = "/o/rongjiang-mzj/"
    assert f'<a href="{home}h/0308/"' not in page(f"{home}guide/")
    publish(heading="0308", title="重大项目批准结果")
    baking.bake_waiting()  # the worker's: many pages
    assert f'<a href="{home}h/0308/"' in page(f"{home}guide/")
    assert f'<a href="{home}h/0308/"' in page(f"{home}h/0314/1/")


def test_what_stands_in_the_foot_changes_on_every_page(baked, bakes, page, site):
    facts = SiteFacts.objects.get(organ=site.organ)
    with bakes():
        facts.contact_phone = "0855-6660001"
        facts.save()
    baking.bake_waiting()
    for address in ("item", "heading", "heading page", "guide", "organ"):
        assert "0855-6660001" in page(site.addresses()[address]), address


def test_who_works_there_changes_the_page_that_says_so(baked, bakes, page, site, superuser):
    from tests.cast import employ

    with bakes():
        person = employ("xinren", "辛仁", site.organ, "leader", by=superuser)
        Staff.objects.get(user=person).save()
    Staff.objects.filter(user=person).update(unit=None, title="副局长")
    with bakes():
        Staff.objects.get(user=person).save()
    assert "辛仁" in page(f"/o/{site.organ.slug}/organisation/")


def test_a_text_nobody_cleared_is_not_baked_though_a_row_says_it_is_public(baked, page, site, bakes):
    DisclosureItem.objects.filter(pk=site.news.pk).update(title="没有审查过的标题")
    with bakes():
        orders.order([site.news.reference])
        orders.order([f"around:{site.news.heading_id}"])
    www = baked.current().www
    assert [path for path in www.rglob("*.html") if "没有审查过的标题" in path.read_text(encoding="utf-8")] == []
    assert page(site.news.get_absolute_url()) is None


def test_outside_of_a_bake_nothing_is_remembered(site, client):
    assert not one_look.is_open()
    first = client.get("/").content
    DisclosureItem.objects.filter(pk=site.news.pk).update(live=False)
    assert client.get("/").content != first


def test_an_item_moved_to_another_heading_keeps_its_address_and_leaves_the_old_lists(
    baked, publish, bakes, page, heading, office_head
):
    item = publish(title="挪走的一条", heading="0314")
    old = f"/o/{item.organ.slug}/h/0314/"
    number = -(-item.seq // 20)
    with bakes():
        catalogue.move(item=item, heading=heading("0313"), by=office_head)
    assert "挪走的一条" in page(item.get_absolute_url())
    assert "挪走的一条" in page(f"/o/{item.organ.slug}/h/0313/")
    for address in (old, f"{old}{number}/", f"{old}feed.atom", f"{old}feed.rss"):
        assert "挪走的一条" not in page(address), address


def test_a_repealed_document_says_so_on_its_page_and_in_lists(baked, bakes, page, site, clerk):
    with bakes():
        catalogue.change_validity(item=site.policy, to="repealed", on=timezone.localdate(), by=clerk)
    assert "本文件已废止" in page(site.policy.get_absolute_url())
    assert "废止" in page(f"/o/{site.organ.slug}/h/{site.policy.heading.code}/")


def test_the_pages_of_an_organ_that_is_closed_are_gone(baked, bakes, page, site):
    home = f"/o/{site.organ.slug}/"
    with bakes():
        site.organ.is_open = False
        site.organ.save()
    baking.bake_waiting()
    assert page(home) is None
    for name in ("item", "heading", "heading page", "guide", "report"):
        assert page(site.addresses()[name]) is None, name
    assert home not in page("/")
    assert site.policy.title not in page("/catalogue/")


def test_a_heading_that_is_removed_takes_its_page_and_feeds_along(baked, bakes, page, heading, office_head):
    gone = f"/o/rongjiang-mzj/h/{heading('0308').code}/"
    assert page(gone)
    with bakes():
        catalogue.remove_heading(heading=heading("0308"), by=office_head)
    assert page(gone) is None
    assert page(f"{gone}feed.atom") is None


def test_a_heading_whose_items_went_elsewhere_leads_there(baked, bakes, page, heading, office_head):
    with bakes():
        catalogue.close_heading(
            heading=heading("0314"), on=timezone.localdate(), by=office_head, moved_to=heading("0313")
        )
    baking.bake_waiting()
    old = "/o/rongjiang-mzj/h/0314/"
    assert page(old) is None
    assert page(old, MOVED).startswith("<!-- moved: /o/rongjiang-mzj/h/0313/ -->\n")


def test_a_second_full_bake_of_the_same_process_knows_what_has_changed(baked, page, site):
    Organ.objects.filter(pk=site.organ.pk).update(name="榕江县民政和社会事务局")  # behind the signals
    full.bake_all(baked)
    assert "榕江县民政和社会事务局" in page(site.addresses()["item"])


def test_a_notice_does_not_name_any_more_what_came_instead_once_that_is_taken_down_too(
    baked, publish, bakes, notice, leader
):
    instead, item = publish(title="替代的一条含姓名"), publish(title="原来的一条")
    with bakes():
        catalogue.withdraw(item=item, by=leader, reason="superseded", follow_up=instead)
    assert "替代的一条含姓名" in notice(item.get_absolute_url())
    with bakes():
        catalogue.withdraw(item=instead, by=leader, reason="personal_data")
    assert "替代的一条含姓名" not in notice(item.get_absolute_url())


def test_a_budget_stands_in_the_grids_of_the_headings_beside_it(baked, publish, page):
    item = publish(heading="030601", title="2031年部门预算")
    home = f"/o/{item.organ.slug}/h/"
    for code in ("030601", "030602", "0306"):
        assert "2031年部门预算" in page(f"{home}{code}/"), code
