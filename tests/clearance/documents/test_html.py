"""A page and a fragment are read alike: what a visitor sees, and what the source holds beside it."""

import time

import pytest

from gongkai.clearance.documents import read
from tests.clearance.documents.office_files import ID, MOBILE, holding, metadata, place_of, trace_of


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_paragraphs_are_blocks_and_letters_within_a_line_are_together():
    document = read(f"<p>号码<b>{ID[:8]}</b><span>{ID[8:]}</span></p><div>第二段<br>下一行</div>尾".encode())
    assert document.kind == "html"
    assert [block.text for block in document.blocks] == [f"号码{ID}", "第二段\n下一行", "尾"]
    assert place_of(document, ID) == "paragraph 1"


def test_a_table_is_rows_with_their_columns():
    document = read(
        page(
            "<table><caption>名单</caption><tr><th colspan=2>姓名<th>电话</tr><tr><td>罗<td>明<td>1380<p>0138000</table>"
        )
    )
    assert [row.cells() for row in next(document.tables())] == [["姓名", "", "电话"], ["罗", "明", "1380\n0138000"]]
    assert place_of(document, "电话") == "table 1 row 1 column 3"
    assert holding(document, "名单")


def test_a_table_in_a_cell_is_a_table_of_its_own_and_the_cell_goes_on():
    document = read(page(f"<table><tr><td>前<table><tr><td>{ID}</td></tr></table>后</td></tr></table>"))
    assert place_of(document, ID).startswith("table 1 row 1 column 1 table 2 row 1")
    assert holding(document, "前\n后")


@pytest.mark.parametrize(
    ("opening", "trace"),
    [
        ('<span style="display:none">', "hidden_text"),
        ('<span style="DISPLAY: none !important">', "hidden_text"),
        ('<span style="visibility:hidden">', "hidden_text"),
        ('<span style="opacity:0">', "hidden_text"),
        ('<span style="mso-hide:all">', "hidden_text"),
        ('<span style="height:0;overflow:hidden">', "hidden_text"),
        ("<span hidden>", "hidden_text"),
        ('<span aria-hidden="true">', ""),
        ('<span style="font-size:0">', "tiny"),
        ('<span style="font-size:1px">', "tiny"),
        ('<span style="font-size:12pt">', ""),
        ('<span style="color:#fff">', "white"),
        ('<span style="color:white">', "white"),
        ('<span style="color:rgb(254, 254, 254)">', "white"),
        ('<span style="color:rgba(0,0,0,0)">', "white"),
        ('<span style="color:transparent">', "white"),
        ('<font color="#FFFFFF">', "white"),
        ('<span style="color:#fff;background:#c00">', ""),
        ('<span style="color:#fff;background-image:url(a.png)">', ""),
        ('<span style="color:red">', ""),
        ('<span style="background:#000">', "white"),
        ('<span style="position:absolute;left:-9999px">', "outside"),
        ('<span style="text-indent:-9999px">', "outside"),
        ("<span class='secret'>", "hidden_text"),
        ("<span id='s2'>", "hidden_text"),
        ("<template>", "template"),
        ("<noscript>", "template"),
    ],
)  # fmt: skip
def test_what_a_visitor_does_not_see_says_how(opening, trace):
    css = "<style>/* x */ .secret, #s2 {display:none} @media print {.shown{display:none}}</style>"
    document = read(page(f"<p>看得见{opening}密语</span></p>", css))
    assert trace_of(document, "密语") == trace


def test_ground_is_handed_down():
    document = read(
        page(
            '<table><tr bgcolor="#003366"><td style="color:#fff">表头</td></tr><tr><td style="color:#fff">暗语</td></tr></table>'
        )
    )
    assert (trace_of(document, "表头"), trace_of(document, "暗语")) == ("", "white")


