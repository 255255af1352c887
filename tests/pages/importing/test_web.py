"""Saved web pages and pieces of a clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages import html
from gongkai.pages.importing.blocks import Unreadable
from gongkai.pages.importing.turning import fragment, turn
from gongkai.pages.importing.web import read_pasted
from tests.pages.importing.papers import word_clipboard


def pasted(text: str) -> str:
    return fragment(read_pasted(text))


def test_bullets_and_numbers_of_words_lists_are_told_apart():
    bullet = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span>&nbsp; </span></span></span><![endif]>城市</p>"
    number = "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span style='mso-list:Ignore'>（一）<span>&nbsp;</span></span><!--[endif]-->农村；</p>"
    assert pasted(bullet + bullet + number) == "<ul><li>城市</li><li>城市</li></ul><p>（一）农村；</p>"
    assert pasted("<ol start=3><li>先申请。</li><li>后审核。</li></ol>") == "<p>3. 先申请。</p><p>4. 后审核。</p>"


def test_hidden_rows_columns_and_letters_of_excel_do_not_come_along():
    text = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><style><!-- .xl65 {text-align:right; mso-number-format:"0.00";} .xl66{display:none} --></style><table>
    <col width=72><col style='display:none'><tr><td>乡镇</td><td>内部</td><td>户数</td></tr><tr style='display:none'><td>藏</td><td>1</td><td>2</td></tr>
    <tr><td>古州镇</td><td>x</td><td class=xl65>12</td></tr><![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]></table></html>"""
    assert pasted(text) == (
        '<table><thead><tr><th scope="col">乡镇</th><th scope="col">户数</th></tr></thead>'
        '<tbody><tr><td>古州镇</td><td class="align-right">12</td></tr></tbody></table>'
    )


def test_changes_and_comments_on_a_clipboard_are_left_behind():
    text = "<p>救助<del>罗明远</del><ins>罗某某</ins><span class=MsoCommentReference>[A1]</span><span style='display:none'>藏</span></p><div style='mso-element:comment-list'><p>先压一压</p></div>"
    assert pasted(text) == "<p>救助罗某某</p>"


def test_lines_that_word_broke_in_its_own_source_are_whole_again():
    assert (
        pasted("<p class=MsoNormal>各乡镇\r\n人民政府要\r\n  落实 GB/T\r\n9704。</p>")
        == "<p>各乡镇人民政府要落实 GB/T 9704。</p>"
    )


def test_a_picture_of_ours_stays_where_it_was_and_others_are_counted():
    ours = "/files/00000000-0000-0000-0000-000000000001/pasted"
    source = read_pasted(f'<p>图<img src="{ours}" alt="名册"><img src="file:///C:/a.png"></p>')
    assert f'<img src="{ours}" alt="名册">' in fragment(source)
    assert source.left_out["没有存在文件里的图片"] == 1


def test_a_saved_page_gives_its_text_without_the_frame_around_it():
    page = """<html><head><meta charset="gb2312"><meta name="ArticleTitle" content="关于春荒救助的通知"><title>某县人民政府网</title></head><body><div class="nav">首页 机构 政策</div>
    <div class="TRS_Editor"><p>各乡镇：</p><p>请做好春荒救助工作，确保困难群众基本生活，及时上报有关情况，落实责任，不漏一户一人。</p></div><div>浏览次数：7</div></body></html>"""
    made = turn(page.encode("gb18030"), "网页.html")
    assert made.title == "关于春荒救助的通知"
    assert (
        made.html
        == "<p>各乡镇：</p><p>请做好春荒救助工作，确保困难群众基本生活，及时上报有关情况，落实责任，不漏一户一人。</p>"
    )


@given(st.lists(st.sampled_from(["<p>", "</p>", "<table>", "<tr>", "<td colspan=9999>", "</table>", "<li>", "<span style='mso-list:Ignore'>1.", "</span>", "<![endif]>", "<!--[if x]>", "<h1>", "<b>", "一、题", "文。", "<br>", "<td rowspan=3>", "&nbsp;", "<ul>", "<![if !vml]>"]), max_size=25).map("".join))  # fmt: skip
def test_whatever_the_clipboard_holds_the_result_is_clean(text):
    made = pasted(text)
    assert html.clean(made) == made
    assert " style=" not in made and "mso" not in made


def test_what_is_pasted_twice_reads_as_it_read_once():
    once = pasted(word_clipboard())
    assert pasted(once) == once


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.docx", "空的"), (b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png", "这是图片"), (b"\x00\x01\x02" * 50, "a.bin", "不认识"),
        (b"PK\x03\x04" + bytes(40), "a.docx", "损坏"), (b"%PDF-1.7\n%%EOF", "a.pdf", "PDF 打不开"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "打不开"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data, name, why):
    with pytest.raises(Unreadable, match=why):
        turn(data, name)


def test_an_old_format_without_an_office_program_says_what_to_do(monkeypatch):
    from gongkai.pages.importing import office

    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(Unreadable, match=r"另存为 \.docx"):
        turn(b"{\\rtf1 x}", "旧.rtf")


def test_a_nest_without_end_ends():
    assert html.to_text(pasted("<table><tr><td>" * 3000 + "文")) in {"文", ""}
