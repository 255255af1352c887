"""Where each cell of a table stands once its spans are written out: what Word, a sheet and Typst have to know of it."""

from dataclasses import dataclass

from gongkai.writers.html import Cell, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the line and column of its upper left corner, both from nought."""

    line: int
    column: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """`places[line][column]` is the cell that covers the place; `head` says how many lines are the head."""

    head: int
    places: tuple[tuple[Placed, ...], ...]
    shares: tuple[float, ...]

    @property
    def breadth(self) -> int:
        return len(self.shares)

    @property
    def cells(self) -> tuple[Placed, ...]:
        """Every cell once, in reading order."""
        return tuple(dict.fromkeys(placed for line in self.places for placed in line))


def of(table: Table) -> Grid:
    """The table as a full rectangle. ValueError where cells overlap, leave a hole or hang over the edge."""
    covered: dict[tuple[int, int], Placed] = {}
    for number, line in enumerate(table.lines):
        column = 0
        for cell in line:
            while (number, column) in covered:
                column += 1
            placed = Placed(number, column, cell)
            for place in ((number + d, column + r) for d in range(cell.rowspan) for r in range(cell.colspan)):
                if place in covered:
                    raise ValueError(f"two cells of {table.key!r} cover {place}")
                covered[place] = placed
    height, breadth = len(table.lines), 1 + max((column for _line, column in covered), default=-1)
    if len(covered) != height * breadth or any(line >= height for line, _column in covered):
        raise ValueError(f"the cells of {table.key!r} do not fill {height} lines of {breadth} columns")
    if table.widths and len(table.widths) != breadth:
        raise ValueError(f"{table.key!r} has {breadth} columns and {len(table.widths)} widths")
    places = tuple(tuple(covered[line, column] for column in range(breadth)) for line in range(height))
    return Grid(len(table.head), places, table.widths or (1.0,) * breadth)