def test_hidden_text_between_two_halves_of_a_number():
    document = read(f'<p>{ID[:9]}<i style="display:none">噪音</i>{ID[9:]}</p>'.encode())
    assert [block.text for block in document.blocks] == [ID, "噪音", f"{ID[:9]}噪音{ID[9:]}"]


def test_what_stands_beside_the_text():
    document = read(
        page(
            f'<!-- 内部意见 --><img src="a.jpg" alt="罗明远的照片"><a href="http://x.example/" title="提示">甲</a><a href="#top">乙</a>'
            f'<input type="hidden" name="sfz" value="{ID}"><input value="可见值"><p data-phone="{MOBILE}" onclick="alert(1)">丙</p>'
            '<svg><text>图中字</text><title>图名</title></svg><script>var x = 1;</script><iframe srcdoc="&lt;p&gt;框中字&lt;/p&gt;"></iframe>',
            '<title>公示</title><meta name="Author" content="姬晓东"><meta name="viewport" content="width=1">',
        )
    )
    traces = {
        text: trace_of(document, text)
        for text in (
            "内部意见",
            "罗明远的照片",
            "提示",
            ID,
            "可见值",
            MOBILE,
            "alert(1)",
            "图中字",
            "图名",
            "var x",
            "框中字",
        )
    }
    assert traces == {
        "内部意见": "comment", "罗明远的照片": "alt_text", "提示": "alt_text", ID: "field", "可见值": "", MOBILE: "field",
        "alert(1)": "script", "图中字": "", "图名": "alt_text", "var x": "script", "框中字": "",
    }  # fmt: skip
    assert metadata(document) == {"title": ["公示"], "Author": ["姬晓东"]}
    links = [block.text for block in document.blocks if "link" in block.pieces[0].place.code()]
    assert links == ["a.jpg", "http://x.example/"]


def test_what_word_left_in_a_pasted_page():
    word = "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>姬晓东</o:Author><o:Pages>1</o:Pages></o:DocumentProperties><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    document = read(page("<!--StartFragment--><p class=MsoNormal>正文<o:p></o:p></p><!--EndFragment-->", word))
    assert metadata(document) == {"Author": ["姬晓东"]}
    assert [block.text for block in document.blocks if block.kind == "paragraph"] == ["正文"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_pages_in_every_encoding_of_chinese(encoding):
    assert holding(read("<p>关于临时救助的公示，身份证号</p>".encode(encoding)), "关于临时救助的公示")


def test_a_web_archive_is_read_with_its_parts():
    archive = (
        "From: <Saved by 姬晓东>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n<p>正文<span hidden>密语</span></p>\r\n--b--\r\n"
    )
    document = read(archive.encode())
    assert (document.kind, trace_of(document, "密语")) == ("mht", "hidden_text")
    assert place_of(document, "正文") == "paragraph 1"


def test_deep_and_broken_pages_end():
    document = read(("<div>" * 3000 + "底" + "</div>" * 3000).encode())
    assert holding(document, "底") or any("嵌套" in part.why for part in document.unread)
    assert holding(read("<p>没有<b>结束<table><tr><td>表".encode()), "表")


def test_a_page_of_text_is_read_at_once():
    data = page("<p>关于做好临时救助工作的通知，现将有关事项通知如下。</p>" * 40)
    read(data)
    started = time.process_time()
    read(data)
    assert time.process_time() - started < 0.02 * 5  # a crowded machine


def test_a_list_a_spreadsheet_saved_as_a_page_keeps_its_full_numbers_and_hidden_cells():
    style = "<style><!-- .xl65 {display:none} --></style>"
    document = read(
        page(
            f'<table><tr><td x:num="{ID}">1.10101E+17</td><td class=xl65>隐</td></tr><tr style="display:none"><td>藏行</td></tr></table>',
            style,
        ),
        "名单.xls",
    )
    assert [trace_of(document, text) for text in (ID, "隐", "藏行")] == ["field", "hidden_text", "hidden_text"]
