"""A notice of an organ, from whatever it comes: the same clean page, its head in fields."""

from datetime import date

import pytest

from gongkai.pages import html
from gongkai.pages.importing.turning import fragment, turn
from gongkai.pages.importing.web import read_pasted
from tests.pages.importing.papers import notice, photo, word_clipboard, wps_clipboard

BODY = (
    "<p>各乡镇人民政府，各街道办事处：</p>"
    "<p>根据《贵州省特困人员认定办法》（黔民发〔2021〕9号），现就做好我县特困人员认定工作通知如下。</p>"
    "<h2>一、总体要求</h2><h3>（一）坚持应救尽救</h3><p>各乡镇要全面排查，建立台账。</p>"
    "<table><caption>2024年特困人员情况表（单位：人）</caption>"
    '<thead><tr><th scope="col" rowspan="2">乡镇</th><th scope="colgroup" colspan="2">人数</th><th scope="col" rowspan="2">备注</th></tr>'
    '<tr><th scope="col">城市</th><th scope="col">农村</th></tr></thead>'
    '<tbody><tr><td class="align-center">古州镇</td><td class="align-center">12</td><td class="align-center">340</td><td></td></tr></tbody></table>'
    "<h2>二、施行时间</h2><p>本通知自2024年6月1日起施行。</p>"
    '<p class="signature">榕江县民政局</p><p class="signature">2024年5月20日</p>'
)


def test_the_head_of_a_paper_becomes_fields_and_the_text_a_clean_page():
    made = turn(notice(), "通知.docx")
    assert made.html == BODY + "<p>（此件公开发布）</p><h2>附件1　特困人员认定申请表</h2>"
    assert html.clean(made.html) == made.html
    assert made.title == "榕江县民政局关于做好2024年特困人员认定工作的通知"
    assert made.document_number == "榕民发〔2024〕5号"
    assert (made.formed_on, made.effective_on) == (date(2024, 5, 20), date(2024, 6, 1))
    assert made.issuing_organ == "榕江县民政局"
    assert made.summary.startswith("根据《贵州省特困人员认定办法》")
    assert "发文机关标志、发文字号、版记（抄送、印发）" in made.notes[0]


@pytest.mark.parametrize("copied", [word_clipboard, wps_clipboard])
def test_pasting_gives_what_importing_gives(copied):
    assert fragment(read_pasted(copied())) == BODY


def test_a_picture_without_a_description_is_said():
    made = turn(notice(picture=True), "图文.docx")
    (picture,) = made.pictures
    assert f'<p><img src="/files/{picture.key}/picture.jpg" alt=""></p>' in made.html
    assert picture.data == photo() and any("1 张图片没有文字说明" in note for note in made.notes)
