"""A PDF with text: its ruled tables cell by cell, the rest line by line from where the letters stand."""

from collections.abc import Iterator, Sequence

import pypdfium2
from pypdfium2 import raw

from gongkai.annual_reports.published.paper import Cell, Line, Paper, is_page_number
from gongkai.annual_reports.published.words import plain, tight
from gongkai.pages.rulings import Glyph, Grid, grids

MOST_PAGES = 300
SAME_LINE = 0.45  # of a letter's height: how far the middles of letters of one line may be apart
SAME_WORD = 0.5  # of a letter's height: the widest gap within a word


def read(data: bytes) -> Paper:
    document = pypdfium2.PdfDocument(data)
    paper = Paper()
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            paper.has_pictures = paper.has_pictures or any(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
            tables, rest = grids(page, _glyphs(page))
            paper.lines += _in_order(tables, _lines(rest))
    finally:
        document.close()
    return paper


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    text = page.get_textpage()
    glyphs = []
    for place in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, place))
        if letter.isspace() or letter in "\x00\ufffe\uffff":
            continue
        left, low, right, high = text.get_charbox(place, loose=True)
        glyphs.append(Glyph(letter, left, right, low, high))
    return glyphs


def _in_order(tables: Sequence[Grid], lines: Sequence[Sequence[Glyph]]) -> Iterator[Line]:
    """Lines and tables of one page as they follow each other from the top."""
    waiting = list(tables)
    for letters in lines:
        while waiting and waiting[0].top >= letters[0].middle:
            yield from _rows(waiting.pop(0))
        cells = tuple(_cells(letters))
        if cells and not is_page_number("".join(cell.text for cell in cells)):
            yield Line(cells)
    for table in waiting:
        yield from _rows(table)


def _rows(table: Grid) -> Iterator[Line]:
    for row in table.lines():
        cells = tuple(Cell(_text(letters), column) for column, letters in row)
        if any(cell.text for cell in cells):
            yield Line(cells, is_row=True)


def _text(letters: Sequence[Glyph]) -> str:
    return tight(plain("".join(glyph.text for line in _lines(letters) for glyph in line)))


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.middle):
        height = max(glyph.high - glyph.low, 4)
        if lines and abs(lines[-1][0].middle - glyph.middle) < height * SAME_LINE:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda g: g.left) for line in lines]


def _cells(line: Sequence[Glyph]) -> list[Cell]:
    words: list[list[Glyph]] = []
    for glyph in line:
        size = max(glyph.high - glyph.low, 4)
        if words and glyph.left - words[-1][-1].right < size * SAME_WORD:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return [Cell(tight(plain("".join(glyph.text for glyph in word)))) for word in words]
