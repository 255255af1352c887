"""A Word document is read whole: what its pages show, and what they do not, each at its place."""

import pytest

from gongkai.clearance.documents import read
from tests.clearance.documents.office_files import (
    ID,
    MOBILE,
    R,
    W,
    cell,
    deleted,
    docx,
    holding,
    inserted,
    metadata,
    p,
    place_of,
    r,
    rels,
    rows,
    trace_of,
    xlsx,
    zipped,
)

STYLE = '<w:style w:type="{kind}" w:styleId="{name}">{based}{rest}</w:style>'


def style(name, rest, kind="paragraph", based=""):
    return STYLE.format(kind=kind, name=name, rest=rest, based=f'<w:basedOn w:val="{based}"/>' if based else "")


def test_a_number_cut_into_runs_is_whole():
    document = read(docx(p(r("号码"), r(ID[:6], "<w:b/>"), r(ID[6:], "<w:i/>"))))
    assert place_of(document, f"号码{ID}") == "paragraph 1"
    assert document.unread == []


def test_deleted_text_stands_apart_and_does_not_cut_what_is_seen():
    document = read(docx(p(r(ID[:10]), deleted("旧名"), inserted(ID[10:]))))
    assert trace_of(document, "旧名") == "deleted"
    assert holding(document, ID)[0].text == ID
    assert [block.text for block in document.blocks if block.again] == [ID[:10] + "旧名" + ID[10:]]
    assert metadata(document)["revision author"] == ["甲"]


def test_a_number_half_of_which_was_deleted_is_whole_in_the_repetition():
    document = read(docx(p(r("号码" + ID[:12]), deleted(ID[12:]))))
    assert any(ID in block.text for block in document.blocks if block.again)
    assert document.visible_text() == "号码" + ID[:12]


def test_moved_text_is_deleted_where_it_was_and_inserted_where_it_is():
    moved = p(f"<w:moveFrom w:id='1' w:author='乙'>{r('此段移走')}</w:moveFrom>") + p(
        f"<w:moveTo w:id='2' w:author='乙'>{r('移到这里')}</w:moveTo>"
    )
    document = read(docx(moved))
    assert (trace_of(document, "此段移走"), trace_of(document, "移到这里")) == ("deleted", "inserted")


@pytest.mark.parametrize(
    ("look", "trace"),
    [
        ("<w:vanish/>", "hidden_text"),
        ('<w:vanish w:val="0"/>', ""),
        ("<w:webHidden/>", "hidden_text"),
        ('<w:color w:val="FFFFFF"/>', "white"),
        ('<w:color w:val="FEFEFE"/>', "white"),
        ('<w:color w:val="F2F2F2" w:themeColor="background1" w:themeShade="F2"/>', "white"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "white"),
        ('<w:color w:val="auto"/>', ""),
        ('<w:color w:val="FF0000"/>', ""),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F497D"/>', ""),
        ('<w:color w:val="1F497D"/><w:shd w:val="clear" w:fill="1F497D"/>', "white"),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', "white"),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', ""),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "white"),
        ('<w:sz w:val="2"/>', "tiny"),
        ('<w:sz w:val="5"/>', "tiny"),
        ('<w:sz w:val="12"/>', ""),
        ('<w:w w:val="1"/>', "tiny"),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "white"),
    ],
)  # fmt: skip
def test_a_run_that_is_not_seen_says_how(look, trace):
    document = read(docx(p(r("看得见，"), r("密语", look))))
    assert trace_of(document, "密语") == trace


