"""政府网站发展指引（国办发〔2017〕47号）: every page carries the official tags, each once, in the official case."""

from html.parser import HTMLParser

import pytest

pytestmark = pytest.mark.django_db
SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE = {"ArticleTitle", "PubDate", "ContentSource"}
COLUMN_TYPES = {
    "首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南", "信息公开目录", "信息公开年报", "依申请公开",
    "数据发布", "数据开放", "政策解读", "回应关切", "办事服务",
}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and "name" in given:
            self.tags.append((given["name"], given.get("content") or ""))


def tags_of(client, address: str) -> dict[str, str]:
    found = Tags(client.get(address).content).tags
    names = [name.lower() for name, _content in found]
    assert len(names) == len(set(names)), f"{address}: a name stands twice: {sorted(names)}"
    return dict(found)


def test_every_page_names_the_site_its_domain_and_its_code(client, site):
    pages = site.addresses() | {name: address for name, (address, _status) in site.troubles().items()}
    for name, address in pages.items():
        tags = tags_of(client, address)
        assert all(tags.get(tag) for tag in SITE), name
        assert tags["SiteIDCode"] == "5226320001", name


def test_every_page_tells_its_column_and_the_type_is_one_of_the_list(client, site):
    for name, address in site.addresses().items():
        tags = tags_of(client, address)
        assert all(tags.get(tag) for tag in COLUMN), name
        assert tags["ColumnType"] in COLUMN_TYPES, (name, tags["ColumnType"])


def test_an_item_tells_its_title_its_minute_of_release_and_its_source(client, site):
    tags = tags_of(client, site.policy.get_absolute_url())
    assert tags["ArticleTitle"] == "榕江县城乡低保动态管理办法"
    assert tags["PubDate"] == "2019-02-26 11:10"
    assert tags["ContentSource"]
    assert tags["Keywords"] == "低保，动态管理"
    assert tags["Description"] == "规定低保核查的周期和程序。"
    assert tags["Url"] == f"http://127.0.0.1:8000{site.policy.get_absolute_url()}"
    assert tags["ColumnName"] == "规范性文件"


def test_pages_of_articles_carry_the_article_tags_and_no_other_page_does(client, site):
    articles = {"item", "interpretation", "lapsed item", "item with files", "reading copy", "report"}
    for name, address in site.addresses().items():
        assert (
            set(tags_of(client, address)) >= ARTICLE
            if name in articles
            else not ARTICLE & set(tags_of(client, address))
        ), name


def test_a_sub_site_bears_the_name_of_its_own_organ(client, site):
    assert tags_of(client, f"/o/{site.organ.slug}/")["SiteName"] == "榕江县民政局"
    assert tags_of(client, "/")["SiteName"] == "榕江县人民政府"


def test_before_the_facts_are_filled_in_the_page_is_known_by_its_organ_and_address(client, site):
    site.organ.site_facts.delete()
    site.county.site_facts.delete()
    tags = tags_of(client, f"/o/{site.organ.slug}/")
    assert (tags["SiteName"], tags["SiteDomain"]) == ("榕江县民政局", "127.0.0.1:8000")
