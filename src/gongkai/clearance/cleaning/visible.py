"""A sheet as it is seen: values with their looks, hidden rows and columns left out, ready to be written anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class VisibleCell:
    """`style` maps openpyxl's names (font, fill, border, alignment, number_format) to its objects."""

    value: Any
    style: dict[str, Any] = field(default_factory=dict)
    look: object = None  # the same for cells of the same style
    link: str = ""
    error: bool = False  # a formula came to #REF! and the like


@dataclass
class VisibleSheet:
    """Rows and columns are counted from 1 as they stood in the source; `seen_rows`, `seen_columns` say what is left."""

    title: str
    cells: dict[tuple[int, int], VisibleCell] = field(default_factory=dict)
    seen_rows: list[int] = field(default_factory=list)
    seen_columns: list[int] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right
    frozen: tuple[int, int] = (1, 1)  # the first row and column that move
    title_rows: tuple[int, int] | None = None
    title_columns: tuple[int, int] | None = None
    print_settings: dict[str, Any] = field(default_factory=dict)
    pictures: list[Any] = field(default_factory=list)
    charts: list[Any] = field(default_factory=list)
    gridlines: bool = True

    def place_of_row(self, row: int) -> int:
        """Where a row (or the first seen one after it) comes to stand."""
        return 1 + sum(seen < row for seen in self.seen_rows)

    def place_of_column(self, column: int) -> int:
        return 1 + sum(seen < column for seen in self.seen_columns)

    @property
    def whole(self) -> bool:
        """Whether nothing was left out between what is seen, so that addresses mean the same as before."""
        return all(at == seen for at, seen in enumerate(self.seen_rows, 1)) and all(
            at == seen for at, seen in enumerate(self.seen_columns, 1)
        )


def within(seen: Iterable[int], first: int, last: int) -> list[int]:
    return [number for number in seen if first <= number <= last]
