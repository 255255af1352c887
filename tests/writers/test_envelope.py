import re

import pypdfium2
import pytest

from gongkai.writers.envelope import Envelope, to_envelope_pdf
from tests.writers.letters import EXECUTABLE

MILLIMETRE = 72 / 25.4
POST = Envelope(
    ("榕山县城关镇府前路1号", "榕山县住房和城乡建设局"),
    ("榕山县梅溪镇幸福村12组34号", "陈𬱖（收）"),
    "350801",
    "榕建公开〔2024〕5号",
    "350800",
)


def _pages(pdf):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize(("shape", "size"), [("dl", (220, 110)), ("c5", (229, 162)), ("window", (210, 297))])
def test_an_envelope_has_its_size_and_all_its_text(shape, size):
    pdf = to_envelope_pdf(POST, shape=shape)
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == pytest.approx([side * MILLIMETRE for side in size], abs=0.5)
    (page,) = _pages(pdf)
    text = re.sub(r"\s", "", page)
    for part in (*POST.sender, *POST.recipient, POST.postcode, POST.note, POST.sender_postcode):
        assert part in text


def test_each_letter_has_a_page_of_its_own():
    other = Envelope(("甲局",), ("乙路1号", "乙某"), "")
    pages = _pages(to_envelope_pdf(POST, other))
    assert len(pages) == 2
    assert "乙某" in pages[1] and "陈" not in pages[1]


def test_the_address_stands_in_the_window():
    text = pypdfium2.PdfDocument(to_envelope_pdf(POST, shape="window"))[0].get_textpage()
    whole = text.get_text_range()
    for part in POST.recipient:
        left, bottom, right, top = text.get_charbox(whole.index(part))
        assert 20 * MILLIMETRE < left < right < 110 * MILLIMETRE
        assert (297 - 80) * MILLIMETRE < bottom < top < (297 - 45) * MILLIMETRE


def test_a_postcode_of_another_kind_is_printed_as_it_is():
    (page,) = _pages(to_envelope_pdf(Envelope(("甲",), ("乙",), "SW1A 1AA")))
    assert "SW1A 1AA" in page


def test_nothing_in_an_address_is_a_command():
    (page,) = _pages(to_envelope_pdf(Envelope((EXECUTABLE,), (EXECUTABLE, "a\x00\nb"), "1", EXECUTABLE)))
    assert re.sub(r"\s", "", page).count(re.sub(r"\s", "", EXECUTABLE)) == 3


def test_the_same_envelope_gives_the_same_bytes():
    assert to_envelope_pdf(POST) == to_envelope_pdf(POST)


def test_no_envelope_is_an_error():
    with pytest.raises(ValueError):
        to_envelope_pdf()
