import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from gongkai.writers.letter import DRAFT_LINE, Paragraph, Table
from gongkai.writers.letter_docx import to_docx
from tests.writers.letters import ANSWER, DRAFT, EXECUTABLE, PLAIN, RARE_NAMES


def _document(letter):
    return Document(io.BytesIO(to_docx(letter)))


def _by_style(document, name):
    return [paragraph for paragraph in document.paragraphs if paragraph.style.name == name]


def _texts(document, name):
    return [paragraph.text for paragraph in _by_style(document, name)]


def test_every_part_of_a_letter_stands_in_the_word_file_in_its_style():
    document = _document(ANSWER)
    assert _texts(document, "Title") == ["榕山县住房和城乡建设局\n政府信息公开申请答复书"]
    assert _texts(document, "文号") == ["榕建公开〔2024〕5号"]
    assert _texts(document, "主送") == ["陈某某："]
    assert _texts(document, "Heading 1") == ["一、公开的内容"]
    assert _texts(document, "Heading 2") == ["（一）资金分配"]
    assert _texts(document, "List") == ["1.\t分配表一份，共2页；", "2.\t验收记录。", "—\t电子数据", "—\t纸质复印件"]
    assert _texts(document, "Caption") == ["表1　资金分配"]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["序号", "项目", "金额"],
        ["1", "梅溪镇", "12,000.50"],
        ["2", "城关镇", ""],
    ]
    assert _texts(document, "附件说明") == ["附件：1.\t资金分配明细表", "2.\t验收记录"]
    assert _texts(document, "署名") == ["榕山县住房和城乡建设局"]
    assert _texts(document, "成文日期") == ["2024年9月16日"]
    assert _texts(document, "附注") == ["（联系人：林某某，电话：0591-00000000）"]
    assert (
        _texts(document, "回执")[0]
        == "今收到榕山县住房和城乡建设局《政府信息公开申请答复书》（榕建公开〔2024〕5号）一份。"
    )


def test_the_page_is_that_of_the_standard():
    section = _document(PLAIN).sections[0]
    measures = (
        (section.page_width, 210), (section.page_height, 297), (section.top_margin, 37), (section.left_margin, 28),
        (section.page_width - section.left_margin - section.right_margin, 156),
        (section.page_height - section.top_margin - section.bottom_margin, 225),
    )  # fmt: skip
    for measure, millimetres in measures:
        assert abs(measure - Mm(millimetres)) < Mm(0.1)


def test_type_sizes_and_hands_are_those_of_the_standard():
    styles = _document(PLAIN).styles
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert defaults.find(qn("w:rFonts")).get(qn("w:ascii")) == "Times New Roman"
    assert defaults.find(qn("w:sz")).get(qn("w:val")) == "32"
    spacing = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("560", "exact")
    for name, hand, size in (
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", None),
        ("Heading 2", "楷体_GB2312", None),
        ("footer", "宋体", 14),
    ):
        style = next(style for style in styles if style.name.lower() == name.lower())
        assert style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == hand
        assert style.font.size == (Pt(size) if size else None)
    first_line = styles["Body Text"].element.pPr.find(qn("w:ind"))
    assert first_line.get(qn("w:firstLineChars")) == "200"


def test_twenty_eight_characters_and_twenty_two_lines_fill_the_type_area():
    section = _document(PLAIN).sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert width // Pt(16 - 0.25) == 28
    assert height // Pt(28) == 22


def test_every_font_names_what_may_stand_for_it():
    with zipfile.ZipFile(io.BytesIO(to_docx(PLAIN))) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert re.search('w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong', fonts)


def test_the_page_number_stands_at_the_outer_side():
    section = _document(PLAIN).sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for paragraph in (odd, even):
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
        assert "".join(text.text for text in paragraph._p.iter(qn("w:t"))) == "— 1 —"


def test_the_date_ends_four_characters_from_the_edge_under_the_middle_of_the_name():
    document = _document(PLAIN)
    name, day = _by_style(document, "署名")[0], _by_style(document, "成文日期")[0]
    assert name.paragraph_format.left_indent == day.paragraph_format.left_indent
    field = Mm(156) - day.paragraph_format.left_indent
    date_width = (3 + 7 * 0.5) * 15.75  # 2024年9月16日, digits are half as wide
    assert field / 2 - Pt(date_width) / 2 == pytest.approx(Pt(4 * 15.75), abs=Pt(0.5))


