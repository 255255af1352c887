"""LEXICON: an organ's own words, misprints, drafts."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.clearance.scanners import lexicon
from gongkai.clearance.scanners.finding import INFO, WARN, Known
from tests.clearance.scanners.corpora import paragraphs
from tests.clearance.scanners.rules import hits, said


def test_a_misprint_says_the_right_word():
    (hit,) = hits(lexicon, "关于调整最低生活保证标准的通知")
    assert (hit.severity, hit.value, hit.note) == (WARN, "最低生活保证", "应为“最低生活保障”")


def test_a_misprint_broken_over_lines_is_found():
    assert said(lexicon, "可以申请行政\n复仪。") == [(WARN, "行政\n复仪")]


def test_the_longer_right_phrase_wins():
    assert hits(lexicon, "自己经办，公布署名文章，残疾入学") == []


def test_an_organs_own_words_are_found_whatever_their_case():
    known = Known(forbidden=(("某某牌", "不得为企业做广告"), ("abc公司", "")))
    found = hits(lexicon, "采用某某牌轮椅，由ABC公司提供", known)
    assert [(hit.value, hit.note) for hit in found] == [("某某牌", "不得为企业做广告"), ("ABC公司", "本机关列出的词")]


def test_an_empty_word_of_an_organ_is_no_word():
    assert hits(lexicon, "正文", Known(forbidden=(("", "x"), (" ", "y")))) == []


def test_a_draft_is_seen_in_the_title_only():
    assert said(lexicon, "秀水县临时救助办法（征求意见稿）") == [(INFO, "征求意见稿")]
    below = paragraphs(
        "秀水县临时救助办法", "起草说明", "一、背景", "二、依据", "县民政局起草了征求意见稿并公开征求意见"
    )
    assert hits(lexicon, below) == []


def test_no_row_is_a_right_word_of_another_row():
    """What the table calls right must not be called wrong, and no word stands twice."""
    rows = lexicon.misprints()
    assert len({word for word, _severity, _note in rows}) == len(rows)
    for _word, severity, note in rows:
        right = note.removeprefix("应为“").removesuffix("”")
        assert not severity or hits(lexicon, right) == [], right


@given(st.text(alphabet="帐号户台保障最低生活证复仪议\n 　1a", max_size=60))
def test_every_hit_is_a_stretch_of_the_text(text):
    for hit in hits(lexicon, paragraphs(text or "空")):
        assert hit.value and "".join(hit.value.split()) in {word for word, _severity, _note in lexicon.misprints()} | {
            "".join(word.split()) for word, _severity, _note in lexicon.misprints()
        }
