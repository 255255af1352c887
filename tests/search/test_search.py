"""The public search: every word, anywhere a reader would look, by whatever name it goes; nothing that is not public."""

import pytest

from gongkai.catalogue import actions
from gongkai.catalogue.models import DisclosureItem
from gongkai.search import queries
from gongkai.search.facets import Filters
from tests.cast import when
from tests.remembering import remembering

pytestmark = pytest.mark.django_db


def found(query: str, **choice) -> list[str]:
    return [hit.item.title for hit in queries.search(query, **choice).hits]


def read(stretches) -> str:
    return "".join(f"[{one.text}]" if one.is_marked else one.text for one in stretches)


@pytest.fixture
@remembering
def items(published):
    return [
        published(
            heading="030102", title="城乡低保动态管理办法", document_number="榕民规〔2019〕1号", summary="规定核查周期。",
            body="<p>渐退期不超过六个月。</p>", genre="办法", validity="in_force", at=when(2019, 2, 26),
        ),
        published(title="走访敬老院", summary="慰问集中供养老人。", body="<p>送去<strong>棉被</strong>和大米，A类家庭优先。</p>", at=when(2018, 1, 3)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query", ["低保", "榕民规〔2019〕1号", "榕民规[2019]1号", "榕民规（2019）1号", "榕民规2019 1号", "核查周期", "渐退期", "低保 渐退期"]
)  # fmt: skip
def test_title_number_summary_and_text_are_all_searched(items, query):
    assert found(query) == ["城乡低保动态管理办法"]


@pytest.mark.parametrize(
    "query", ["最低生活保障", "最低生活保障 管理", "城鄉低保動態管理辦法", "城乡最低生活保障金", "dtgl", "dibao"]
)
def test_it_is_found_by_its_other_names_in_traditional_characters_and_by_its_sound(items, query):
    assert found(query) == ["城乡低保动态管理办法"]


def test_a_home_for_the_old_is_found_by_any_of_its_names(items):
    for query in ("养老院", "养老机构", "敬老院", "jly", "jinglaoyuan"):
        assert found(query) == ["走访敬老院"], query


def test_the_index_number_finds_its_item_whole_or_in_part(items):
    number = items[1].index_number
    serial = number.rpartition("-")[2]
    assert serial != number, "the numbers of this organ have parts"
    for part in (number, number.lower(), number.replace("-", ""), f"2018-{serial}", f"2018-{serial[:-1]}"):
        assert found(part)[:1] == ["走访敬老院"], part


def test_a_word_that_stands_nowhere_is_not_made_up_and_some_of_the_words_are_said_to_be_only_some(items):
    assert not queries.search("低保").is_loose
    loose = queries.search("低保 棉被")
    assert loose.is_loose
    assert {hit.item.title for hit in loose.hits} == {"城乡低保动态管理办法", "走访敬老院"}
    assert found("没有这样的词") == []


def test_a_quoted_phrase_must_stand_as_it_is(published):
    published(title="标准地名低保")
    published(title="调整低保标准")
    assert found("“低保标准”") == found("《低保标准》") == found('"低保标准"') == ["调整低保标准"]
    assert set(found("低保标准")) == {"标准地名低保", "调整低保标准"}


def test_a_part_of_a_longer_word_is_found_in_quotes_too(published):
    published(title="最低生活保障标准")
    assert found("“生活保障”") == ["最低生活保障标准"]


def test_a_word_after_a_minus_sign_must_not_be_there(items):
    assert found("管理 -低保") == []
    assert found("老人 -低保") == ["走访敬老院"]
    assert found("老人 －棉被") == []


def test_full_width_letters_find_the_plain_ones_and_case_does_not_matter(items):
    assert found("ａ类") == ["走访敬老院"]


def test_a_word_of_the_markup_finds_nothing(items):
    assert found("strong") == []
    assert found("<p>") == []


def test_organ_heading_genre_year_and_validity_narrow_the_search(items, organ, county, heading):
    assert found("老人", filters=Filters(organ=organ, year=2018)) == ["走访敬老院"]
    assert found("老人", filters=Filters(organ=county)) == []
    assert found("老人", filters=Filters(year=2019)) == []
    assert found("低保", filters=Filters(genre="办法", validity="in_force")) == ["城乡低保动态管理办法"]
    assert found("低保", filters=Filters(validity="repealed")) == []


def test_a_heading_counts_with_what_is_under_it(items, heading):
    assert found("低保", filters=Filters(heading=heading("030102"))) == ["城乡低保动态管理办法"]
    assert found("低保", filters=Filters(heading=heading("0301"))) == ["城乡低保动态管理办法"]
    assert found("低保", filters=Filters(heading=heading("0314"))) == []


def test_hits_are_counted_by_what_they_can_be_filtered_by(items, organ):
    counts = queries.search("管理 老人").counts
    assert counts.organs == {organ.pk: 2}
    assert counts.years == {2019: 1, 2018: 1}
    assert counts.genres["办法"] == 1


def test_by_date_the_newest_come_first_also_when_history_was_entered_late(published):
    for day in (5, 7, 6):
        published(title=f"养老动态{day}", at=when(2019, 3, day))
    assert found("养老", order="date") == ["养老动态7", "养老动态6", "养老动态5"]


def test_a_hit_in_the_title_stands_above_newer_ones_in_the_text(published):
    published(title="高龄津贴发放办法", at=when(2017, 3, 5))
    for day in (5, 6, 7):
        published(title=f"动态{day}", body="<p>会议提到高龄津贴发放工作。</p>", at=when(2019, 3, day))
    assert found("高龄津贴发放")[0] == "高龄津贴发放办法"


def test_an_empty_query_finds_nothing_and_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        for query in ("  　 ", "。，？！", "😀😀", "\x00", "-", '""', "《》"):
            assert queries.search(query).is_empty


@pytest.mark.parametrize(
    "query",
    [
        "低", "AND", "低保 AND OR NOT NEAR(", '"', '低保"', "title:低保", "低保*", "^低保", "{a}:b", "') OR 1=1 --", "%", "_", "低保 😀",
        "低保\x00\x07", "𠮷", "低" * 10_000, "低保 " * 4_000, "a" * 10_000, "-低保 -养老", "“低保", "《", "：", "1", "２０１９", "低保\u202e标准",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered(items, query):
    result = queries.search(query)
    assert result.count >= len(result.hits) >= 0


def test_signs_of_a_query_language_are_no_words(items):
    assert found("低保*") == found("(低保)") == found("^低保") == ["城乡低保动态管理办法"]


def test_one_character_finds_the_words_that_begin_with_it(items):
    assert found("棉") == ["走访敬老院"]


def test_a_question_is_answered_by_what_it_is_about(items):
    assert found("请问低保怎么管理") == ["城乡低保动态管理办法"]


def test_the_excerpt_shows_the_text_around_the_word(published):
    published(summary="概述。", body=f"<p>{'前文' * 60}渐退期不超过{'后文' * 60}</p>")
    excerpt = read(queries.search("渐退期").hits[0].excerpt)
    assert "[渐退期]不超过" in excerpt
    assert excerpt.startswith("…") and excerpt.endswith("…")
    assert len(excerpt) < 110


def test_the_words_are_marked_by_whatever_name_they_were_found(items):
    hit = queries.search("最低生活保障").hits[0]
    assert read(hit.title) == "城乡[低保]动态管理办法"


def test_text_with_signs_that_fold_into_several_is_marked_at_the_right_place(published):
    published(title="面积㎡㎡㎡与低保", summary="概述。")
    assert read(queries.search("低保").hits[0].title) == "面积㎡㎡㎡与[低保]"


def test_what_was_withdrawn_is_gone_from_the_hits_at_once(items, leader):
    actions.withdraw(item=items[0], by=leader, reason="error")
    assert found("低保") == []


def test_a_draft_or_an_expired_item_is_never_found(draft, cleared, published):
    draft(title="还没有公开的低保名单")
    cleared(draft(title="审查通过还没有发布的低保名单"))
    assert found("名单") == []


def test_a_text_changed_behind_the_actions_back_is_not_shown(items):
    DisclosureItem.objects.filter(pk=items[0].pk).update(title="没有审查过的低保标题")
    result = queries.search("低保")
    assert result.hits == []


def test_repealed_or_moved_it_is_found_under_what_it_is_now(items, clerk, office_head, heading):
    actions.change_validity(item=items[0], to="repealed", on=items[0].formed_on, by=clerk)
    assert found("低保", filters=Filters(validity="repealed")) == ["城乡低保动态管理办法"]
    assert found("低保", filters=Filters(validity="in_force")) == []
    actions.move(item=items[0], heading=heading("0314"), by=office_head)
    assert found("低保", filters=Filters(heading=heading("0314"))) == ["城乡低保动态管理办法"]


def test_a_correction_is_found_by_its_new_words_and_not_by_its_old_ones(items, clerk, cleared):
    actions.revise(item=items[1], by=clerk, body="<p>送去食用油。</p>")
    cleared(items[1])
    actions.publish(item=items[1], by=clerk)
    assert found("食用油") == ["走访敬老院"]
    assert found("棉被") == []
