"""A workbook is read whole: its sheets, shown or not, and the copies of data it keeps beside them."""

import pytest

from gongkai.clearance.documents import read
from gongkai.clearance.documents.office.sheet_formats import day, digits, hides, is_date
from tests.clearance.documents.office_files import (
    ID,
    MOBILE,
    cell,
    holding,
    metadata,
    place_of,
    rels,
    rows,
    trace_of,
    xlsx,
    zipped,
)

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode=";;;"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
    '<fonts><font><sz val="11"/></font><font><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font><font><color theme="0" tint="-0.05"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F497D"/></patternFill></fill></fills>'
    '<cellXfs><xf/><xf fontId="1"/><xf fontId="1" fillId="2"/><xf fontId="2"/><xf numFmtId="164"/><xf numFmtId="165"/><xf fontId="3"/><xf numFmtId="14"/></cellXfs>'
    '<dxfs><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>'
)


def row(number, *cells, more=""):
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def test_a_row_keeps_its_columns_and_a_cell_its_name():
    document = read(xlsx({"名单": rows(row(1, cell("A1", "姓名"), cell("C1", "身份证号")), row(4, cell("C4", ID)))}))
    assert [one.cells() for one in next(document.tables())] == [["姓名", "", "身份证号"], ["", "", ID]]
    assert place_of(document, ID) == "sheet 名单!C4"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_hides_all_that_is_in_it(state):
    document = read(
        xlsx({"公示": rows(row(1, cell("A1", "甲"))), "原始": rows(row(1, cell("A1", ID)))}, states={"原始": state})
    )
    assert (place_of(document, ID), trace_of(document, ID)) == ("sheet 原始 (hidden)!A1", "hidden_sheet")


def test_a_sheet_the_workbook_does_not_list_is_a_hidden_one():
    document = read(
        xlsx(
            {"公示": rows(row(1, cell("A1", "甲")))},
            {"xl/worksheets/sheet9.xml": f"<worksheet {S}>{rows(row(1, cell('A1', ID)))}</worksheet>"},
        )
    )
    assert trace_of(document, ID) == "hidden_sheet"


@pytest.mark.parametrize(
    ("before", "more", "trace"),
    [
        ("", 'hidden="1"', "hidden_row"),
        ("", 'ht="0" customHeight="1"', "hidden_row"),
        ("", 'ht="15"', ""),
        ('<sheetFormatPr zeroHeight="1"/>', "", "hidden_row"),
        ('<cols><col min="2" max="5" hidden="1"/></cols>', "", "hidden_column"),
        ('<cols><col min="1" max="16384" width="0" customWidth="1"/></cols>', "", "hidden_column"),
        ('<cols><col min="4" max="5" hidden="1"/></cols>', "", ""),
    ],
)  # fmt: skip
def test_hidden_rows_and_columns(before, more, trace):
    document = read(xlsx({"名单": before + rows(row(2, cell("C2", ID), more=more))}))
    assert trace_of(document, ID) == trace


@pytest.mark.parametrize(
    ("style", "trace"), [(0, ""), (1, "white"), (2, ""), (3, "tiny"), (4, "hidden_text"), (6, "white")]
)
def test_letters_that_are_not_seen(style, trace):
    assert trace_of(read(xlsx({"名单": rows(row(1, cell("A1", "暂缓", style)))}, styles=STYLES)), "暂缓") == trace


def test_a_value_under_a_merged_cell_is_hidden():
    sheet = rows(row(1, cell("A1", "标题"), cell("B1", ID))) + '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
    document = read(xlsx({"名单": sheet}))
    assert (trace_of(document, ID), trace_of(document, "标题")) == ("hidden_text", "")


@pytest.mark.parametrize(
    ("rule", "text", "trace"),
    [
        ('type="expression"><formula>TRUE</formula>', ID, "hidden_text"),
        ('type="expression"><formula>ISERROR(A1)</formula>', ID, ""),
        ('type="expression"><formula>$A1=0</formula>', "12345", ""),
        ('type="cellIs" operator="equal"><formula>0</formula>', "1234.5", ""),
        ('type="cellIs" operator="notEqual"><formula>0</formula>', ID, "hidden_text"),
        ('type="cellIs" operator="greaterThan"><formula>100</formula>', "12345", "hidden_text"),
        ('type="cellIs" operator="between"><formula>1</formula><formula>9</formula>', "12345", ""),
        ('type="cellIs" operator="equal"><formula>"罗明远等"</formula>', "罗明远等", "hidden_text"),
        ('type="containsText" text="内部"><formula>x</formula>', "内部意见", "hidden_text"),
        ('type="duplicateValues">', "重复的名字", ""),
    ],
)  # fmt: skip
def test_a_conditional_look_that_blinds_is_told_where_it_falls(rule, text, trace):
    looks = f'<conditionalFormatting sqref="A1:A9"><cfRule dxfId="0" {rule}</cfRule></conditionalFormatting>'
    assert trace_of(read(xlsx({"名单": rows(row(1, cell("A1", text))) + looks}, styles=STYLES)), text) == trace


