import io
import re
import warnings
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
import typst
from docx import Document

from gongkai.writers import letter as plain
from gongkai.writers import pdf
from gongkai.writers.glyphs import covered, lacking, spelled_out
from gongkai.writers.letter import Paragraph, Table
from gongkai.writers.letter_docx import to_docx
from gongkai.writers.letter_pdf import to_pdf
from tests.writers.letters import ANSWER, DRAFT, EXECUTABLE, PLAIN, RARE_NAMES, SENTENCE

MILLIMETRE = 72 / 25.4


def _pages(written):
    document = pypdfium2.PdfDocument(written)
    return [page.get_textpage().get_text_range() for page in document]


def _squeezed(text):
    return re.sub(r"\s", "", text)


def _text(written):
    return _squeezed("".join(_pages(written)))


def test_every_part_of_a_letter_stands_in_the_pdf():
    text = _text(to_pdf(ANSWER))
    parts = [
        ANSWER.organ + ANSWER.kind + ANSWER.number + "陈某某：" + SENTENCE, "一、公开的内容（一）资金分配", "1.分配表一份，共2页；2.验收记录。",
        "—电子数据", "表1资金分配序号项目金额1梅溪镇12,000.502城关镇", "以上信息随本答复书提供。", "附件：1.资金分配明细表2.验收记录",
        "榕山县住房和城乡建设局2024年9月16日（联系人：林某某，电话：0591-00000000）", ANSWER.qr, "沿此线裁开回执", "—1—",
    ]  # fmt: skip
    for part in (*parts, *ANSWER.slip_lines):
        assert _squeezed(part) in text


def test_both_forms_say_the_same():
    text = _text(to_pdf(ANSWER))
    for paragraph in Document(io.BytesIO(to_docx(ANSWER))).paragraphs:
        assert _squeezed(paragraph.text) in text


def test_nothing_in_a_text_is_a_command():
    letter = replace(
        PLAIN, organ=EXECUTABLE, addressee=EXECUTABLE, note=EXECUTABLE, attachments=(EXECUTABLE,),
        blocks=(Paragraph(EXECUTABLE), Paragraph(EXECUTABLE, heading=True), Table((EXECUTABLE,), ((EXECUTABLE,),), caption=EXECUTABLE)),
    )  # fmt: skip
    assert _text(to_pdf(letter)).count(_squeezed(EXECUTABLE)) == 9


def test_the_same_letter_gives_the_same_bytes():
    assert to_pdf(ANSWER) == to_pdf(ANSWER)
    assert to_pdf(ANSWER) != to_pdf(replace(ANSWER, addressee="林某某"))


def test_the_file_is_tagged_titled_and_chinese():
    written = to_pdf(ANSWER)
    document = pypdfium2.PdfDocument(written)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == ANSWER.title
    assert document.get_metadata_value("Author") == ""
    assert document.get_metadata_value("CreationDate").startswith("D:20240916")
    assert b"zh-CN" in written
    assert b"pdfuaid" in written


@pytest.fixture
def bare_machine(monkeypatch):
    """A machine with no font but ours, where a warning of the template is a fault."""
    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[pdf.FONTS])
    monkeypatch.setattr(pdf, "fonts", lambda: ours)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_our_fonts_have_every_rare_character_and_emoji(bare_machine):
    emoji = "😀🎉❤️1️⃣👨‍👩‍👧🇨🇳"
    text = _text(to_pdf(replace(PLAIN, addressee="".join(RARE_NAMES) + emoji)))
    assert "".join(RARE_NAMES) + "😀🎉" in text
    assert "〔U+" not in text  # how a sign without a picture would show


def test_a_letter_needs_no_font_of_the_machine(bare_machine):
    assert "〔U+" not in _text(to_pdf(ANSWER))
    assert "〔U+" not in _text(to_pdf(DRAFT))


def test_a_machine_with_many_fonts_writes_the_same_letter(monkeypatch):
    with_all = to_pdf(ANSWER)
    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[pdf.FONTS])
    monkeypatch.setattr(pdf, "fonts", lambda: ours)
    assert to_pdf(ANSWER) == with_all


def test_every_hanzi_of_gbk_has_a_picture():
    codes = [
        bytes((high, low)).decode("gbk", "ignore")
        for high in range(0x81, 0xFF)
        for low in range(0x40, 0xFF)
        if low != 0x7F
    ]
    hanzi = {sign for sign in codes if len(sign) == 1 and "\u4e00" <= sign <= "\u9fff"}
    assert len(hanzi) > 20_000
    assert {ord(sign) for sign in hanzi} <= covered()


def test_a_sign_without_a_picture_is_spelled_out_instead_of_an_empty_box():
    unknown = "\U000323b0"  # unassigned: no font has it
    assert lacking(f"王{unknown}王{unknown}") == (unknown,)
    assert spelled_out(f"王{unknown}") == "王〔U+323B0〕"
    assert "王〔U+323B0〕：" in _text(to_pdf(replace(PLAIN, addressee=f"王{unknown}")))


