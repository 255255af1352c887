"""Lists saved as text: each line a row of one table."""

from __future__ import annotations

import csv
import io
from collections import Counter

from gongkai.clearance.documents.decoding import as_text
from gongkai.clearance.documents.document import ROW, Block, Document, Piece, Unread
from gongkai.clearance.documents.places import Place
from gongkai.clearance.documents.plain import note_broken

MARKS = ",\t;|，"
MOST_CELLS = 1_000_000
csv.field_size_limit(64 * 1024 * 1024)


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "csv")
    text = (as_text(data) or "").replace("\0", "")
    note_broken(document, text)
    cells = 0
    for number, row in enumerate(rows_of(text), 1):
        if not any(cell.strip() for cell in row):
            continue
        at = Place.of(("row", number))
        pieces = [
            Piece(cell.replace("\t", " "), at.then("column", column), "", "\t" if column > 1 else "")
            for column, cell in enumerate(row, 1)
        ]
        document.blocks.append(Block(pieces, ROW, 1, number))
        cells += len(row)
        if cells > MOST_CELLS:
            document.unread.append(Unread(at, f"单元格超过 {MOST_CELLS} 个，以后的没有读取，请拆分后重新上传"))
            break
    return document


def rows_of(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines()[:60] if line.strip()]
    mark = max(MARKS, key=lambda one: _evenness(one, lines))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    swallowed = any(cell.count("\n") > 200 for row in rows for cell in row)
    if swallowed:  # one quotation mark too many has eaten the lines after it
        rows = [line.split(mark) for line in text.splitlines()]
    return rows


def _evenness(mark: str, lines: list[str]) -> float:
    """The more lines have it equally often, the likelier this is what parts the cells; prose above a table has it now and then."""
    counts = Counter(count for line in lines if (count := line.count(mark)))
    if not counts:
        return 0.0
    usual, alike = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    return usual / 100 + alike / len(lines)
