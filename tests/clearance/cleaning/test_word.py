"""A Word file that is published says what was seen in it and nothing else."""

import io

import docx
import pytest
from PIL import Image

from gongkai.clearance.cleaning import clean
from tests.clearance.cleaning.making import ID, W, field, paragraph, parts_of, picture, rezipped, run, word, words_of


def cleaned(body, **more):
    answer = clean(word(body, **more), "a.docx")
    assert clean(answer.data, answer.name).data == answer.data
    return answer


def whole(data):
    return b"".join(parts_of(data).values()).decode("utf-8", "replace")


def test_the_author_the_template_and_the_thumbnail_go():
    answer = cleaned(paragraph(run("正文")))
    assert answer.publishable
    assert "秦守业" not in whole(answer.data)
    assert not any("thumbnail" in name or "customXml" in name or "app.xml" in name for name in parts_of(answer.data))
    assert docx.Document(io.BytesIO(answer.data)).core_properties.author == ""
    assert "metadata" in {removed.what for removed in answer.removed}


def test_tracked_changes_are_accepted():
    author = 'w:id="1" w:author="秦守业" w:date="2024-01-01T00:00:00Z"'
    answer = cleaned(
        paragraph(
            run("同意"),
            f"<w:del {author}><w:r><w:delText>{ID}</w:delText></w:r></w:del>",
            f"<w:ins {author}>{run('补助')}<w:del {author}><w:r><w:delText>秦某</w:delText></w:r></w:del></w:ins>",
            f"<w:moveFrom {author}>{run('移走')}</w:moveFrom><w:moveTo {author}>{run('三户')}</w:moveTo>",
            properties=f"<w:rPr><w:rPrChange {author}><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>",
        )
    )
    assert words_of(answer.data) == ["同意补助三户"]
    assert answer.publishable
    assert "秦" not in whole(answer.data)
    assert "rPrChange" not in whole(answer.data)


def test_a_paragraph_whose_mark_was_deleted_flows_into_the_next():
    gone = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    answer = cleaned(
        paragraph(run("第一"), properties=gone)
        + paragraph(run("第二"))
        + paragraph('<w:del w:id="2" w:author="x"><w:r><w:delText>全删</w:delText></w:r></w:del>', properties=gone)
        + paragraph(run("第三"))
    )
    assert words_of(answer.data) == ["第一第二", "第三"]


def test_a_deleted_row_goes_and_a_deleted_cell_is_left_to_a_person():
    row = "<w:tr>{}<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{}</w:tbl><w:p/>"
    gone = '<w:trPr><w:del w:id="1" w:author="x"/></w:trPr>'
    answer = cleaned(table.format(row.format("", "", "甲") + row.format(gone, "", "乙")))
    assert [cell.text for cell in docx.Document(io.BytesIO(answer.data)).tables[0].columns[0].cells] == ["甲"]
    assert answer.publishable
    answer = cleaned(table.format(row.format("", '<w:cellDel w:id="1" w:author="x"/>', "甲")))
    assert "单元格" in answer.refused[0].why


@pytest.mark.parametrize(
    ("properties", "styles"),
    [
        ("<w:vanish/>", ""),
        ('<w:vanish w:val="1"/>', ""),
        ('<w:rStyle w:val="H"/>', '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'),
        (
            '<w:rStyle w:val="K"/>',
            '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:type="character" w:styleId="K"><w:basedOn w:val="H"/></w:style>',
        ),
    ],
)
def test_hidden_text_goes_however_it_was_hidden(properties, styles):
    answer = cleaned(paragraph(run("看得见"), run("看不见", properties)), styles=styles)
    assert words_of(answer.data) == ["看得见"]
    assert "看不见" not in whole(answer.data)
    assert "hidden_text" in {removed.what for removed in answer.removed}


def test_text_that_only_once_was_hidden_stays():
    assert words_of(cleaned(paragraph(run("看得见", '<w:vanish w:val="0"/>'))).data) == ["看得见"]


def test_fields_become_what_they_show_but_page_numbers_stay():
    answer = cleaned(
        paragraph(
            field("MERGEFIELD 身份证号", "三户"), field(" PAGE ", "1"), field('INCLUDETEXT "C:\\\\秦守业.docx"', "引文")
        )
        + paragraph('<w:fldSimple w:instr=" AUTHOR ">' + run("办公室") + "</w:fldSimple>")
    )
    text = whole(answer.data)
    assert words_of(answer.data) == ["三户1引文", "办公室"]
    assert "MERGEFIELD" not in text
    assert "秦守业" not in text
    assert " PAGE " in text


def test_a_field_inside_the_code_of_another_is_no_text_of_the_page():
    inner = field("MERGEFIELD 病种", "尿毒症")
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>' + inner
        + '<w:r><w:instrText> = "x" "甲" "乙"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("乙") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    answer = cleaned(paragraph(outer))
    assert words_of(answer.data) == ["乙"]
    assert "尿毒症" not in whole(answer.data)


def test_a_field_without_an_end_is_refused():
    assert "域" in cleaned(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("x"))).refused[0].why


def test_a_box_to_tick_keeps_its_tick():
    data = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    box = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert words_of(cleaned(paragraph(box, run(" 同意"))).data) == ["☑ 同意"]


