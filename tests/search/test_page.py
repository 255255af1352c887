"""The search page, its JSON, its feed and its suggestions: what a reader sees, with and without script."""

import re

import pytest

from gongkai.catalogue import actions
from gongkai.catalogue.models import DisclosureItem
from gongkai.search.models import Pin
from tests.cast import when
from tests.remembering import remembering

pytestmark = pytest.mark.django_db


@pytest.fixture
@remembering
def items(published):
    return [
        published(
            heading="030102", title="城乡低保动态管理办法", document_number="榕民规〔2019〕1号", summary="规定核查周期。",
            body="<p>渐退期不超过六个月。</p>", genre="办法", validity="in_force", at=when(2019, 2, 26),
        ),
        published(title="走访敬老院", summary="慰问集中供养老人。", body="<p>送去棉被和大米。</p>", at=when(2018, 1, 3)),
    ]  # fmt: skip


def page(client, query: str = "", **more) -> str:
    response = client.get("/search/", {"q": query} | more)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("query", ["", "低", "低" * 81, "低" * 10_000, '"', "<script>", "a" * 3000])
def test_the_page_answers_queries_of_any_length(client, items, query):
    assert "<h1" in page(client, query)


def test_of_a_very_long_query_the_first_words_are_used_and_the_page_says_so(client, items):
    assert "只用了前面的一部分词" in page(client, "低保" + " 动态" * 2000)


def test_the_page_marks_the_words_it_found(client, items):
    assert "城乡<mark>低保</mark>动态管理办法" in page(client, "低保")


def test_what_was_typed_and_what_was_found_is_escaped(client, published):
    published(title="低保<b>加粗</b>")
    text = page(client, "低保 <i>")
    assert "<mark>低保</mark>&lt;b&gt;" in text
    assert "<i>" not in text.partition("<main")[2]


def test_the_other_names_a_word_was_looked_for_by_are_told(client, items):
    assert "“低保”也按这些说法查找：最低生活保障" in page(client, "低保")


def test_nothing_found_is_answered_with_help(client, items):
    text = page(client, "没有 这样的词", year="2019")
    for words in ("没有找到“没有 这样的词”", "去掉一个词再试", "再找一次", "公开目录", "依法申请公开"):
        assert words in text


def test_an_empty_search_explains_how_to_search(client, items):
    assert "怎样检索" in page(client)


def test_only_signs_and_only_exclusions_are_explained(client, items):
    assert "没有可以查找的字词" in page(client, "。。，")
    assert "请再写上要找什么" in page(client, "-低保")


def test_results_are_paged_and_a_page_too_far_shows_the_last(client, published):
    for number in range(23):
        published(title=f"养老动态{number}")
    first, last = (page(client, "养老", page=number) for number in ("1", "99"))
    assert first.count("<h3>") == 20
    assert last.count("<h3>") == 3
    assert "2 / 2" in last


def test_each_filter_offers_its_values_with_their_counts_and_can_be_taken_back(client, items):
    text = page(client, "管理 老人")
    assert re.search(r'<a href="[^"]*year=2018"[^>]*><span>2018</span><span class="num">1</span>', text)
    narrowed = page(client, "管理 老人", year="2018")
    assert narrowed.count("<h3>") == 1
    assert re.search(r'class="part-chosen" href="/search/\?q=[^"&]*" rel="nofollow" aria-label="取消：2018"', narrowed)


def test_a_new_query_keeps_the_filters(client, items):
    assert '<input type="hidden" name="year" value="2018">' in page(client, "老人", year="2018")


def test_what_is_no_value_of_a_filter_is_left_aside(client, items):
    assert (
        page(client, "低保", year="19", genre="<x>", organ="../", validity="neu", page="-1", sort="x").count("<h3>")
        == 1
    )


