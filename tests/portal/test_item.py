"""The page of an item: its catalogue fields, its force, its files, its interpretation, its notice when it is gone."""

from datetime import date

import pytest

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from tests.cast import when

pytestmark = pytest.mark.django_db


def page(client, item) -> str:
    return client.get(item.get_absolute_url()).content.decode()


def test_the_fields_of_the_catalogue_stand_above_the_text(client, site):
    text = page(client, site.policy)
    for label, value in (
        ("索引号", site.policy.index_number), ("信息分类", "履职依据 / 规范性文件"), ("发布机构", "榕江县民政局"), ("主题分类", "社会救助"),
        ("成文日期", "2019-02-26"), ("发布日期", "2019-02-26 11:10"), ("文号", "榕民规〔2019〕1号"), ("有效性", "有效"), ("体裁", "办法"),
        ("公开方式", "主动公开"), ("主题词", "低保，动态管理"), ("内容概述", "规定低保核查的周期和程序。"), ("服务对象", "个人、机关单位"),
    ):  # fmt: skip
        assert f"<dt>{label}</dt><dd>{value}</dd>" in text, label
    assert "《中华人民共和国政府信息公开条例》" in text


def test_a_document_that_lost_its_force_says_so_above_its_title(client, site):
    text = page(client, site.lapsed)
    assert text.index("本文件已失效") < text.index("<h1>")
    assert "2019年12月31日" in text
    assert "任务已完成" in text


@pytest.mark.parametrize(("validity", "words"), [("repealed", "本文件已废止"), ("amended", "本文件已修改")])
def test_a_repealed_or_amended_document_is_marked_on_its_page_and_in_lists(client, published, clerk, validity, words):
    item = published(heading="030102", at=when(2019, 5, 6))
    catalogue.change_validity(item=item, to=validity, on=date(2019, 12, 1), by=clerk)
    assert words in page(client, item)
    assert f"mark-{validity}" in client.get(f"/o/{item.organ.slug}/h/030102/").content.decode()


def test_a_document_in_force_carries_no_warning(client, site):
    assert "notice-" not in page(client, site.policy)


def test_policy_and_interpretation_are_linked_both_ways(client, site):
    assert f'href="{site.interpretation.get_absolute_url()}"' in page(client, site.policy)
    assert f'href="{site.policy.get_absolute_url()}"' in page(client, site.interpretation)


def test_files_are_offered_with_kind_and_size_and_as_a_page(client, site):
    text = page(client, site.budget)
    assert "部门收支总表" in text
    assert "CSV 数据，" in text
    copy = client.get(f"{site.budget.get_absolute_url()}a/{site.budget.attachments.get().pk}/")
    assert "<td>3486</td>" in copy.content.decode()


def test_a_reading_copy_loses_everything_that_could_run(client, site):
    stored = site.budget.attachments.get().file
    stored.reading_copy = '<p onclick="x()">表</p><script>alert(1)</script><img src="https://elsewhere.example/x.png">'
    stored.save()
    text = client.get(f"{site.budget.get_absolute_url()}a/{site.budget.attachments.get().pk}/").content.decode()
    assert "alert(1)" not in text
    assert "onclick" not in text
    assert "elsewhere" not in text


def test_a_reading_copy_of_another_items_file_is_not_there(client, site):
    attachment = site.budget.attachments.get().pk
    assert client.get(f"{site.policy.get_absolute_url()}a/{attachment}/").status_code == 404


def test_an_item_under_another_organs_address_is_not_there(client, site):
    assert client.get(f"/o/{site.county.slug}/i/{site.policy.pk}/").status_code == 404


def test_a_notice_says_when_why_and_what_came_instead(client, published, leader):
    new, old = published(title="更正后的标准"), published(title="有误的标准")
    catalogue.withdraw(item=old, by=leader, reason="superseded", note="标准有误", follow_up=new)
    response = client.get(old.get_absolute_url())
    text = response.content.decode()
    assert response.status_code == 410
    for words in (
        "有误的标准",
        "已由新的信息代替",
        "标准有误",
        "更正后的标准",
        new.get_absolute_url(),
        old.index_number,
    ):
        assert words in text
    assert 'name="robots" content="noindex"' in text


def test_a_withdrawn_item_published_again_is_back_at_its_address(client, published, cleared, clerk, leader):
    item = published(title="一条动态")
    catalogue.withdraw(item=item, by=leader, reason="error")
    cleared(item)
    catalogue.publish(item=DisclosureItem.objects.get(pk=item.pk), by=clerk)
    assert client.get(item.get_absolute_url()).status_code == 200


def test_wide_tables_scroll_in_a_box_the_keyboard_reaches(client, published):
    item = published(body="<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>")
    assert 'class="table-box" role="group" tabindex="0"' in page(client, item)
