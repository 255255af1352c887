"""What stands around every page: the columns of 国办公开办函〔2019〕61号, the foot, the way to jump over them."""

import re

import pytest

pytestmark = pytest.mark.django_db
FIXED = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"]


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_foot_of_every_page_is_complete(client, site):
    wanted = (
        "主办单位", "承办单位", "黔ICP备16003252号", "https://beian.miit.gov.cn/", "贵公网安备 52263202522634号",
        "https://beian.mps.gov.cn/", "网站标识码", "5226320001", "联系电话", "0855-6622836", "古州北路29号", "版权所有",
        'href="/site-map/"', 'href="/statement/"', "我为政府网站找错", "site_code=5226320001",
    )  # fmt: skip
    pages = site.addresses() | {name: address for name, (address, _status) in site.troubles().items()}
    for name, address in pages.items():
        foot = page(client, address).partition("<footer")[2]
        assert [words for words in wanted if words not in foot] == [], name


def test_the_fixed_columns_stand_on_every_page_in_the_prescribed_order(client, site):
    for name, address in site.addresses().items():
        nav = re.search(r'<nav class="columns".*?</nav>', page(client, address), re.DOTALL).group()
        assert [word for word in re.findall(r">([^<>]+)</a>", nav) if word in FIXED] == FIXED, name


def test_the_columns_of_a_sub_site_are_those_of_its_organ(client, site):
    assert f'href="/o/{site.organ.slug}/guide/"' in page(client, site.policy.get_absolute_url())
    assert f'href="/o/{site.county.slug}/guide/"' in page(client, "/")


def test_every_page_has_one_first_heading_a_skip_link_and_a_main_part(client, site):
    pages = site.addresses() | {name: address for name, (address, _status) in site.troubles().items()}
    for name, address in pages.items():
        text = page(client, address)
        assert len(re.findall(r"<h1[\s>]", text)) == 1, name
        assert 'class="skip" href="#content"' in text, name
        assert 'id="content"' in text, name


def test_nothing_on_a_page_is_inline_or_from_elsewhere(client, site):
    for name, address in site.addresses().items():
        text = page(client, address)
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), name
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), name
        assert re.findall(r'(?:src|<link[^>]+href)="(?:https?:)?//(?!127\.0\.0\.1)[^"]*', text) == [], name


def test_the_breadcrumb_leads_from_the_first_page_to_here(client, site):
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page(client, site.policy.get_absolute_url()), re.DOTALL).group()
    assert re.findall(r">([^<>\n]+)</(?:a|span)>", crumbs) == [
        "首页", "榕江县民政局", "法定主动公开内容", "履职依据", "规范性文件", "正文",
    ]  # fmt: skip


def test_an_installation_without_any_organ_still_has_a_first_page(client, db):
    response = client.get("/")
    assert response.status_code == 200
    assert "还没有设立机关子站" in response.content.decode()


def test_a_site_of_one_organ_opens_with_that_organs_disclosure_home(client, site, settings):
    settings.SITE_MODE, settings.SITE_ORGAN = "own_site", site.organ.slug
    text = page(client, "/")
    assert "榕江县民政局政府信息公开</h1>" in text
    assert 'name="ColumnType" content="首页"' in text
