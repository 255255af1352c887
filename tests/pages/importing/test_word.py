"""What a Word file holds beside what is read: none of it reaches the page, and it is said."""

import io
import zipfile

import pytest
from docx import Document

from gongkai.pages.importing.blocks import Unreadable
from gongkai.pages.importing.turning import turn
from gongkai.pages.importing.word.numbering import numeral
from tests.pages.importing.papers import CENTER, HEI, RIGHT, XBS, insert, photo, run, saved, write

DRAWN = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice Requires='wps'><w:drawing><w:txbxContent>{box}</w:txbxContent></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.fixture
def paper():
    return Document()


def html(paper, name="文件.docx") -> str:
    return turn(saved(paper), name).html


def test_changes_are_accepted_and_hidden_white_and_tiny_letters_stay_behind(paper):
    line = write(paper, "救助对象：")
    insert(
        line,
        f"<w:del>{run('罗明远').replace('w:t>', 'w:delText>')}</w:del><w:ins>{run('罗某某')}</w:ins>"
        + run("内部意见", "<w:vanish/>") + run("白字", '<w:color w:val="FFFFFF"/>') + run("小字", '<w:sz w:val="2"/>')
        + f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('等3人')}</w:moveTo>",
    )  # fmt: skip
    made = turn(saved(paper), "文件.docx")
    assert made.html == "<p>救助对象：罗某某等3人</p>"
    assert made.notes[0] == "没有带入：1 处隐藏文字、1 处白色的文字、1 处小得看不见的文字、1 处修订中删除的文字"
    assert "全部接受" in made.notes[1]


def test_white_letters_on_a_dark_ground_are_read(paper):
    insert(write(paper), run("表头", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>'))
    assert html(paper) == "<p>表头</p>"


def test_a_paragraph_whose_end_was_deleted_runs_on(paper):
    first = write(paper, "前半句，")
    first._p.get_or_add_pPr().append(insert_mark())
    write(paper, "后半句。")
    assert html(paper) == "<p>前半句，后半句。</p>"


def insert_mark():
    from docx.oxml import parse_xml

    return parse_xml('<w:rPr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:del/></w:rPr>')


def test_text_in_boxes_is_read_once_and_in_its_place(paper):
    insert(write(paper), DRAWN.format(box="<w:p><w:r><w:t>框里的字</w:t></w:r></w:p>"))
    write(paper, "框下面的正文。")
    assert html(paper) == "<p>框里的字</p><p>框下面的正文。</p>"


def test_automatic_numbers_become_text_and_bullets_a_list(paper):
    paper.add_paragraph("第一步", style="List Number")
    paper.add_paragraph("第二步", style="List Number")
    paper.add_paragraph("甲", style="List Bullet")
    paper.add_paragraph("乙", style="List Bullet")
    assert html(paper) == "<p>1.第一步</p><p>2.第二步</p><ul><li>甲</li><li>乙</li></ul>"


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (3, "chineseCounting", "三"), (12, "chineseCountingThousand", "十二"), (20, "japaneseCounting", "二十"),
        (105, "chineseCounting", "一百零五"), (4, "lowerRoman", "iv"), (27, "upperLetter", "AA"), (2, "decimalEnclosedCircle", "②"),
        (11, "chineseLegalSimplified", "拾壹"), (3, "decimalZero", "03"), (5, "unheardOf", "5"),
    ],
)  # fmt: skip
def test_numerals(count, form, text):
    assert numeral(count, form) == text


