"""What a published text may hold."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.pages import html

WORD_TABLE = """<table class="MsoNormalTable" border="1" style="border-collapse:collapse">
<caption>2019年城乡低保情况</caption><colgroup><col span="2" width="80"></colgroup>
<thead><tr><th rowspan="2" scope="col" style="width:100px;text-align:center">乡镇</th><th colspan="2">户数</th></tr>
<tr><th>城市</th><th>农村</th></tr></thead>
<tbody><tr><td style="text-align:center;mso-style:x">古州镇</td><td style="text-align:right">12</td><td>340</td></tr>
</tbody></table>"""
KEY = "0f8b6c2e-1d34-4c59-9a3e-0123456789ab"
TAGS = ("p", "h1", "table", "tr", "td", "b", "script", "svg", "math", "style", "o:p", "a")
FRAGMENTS = st.sampled_from(
    [
        *(f"<{tag}>" for tag in TAGS),
        *(f"</{tag}>" for tag in TAGS),
        *("</", "<p", "/>", "<", ">", '"', "'", "&lt;", "&amp;", "&nbsp;", " ", "\n", "民政局", "关于", "<!-- c -->"),
        *(" style=", 'style="text-align:center"', '<p style="text-align:center">', '<p class="align-right x">'),
        *('<td style="text-align:right" colspan="2">', '<a href="javascript:x">', '<a href="/x" title="a>b">'),
        *('<img src="http://evil.example/x.png">', f'<img src="/files/{KEY}/a.png" alt="图">', "<font color=red>"),
    ]
)


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
@example(WORD_TABLE)
@example("<h1><p<p><h1>")
@example('<p style="text-align:center">style=</p>')
@example('<p>写 style="text-align:center" 就能居中</p>')
def test_cleaning_what_is_clean_changes_nothing(text):
    once = html.clean(text)
    assert html.clean(once) == once


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_no_script_style_or_foreign_address_survives(text):
    cleaned = html.clean(text)
    tags = " ".join(html.TAG.findall(cleaned)).lower()
    for gone in (
        "<script",
        "<style",
        "<svg",
        "<h1",
        "javascript:",
        "evil.example",
        " style=",
        " onclick",
        "<!--",
        "<o:p",
        "<font",
    ):
        assert gone not in tags


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ('<p onclick="steal()">文</p>', "<p>文</p>"),
        ("<script>alert(1)</script><p>文</p>", "<p>文</p>"),
        ('<a href="javascript:alert(1)">看</a>', '<a rel="noopener">看</a>'),
        ('<a href="https://www.gov.cn/">看</a>', '<a href="https://www.gov.cn/" rel="noopener">看</a>'),
        ('<p>图<img src="http://evil.example/x.png"></p>', "<p>图</p>"),
        ('<img src="//evil.example/files/x.png">', ""),
        ('<img src="data:image/png;base64,AAAA" alt="x">', ""),
        (f'<img src="/files/{KEY}/a.png" alt="图">', f'<img src="/files/{KEY}/a.png" alt="图">'),
        ('<p style="color:red;font-size:30px">文</p>', "<p>文</p>"),
        ('<p style="text-align:center">题</p>', '<p class="align-center">题</p>'),
        ('<p class="align-right MsoNormal">落款</p>', '<p class="align-right">落款</p>'),
        ("<h1>标题</h1>", "<h2>标题</h2>"),
        ("<p>一</p><p>&nbsp;</p><p><br></p><p>二</p>", "<p>一</p><p>二</p>"),
        ("<iframe src='/x'></iframe><object></object><p>文</p>", "<p>文</p>"),
        ("<p>a < b & c</p>", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_clean(given_html, kept):
    assert html.clean(given_html) == kept


def test_a_table_keeps_its_heads_spans_and_alignment():
    cleaned = html.clean(WORD_TABLE)
    assert "<caption>2019年城乡低保情况</caption>" in cleaned
    assert '<th rowspan="2" scope="col" class="align-center">乡镇</th>' in cleaned
    assert '<th colspan="2">户数</th>' in cleaned
    assert '<td class="align-center">古州镇</td><td class="align-right">12</td>' in cleaned
    assert "style" not in cleaned and "Mso" not in cleaned


def test_an_example_of_alignment_in_the_text_itself_is_left_alone():
    text = '<p>写 style="text-align:center" 就能居中</p>'
    assert html.clean(text) == text


def test_plain_text_has_a_line_a_block_and_tabs_between_cells():
    assert html.to_text(html.clean(WORD_TABLE)) == "2019年城乡低保情况\n乡镇\t户数\n城市\t农村\n古州镇\t12\t340"
    assert html.to_text("<h2>一、总体情况</h2><p>全年&nbsp;131&nbsp;条<br>其中：</p><ul><li>a &lt; b</li></ul>") == (
        "一、总体情况\n全年 131 条\n其中：\na < b"
    )


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=80))
def test_plain_text_of_a_paragraph_is_its_text(text):
    from html import escape

    assert html.to_text(f"<p>{escape(text)}</p>").split() == text.split()


def test_the_files_of_a_text_are_found_in_order_and_once():
    other = KEY.replace("0f", "1f")
    text = f'<img src="/files/{KEY}/a.png"><a href="/files/{other}/b.pdf">b</a><img src="/files/{KEY}/a.png">'
    assert [str(key) for key in html.file_keys(text)] == [KEY, other]
    assert html.file_keys("<p>/files/none/</p>") == []


def test_light_marks_become_clean_structure():
    text = (
        "## 一、依据\n第一段。\n第二段。\n\n- 甲\n- 乙\n\n1. 先申请\n2. 后审核\n\n"
        "| 乡镇 | 户数 |\n| 古州镇 | 3 < 4 |\n\n2019.5 起施行"
    )
    made = html.from_light_marks(text)
    assert made == (
        "<h2>一、依据</h2><p>第一段。</p><p>第二段。</p>\n<ul><li>甲</li><li>乙</li></ul>\n<ol><li>先申请</li><li>后审核</li></ol>\n"
        '<table><thead><tr><th scope="col">乡镇</th><th scope="col">户数</th></tr></thead>'
        "<tbody><tr><td>古州镇</td><td>3 &lt; 4</td></tr></tbody></table>\n<p>2019.5 起施行</p>"
    )
    assert html.clean(made) == made


@given(st.text(alphabet="# -|1.2民政<>&\n\"'", max_size=60))
def test_whatever_the_light_marks_their_html_is_clean_already(text):
    made = html.from_light_marks(text)
    assert html.to_text(html.clean(made)) == html.to_text(made)
    assert "<script" not in made