def test_a_long_name_widens_the_field_of_the_signature():
    organ = "榕山县人民政府某某街道办事处政务服务和信息公开办公室"
    document = _document(replace(PLAIN, signed_by=organ))
    for style in ("署名", "成文日期"):
        indent = _by_style(document, style)[0].paragraph_format.left_indent
        assert indent == pytest.approx(Mm(156) - Pt(15.75 * (len(organ) + 1)), abs=Pt(0.1))


def test_the_signature_never_stands_alone_on_a_page():
    document = _document(PLAIN)
    assert _texts(document, "Body Text")[-1] == PLAIN.blocks[-1].text
    assert _by_style(document, "Body Text")[-1].paragraph_format.keep_with_next is True
    for name in ("附件说明", "署名"):
        assert document.styles[name].paragraph_format.keep_with_next is True
    ending_in_table = _document(replace(PLAIN, blocks=(Table(("甲",), (("1",), ("2",))),)))
    rows = ending_in_table.tables[0].rows
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows] == [None, None, True]


def test_the_head_of_a_table_is_repeated_and_no_row_breaks():
    rows = [row._tr.trPr for row in _document(ANSWER).tables[0].rows]
    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_columns_of_a_table_fill_the_line():
    widths = [column.width for column in _document(ANSWER).tables[0].columns]
    assert sum(widths) == pytest.approx(Mm(156), abs=Mm(0.1))
    assert widths[1] == pytest.approx(4 * widths[0], abs=Mm(0.1))


def test_a_draft_says_so_on_every_page_and_has_no_number():
    document = _document(DRAFT)
    section = document.sections[0]
    assert document.paragraphs[0].text == DRAFT_LINE
    assert section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == DRAFT_LINE
    assert "草稿" in DRAFT_LINE
    assert not _texts(document, "文号")
    assert "草稿" not in "".join(paragraph.text for paragraph in _document(PLAIN).paragraphs)


def test_a_single_attachment_has_no_number():
    assert _texts(_document(replace(PLAIN, attachments=("补正申请表",))), "附件说明") == ["附件：补正申请表"]
    assert not _texts(_document(PLAIN), "附件说明")


def test_rare_characters_and_emoji_survive():
    name = "".join(RARE_NAMES) + "😀👨‍👩‍👧"
    document = _document(replace(PLAIN, addressee=name, blocks=(Paragraph(EXECUTABLE),)))
    assert _texts(document, "主送") == [f"{name}："]
    assert _texts(document, "Body Text") == [EXECUTABLE]


def test_what_xml_cannot_hold_is_left_out():
    assert _texts(_document(replace(PLAIN, addressee="王\x00某\x0b某\ud800")), "主送") == ["王某\n某："]


def test_the_same_letter_gives_the_same_bytes_and_names_nobody():
    written = to_docx(ANSWER)
    assert written == to_docx(ANSWER)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "ignore")
    assert "python-docx" not in whole
    core = _document(ANSWER).core_properties
    assert (core.author, core.last_modified_by) == ("", "")
    assert core.title == ANSWER.title
    assert core.created.date() == core.modified.date() == ANSWER.signed_on


def test_the_code_has_words_for_those_who_do_not_see_it():
    picture = _document(ANSWER).inline_shapes[0]
    assert picture._inline.docPr.get("descr") == f"二维码：{ANSWER.qr}"
    assert picture.width == picture.height == Mm(25)


@pytest.fixture
def office(tmp_path):
    found = shutil.which("soffice")
    if not found and not os.environ.get("GONGKAI_REQUIRE_ALL"):
        pytest.skip("no LibreOffice on this machine (soffice): it checks that Word files open")
    assert found, "soffice is missing"
    return [found, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]


def test_the_word_file_opens_in_libreoffice_with_all_its_text(office, tmp_path):
    source = tmp_path / "letter.docx"
    source.write_bytes(to_docx(ANSWER))
    subprocess.run([*office, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=180)
    pages = pypdfium2.PdfDocument(tmp_path / "letter.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    for part in (ANSWER.organ, ANSWER.kind, "陈某某：", "验收记录", "12,000.50", "回　执", "— 1 —"):
        assert re.sub(r"\s", "", part) in re.sub(r"\s", "", text)