def test_content_controls_become_what_they_show():
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="秦守业"/><w:dropDownList><w:listItem w:value="不批准"/></w:dropDownList></w:sdtPr>'
        f"<w:sdtContent>{paragraph(run('批准'))}</w:sdtContent></w:sdt>"
    )
    answer = cleaned(control)
    assert words_of(answer.data) == ["批准"]
    assert "不批准" not in whole(answer.data)


def test_comments_go_with_their_part():
    document = docx.Document()
    spot = document.add_paragraph("正文").runs[0]
    document.add_comment(spot, text="先压一压", author="秦守业")
    target = io.BytesIO()
    document.save(target)
    answer = clean(target.getvalue(), "a.docx")
    assert "先压一压" not in whole(answer.data)
    assert "commentR" not in whole(answer.data)
    assert "comment" in {removed.what for removed in answer.removed}


@pytest.mark.parametrize(
    ("body", "trace"),
    [
        (paragraph(run("白字", '<w:color w:val="FFFFFF"/>')), "white"),
        (paragraph(run("白字", '<w:color w:val="FEFDFE"/>')), "white"),
        (paragraph(run("白字", '<w:color w:val="000000" w:themeColor="background1"/>')), "white"),
        (paragraph(run("红底红字", '<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="FF0000"/>')), "white"),
        (paragraph(run("小字", '<w:sz w:val="2"/>')), "tiny"),
        (
            paragraph(
                run("白底上白字", '<w:color w:val="FFFFFF"/>'), properties='<w:shd w:val="clear" w:fill="FFFFFF"/>'
            ),
            "white",
        ),
    ],
)
def test_text_nobody_sees_is_left_to_a_person(body, trace):
    answer = clean(word(body), "a.docx")
    assert [refusal.what for refusal in answer.refused] == [trace]
    assert words_of(clean(word(body), "a.docx", drop=[trace]).data) == [""]
    kept = clean(word(body), "a.docx", keep=[trace])
    assert kept.publishable
    assert words_of(kept.data) != [""]


def test_white_words_on_a_dark_ground_are_seen():
    white = run("标题", '<w:color w:val="FFFFFF"/>')
    dark = '<w:shd w:val="clear" w:fill="1F3864"/>'
    assert cleaned(paragraph(white, properties=dark)).publishable
    assert cleaned(
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr>{dark}</w:tcPr>{paragraph(white)}</w:tc></w:tr></w:tbl><w:p/>"
    ).publishable


def with_picture(data, crop=""):
    document = docx.Document()
    document.add_picture(io.BytesIO(data))
    target = io.BytesIO()
    document.save(target)
    if not crop:
        return target.getvalue()
    body = parts_of(target.getvalue())["word/document.xml"].decode().replace("<a:stretch>", f"{crop}<a:stretch>")
    return rezipped(target.getvalue(), {"word/document.xml": body.encode()})


def test_what_was_cropped_from_a_picture_is_cut_off():
    half = Image.new("RGB", (100, 40), "white")
    half.paste((0, 0, 255), (50, 0, 100, 40))
    target = io.BytesIO()
    half.save(target, "PNG")
    answer = clean(with_picture(target.getvalue(), '<a:srcRect r="50000"/>'), "a.docx")
    media = [part for name, part in parts_of(answer.data).items() if "media" in name]
    assert len(media) == 1
    assert Image.open(io.BytesIO(media[0])).convert("RGB").getcolors() == [(2000, (255, 255, 255))]
    assert "cropped" in {removed.what for removed in answer.removed}
    assert clean(answer.data, "a.docx").data == answer.data


def test_a_photograph_in_the_text_loses_its_tags_and_its_file_name():
    answer = clean(with_picture(picture("JPEG", exif=_exif())), "a.docx")
    assert "Qin Shouye" not in whole(answer.data)
    assert answer.publishable


def _exif():
    from tests.clearance.cleaning.making import exif

    return exif()


def test_a_part_nothing_leads_to_is_left_out():
    answer = clean(rezipped(word(), {"word/old.xml": f"<x>{ID}</x>".encode()}), "a.docx")
    assert ID not in whole(answer.data)


def test_the_text_of_another_file_inside_is_refused():
    data = word('<w:altChunk r:id="rIdX"/>')
    rels = parts_of(data)["word/_rels/document.xml.rels"].decode()
    chunk = '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="chunk.html"/></Relationships>'
    data = rezipped(
        data,
        {
            "word/_rels/document.xml.rels": rels.replace("</Relationships>", chunk).encode(),
            "word/chunk.html": b"<p>x</p>",
        },
    )
    assert not clean(data, "a.docx").publishable


def test_entities_and_damage_are_refused_and_never_raise():
    data = word()
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert not clean(rezipped(data, {"word/document.xml": evil}), "a.docx").data
    assert not clean(data[: len(data) // 2], "a.docx").data
    assert not clean(b"", "a.docx").data


def test_marks_of_saving_go():
    answer = cleaned(
        f'<w:p w:rsidR="00AA11BB" w14:paraId="1234ABCD"><w:bookmarkStart w:id="1" w:name="OLE_LINK1"/><w:bookmarkEnd w:id="1"/>{run("正文")}</w:p>'
    )
    text = parts_of(answer.data)["word/document.xml"].decode()
    assert "rsid" not in text
    assert "paraId" not in text
    assert "OLE_LINK" not in text
    assert W in text
