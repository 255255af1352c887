"""Scanned PDF pages: the picture's words, the text laid over it, and what is under a box drawn on the picture."""

from gongkai.clearance.documents import read
from tests.clearance.documents.pdfs import box, pdf, words
from tests.clearance.documents.pictures import placed, written

NUMBER = "522601199001011230"
PAGE = b"q 350 0 0 150 0 0 cm /Im1 Do Q\n"  # a picture of 700 x 300 pixels on the whole of a small page
SIZE = (350, 150)


def lines(data: bytes) -> dict[str, tuple[str, str]]:
    return {p.text: (p.place.code(), p.trace) for b in read(data, "a.pdf").blocks if b.kind == "page" for p in b.pieces}


def test_a_box_drawn_on_a_scan_leaves_the_number_in_the_picture():
    picture = written("关于某事的批复", f"号码{NUMBER}")
    found = lines(pdf(PAGE + box(50, 64, 200, 24), size=SIZE, change=lambda file: placed(file, picture)))
    assert found["关于某事的批复"] == ("page 1 line 1", "")
    assert [where for text, where in found.items() if NUMBER in text] == [("page 1 image 1 line 2", "covered")]


def test_the_text_layer_of_a_scan_is_its_text_and_a_sentence_that_is_not_in_it_is_hidden():
    picture = written("关于某事的批复", f"号码{NUMBER}")
    layer = words("关于某事的批复", 20, 115, size=15, mode=3) + words(f"号码{NUMBER}", 20, 85, size=15, mode=3)
    extra = words("领导意见不得外传给任何人", 20, 115, size=15, mode=3)
    found = lines(pdf(PAGE + layer + extra, size=SIZE, change=lambda file: placed(file, picture)))
    assert found["关于某事的批复"][1] == found[f"号码{NUMBER}"][1] == ""
    assert found["领导意见不得外传给任何人"][1] == "hidden_text"
    assert sum(NUMBER in text for text in found) == 1


def test_a_letterhead_on_every_page_is_read_once_and_its_cut_part_is_told():
    picture = written("公章说明", f"底稿{NUMBER}", size=(420, 200))
    small = words("正文") + b"q 50 275 210 40 re W n 210 0 0 100 50 220 cm /Im1 Do Q"

    def change(file):
        for number in range(3):
            placed(file, picture, number)

    found = lines(pdf(small, small, small, size=(350, 800), change=change))
    assert found["公章说明"] == ("page 1 image 1 line 1", "")
    assert [where for text, where in found.items() if NUMBER in text] == [("page 1 image 1 line 2", "cropped")]
