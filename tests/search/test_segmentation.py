"""Text becomes tokens in one way, when indexed and when asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search import lexicon, numbers, pinyin, reading, segmentation


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("最低生活保障标准", "最低 生活 保障 标准"), ("最低生活保障", "最低 生活 保障"), ("民政局", "民政 局"), ("中华人民共和国", "中华 人民 共和 国"),
        ("榕民发〔２０１９〕12号", "榕 民 发 2019 12 号"), ("關於提高孤兒基本生活費標準", "关于 提高 孤儿 基本 生活 费 标准"), ("ＡＢＣ类", "abc 类"),
        ("。，！😀 \u3000", ""), ("a_b-c", "a b c"), ("\x00低保\x00", "低保"),
    ],
)  # fmt: skip
def test_text_is_brought_to_one_form_and_cut_into_the_smallest_words(text, tokens):
    assert segmentation.tokens(text) == tokens.split()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_gives_tokens_of_letters_and_digits_only_and_both_ways_of_cutting_agree(text):
    tokens = segmentation.tokens(text)
    assert segmentation.cut(text) == " ".join(tokens)
    assert all(segmentation.RUN.fullmatch(token) for token in tokens)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=500))
def test_any_query_is_read_without_a_fault_into_a_bounded_number_of_terms(text):
    said = reading.read(text)
    assert len(said.terms) <= reading.MOST_TERMS
    assert all(1 <= len(term.ways) <= reading.MOST_WAYS and all(way.tokens for way in term.ways) for term in said.terms)


def test_a_word_stands_in_one_group_only_and_every_group_has_two():
    words = [word for group in lexicon.groups() for word in group]
    assert len(words) == len(set(words))
    assert len(lexicon.groups()) >= 40 and all(len(group) > 1 for group in lexicon.groups())


def test_every_word_of_the_lexicon_is_one_word_to_the_dictionary():
    assert [word for group in lexicon.groups() for word in group if segmentation.words(word) != [word]] == []


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("关于调整2019年城乡低保标准的通知", ["dbbz", "dibao", "dibaobiaozhun", "tongzhi", "cxdbbz"]),
        ("住房公积金提取办事指南", ["gjj", "zfgjj", "gongjijin"]), ("银行行长名单", ["yinhanghangzhang", "yhhz"]), ("重庆市长会议", ["chongqing"]),
    ],
)  # fmt: skip
def test_titles_sound_as_they_are_read_from_every_word_on(title, asked):
    tokens = pinyin.of_title(title)
    for letters in asked:
        assert any(token.startswith(letters) for token in tokens), (letters, tokens)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("榕民发[2019]12号", "榕民发201912号"), ("榕民发（２０１９）12号", "榕民发201912号"), ("〔2019〕12号", "201912号"), ("12号", "12号"),
        ("009698342/2019-00123", "009698342201900123"), ("2019-00123", "201900123"), ("2019", ""), ("低保", ""), ("2019年低保", ""), ("123", ""),
    ],
)  # fmt: skip
def test_what_is_meant_as_a_number_is_known_by_its_form(asked, key):
    assert numbers.asked(asked) == key
