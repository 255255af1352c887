"""Dates, numbers and articles as they are written for Chinese readers."""

from datetime import date

import pytest

from gongkai.statute.instruments import INSTRUMENTS, cite, cite_in_full, first_day_rule
from gongkai.statute.wording import (
    aligned,
    article_words,
    chinese_date,
    chinese_number,
    chinese_range,
    display_width,
    markdown_table,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (14, "十四"),
        (20, "二十"),
        (33, "三十三"),
        (56, "五十六"),
        (100, "一百"),
        (110, "一百一十"),
        (154, "一百五十四"),
        (201, "二百零一"),
        (999, "九百九十九"),
    ],
)
def test_numbers_are_written_as_statutes_number_their_articles(number, words):
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_numbers_no_statute_has_are_refused(number):
    with pytest.raises(ValueError, match="条文序号"):
        chinese_number(number)


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("33", "第三十三条"),
        ("33.2", "第三十三条第二款"),
        ("20(15)", "第二十条第十五项"),
        ("29.2(1)", "第二十九条第二款第一项"),
        ("19,21", "第十九条、第二十一条"),
    ],
)
def test_article_notation(notation, words):
    assert article_words(notation) == words


def test_a_notation_we_do_not_know_is_refused():
    with pytest.raises(ValueError, match="无法识别的条款写法"):
        article_words("33¶2")


def test_citations_use_the_short_name():
    assert cite("2019", "33.2") == "条例第三十三条第二款"
    assert cite("fees") == "信息处理费办法"
    assert first_day_rule(date(2026, 1, 1)) == "民法典第二百零一条"
    assert all(row.until is None or row.until > row.since for row in INSTRUMENTS.values())


def test_letters_cite_full_names_without_the_version():
    assert cite_in_full("2019", "36(3),14") == "《中华人民共和国政府信息公开条例》第三十六条第三项、第十四条"
    assert cite_in_full("reconsideration", "23.2") == "《中华人民共和国行政复议法》第二十三条第二款"
    assert cite_in_full("reconsideration_1999") == "《中华人民共和国行政复议法》"
    assert "〈中华人民共和国行政诉讼法〉" in cite_in_full("litigation_rules")


def test_an_instrument_holds_on_its_first_and_on_its_last_day():
    old, new = INSTRUMENTS["reconsideration_1999"], INSTRUMENTS["reconsideration"]
    assert old.holds(date(2023, 12, 31)) and not old.holds(date(2024, 1, 1))
    assert new.holds(date(2024, 1, 1)) and not new.holds(date(2023, 12, 31))


def test_a_bar_inside_a_cell_does_not_break_a_table():
    assert markdown_table(("甲", "乙"), [("a|b", "c")]) == "| 甲 | 乙 |\n| --- | --- |\n| a\\|b | c |"


def test_dates_and_ranges_do_not_repeat_themselves():
    assert chinese_date(date(2019, 9, 29)) == "2019年9月29日（星期日）"
    assert chinese_range(date(2019, 10, 1), date(2019, 10, 7)) == "2019年10月1日至7日"
    assert chinese_range(date(2022, 1, 31), date(2022, 2, 6)) == "2022年1月31日至2月6日"
    assert chinese_range(date(2022, 12, 31), date(2023, 1, 2)) == "2022年12月31日至2023年1月2日"
    assert chinese_range(date(2019, 5, 1), date(2019, 5, 1)) == "2019年5月1日"


def test_columns_count_wide_characters_twice():
    assert display_width("条例33") == 6
    assert aligned([("日", "a"), ("abc", "b")]) == "日   a\nabc  b"
