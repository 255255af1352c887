"""Boxes on pages and images: what lies below is gone, and nothing else."""

import io
import math
from dataclasses import dataclass

import img2pdf
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array
from PIL import Image

from gongkai.clearance.documents.places import Place
from gongkai.clearance.redaction.boxes import Box, BoxOutside, log
from gongkai.clearance.redaction.images import redact_image
from gongkai.clearance.redaction.office import CannotRedact
from gongkai.clearance.redaction.pdf import MOST_PIXELS, page_sizes, redact_pdf
from gongkai.clearance.redaction.proof import NotGone, prove
from gongkai.clearance.redaction.proposed import propose_boxes, propose_on_image
from gongkai.clearance.redaction.severance import Severed, sentence, severed_rows
from tests.clearance.cleaning.making import bytes_of, exif, pdf, picture, text

NUMBER = "110105199003072316"
QUICK = {"tools": False, "reread": False}  # pictures would be read by OCR


def drawn(data, number=0, scale=1.0):
    return np.asarray(pdfium.PdfDocument(data)[number].render(scale=scale).to_pil().convert("L"))


def redacted(data, boxes, **more):
    return redact_pdf(data, boxes, **QUICK, **more)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, [50, 300, 500, 800]])
def test_the_proposed_box_covers_the_number_however_the_page_lies(turned, crop):
    more = {"Rotate": turned} | ({"CropBox": Array(crop)} if crop else {})
    data = bytes_of(pdf(text("Applicant") + text(NUMBER, 150, 600), **more))
    bare = bytes_of(pdf(text("Applicant"), **more))
    boxes = propose_boxes(data, [NUMBER])
    assert len(boxes) == 1
    result = redacted(data, boxes, values=[NUMBER])
    assert page_sizes(result)[0] == pytest.approx(page_sizes(data)[0], abs=1)
    left, top, right, bottom = (round(edge) for edge in boxes[0].edges)
    after, before, without = drawn(result), drawn(data), drawn(bare)
    assert after[top + 1 : bottom - 1, left + 1 : right - 1].max() < 40
    changed = np.abs(before.astype(int) - without.astype(int)) > 90
    rows, columns = np.nonzero(changed)
    assert rows.min() >= top - 3
    assert rows.max() <= bottom + 3
    assert columns.min() >= left - 3
    assert columns.max() <= right + 3
    outside = np.ones_like(after, dtype=bool)
    outside[max(0, top - 4) : bottom + 4, max(0, left - 4) : right + 4] = False
    assert np.abs(after.astype(int) - before.astype(int))[outside].mean() < 2


def test_nothing_of_the_old_file_survives():
    made = pdf(text(NUMBER))
    made.docinfo["/Author"] = "Qin Shouye"
    made.attachments["a.csv"] = pikepdf.AttachedFileSpec(made, NUMBER.encode(), filename="a.csv")
    data = bytes_of(made)
    result = redact_pdf(data, propose_boxes(data, [NUMBER]), values=[NUMBER, "Qin Shouye"])
    assert prove(result, "a.pdf", [NUMBER, "Qin Shouye"]) == []
    with pikepdf.open(io.BytesIO(result)) as again:
        assert not [key for key in again.docinfo.keys() if key not in {"/Producer"}]  # noqa: SIM118
        assert not again.attachments
    assert redact_pdf(data, propose_boxes(data, [NUMBER]), values=[NUMBER, "Qin Shouye"]) == result


def test_a_page_of_text_takes_few_bytes():
    lines = "".join(
        text("The quick brown fox jumps over the lazy dog 2024 " * 2, 40, 800 - 14 * at, 10) for at in range(54)
    )
    red = "q 0.8 0 0 rg 40 805 500 20 re f Q"
    assert len(redacted(bytes_of(pdf(lines)), [])) < 150_000
    assert len(redacted(bytes_of(pdf(lines + red)), [])) < 200_000
    coloured = np.asarray(
        pdfium.PdfDocument(redacted(bytes_of(pdf(lines + red)), []))[0].render(scale=0.5).to_pil().convert("RGB")
    ).astype(int)
    assert (coloured[..., 0] - coloured[..., 1]).max() > 100


@pytest.mark.parametrize(
    "box",
    [
        (0, 0, 3, 3),
        (-50, -50, 5, 5),
        (590, 838, 700, 900),
        (100, 100, 100, 100),
        (120, 130, 100, 100),
        (0, 0, 595, 842),
    ],
)
def test_boxes_at_the_edge_tiny_and_drawn_backwards_are_painted(box):
    after = drawn(redacted(bytes_of(pdf("")), [Box(1, *box)]))
    left, top, right, bottom = Box(1, *box).edges
    y, x = (
        min(841, max(0, int((max(0, top) + min(842, bottom)) / 2))),
        min(594, max(0, int((max(0, left) + min(595, right)) / 2))),
    )
    assert after[y, x] < 60


@pytest.mark.parametrize("box", [(2, 0, 0, 9, 9), (0, 0, 0, 9, 9), (1, 600, 0, 700, 9), (1, 0, -9, 9, -3)])
def test_boxes_beside_the_page_are_told(box):
    with pytest.raises(BoxOutside, match="遮盖框"):
        redacted(bytes_of(pdf("")), [Box(*box)])


def test_a_box_needs_a_reason_and_numbers():
    with pytest.raises(ValueError, match="理由"):
        Box(1, 0, 0, 1, 1, "because")
    with pytest.raises(BoxOutside):
        Box(1, math.nan, 0, 1, 1)


