"""Presentations, diagrams, and Office files saved as one XML file."""

import base64

from gongkai.clearance.documents import converted, read
from tests.clearance.documents.office_files import (
    ID,
    MOBILE,
    docx,
    holding,
    metadata,
    p,
    place_of,
    r,
    rels,
    trace_of,
    zipped,
)

A = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def slide(text, more="", root="sld"):
    shape = f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="标题 1" descr="{more}"/></p:nvSpPr><p:spPr/><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'
    return f"<p:{root} {A}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:{root}>"


def test_slides_notes_and_comments_have_their_places():
    document = read(
        zipped(
            {
                "_rels/.rels": rels(("rId1", "officeDocument", "ppt/presentation.xml")),
                "ppt/presentation.xml": f"<p:presentation {A}/>",
                "ppt/slides/slide1.xml": slide("看得见", "图里有人"),
                "ppt/slides/slide2.xml": slide(ID).replace("<p:sld ", '<p:sld show="0" '),
                "ppt/notesSlides/notesSlide1.xml": slide("讲稿里的话", root="notes"),
                "ppt/slideMasters/slideMaster1.xml": slide("单击此处编辑母版标题样式", root="sldMaster"),
                "ppt/comments/comment1.xml": f"<p:cmLst {A}><p:cm><p:text>先别发</p:text></p:cm></p:cmLst>",
                "ppt/commentAuthors.xml": f'<p:cmAuthorLst {A}><p:cmAuthor name="王科长"/></p:cmAuthorLst>',
            }
        )
    )
    assert document.kind == "pptx"
    assert (place_of(document, "看得见"), trace_of(document, "看得见")) == ("page 1 text box 1", "")
    assert place_of(document, ID) == "page 2 (hidden) text box 1"
    assert [trace_of(document, text) for text in ("讲稿里的话", "先别发", "图里有人")] == [
        "notes",
        "comment",
        "alt_text",
    ]
    assert not holding(document, "单击此处")
    assert metadata(document) == {"comment author": ["王科长"]}


def test_a_diagram_is_read_once_with_what_its_picture_says_otherwise():
    data = f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" {A}><a:p><a:r><a:t>科室</a:t></a:r></a:p></dgm:dataModel>'
    drawn = data.replace("</dgm:dataModel>", "<a:p><a:r><a:t>旧名</a:t></a:r></a:p></dgm:dataModel>")
    document = read(docx(p(r("正文")), {"word/diagrams/data1.xml": data, "word/diagrams/drawing1.xml": drawn}))
    assert len(holding(document, "科室")) == len(holding(document, "旧名")) == 1


def test_a_workbook_saved_as_xml_keeps_its_hidden_parts():
    book = f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:o="urn:schemas-microsoft-com:office:office">
    <o:DocumentProperties><o:Author>姬晓东</o:Author></o:DocumentProperties>
    <Worksheet ss:Name="公示"><Table><Column ss:Index="2" ss:Hidden="1"/><Row><Cell><Data>甲</Data></Cell><Cell><Data>{ID}</Data><Comment ss:Author="王"><Data>批注里</Data></Comment></Cell></Row></Table></Worksheet>
    <Worksheet ss:Name="原始"><Table><Row><Cell ss:Index="3"><Data>{MOBILE}</Data></Cell></Row></Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""
    document = read(book.encode(), "名单.xls")
    assert (trace_of(document, ID), trace_of(document, MOBILE), trace_of(document, "批注里")) == (
        "hidden_column",
        "hidden_sheet",
        "comment",
    )
    assert metadata(document)["Author"] == ["姬晓东"]


def test_a_flat_package_is_read_as_what_it_stands_for():
    body = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p></w:body></w:document>'
    flat = f'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{body}</pkg:xmlData></pkg:part><pkg:part pkg:name="/word/note.txt"><pkg:binaryData>{base64.b64encode("附注".encode()).decode()}</pkg:binaryData></pkg:part></pkg:package>'
    document = read(flat.encode())
    assert trace_of(document, "隐藏") == "hidden_text"
    assert holding(document, "附注")


def test_any_other_xml_is_read_word_by_word(monkeypatch):
    monkeypatch.setattr(converted, "_office", lambda: None)
    document = read(f'<?xml version="1.0"?><list><person id="1" phone="{MOBILE}">罗明远</person></list>'.encode())
    assert holding(document, MOBILE) and holding(document, "罗明远")
    word = '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:wordDocument>'
    document = read(word.encode())
    assert holding(document, "正文") and "Word 2003" in document.unread[0].why


def test_a_file_that_libreoffice_would_have_to_turn_says_so_without_it(monkeypatch):
    monkeypatch.setattr(converted, "_office", lambda: None)
    document = read(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "通知.odt")
    assert (document.kind, document.unread[0].why) == ("odt", "服务器没有安装 LibreOffice，请另存为 docx 后重新上传")
