"""Table three in print: lines of seven numbers whose labels stand beside, above or below them.

A line whose label stands on it is an anchor; between two anchors, as many lines as rows are those rows. More is not said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annual_reports.published.table_three.rows import PIECE, SURE, Rows, stops_with
from gongkai.annual_reports.published.tokens import Token
from gongkai.annual_reports.published.words import han, is_number, tight, value


@dataclass(frozen=True, slots=True)
class Line:
    """A line of numbers in print: `labels` stand on the same line, `cells` are its values."""

    number: int
    labels: str
    cells: tuple[Token, ...]


def number_lines(region: Sequence[Token]) -> list[Line]:
    by_line: dict[int, list[Token]] = {}
    for token in region:
        by_line.setdefault(token.line, []).append(token)
    found = []
    for number, parts in by_line.items():
        cells = tuple(token for token in parts if token.is_value)
        if cells:
            found.append(Line(number, "".join(tight(token.text) for token in parts if not token.is_value), cells))
    return found


def read(rows: Rows, region: Sequence[Token], lines: Sequence[Line], *, is_whole: bool) -> None:
    full = [line for line in lines if len(line.cells) >= rows.width or _anchor(rows, line, 0) is not None]
    anchors: list[tuple[int, int]] = []
    since = 0
    for number, line in enumerate(full):
        if (found := _anchor(rows, line, since)) is not None:
            anchors.append((number, found))
            since = found + 1
    assigned = dict(anchors)
    broken = _beside_stray(lines, full)
    ends = [(-1, -1), *anchors]
    if is_whole:
        ends.append((len(full), len(rows.rows)))
    for (left, row_left), (right, row_right) in pairwise(ends):
        if right - left == row_right - row_left:
            assigned |= {left + step: row_left + step for step in range(1, right - left)}
    last = max(assigned.values(), default=-1)
    for number, line in enumerate(full):
        if number not in assigned:
            continue
        row = assigned[number]
        cells = line.cells if len(line.cells) == rows.width else ()
        is_cut = not is_whole and row == last and stops_with(line.cells, region)
        if cells and not is_cut and line.number not in broken:
            rows.put(row, [value(cell.text) for cell in cells], _own_piece(rows, line.labels, row))
        else:
            rows.seen(row)
    text = "".join(tight(token.text) for token in region if token.is_words)
    for row, _label in rows.named(text, 0):
        rows.seen(row)


def _anchor(rows: Rows, line: Line, since: int) -> int | None:
    """The row whose label, or a good part of it, stands on the line itrows."""
    best: tuple[int, float] | None = None
    for piece in PIECE.split(line.labels):
        if len(han(piece)) <= 2 and not PIECE.match(piece):
            continue  # 其他 in pieces of 其他处理 is not the row 3.其他
        found = rows.near(piece, since)
        if (
            found
            and found[1] >= SURE
            and (len(han(piece)) >= 4 or found[1] == 1)
            and (best is None or found[1] > best[1])
        ):
            best = found
    return best[0] if best else None


def _own_piece(rows: Rows, labels: str, row: int) -> str:
    """The part of a line's words that is this row's label, for comparison with the form's; nothing when in doubt."""
    for piece in PIECE.split(labels):
        found = rows.near(piece, row)
        if found and found[0] == row and PIECE.match(piece):
            return piece
    return ""


def _beside_stray(lines: Sequence[Line], full: Sequence[Line]) -> set[int]:
    """Lines next to one with numbers too few for a row: the ends of numbers broken in narrow cells, so none is certain."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        if line not in full and any(is_number(cell.text) for cell in line.cells):
            found |= {other.number for other in lines[max(0, place - 1) : place + 2]}
    return found