def test_runs_of_one_cell_are_judged_one_by_one():
    rich = '<c r="A1" t="inlineStr"><is><r><t>罗某某</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t>（罗明远）</t></r></is></c>'
    document = read(xlsx({"名单": rows(row(1, rich))}))
    assert (trace_of(document, "罗某某"), trace_of(document, "（罗明远）")) == ("", "white")
    assert document.blocks[0].cells() == ["罗某某（罗明远）"]


def test_shared_strings_no_cell_shows_any_more_are_left_over_data():
    document = read(
        xlsx(
            {"名单": rows(row(1, '<c r="A1" t="s"><v>1</v></c>'))},
            strings=f"<si><t>旧名 {ID}</t></si><si><t>在用_x000D_的</t></si>",
        )
    )
    assert (trace_of(document, ID), trace_of(document, "在用\r的")) == ("template", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [("5.22601198503121E+17", "522601198503121000"), ("13800138000", "13800138000"), ("1.3800138E10", "13800138000"), ("3200.5", "3200.5"), ("3200.0", "3200"), ("1E-3", "1E-3"), ("abc", "abc")],
)  # fmt: skip
def test_a_number_is_all_of_its_digits(text, said):
    assert digits(text) == said


def test_days_are_days():
    assert (
        is_date(14, "")
        and is_date(165, 'yyyy"年"m"月"d"日"')
        and not is_date(164, "0.00_ ")
        and not is_date(164, '"d"#,##0')
    )
    assert (day(43605, from_1904=False), day(43605.5, from_1904=False)) == ("2019-05-20", "2019-05-20 12:00:00")
    document = read(
        xlsx(
            {"名单": rows(row(1, '<c r="A1" s="7"><v>43605</v></c>', '<c r="B1" s="5"><v>43605</v></c>'))},
            styles=STYLES,
        )
    )
    assert document.blocks[0].cells() == ["2019-05-20", "2019年5月20日"]


@pytest.mark.parametrize(
    ("code", "what", "blind"),
    [
        (";;;", "@", True),
        (";;", "+", True),
        (";;", "@", False),
        ("0;;", "-", True),
        ("General", "+", False),
        ('"***"', "+", True),
        ("0.00;[Red]-0.00", "-", False),
    ],
)
def test_number_formats_that_show_nothing(code, what, blind):
    assert hides(code, what) is blind


def test_formulas_with_words_of_their_own_are_told_and_others_are_not():
    sheet = rows(
        row(
            1,
            f'<c r="A1"><f>IF(B1="{ID}","罗明远","")</f><v>0</v></c>',
            '<c r="B1"><f>SUM(C1:C9)</f><v>12</v></c>',
            '<c r="C1"><f>HYPERLINK("http://a.example/")</f><v>0</v></c>',
        )
    )
    document = read(xlsx({"名单": sheet}))
    assert trace_of(document, "罗明远") == "field"
    assert not holding(document, "SUM")
    assert place_of(document, "http://a.example/") == "sheet 名单!C1 link"


def test_comments_old_and_threaded_with_their_authors():
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels(
            ("rId1", "comments", "../comments1.xml"), ("rId2", "threadedComment", "../threadedComments/t1.xml")
        ),
        "xl/comments1.xml": f'<comments {S}><authors><author>姬晓东</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>原名罗明远</t></r></text></comment></commentList></comments>',
        "xl/threadedComments/t1.xml": '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="C3" personId="1"><text>再核一下</text></threadedComment></ThreadedComments>',
        "xl/persons/person.xml": '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="王科长" id="1" userId="wang@example.gov.cn"/></personList>',
    }
    document = read(xlsx({"公示": rows(row(2, cell("B2", "罗某某")))}, parts))
    assert (place_of(document, "原名罗明远"), trace_of(document, "原名罗明远")) == ("sheet 公示!B2 comment", "comment")
    assert place_of(document, "再核一下") == "sheet 公示!C3 comment"
    assert metadata(document)["comment author"] == ["姬晓东", "王科长", "wang@example.gov.cn"]


