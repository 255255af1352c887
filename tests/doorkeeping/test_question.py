"""The plain question: answerable in words or digits, once, in time."""

import re

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from gongkai.doorkeeping import question
from gongkai.doorkeeping.question import chinese, normal_answer

pytestmark = pytest.mark.django_db
NUMBER = r"([零一二三四五六七八九十]+)"


def value(text: str) -> int:
    return int(normal_answer(text))


def answer_to(text: str) -> str:
    """What a person would write."""
    if match := re.search(rf"“{NUMBER}加{NUMBER}”", text):
        return chinese(value(match[1]) + value(match[2]))
    if match := re.search(rf"“{NUMBER}减{NUMBER}”", text):
        return str(value(match[1]) - value(match[2]))
    if "最大" in text:
        return max(text.partition("，")[0].split("、"), key=value)
    if match := re.search(rf"“(.+)”里的第{NUMBER}个字", text):
        return match[1].split("、")[value(match[2]) - 1]
    if match := re.search(rf"星期{NUMBER}的后一天", text):
        return "星期" + chinese(value(match[1]) + 1)
    return f"{len(re.search('“(.+)”', text)[1])}个字"


@pytest.mark.parametrize("kind", question.KINDS)
def test_every_kind_is_answered_by_what_a_person_would_write(kind, monkeypatch):
    monkeypatch.setattr(question, "KINDS", (kind,))
    for _time in range(30):
        asked = question.ask()
        assert question.check(asked.token, answer_to(asked.text)).allowed, asked.text


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("八", "8"), ("8", "8"), ("８", "8"), (" 8 。", "8"), ("08", "8"), ("“八”", "8"), ("答案是：八", "8"), ("等于8", "8"),
        ("捌", "8"), ("十五", "15"), ("一十五", "15"), ("拾伍", "15"), ("二十", "20"), ("九十九", "99"), ("两", "2"),
        ("〇", "0"), ("零", "0"), ("星期四", "4"), ("周四", "4"), ("礼拜四", "4"), ("六个字", "6"), ("6个", "6"),
        ("秋", "秋"), ("“秋”字", "秋"), ("秋。", "秋"), ("", ""), ("一五", "一五"), ("百", "百"),
    ],
)  # fmt: skip
def test_one_answer_may_be_written_in_many_ways(written, means):
    assert normal_answer(written) == means


@given(st.integers(0, 99))
def test_characters_and_digits_mean_the_same_number(number):
    assert normal_answer(chinese(number)) == normal_answer(str(number)) == str(number)


@given(st.text(max_size=60))
def test_no_answer_makes_it_fail(text):
    normal_answer(text)


def test_a_wrong_answer_is_refused_and_uses_the_question_up():
    asked = question.ask()
    assert question.check(asked.token, "不知道").sentence == "答案不对，请回答新的问题。"
    refused = question.check(asked.token, answer_to(asked.text))
    assert not refused.allowed and "已经回答过" in refused.sentence


def test_a_right_answer_serves_once_except_for_a_double_click():
    asked = question.ask()
    right = answer_to(asked.text)
    assert question.check(asked.token, right, by="x").allowed and question.check(asked.token, right, by="x").allowed
    assert not question.check(asked.token, right, by="y").allowed and not question.check(asked.token, right).allowed


def test_it_expires_and_cannot_be_forged():
    with time_machine.travel("2026-11-25 10:00+08:00", tick=False) as clock:
        asked, other = question.ask(), question.ask()
        clock.shift(2 * 3600 + 1)
        assert "已经过期" in question.check(asked.token, answer_to(asked.text)).sentence
        clock.shift(-3600)
        assert question.check(other.token, answer_to(other.text)).allowed
    assert not question.check("", "8").allowed
    assert not question.check(asked.token[:-1] + "x", answer_to(asked.text)).allowed


def test_the_token_does_not_tell_the_answer(monkeypatch):
    from django.core import signing

    monkeypatch.setattr(question, "KINDS", (question._place,))
    asked = question.ask()
    kept = signing.loads(asked.token, salt=question.SALT)
    assert set(kept) == {"n", "a"} and answer_to(asked.text) not in str(kept) and len(kept["a"]) == 64


def test_questions_differ():
    assert len({question.ask().text for _time in range(200)}) > 60
