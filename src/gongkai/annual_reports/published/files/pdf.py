"""A PDF with text: lines put together from where the characters stand, words from the gaps between them."""

from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from gongkai.annual_reports.published.paper import Cell, Line, Paper, is_page_number
from gongkai.annual_reports.published.words import plain, tight

MOST_PAGES = 300


@dataclass(slots=True)
class _Glyph:
    text: str
    left: float
    right: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def read(data: bytes) -> Paper:
    document = pypdfium2.PdfDocument(data)
    paper = Paper()
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            paper.has_pictures = paper.has_pictures or any(
                thing.type == raw.FPDF_PAGEOBJ_IMAGE for thing in page.get_objects(max_depth=2)
            )
            for line in _lines(_glyphs(page)):
                cells = tuple(_cells(line))
                if cells and not is_page_number("".join(cell.text for cell in cells)):
                    paper.lines.append(Line(cells))
    finally:
        document.close()
    return paper


def _glyphs(page: pypdfium2.PdfPage) -> list[_Glyph]:
    text = page.get_textpage()
    glyphs = []
    for place in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, place))
        if letter.isspace() or letter in "\x00\ufffe\uffff":
            continue
        left, low, right, high = text.get_charbox(place, loose=True)
        glyphs.append(_Glyph(letter, left, right, low, high))
    return glyphs


def _lines(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    """From the top down; characters whose middles are less than half a letter apart stand on one line."""
    lines: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.middle):
        height = max(glyph.high - glyph.low, 4)
        if lines and abs(lines[-1][0].middle - glyph.middle) < height * 0.45:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda g: g.left) for line in lines]


def _cells(line: list[_Glyph]) -> list[Cell]:
    """Words of a line; two letters further apart than half a letter belong to two words."""
    words: list[list[_Glyph]] = []
    for glyph in line:
        size = max(glyph.high - glyph.low, 4)
        if words and glyph.left - words[-1][-1].right < size * 0.5:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return [
        Cell(tight(plain("".join(glyph.text for glyph in word))), place=(word[0].left + word[-1].right) / 2)
        for word in words
    ]