def test_names_choices_headers_scenarios_and_links():
    names = f'<definedNames><definedName name="藏名" hidden="1">Sheet1!$A$1</definedName><definedName name="口令">"{MOBILE}"</definedName><definedName name="区域">名单!$A$1:$B$2</definedName><definedName name="_xlnm._FilterDatabase" hidden="1">名单!$A$1</definedName></definedNames>'
    sheet = rows(row(1, cell("A1", "甲"))) + (
        '<scenarios><scenario name="方案" user="姬晓东"><inputCells r="A1" val="98765"/></scenario></scenarios>'
        '<dataValidations><dataValidation sqref="B2:B9" type="list" prompt="填真名"><formula1>"罗明远,吴阿梅"</formula1></dataValidation></dataValidations>'
        '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks><headerFooter><oddHeader>&amp;C&amp;"宋体,常规"&amp;12内部资料</oddHeader></headerFooter>'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": rels(("rId1", "hyperlink", "http://a.example/", True))}
    document = read(xlsx({"名单": sheet}, parts, workbook=names))
    assert place_of(document, "藏名=") == "defined name 藏名"
    assert trace_of(document, MOBILE) == "defined_name"
    assert not holding(document, "区域") and not holding(document, "_FilterDatabase")
    assert (place_of(document, "罗明远,吴阿梅"), trace_of(document, "填真名")) == ("sheet 名单!B2", "field")
    assert (place_of(document, "内部资料"), trace_of(document, "内部资料")) == ("sheet 名单 header", "")
    assert trace_of(document, "98765") == "field"
    assert place_of(document, "http://a.example/") == "sheet 名单!A1 link"


def test_the_records_of_a_pivot_cache_are_rows_with_their_values():
    parts = {
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition {S}><cacheSource><worksheetSource ref="A1:B3" sheet="原始名单"/></cacheSource><cacheFields><cacheField name="姓名"><sharedItems><s v="罗明远"/><s v="删掉的人"/></sharedItems></cacheField><cacheField name="证号"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>',
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": rels(
            ("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")
        ),
        "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords {S}><r><x v="0"/><s v="{ID}"/></r></pivotCacheRecords>',
    }
    document = read(xlsx({"透视": rows(row(1, cell("A1", "合计")))}, parts))
    assert [one.cells() for one in list(document.tables())[1]] == [["姓名", "证号"], ["罗明远", ID]]
    assert (place_of(document, ID), trace_of(document, "删掉的人")) == ("pivot cache 1", "pivot_cache")


def test_cells_kept_of_another_workbook():
    link = f'<externalLink {S} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><externalBook r:id="rId1"><sheetNames><sheetName val="原始名单"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="3"><cell r="B3" t="str"><v>{ID}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    parts = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels(
            ("rId1", "externalLinkPath", "file:///D:/低保/原始名单.xlsx", True)
        ),
    }
    document = read(xlsx({"公示": rows(row(1, cell("A1", "甲")))}, parts))
    assert (place_of(document, ID), trace_of(document, ID)) == (
        "part externallink1 sheet 原始名单!B3",
        "external_cache",
    )
    assert metadata(document)["externalLinkPath"] == ["file:///D:/低保/原始名单.xlsx"]


def test_shapes_and_pictures_names():
    drawing = '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="文本框 1"/></xdr:nvSpPr><xdr:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></xdr:spPr><xdr:txBody><a:p><a:r><a:t>明</a:t></a:r><a:r><a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr><a:t>暗</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>'
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("rId1", "drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": drawing,
    }
    document = read(xlsx({"公示": rows(row(1, cell("A1", "甲")))}, parts))
    assert (place_of(document, "明"), trace_of(document, "明"), trace_of(document, "暗")) == (
        "sheet 公示 text box 1",
        "",
        "white",
    )


def test_the_folder_a_workbook_lay_in_and_old_values_of_shared_editing():
    parts = {
        "xl/revisions/revisionLog1.xml": f'<revisions {S}><rcc rId="1"><oc r="B2" t="inlineStr"><is><t>罗明远</t></is></oc></rcc></revisions>'
    }
    path = '<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\\Users\\姬晓东\\"/>'
    document = read(xlsx({"公示": rows(row(1, cell("A1", "甲")))}, parts, workbook=path))
    assert metadata(document)["absPath"] == ["C:\\Users\\姬晓东\\"]
    assert trace_of(document, "罗明远") == "revision"


def test_cells_beyond_the_limit_are_said_to_be_unread(monkeypatch):
    from gongkai.clearance.documents.office import sheet_rows

    monkeypatch.setattr(sheet_rows.Budget, "__init__", lambda self: self.__dict__.update(cells=3, used=set()))
    document = read(xlsx({"名单": rows(*(row(n, cell(f"A{n}", str(n))) for n in range(1, 10)))}))
    assert len(next(document.tables())) == 3
    assert "第 3 行以后没有读取" in document.unread[0].why


def test_a_document_type_or_an_entity_is_not_opened():
    bomb = f'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet {S}><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'
    data = xlsx({"名单": rows()})
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = read(zipped(parts | {"xl/worksheets/sheet1.xml": bomb}))
    assert "实体" in document.unread[0].why
    assert not holding(document, "aaaa")


def test_a_workbook_of_too_many_sheets_is_not_opened():
    many = {f"xl/worksheets/sheet{number}.xml": f"<worksheet {S}/>" for number in range(10_000)}
    document = read(zipped({"xl/workbook.xml": f"<workbook {S}/>"} | many))
    assert [part.why for part in document.unread] == ["里面的文件超过 2000 个，可能损坏系统，没有打开"]