def test_hiding_comes_down_the_chain_of_styles():
    styles = (
        style("a", "<w:rPr><w:vanish/></w:rPr>")
        + style("b", "", based="a")
        + style("c", "<w:rPr><w:color w:val='FFFFFF'/></w:rPr>", kind="character")
    )
    body = (
        p(r("段落样式"), properties='<w:pStyle w:val="b"/>')
        + p(r("字符样式", '<w:rStyle w:val="c"/>'))
        + p(r("关掉", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="b"/>')
    )
    document = read(docx(body, styles=styles))
    assert [trace_of(document, word) for word in ("段落样式", "字符样式", "关掉")] == ["hidden_text", "white", ""]


def test_hiding_by_default_hides_all():
    styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert trace_of(read(docx(p(r("全部隐藏")), styles=styles)), "全部隐藏") == "hidden_text"


def test_white_letters_on_the_dark_ground_of_a_cell_are_read_by_everybody():
    table = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="2F5496"/></w:tcPr>'
        + p(r("表头", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc><w:tc>"
        + p(r("暗语", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc></w:tr></w:tbl>"
    )
    document = read(docx(table))
    assert (trace_of(document, "表头"), trace_of(document, "暗语")) == ("", "white")


def test_the_heading_row_of_a_table_style_gives_its_ground():
    styles = style(
        "t",
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr>',
        kind="table",
    )
    row = "<w:tr><w:tc>{}</w:tc></w:tr>"
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="t"/><w:tblLook w:val="04A0" w:firstRow="1"/></w:tblPr>'
        + row.format(p(r("表头", '<w:color w:val="FFFFFF"/>')))
        + row.format(p(r("暗语", '<w:color w:val="FFFFFF"/>')))
        + "</w:tbl>"
    )
    document = read(docx(table, styles=styles))
    assert (trace_of(document, "表头"), trace_of(document, "暗语")) == ("", "white")


def test_a_table_is_rows_whose_cells_keep_their_columns():
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p(r("合并")) + "</w:tc>"
    plain = "<w:tc>" + p(r("甲")) + p(r("乙")) + "</w:tc>"
    document = read(docx(f"<w:tbl><w:tr>{wide}{plain}</w:tr><w:tr>{plain}{plain}{plain}</w:tr></w:tbl>"))
    table = next(document.tables())
    assert [row.cells() for row in table] == [["合并", "", "甲\n乙"], ["甲\n乙"] * 3]
    assert table[0].pieces[-1].place.code() == "table 1 row 1 column 3"


def test_a_table_in_a_cell_is_a_table_of_its_own():
    inner = "<w:tbl><w:tr><w:tc>" + p(r(ID)) + "</w:tc></w:tr></w:tbl>"
    document = read(docx(f"<w:tbl><w:tr><w:tc>{p(r('外'))}{inner}{p()}</w:tc></w:tr></w:tbl>"))
    assert place_of(document, ID) == "table 1 row 1 column 1 table 1 row 1 column 1"


def test_a_deleted_row_and_a_hidden_row_are_told():
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc></w:tr>"
    document = read(
        docx(
            "<w:tbl>"
            + row.format('<w:del w:id="1" w:author="丙"/>', p(r("删行")))
            + row.format("<w:hidden/>", p(r("藏行")))
            + "</w:tbl>"
        )
    )
    assert (trace_of(document, "删行"), trace_of(document, "藏行")) == ("deleted", "hidden_row")


def test_a_number_cut_by_the_end_of_a_paragraph_is_bridged():
    document = read(docx(p(r("号码" + ID[:9])) + p(r(ID[9:] + "。"))))
    assert any(block.again and ID in block.text.replace("\n", "") for block in document.blocks)


def test_text_boxes_shapes_and_their_grounds():
    box = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="文本框 1" descr="说明文字"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="{}"/></a:solidFill></wps:spPr><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    white = p(r("白字", '<w:color w:val="FFFFFF"/>'))
    document = read(docx(p(box.format("C00000", white))))
    assert (trace_of(document, "白字"), place_of(document, "白字"), trace_of(document, "说明文字")) == (
        "",
        "text box 1",
        "alt_text",
    )
    assert trace_of(read(docx(p(box.format("FFFFFF", white)))), "白字") == "white"


def test_a_fallback_that_repeats_the_choice_is_read_once_and_one_that_differs_is_read():
    content = "<w:txbxContent>{}</w:txbxContent>"
    both = "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    same, other = content.format(p(r("框内"))), content.format(p(r("旧稿")))
    assert len(holding(read(docx(p(both.format(same, same)))), "框内")) == 1
    assert trace_of(read(docx(p(both.format(same, other)))), "旧稿") == "template"


def test_a_box_far_off_the_page_or_without_size_is_told():
    box = '<w:r><w:drawing><wp:anchor><wp:positionH><wp:posOffset>{}</wp:posOffset></wp:positionH><wp:extent cx="{}" cy="9999"/><wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r>'
    assert trace_of(read(docx(p(box.format(-90_000_000, 9999, p(r("远处")))))), "远处") == "outside"
    assert trace_of(read(docx(p(box.format(0, 0, p(r("无形")))))), "无形") == "hidden_text"


def field(code, result):
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    "code",
    [
        "PAGE",
        ' TOC \\o "1-3" \\h \\z \\u ',
        " PAGEREF _Toc123456789 \\h ",
        "NUMPAGES \\* MERGEFORMAT",
        'DATE \\@ "yyyy年M月d日"',
    ],
)
def test_codes_that_arrange_the_page_hide_nothing(code):
    document = read(docx(p(field(code, "7"))))
    assert [block.text for block in document.blocks] == ["7"]


@pytest.mark.parametrize("code", ["MERGEFIELD 身份证号", f"QUOTE {ID}", f"PAGE {ID}", "INCLUDEPICTURE C:\\张三\\a.jpg"])
def test_codes_that_hold_more_are_told(code):
    assert trace_of(read(docx(p(field(code, "结果")))), code) == "field"


def test_links_are_named_with_where_they_lead():
    body = p(
        '<w:hyperlink r:id="rId9" w:tooltip="提示语">' + r("点这里") + "</w:hyperlink>",
        field('HYPERLINK "http://b.example/x" \\o "说明"', "那里"),
    )
    document = read(docx(body, references=rels(("rId9", "hyperlink", "http://a.example/y", True))))
    assert place_of(document, "http://a.example/y") == "paragraph 1 link 1"
    assert place_of(document, "http://b.example/x") == "paragraph 1 link 2"
    assert document.visible_text() == "点这里那里"
    assert trace_of(document, "提示语") == "alt_text"


def test_headers_footers_notes_and_comments_have_their_places():
    parts = {
        "word/header1.xml": f"<w:hdr {W}>{p(r('机密★5年'))}</w:hdr>",
        "word/header2.xml": f"<w:hdr {W}>{p(r('没有用的页眉'))}</w:hdr>",
        "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:type="separator">{p(r("—"))}</w:footnote><w:footnote w:id="1">{p(r("脚注里"))}</w:footnote></w:footnotes>',
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" w:author="王科长">{p(r("先压一压"))}</w:comment></w:comments>',
        "word/people.xml": '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="王科长"><w15:presenceInfo w15:userId="wang@example.gov.cn"/></w15:person></w15:people>',
    }
    body = p(r("正文")) + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    document = read(docx(body, parts, references=rels(("rId1", "header", "header1.xml"))))
    assert place_of(document, "机密★5年") == "header 1"
    assert trace_of(document, "机密★5年") == ""
    assert trace_of(document, "没有用的页眉") == "template"
    assert place_of(document, "脚注里") == "footnote 1"
    assert (place_of(document, "先压一压"), trace_of(document, "先压一压")) == ("comment 1", "comment")
    assert metadata(document)["comment author"] == ["王科长", "wang@example.gov.cn"]


def test_a_star_made_with_a_symbol_font_is_a_star():
    document = read(docx(p(r("机密"), '<w:r><w:sym w:font="Wingdings" w:char="F0AB"/></w:r>', r("5年"))))
    assert holding(document, "机密★5年")


def test_what_a_form_and_a_content_control_offer_is_told():
    body = (
        '<w:sdt><w:sdtPr><w:alias w:val="当事人"/><w:dropDownList><w:listItem w:displayText="罗明远" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent>'
        + p(r("请选择"))
        + "</w:sdtContent></w:sdt>"
    )
    document = read(docx(body, settings='<w:docVars><w:docVar w:name="source" w:val="原始名单"/></w:docVars>'))
    assert trace_of(document, "罗明远") == trace_of(document, "当事人") == trace_of(document, "原始名单") == "field"
    assert place_of(document, "请选择") == "paragraph 1"


def test_properties_template_and_custom_xml():
    parts = {
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>姬晓东</dc:creator><cp:lastModifiedBy>王科长</cp:lastModifiedBy><dc:description>勿外传</dc:description><cp:revision>3</cp:revision></cp:coreProperties>',
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>秀水县民政局</Company><Pages>1</Pages></Properties>',
        "docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="经办人"><vt:lpwstr>罗明远</vt:lpwstr></property></Properties>',
        "customXml/item1.xml": f"<data><person>{ID}</person></data>",
        "word/_rels/settings.xml.rels": rels(("rId1", "attachedTemplate", "file:///C:/Users/zhang/模板.dotx", True)),
    }
    document = read(docx(p(r("正文")), parts))
    found = metadata(document)
    assert (found["creator"], found["lastModifiedBy"], found["description"]) == (["姬晓东"], ["王科长"], ["勿外传"])
    assert (found["Company"], found["经办人"]) == (["秀水县民政局"], ["罗明远"])
    assert found["attachedTemplate"] == ["file:///C:/Users/zhang/模板.dotx"]
    assert "Pages" not in found and "revision" not in found
    assert trace_of(document, ID) == "template"


def test_a_workbook_behind_a_chart_is_read_as_a_file_inside():
    chart = '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>云溪镇</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chartSpace>'
    book = xlsx({"数据": rows(f"<row r='1'>{cell('A1', '罗明远')}{cell('B1', ID)}</row>")})
    document = read(docx(p(r("图")), {"word/charts/chart1.xml": chart, "word/embeddings/sheet1.xlsx": book}))
    assert place_of(document, "云溪镇") == "part chart1.xml"
    assert (place_of(document, ID), trace_of(document, ID)) == ("attachment sheet1.xlsx: sheet 数据!B1", "attachment")


def test_a_macro_is_told():
    document = read(docx(p(r("正文")), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}))
    assert [block.kind for block in document.blocks if block.pieces[0].trace == "script"] == ["trace"]


def test_documents_within_documents_are_opened_only_so_deep():
    inner = docx(p(r("最里面")))
    for _ in range(4):
        inner = docx(p(r("外层")), {"word/embeddings/inner.docx": inner})
    document = read(inner)
    assert not holding(document, "最里面")
    assert any("嵌套" in part.why for part in document.unread)


def test_the_strict_dialect_is_read_alike():
    body = docx(p(r("严格"), r("隐藏", "<w:vanish/>")))
    strict = body  # rewritten part by part below
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts.items()
    }
    strict = zipped(parts)
    document = read(strict)
    assert (trace_of(document, "严格"), trace_of(document, "隐藏")) == ("", "hidden_text")


def test_two_parts_of_one_name_are_both_read():
    import io
    import zipfile

    buffer = io.BytesIO(docx(p(r("第一份"))))
    with zipfile.ZipFile(buffer, "a") as package, pytest.warns(UserWarning):
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{p(r('第二份'))}</w:body></w:document>")
    document = read(buffer.getvalue())
    assert holding(document, "第一份") and holding(document, "第二份")


def test_mobile_in_alternative_text_is_read():
    body = p(
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="照片，电话{MOBILE}"/><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="罗明远身份证.jpg"/></pic:nvPicPr></pic:pic></wp:inline></w:drawing></w:r>'
    )
    document = read(docx(body + p(R and r("正文"))))
    assert trace_of(document, MOBILE) == "alt_text"
    assert trace_of(document, "罗明远身份证.jpg") == "alt_text"


def test_what_wps_writes_of_the_machine_is_metadata():
    settings = '<w:docVars><w:docVar w:name="commondata" w:val="eyJoZGlkIjoi"/></w:docVars>'
    assert metadata(read(docx(p(r("正文")), settings=settings))) == {"commondata": ["eyJoZGlkIjoi"]}


def test_a_number_written_one_digit_a_cell_stays_in_one_row():
    cells = "".join("<w:tc>" + p(r(digit)) + "</w:tc>" for digit in ID)
    document = read(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert "".join(next(document.tables())[0].cells()) == ID


def test_a_watermark_is_read():
    document = read(docx(p('<w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r>')))
    assert trace_of(document, "内部资料") == ""


def test_remarks_in_the_xml_and_what_is_appended_to_the_package_are_told():
    document = read(docx(p(r("正文"), f"<!-- 经办人电话{MOBILE} --><!-- made by a program -->")) + b"secret tail")
    assert trace_of(document, MOBILE) == "template"
    assert not holding(document, "made by")
    assert "末尾" in document.unread[0].why


def test_a_box_within_a_box_is_read_once():
    box = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    text = p(r("最里面"))
    for _ in range(12):
        text = p(box.format(text))
    assert len(holding(read(docx(text)), "最里面")) == 1


def test_what_was_inserted_into_a_comment_is_still_a_comment():
    comments = f'<w:comments {W}><w:comment w:id="0">{p(inserted("补一句"), deleted("旧话"))}</w:comment></w:comments>'
    document = read(docx(p(r("正文")), {"word/comments.xml": comments}))
    assert (trace_of(document, "补一句"), trace_of(document, "旧话")) == ("comment", "deleted")