def test_a_misspelt_word_is_met_with_what_may_have_been_meant(client, items, published):
    published(title="住房公积金缴存办法")
    for typed, meant in (("抵保", "低保"), ("公积余", "公积金"), ("养老源", "养老院"), ("公金积", "公积金")):
        assert re.search(rf'您是不是要找：<a href="[^"]*" rel="nofollow">{meant}</a>', page(client, typed)), typed


def test_several_faults_are_put_right_at_once_and_so_is_part_of_a_longer_word(client, published):
    published(title="低保政策解读")
    published(title="养老服务补贴发放名单")
    for typed, meant in (("滴保政册", "低保政策"), ("低宝 政册", "低保 政策"), ("养劳补帖", "养老补贴")):
        assert re.search(rf'您是不是要找：<a href="[^"]*" rel="nofollow">{meant}</a>', page(client, typed)), typed


def test_a_word_of_a_withdrawn_title_is_not_offered(client, published, leader):
    item = published(title="住房公积金缴存办法")
    assert ">公积金</a>" in page(client, "公积余")
    actions.withdraw(item=item, by=leader, reason="error")
    assert "您是不是要找" not in page(client, "公积余")


def test_the_hits_leave_as_json_with_absolute_addresses(client, items, settings):
    answer = client.get("/search/data.json", {"q": "低保"}).json()
    assert (answer["count"], answer["count_is_capped"], answer["pages"], answer["next"]) == (1, False, 1, None)
    (hit,) = answer["hits"]
    assert hit["url"] == settings.BASE_URL + items[0].get_absolute_url()
    assert (hit["title"], hit["document_number"], hit["validity"]) == (
        "城乡低保动态管理办法",
        "榕民规〔2019〕1号",
        "in_force",
    )


def test_a_search_can_be_followed_as_a_feed_without_giving_an_address(client, items, published):
    text = page(client, "低保")
    assert "不需要登记" in text
    address = re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', text)[1].replace(
        "&amp;", "&"
    )
    published(title="调整低保标准")
    feed = client.get(address)
    assert feed["Content-Type"].startswith("application/atom+xml")
    titles = re.findall(r"<title>([^<]+)</title>", feed.content.decode())
    assert titles == ["检索“低保”", "调整低保标准", "城乡低保动态管理办法"]


def test_a_feed_of_control_characters_is_still_xml(client, items):
    assert client.get("/search/feed.atom", {"q": "低保\x07\x0b"}).status_code == 200


def test_while_typing_words_and_titles_are_suggested(client, items):
    def suggested(typed: str) -> list[str]:
        return client.get("/search/suggest.json", {"q": typed}).json()["suggestions"]

    assert "城乡低保动态管理办法" in suggested("低保动")
    assert "低保" in suggested("dib")
    assert suggested("敬老") == ["敬老院", "走访敬老院"]
    assert suggested("") == suggested("。") == suggested("没有这样的词") == []


def test_nothing_that_is_not_public_is_suggested(client, draft, items, leader):
    draft(title="低保动迁秘密方案")
    actions.withdraw(item=items[0], by=leader, reason="error")
    DisclosureItem.objects.filter(pk=items[1].pk).update(title="没有审查过的敬老院标题")
    for typed in ("低保", "低保动", "敬老", "没有审查"):
        assert client.get("/search/suggest.json", {"q": typed}).json() == {"suggestions": []}


def test_what_an_office_pinned_stands_above_the_hits_and_says_so(client, items, organ, published):
    pinned = published(title="低保办事指南")
    Pin.objects.create(organ=organ, words="低保怎么办", item=pinned)
    text = page(client, "低保怎么办")
    assert text.index("推荐</span>") < text.index('<ol class="entries"')
    assert "推荐</span>" not in page(client, "低保")


def test_no_script_is_needed_and_none_is_inline(client, items):
    text = page(client, "低保")
    assert '<script src="/static/portal/js/suggest.js" type="module"></script>' in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert '<details class="parts" open>' in page(client, "管理 老人")
