"""Documents and sheets: the value is gone from every part, all else reads as before."""

import io

import docx
import openpyxl
import pytest
from openpyxl.styles import Font

from gongkai.clearance.redaction import office
from gongkai.clearance.redaction.office import CannotRedact, redact_office
from gongkai.clearance.redaction.proof import NotGone, prove
from tests.clearance.cleaning.making import ID, PHONE, paragraph, parts_of, picture, rows_of, run, saved, word, words_of

WANTED = [("秦守业", "name"), (ID, "id"), (PHONE, "phone")]


def redacted(data, name, wanted=WANTED, **more):
    answer = redact_office(data, name, wanted, tools=False, **more)
    assert prove(data, name, [value for value, _ in wanted], tools=False)
    again = redact_office(data, name, wanted, tools=False, **more)
    assert again.data == answer.data
    return answer


def test_a_value_broken_over_runs_keeps_the_looks_of_the_first():
    answer = redacted(
        word(paragraph(run("申请人"), run("秦", "<w:b/>"), run("守业，电话139"), run("0000"), run("6789。"))), "a.docx"
    )
    assert words_of(answer.data) == ["申请人秦某某，电话139****6789。"]
    bold = [one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs[0].runs if one.bold]
    assert bold == ["秦某某"]
    assert answer.counts == {0: 1, 2: 1}


def test_headers_tables_notes_and_links_are_masked_too():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "秦守业档案"
    table = document.add_table(1, 3)
    for cell, said in zip(table.rows[0].cells, ["秦守业", ID[:6], ID[6:]], strict=True):
        cell.text = said
    spot = document.add_paragraph("联系").add_run("x")
    rel = document.part.relate_to(
        f"mailto:qin{PHONE}@example.com",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link = spot._r.makeelement(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}hyperlink",
        {"{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id": rel},
    )
    spot._r.addprevious(link)
    link.append(spot._r)
    target = io.BytesIO()
    document.save(target)
    answer = redacted(target.getvalue(), "a.docx")
    new = docx.Document(io.BytesIO(answer.data))
    assert new.sections[0].header.paragraphs[0].text == "秦某某档案"
    assert [cell.text for cell in new.tables[0].rows[0].cells] == ["秦某某", "110105********2316", ""]
    assert PHONE not in b"".join(parts_of(answer.data).values()).decode("utf-8", "replace")


def test_sheets_are_masked_in_cells_names_and_numbers():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "秦守业"
    sheet.append(["姓名", "证号前六位", "后十二位", "电话"])
    sheet.append(["秦 守 业", ID[:6], ID[6:], int(PHONE)])
    sheet.append(["周某", "x", None, 42])
    sheet["A2"].font = Font(b=True)
    sheet.oddFooter.left.text = "秦守业制表"
    answer = redacted(saved(book), "a.xlsx")
    new = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert rows_of(answer.data) == [
        ["姓名", "证号前六位", "后十二位", "电话"],
        ["秦某某", "110105********2316", None, "139****6789"],
        ["周某", "x", None, 42],
    ]
    assert new.sheetnames == ["秦某某"]
    assert new.active["A2"].font.b
    assert "秦某某" in new.active.oddFooter.left.text


def test_text_files_are_masked():
    answer = redacted(f"姓名,电话\n秦守业,{PHONE}\n".encode("gb18030"), "a.csv")
    assert answer.data.decode("utf-8-sig") == "姓名,电话\n秦某某,139****6789\n"


def test_white_text_that_was_dropped_is_no_refusal_any_more():
    data = word(paragraph(run("正文"), run(f"手机{PHONE}", '<w:color w:val="FFFFFF"/>')))
    assert [refusal.what for refusal in redacted(data, "a.docx").refused] == ["white"]
    assert redact_office(data, "a.docx", [(f"手机{PHONE}", "drop")], tools=False).refused == ()


def test_two_persons_of_one_surname_can_stay_apart():
    answer = redact_office(
        word(paragraph(run("张三与张四，张三先到"))),
        "a.docx",
        [("张三", "name"), ("张四", "name")],
        tell_apart=True,
        tools=False,
    )
    assert words_of(answer.data) == ["张某甲与张某乙，张某甲先到"]


def test_a_file_that_cannot_be_cleaned_cannot_be_masked():
    with pytest.raises(CannotRedact):
        redact_office(b"PK\x03\x04", "a.docx", WANTED)
    with pytest.raises(CannotRedact, match="画框"):
        redact_office(picture(), "a.png", WANTED)


def test_the_name_of_the_file_is_masked_too():
    assert redact_office(word(), "秦守业13900006789.docx", WANTED, tools=False).name == "秦某某139xxxx6789.docx"


def test_nothing_unproven_is_handed_on(monkeypatch):
    monkeypatch.setattr(office, "_cover", lambda *more: False)
    with pytest.raises(NotGone) as fault:
        redact_office(word(paragraph(run("秦守业"))), "a.docx", WANTED, tools=False)
    assert "秦守业" not in str(fault.value)
    assert {left.value for left in fault.value.remains} == {0}


TEXT_BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"><w:drawing>'
    '<wp:inline><wp:docPr id="7" name="文本框" descr="秦守业的照片"/><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
    "<v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)  # fmt: skip


def test_text_boxes_alternative_texts_and_numbers_over_paragraphs_are_masked():
    body = TEXT_BOX.format(paragraph(run("秦守"), run("业"))) + paragraph(run(ID[:9])) + paragraph(run(ID[9:] + "核"))
    answer = redacted(word(body), "a.docx")
    text = parts_of(answer.data)["word/document.xml"].decode()
    assert text.count("秦某某") == 3
    assert "秦某某的照片" in text
    assert words_of(answer.data)[1:] == ["110105********2316", "核"]
