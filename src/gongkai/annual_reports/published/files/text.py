"""Plain text as copied from a page: table cells parted by strokes, by tabs, by spaces, or one to a line."""

import re
from itertools import groupby, pairwise

from gongkai.annual_reports.published.paper import Cell, Line, Paper
from gongkai.annual_reports.published.words import plain, tight

ENCODINGS = ("utf-8-sig", "gb18030")
_HEADING = re.compile(r"\s*[一二三四五六七八九]、")
MOST_BETWEEN = 6
LONGEST_LABEL = 40  # a line without a stroke inside a table of strokes is a broken label, never a sentence


def decoded(data: bytes) -> str:
    """The text in whatever of the usual encodings it is in; a byte that fits none becomes a replacement mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def read(data: bytes) -> Paper:
    return from_text(decoded(data))


def from_text(written: str) -> Paper:
    """Lines of the text; what is parted by strokes or tabs becomes rows. Where it stops nobody can tell, so it is never whole."""
    paper = Paper(is_whole=False)
    lines = plain(written).split("\n")
    marks = _marks(lines)
    for mark, group in groupby(zip(lines, marks, strict=True), key=lambda pair: pair[1]):
        block = [line for line, _mark in group]
        if mark == "stroke":
            paper.lines += _strokes(block)
        elif mark == "tab":
            for line in block:
                paper.row(enumerate(line.split("\t")))
        else:
            paper.write("\n".join(block))
    return paper


def _marks(lines: list[str]) -> list[str]:
    marks = ["stroke" if "|" in line else "tab" if "\t" in line.strip("\n") and _is_row(line) else "" for line in lines]
    strokes = [place for place, mark in enumerate(marks) if mark == "stroke"]
    for before, after in pairwise(strokes):  # cells on lines of their own between strokes, labels broken over lines
        between = lines[before + 1 : after]
        if len(between) <= MOST_BETWEEN and all(_may_be_cell(line) for line in between):
            marks[before + 1 : after] = ["stroke"] * len(between)
    if strokes and _may_be_cell(lines[strokes[0] - 1]) and tight(lines[strokes[0]]) == "|" and strokes[0]:
        marks[strokes[0] - 1] = "stroke"
    return marks


def _may_be_cell(line: str) -> bool:
    return len(tight(line)) <= LONGEST_LABEL and not _HEADING.match(line)


def _is_row(line: str) -> bool:
    cells = line.lstrip().split("\t")
    return len(cells) > 2 or len([cell for cell in cells if tight(cell)]) == 2


def _strokes(block: list[str]) -> list[Line]:
    """Rows when each line is one (`规章 | 0 | 0 | 0 |`); otherwise one run of cells, whose rows have no certain end."""
    rows = [[" ".join(cell.split()) for cell in line.split("|")] for line in block]
    if all(len(row) >= 3 or not any(row) for row in rows) and any(len(row) > 3 for row in rows):
        return [
            Line(tuple(Cell(text, column) for column, text in enumerate(row)), is_run=True) for row in rows if any(row)
        ]
    cells = [" ".join(cell.split()) for cell in "\n".join(block).split("|")]
    if cells and not cells[-1]:
        cells.pop()
    return [Line(tuple(Cell(text) for text in cells), is_run=True)] if any(cells) else []