def test_footnotes_stand_at_the_end_under_their_marks():
    paper = Document()
    insert(write(paper, "依据有关规定办理。"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    note = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>见《办法》。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    assert turn(with_part(saved(paper), "word/footnotes.xml", note), "a.docx").html == (
        "<p>依据有关规定办理。<sup>[1]</sup></p><p>[1] 见《办法》。</p>"
    )


def with_part(data: bytes, name: str, text: str) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, text)
    return out.getvalue()


def test_a_mark_of_secrecy_in_the_running_head_comes_along_and_comments_do_not(paper):
    paper.sections[0].header.paragraphs[0].text = "机密★5年"
    write(paper, "正文。")
    data = with_part(saved(paper), "word/comments.xml", '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment><w:p><w:r><w:t>先压一压</w:t></w:r></w:p></w:comment></w:comments>')  # fmt: skip
    made = turn(data, "文件.docx")
    assert made.html == "<p>机密★5年</p><p>正文。</p>"
    assert "1 处批注" in made.notes[0]


def test_what_a_camera_wrote_and_what_was_cut_away_do_not_travel_with_a_picture(paper):
    from PIL import Image

    paper.add_picture(io.BytesIO(photo(exif=True)))
    blip = next(one for one in paper.element.body.iter() if one.tag.endswith("}blip"))
    cut = blip.makeelement(blip.tag.replace("blip", "srcRect"), {"l": "50000"})
    blip.addnext(cut)
    (picture,) = turn(saved(paper), "图.docx").pictures
    with Image.open(io.BytesIO(picture.data)) as shown:
        assert not shown.getexif() and shown.size == (20, 20)
        assert max(shown.getpixel((2, 2))) == shown.getpixel((2, 2))[2]  # the blue half


def test_the_name_a_program_gave_is_no_description(paper):
    paper.add_picture(io.BytesIO(photo()))
    drawn = next(one for one in paper.element.body.iter() if one.tag.endswith("}docPr"))
    for said, kept in (("图片 1", ""), ("IMG_2024.jpg", ""), ("工作人员核对名册", "工作人员核对名册")):
        drawn.set("descr", said)
        assert turn(saved(paper), "图.docx").pictures[0].alt == kept


def test_the_line_below_a_picture_describes_it(paper):
    paper.add_picture(io.BytesIO(photo()))
    write(paper, "图为走访现场", align=CENTER)
    assert 'alt="图为走访现场"' in html(paper)


def test_a_form_has_no_head_row_and_a_list_has(paper):
    for rows in (
        (("姓名", "", "性别", ""), ("身份证号", "", "电话", "")),
        (("序号", "乡镇", "户数", "备注"), ("1", "古州镇", "12", "")),
    ):
        table = paper.add_table(2, 4)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
        paper.add_paragraph("说明。")
    made = html(paper)
    assert made.count("<thead>") == 1 and '<th scope="col">序号</th>' in made and "<td>姓名</td>" in made


def test_frames_made_of_tables_are_opened_and_their_head_and_imprint_go_to_fields(paper):
    head = paper.add_table(2, 2)
    head.cell(0, 0).text, head.cell(1, 0).text, head.cell(1, 1).text = (
        "榕江县民政局文件",
        "榕民呈〔2024〕7号",
        "签发人：杨聚昌",
    )
    write(paper, "关于申请救助资金的请示", align=CENTER, face=XBS, size=22)
    write(paper, "现申请资金20万元，妥否，请批示。")
    write(paper, "榕江县民政局", align=RIGHT)
    write(paper, "二○二四年五月二十日", align=RIGHT)
    imprint = paper.add_table(2, 1)
    imprint.cell(0, 0).text, imprint.cell(1, 0).text = "抄送：县财政局。", "榕江县民政局办公室　2024年5月20日印发"
    made = turn(saved(paper), "请示.docx")
    assert (
        made.html
        == '<p>现申请资金20万元，妥否，请批示。</p><p class="signature">榕江县民政局</p><p class="signature">二○二四年五月二十日</p>'
    )
    assert (made.document_number, made.issuing_organ, str(made.formed_on)) == (
        "榕民呈〔2024〕7号",
        "榕江县民政局",
        "2024-05-20",
    )


def test_an_order_is_titled_by_its_organ_and_numbered_by_its_year(paper):
    write(paper, "榕江县民政局", align=CENTER, face=XBS, size=36)
    write(paper, "公　　告", align=CENTER, face=XBS, size=36)
    write(paper, "2024年第3号", align=CENTER)
    write(paper, "现将注销登记的社会组织名单公告如下，请有关单位和个人知悉。")
    write(paper, "榕江县民政局　榕江县财政局", align=RIGHT)
    write(paper, "2024年5月20日", align=RIGHT)
    made = turn(saved(paper), "公告.docx")
    assert (made.title, made.document_number, made.issuing_organ) == (
        "榕江县民政局公告",
        "2024年第3号",
        "榕江县民政局、榕江县财政局",
    )


def test_chapters_are_headings_and_articles_are_not(paper):
    paper.add_heading("榕江县殡葬管理办法", 0)
    write(paper, "第一章　总则", align=CENTER, face=HEI)
    write(paper, "第一条　为了加强殡葬管理，制定本办法。")
    write(paper, "第二条　本办法自发布之日起施行，《旧办法》自2024年6月1日起废止。")
    made = turn(saved(paper), "办法.docx")
    assert made.html.startswith('<h2 class="align-center">第一章 总则</h2><p>第一条　为了')
    assert made.title == "榕江县殡葬管理办法" and made.effective_on is None


def test_a_row_of_numbered_lines_is_a_list_and_no_row_of_headings(paper):
    for line in ("应当提交下列材料，缺一不可：", "一、申请书", "二、身份证复印件", "三、收入证明", "受理机关当场核对原件。", "四、办理时限", "自受理之日起二十个工作日内办结。"):  # fmt: skip
        write(paper, line)
    assert html(paper).count("<h2>") == 1 and "<h2>四、办理时限</h2>" in html(paper)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("附件2-关于开展核查的通知（定稿）.docx", "关于开展核查的通知"), ("2024年工作要点_最终版.docx", "2024年工作要点"),
        ("C:\\桌面\\名单.docx", "名单"), ("定稿.docx", "定稿"),
    ],
)  # fmt: skip
def test_without_a_title_the_name_of_the_file_stands_in(paper, name, title):
    write(paper, "只有一段正文，没有标题，写得不短也不长，足够让人看出来这是一段话。")
    made = turn(saved(paper), name)
    assert made.title == title and any("没有认出标题" in note for note in made.notes)


@pytest.mark.parametrize("cut", [40, 400, 4000])
def test_a_file_cut_off_is_refused_in_a_sentence(paper, cut):
    write(paper, "正文。")
    with pytest.raises(Unreadable, match=r"损坏|打不开"):
        turn(saved(paper)[:cut], "坏.docx")
