"""Masking in HTML moves no tag."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.clearance.redaction.html import redact_html, visible

WANTED = [("张三丰", "name"), ("13900006789", "phone"), ("110105199003072316", "id")]


def tags(source):
    return re.findall(r"<[^>]*>", source)


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("<p>张三丰</p>", "<p>张某某</p>"),
        ("<p>张<b>三</b>丰好</p>", "<p>张某某<b></b>好</p>"),
        ("<p>139<i>0000</i>6789&nbsp;转</p>", "<p>139****6789<i></i>&nbsp;转</p>"),
        ("<td>110105</td><td>199003072316</td>", "<td>110105********2316</td><td></td>"),
        ("<p>&#49;3900006789 &lt;5</p>", "<p>139****6789 &lt;5</p>"),
        ('<a href="tel:13900006789" title="张三丰">x</a>', '<a href="tel:139****6789" title="张某某">x</a>'),
        ("<img alt='张三丰'>", '<img alt="张某某">'),
        ("<p>张三<!-- 张三丰 -->丰</p>", "<p>张某某</p>"),
        ("<p>张</p><p>三丰</p>", "<p>张</p><p>三丰</p>"),
        ("<p>a < b 张三丰</p>", "<p>a < b 张某某</p>"),
    ],
)
def test_words_are_masked_where_they_stand(source, after):
    assert redact_html(source, WANTED)[0] == after


def test_what_was_covered_is_counted_by_value():
    assert sorted(redact_html("<p>张三丰 张三丰</p><a href='tel:13900006789'></a>", WANTED)[1]) == [0, 0, 1]


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "张",
                "三丰",
                "139",
                "0000",
                "6789",
                "&amp;",
                "<td>",
                "1101051990",
                "03072316",
                " ",
            ]
        ),
        max_size=30,
    )
)
def test_no_tag_is_moved_and_nothing_remains(parts):
    source = "".join(parts)
    after, _ = redact_html(source, WANTED)
    assert tags(after) == tags(source)
    assert "13900006789" not in re.sub(r"\s", "", visible(after))