def test_a_thousand_boxes():
    boxes = [
        Box(1, 10 + 18 * (at % 32), 10 + 25 * (at // 32), 20 + 18 * (at % 32), 20 + 25 * (at // 32))
        for at in range(1000)
    ]
    assert (drawn(redacted(bytes_of(pdf("")), boxes)) < 60).mean() > 0.2


def test_a_poster_is_drawn_within_bounds():
    result = redacted(bytes_of(pdf(text("x", 100, 100), sizes=(2384, 3370))), [Box(1, 0, 0, 100, 100)])
    with pikepdf.open(io.BytesIO(result)) as again:
        image = next(iter(again.pages[0].get_images().values()))
        assert int(image.Width) * int(image.Height) <= MOST_PIXELS * 1.01
    assert page_sizes(result)[0] == pytest.approx((2384, 3370), abs=1)


def test_pages_without_a_box_may_stay_as_they_were():
    data = bytes_of(pdf(text("Page one"), text(NUMBER), text("Page three"), text("13900006789", extra="1 1 1 rg")))
    result = redacted(data, [Box(2, 60, 100, 300, 200)], values=[NUMBER, "13900006789"], whole=False, suspect=[3])
    texts = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(result)]
    assert ["Page one" in texts[0], texts[1], texts[2], texts[3]] == [True, "", "", ""]
    with pytest.raises(NotGone):
        redacted(data, [Box(1, 60, 100, 300, 200)], values=[NUMBER], whole=False)


def test_files_that_are_no_pdf_are_told():
    for data in (b"", b"%PDF-1.4", bytes_of(pdf("x"), encryption=pikepdf.Encryption(user="a", owner="b"))):
        with pytest.raises(CannotRedact):
            redacted(data, [])


@dataclass
class Line:
    text: str
    box: tuple

    def box_of(self, start, end):
        width = (self.box[2] - self.box[0]) / len(self.text)
        return self.box[0] + width * start, self.box[1], self.box[0] + width * end, self.box[3]


def test_boxes_on_a_scan_come_from_the_lines_that_were_read():
    scan = img2pdf.convert(picture("PNG", size=(1240, 1754), colour=(250, 250, 250), dpi=(150, 150)))
    lines = [Line(f"ID {NUMBER[:10]}", (0, 0, 130, 10)), Line(NUMBER[10:] + ".", (0, 20, 90, 30))]
    boxes = propose_boxes(scan, [NUMBER], reader=lambda image: lines)
    scale = 72 / 200
    assert [box.edges for box in boxes] == [
        pytest.approx((30 * scale, 0, 130 * scale, 10 * scale)),
        pytest.approx((0, 20 * scale, 80 * scale, 30 * scale)),
    ]
    assert len(propose_on_image([Image.open(io.BytesIO(picture()))], [NUMBER], lambda image: lines)) == 2


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("TIFF", "a.tiff"), ("BMP", "a.bmp"), ("WEBP", "a.webp")]
)
def test_boxes_on_an_image(kind, name):
    data = picture(kind, size=(200, 100), colour=(250, 250, 250), **({"exif": exif()} if kind != "BMP" else {}))
    result, new_name = redact_image(data, name, [Box(1, 50, 20, 80, 40)], values=["Qin Shouye"], **QUICK)
    after = Image.open(io.BytesIO(result)).convert("L")
    assert new_name == ("a.png" if kind == "WEBP" else name)
    assert after.crop((48, 18, 82, 42)).getextrema()[1] < 30
    assert after.crop((100, 50, 200, 100)).getextrema()[0] > 220
    with pytest.raises(BoxOutside):
        redact_image(data, name, [Box(1, 300, 20, 380, 40)], **QUICK)


def test_boxes_count_from_the_image_as_it_is_shown():
    data = picture("JPEG", size=(200, 100), colour=(250, 250, 250), exif=exif(turned=6))
    after = Image.open(io.BytesIO(redact_image(data, "a.jpg", [Box(1, 10, 150, 60, 190)], **QUICK)[0]))
    assert after.size == (100, 200)
    assert after.convert("L").getpixel((30, 170)) < 30


def test_the_list_of_what_was_covered_names_ground_and_law():
    entries = [
        *log([Box(2, 0, 0, 1, 1), Box(3, 0, 0, 1, 1, "trade")], "a.pdf"),
        Severed("正文", Place(), "privacy", "id"),
    ]
    rows = severed_rows(entries)
    assert rows[0] == ["1", "a.pdf", "第2页", "遮盖", "个人隐私", "《中华人民共和国政府信息公开条例》第十五条"]
    assert rows[2][2:5] == ["全文", "身份证号隐去出生日期和顺序码", "个人隐私"]
    assert sentence(entries) == "已作区分处理：遮盖3处，其中个人隐私2处、商业秘密1处。"
    assert sentence([]) == ""
    with pytest.raises(ValueError, match="理由"):
        Severed("a", Place(), "because")


def test_notes_of_colleagues_are_not_drawn_into_the_picture_but_seals_are():
    made = pdf(text("Notice"))
    for kind, left in (("/FreeText", 100), ("/Stamp", 300)):
        look = made.make_stream(b"0 0 0 rg 0 0 100 100 re f")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, Array([0, 0, 100, 100])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(kind),
            Rect=Array([left, 300, left + 100, 400]),
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        made.pages[0].obj.Annots = Array([*made.pages[0].obj.get("/Annots", []), made.make_indirect(note)])
    after = drawn(redacted(bytes_of(made), []))
    assert after[492, 150] > 240
    assert after[492, 350] < 20
