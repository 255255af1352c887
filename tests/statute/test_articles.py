"""The table of articles is complete, each with one status; the part that needs no Django."""

import pytest

from gongkai.statute.articles import ARTICLES, CHAPTERS, article


def test_articles_1_to_56_stand_in_order():
    assert [row.number for row in ARTICLES] == list(range(1, 57))


def test_the_chapters_follow_each_other_without_a_gap():
    numbers = [n for _, first, last in CHAPTERS for n in range(first, last + 1)]
    assert numbers == list(range(1, 57))
    assert [title for title, _, _ in CHAPTERS] == [
        "总则",
        "公开的主体和范围",
        "主动公开",
        "依申请公开",
        "监督和保障",
        "附则",
    ]


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: str(row.number))
def test_each_article_has_exactly_one_status_and_a_short_gist(row):
    assert sum(bool(status) for status in (row.served_by, row.room, row.not_ours)) == 1
    assert 0 < len(row.gist) <= 40
    assert not (row.computed_by and not row.room), "computed_by is for articles whose procedure is still to come"


def test_an_article_is_found_by_number_and_knows_its_chapter():
    assert article(33).citation == "条例第三十三条"
    assert article(33).chapter == "依申请公开"
    with pytest.raises(LookupError, match="没有第57条"):
        article(57)
    with pytest.raises(LookupError):
        article(0)
