"""The ruled tables of a printed page: which lines make cells, and which letters stand in which cell.

A number broken over two lines of a narrow cell is one number, and an empty cell is an empty cell: only the rules tell.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

TOGETHER = 4.5  # points: the two borders of neighbouring cells are one rule
STRAIGHT = 1.5
SHORTEST = 6.0
MOST_RULES = 4000  # a drawing, not a table


@dataclass(slots=True)
class Glyph:
    """A letter and the box it stands in, in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along `at` (y of a level one, x of an upright one) from `start` to `end`."""

    level: bool
    at: float
    start: float
    end: float


@dataclass
class Grid:
    """One ruled table: the places of its rules, and the letters of each merged cell by its upper left corner (row, column)."""

    top: float
    rows: list[float]
    columns: list[float]
    corner: dict[tuple[int, int], tuple[int, int]]
    letters: dict[tuple[int, int], list[Glyph]] = field(default_factory=dict)

    def holds(self, glyph: Glyph) -> tuple[int, int] | None:
        row, column = _between(self.rows, -glyph.middle), _between(self.columns, glyph.centre)
        return None if row is None or column is None else self.corner[row, column]

    def lines(self) -> Iterator[list[tuple[int, list[Glyph]]]]:
        """Row by row: (column, letters) of the cells that begin in it."""
        corners = sorted(set(self.corner.values()))
        for row in range(len(self.rows) - 1):
            yield [(column, self.letters.get((row, column), [])) for at, column in corners if at == row]


def grids(page: pypdfium2.PdfPage, glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables of the page with their letters, from the top down, and the letters outside any."""
    rules = list(_rules(page))
    if not rules or len(rules) > MOST_RULES:
        return [], list(glyphs)
    found = sorted(filter(None, map(_grid, _joined(rules))), key=lambda grid: (len(grid.corner), -grid.top))
    outside = []
    for glyph in glyphs:
        place = next(((grid, cell) for grid in found if (cell := grid.holds(glyph)) is not None), None)
        if place is None:
            outside.append(glyph)
        else:
            place[0].letters.setdefault(place[1], []).append(glyph)
    return sorted((grid for grid in found if grid.letters), key=lambda grid: -grid.top), outside


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, low, right, high = thing.get_bounds()
        if right - left < STRAIGHT * 2 or high - low < STRAIGHT * 2:
            yield from _rule(left, low, right, high)
            continue
        for (x1, y1), (x2, y2) in _segments(thing):
            yield from _rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _rule(left: float, low: float, right: float, high: float) -> Iterator[Rule]:
    if high - low < STRAIGHT * 2 and right - left >= SHORTEST:
        yield Rule(True, (low + high) / 2, left, right)
    elif right - left < STRAIGHT * 2 and high - low >= SHORTEST:
        yield Rule(False, (left + right) / 2, low, high)


def _segments(thing: pypdfium2.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path, where they stand on the page."""
    matrix = thing.get_matrix()
    start = before = None
    for place in range(raw.FPDFPath_CountSegments(thing.raw)):
        segment = raw.FPDFPath_GetPathSegment(thing.raw, place)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif before is not None and kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        before = point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield point, start
            before = start


def _joined(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, table by table."""
    heads = list(range(len(rules)))

    def head(place: int) -> int:
        while heads[place] != place:
            heads[place] = heads[heads[place]]
            place = heads[place]
        return place

    levels = [place for place, rule in enumerate(rules) if rule.level]
    uprights = [place for place, rule in enumerate(rules) if not rule.level]
    for one in levels:
        for other in uprights:
            if _touch(rules[one], rules[other]):
                heads[head(one)] = head(other)
    groups: dict[int, list[Rule]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(head(place), []).append(rule)
    return [group for group in groups.values() if len(group) >= 4]


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - TOGETHER <= upright.at <= level.end + TOGETHER
        and upright.start - TOGETHER <= level.at <= upright.end + TOGETHER
    )


def _grid(rules: Sequence[Rule]) -> Grid | None:
    """None for what is no table: fewer than two columns or rows."""
    rows = _places(-rule.at for rule in rules if rule.level)
    columns = _places(rule.at for rule in rules if not rule.level)
    if len(rows) < 3 or len(columns) < 3:
        return None
    levels = [rule for rule in rules if rule.level]
    uprights = [rule for rule in rules if not rule.level]
    corner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            corner[row, column] = (row, column)
            y, x = -(rows[row] + rows[row + 1]) / 2, (columns[column] + columns[column + 1]) / 2
            if column and not _ruled(uprights, columns[column], y):
                corner[row, column] = corner[row, column - 1]
            elif row and not _ruled(levels, -rows[row], x):
                corner[row, column] = corner[row - 1, column]
    return Grid(-rows[0], rows, columns, corner)


def _ruled(rules: Sequence[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= TOGETHER and rule.start - 1 <= through <= rule.end + 1 for rule in rules)


def _places(values: Iterator[float]) -> list[float]:
    """Rules closer than two borders are one, at their mean."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][-1] <= TOGETHER:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _between(places: Sequence[float], value: float) -> int | None:
    if not places[0] <= value <= places[-1]:
        return None
    return next((n for n in range(len(places) - 1) if places[n] <= value <= places[n + 1]), None)
