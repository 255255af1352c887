"""Dates and document numbers in every way they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages.importing.dates import day_in, is_day, number_of

HAN = "〇一二三四五六七八九"


def han_day(day: date) -> str:
    def count(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones else "")

    return f"{''.join(HAN[int(digit)] for digit in str(day.year))}年{count(day.month)}月{count(day.day)}日"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_date_is_the_same_in_digits_and_in_characters(day):
    for text in (f"{day.year}年{day.month}月{day.day}日", f"{day.year} 年 {day.month} 月 {day.day} 日", f"（{day.isoformat()}）", f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}", han_day(day)):  # fmt: skip
        assert is_day(text) == day
        assert day_in(f"自{text}起施行") == day


@pytest.mark.parametrize(
    "text", ["2024年13月1日", "2024年5月", "5月20日", "二〇二四年五月", "2024-5-20-3", "123452024.5.20", ""]
)
def test_what_is_no_date_is_none(text):
    assert is_day(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("榕民发〔2024〕5号", "榕民发〔2024〕5号"), ("榕民发［２０２４］ 5 号", "榕民发〔2024〕5号"), ("榕民发[2024]05号", "榕民发〔2024〕5号"),
        ("榕民发（2024）5号", "榕民发〔2024〕5号"), ("（榕民发【2024】第5号）", "榕民发〔2024〕5号"), ("文号：榕民发〔2024〕5号", "榕民发〔2024〕5号"),
        ("榕府办函〔2024〕105号", "榕府办函〔2024〕105号"), ("2024年第3号", "2024年第3号"), ("第12号", "第12号"), ("（2024年 第 3 号）", "2024年第3号"),
        ("根据榕民发〔2024〕5号文件", ""), ("榕民发2024年5号", ""), ("第三条", ""), ("2024年5月20日", ""),
    ],
)  # fmt: skip
def test_a_document_number_is_written_one_way(text, number):
    assert number_of(text) == number