def test_another_fault_of_a_template_is_not_hidden():
    with pytest.raises(typst.TypstError):
        pdf.compiled("letter", {})


def _boxes(written, page=0):
    """Characters of the page with left, bottom, right, top in points."""
    text = pypdfium2.PdfDocument(written)[page].get_textpage()
    return [(text.get_text_range(place, 1), text.get_charbox(place)) for place in range(text.count_chars())]


def test_the_page_is_that_of_the_standard():
    written = to_pdf(replace(PLAIN, blocks=(Paragraph("公" * 3000),)))
    assert pypdfium2.PdfDocument(written)[0].get_size() == pytest.approx((210 * MILLIMETRE, 297 * MILLIMETRE), abs=0.5)
    body = [box for sign, box in _boxes(written, 1) if sign == "公"]
    lines = sorted({round(box[1]) for box in body}, reverse=True)
    assert len(lines) == 22
    assert all(27 <= upper - lower <= 29 for upper, lower in pairwise(lines))
    assert len([box for box in body if round(box[1]) == lines[3]]) == 28
    assert min(box[0] for box in body) == pytest.approx(28 * MILLIMETRE, abs=2)
    assert max(box[2] for box in body) == pytest.approx(184 * MILLIMETRE, abs=2)
    assert max(box[3] for box in body) <= 260 * MILLIMETRE
    assert min(box[1] for box in body) >= 35 * MILLIMETRE


def test_the_page_number_stands_right_on_odd_and_left_on_even_pages():
    written = to_pdf(replace(PLAIN, blocks=(Paragraph("公" * 3000),)))
    for page, is_right in ((0, True), (1, False), (2, True)):
        dash = [box for sign, box in _boxes(written, page) if sign == "—"]
        assert len(dash) == 2
        assert (dash[0][0] > 105 * MILLIMETRE) is is_right
        assert 20 * MILLIMETRE < dash[0][1] < 28 * MILLIMETRE


def test_the_date_ends_four_characters_from_the_edge_under_the_middle_of_the_name():
    boxes = _boxes(to_pdf(PLAIN))
    text = "".join(sign for sign, _box in boxes)
    (name_left, name_right), (day_left, day_right) = (
        (boxes[text.rindex(part)][1][0], boxes[text.rindex(part) + len(part) - 1][1][2])
        for part in ("榕山县民政局", "2024年9月16日")
    )
    assert 184 * MILLIMETRE - day_right == pytest.approx(4 * 16, abs=4)
    assert (name_left + name_right) / 2 == pytest.approx((day_left + day_right) / 2, abs=3)


@pytest.mark.parametrize("ending", ["paragraph", "table"])
def test_the_signature_never_stands_alone_on_a_page(ending):
    for lines in range(8, 24):
        blocks = [Paragraph(f"第{number}段") for number in range(lines)]
        if ending == "table":
            blocks.append(Table(("甲",), tuple((f"第{number}行",) for number in range(4))))
        last = _pages(to_pdf(replace(PLAIN, blocks=tuple(blocks), attachments=("附表",))))[-1]
        assert "附表" in last and "榕山县民政局" in last
        assert re.search(r"第\d+[段行]", last)


def test_a_draft_says_so_on_every_page_and_has_no_number():
    pages = _pages(to_pdf(replace(DRAFT, blocks=(Paragraph("公" * 2000),))))
    assert len(pages) > 2
    assert all(plain.DRAFT_LINE in page for page in pages)
    assert "〔" not in "".join(pages)
    assert "草稿" not in _text(to_pdf(PLAIN))


def test_a_long_address_breaks_and_stays_in_one_piece_for_copying():
    address = "https://www.example.gov.cn/" + "a1b2c3d4e5" * 12
    written = to_pdf(replace(PLAIN, blocks=(Paragraph(f"见{address}。"),)))
    assert address in _text(written)
    assert max(box[2] for _sign, box in _boxes(written)) <= 184 * MILLIMETRE + 2


def test_a_letter_of_nothing_but_its_frame_is_still_a_letter():
    empty = replace(PLAIN, number="", addressee="", blocks=())
    assert PLAIN.kind in _text(to_pdf(empty))
    only_tables = replace(PLAIN, blocks=(Table((), ()), Table((), (("甲", "乙"),))))
    assert "甲乙" in _text(to_pdf(only_tables))


def test_a_long_table_runs_over_pages_with_its_head_on_each():
    table = Table(("序号", "项目"), tuple((str(number), "事项" * 10) for number in range(100)), (1, 5), "长表")
    pages = _pages(to_pdf(replace(PLAIN, blocks=(table, Paragraph(SENTENCE)))))
    assert len(pages) >= 3
    assert all("序号" in page for page in pages[:3])
