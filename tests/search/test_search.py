"""The public search: every word, anywhere a reader would look, the newest first, never more than it says."""

import pytest

from gongkai.search import queries
from tests.cast import when

pytestmark = pytest.mark.django_db


def found(query: str, **choice) -> list[str]:
    return [hit.item.title for hit in queries.search(query, **choice).hits]


@pytest.fixture
def items(published):
    return [
        published(
            heading="030102", title="城乡低保动态管理办法", document_number="榕民规〔2019〕1号", summary="规定核查周期。",
            body="<p>渐退期不超过六个月。</p>", at=when(2019, 2, 26),
        ),
        published(title="走访敬老院", summary="慰问集中供养老人。", body="<p>送去<strong>棉被</strong>和大米，A类家庭优先。</p>", at=when(2018, 1, 3)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query", ["低保", "榕民规〔2019〕1号", "榕民规[2019]1号", "榕民规（2019）1号", "核查周期", "渐退期", "低保 渐退期"]
)
def test_title_number_summary_and_text_are_all_searched(items, query):
    assert found(query) == ["城乡低保动态管理办法"]


def test_the_index_number_finds_its_item(items):
    assert found(items[1].index_number) == ["走访敬老院"]


def test_every_word_must_be_there(items):
    assert found("低保 棉被") == []


def test_full_width_letters_find_the_plain_ones_and_case_does_not_matter(items):
    assert found("ａ类") == ["走访敬老院"]


def test_a_word_of_the_markup_finds_nothing(items):
    assert found("strong") == []
    assert found("<p>") == []


def test_signs_of_a_pattern_are_taken_as_they_are(items):
    assert found("%") == []
    assert found("_") == []


def test_organ_and_year_narrow_the_search(items, organ, county):
    assert found("老人", organ=organ, year=2018) == ["走访敬老院"]
    assert found("老人", organ=county) == []
    assert found("老人", year=2019) == []


def test_the_newest_come_first_and_no_more_than_the_limit(published):
    for day in (5, 6, 7):
        published(title=f"养老动态{day}", at=when(2019, 3, day))
    result = queries.search("养老", limit=2)
    assert [hit.item.title for hit in result.hits] == ["养老动态7", "养老动态6"]
    assert result.is_cut


def test_an_empty_query_finds_nothing_and_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.search("  　 ").hits == []


def test_the_excerpt_shows_the_text_around_the_word(published):
    published(summary="概述。", body=f"<p>{'前文' * 60}要找的词{'后文' * 60}</p>")
    excerpt = queries.search("要找的词").hits[0].excerpt
    assert "要找的词" in excerpt
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert len(excerpt) < 100


@pytest.mark.parametrize(("query", "status"), [("", 200), ("低", 200), ("低" * 80, 200), ("低" * 81, 200)])
def test_the_page_answers_queries_of_any_length(client, items, query, status):
    assert client.get("/search/", {"q": query}).status_code == status


def test_a_query_too_long_is_told_so(client, items):
    text = client.get("/search/", {"q": "低" * 81}).content.decode()
    assert "检索词最多 80 个字" in text
    assert 'aria-invalid="true"' in text


def test_the_page_marks_the_words_it_found(client, items):
    assert "城乡<mark>低保</mark>动态管理办法" in client.get("/search/", {"q": "低保"}).content.decode()


def test_nothing_found_is_answered_with_help(client, items):
    text = client.get("/search/", {"q": "没有 这样的词", "year": "2019"}).content.decode()
    for words in ("没有找到“没有 这样的词”", "去掉一个词再试", "不限机关和年份再找一次", "公开目录", "依法申请公开"):
        assert words in text


def test_an_empty_search_explains_how_to_search(client, items):
    assert "怎样检索" in client.get("/search/").content.decode()


def test_results_are_paged_and_a_page_too_far_shows_the_last(client, published):
    for number in range(23):
        published(title=f"养老动态{number}")
    first, last = (client.get("/search/", {"q": "养老", "page": page}).content.decode() for page in ("1", "99"))
    assert first.count("<h3>") == 20
    assert last.count("<h3>") == 3
    assert "2 / 2" in last
