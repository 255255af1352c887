"""Boxes drawn over a page: where, and on which ground; and what their painting answers."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.clearance.documents.places import Place
from gongkai.clearance.redaction.severance import REASONS, Severed

GROWN = 1.5  # points on each side, since the strokes of a letter reach beyond its box
MOST_BOXES = 20_000


class BoxOutside(ValueError):
    """A box that lies beside its page, or on a page there is none of."""


@dataclass(frozen=True)
class Box:
    """Page counted from 1; edges from the top left of the page as shown, in points (72 to the inch), in pixels for an image."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    reason: str = "privacy"

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError("没有这种遮盖的理由")
        if not all(math.isfinite(edge) for edge in (self.x0, self.y0, self.x1, self.y1)):
            raise BoxOutside("遮盖框的坐标不是数")

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom, whichever corner the drawing began at."""
        return min(self.x0, self.x1), min(self.y0, self.y1), max(self.x0, self.x1), max(self.y0, self.y1)

    def grown(self, by: float) -> tuple[float, float, float, float]:
        left, top, right, bottom = self.edges
        return left - by, top - by, right + by, bottom + by


def by_page(boxes: Iterable[Box], sizes: Sequence[tuple[float, float]]) -> dict[int, list[Box]]:
    """Boxes by page. Raises `BoxOutside` for one that touches no part of a page of these sizes."""
    found: dict[int, list[Box]] = {}
    for number, box in enumerate(boxes, 1):
        if number > MOST_BOXES:
            raise BoxOutside("遮盖框过多")
        if not 1 <= box.page <= len(sizes):
            raise BoxOutside(f"第{number}个遮盖框在第{box.page}页，文件只有{len(sizes)}页")
        width, height = sizes[box.page - 1]
        left, top, right, bottom = box.edges
        if right < 0 or bottom < 0 or left > width or top > height:
            raise BoxOutside(f"第{number}个遮盖框在第{box.page}页以外")
        found.setdefault(box.page, []).append(box)
    return found


def painted(
    edges: tuple[float, float, float, float], scale: float, size: tuple[int, int]
) -> tuple[int, int, int, int] | None:
    """Whole pixels that cover the edges, one at least; both ends belong to it. None when it lies beside the image."""
    left, top, right, bottom = edges
    x0, y0 = max(0, math.floor(left * scale)), max(0, math.floor(top * scale))
    x1, y1 = (
        min(size[0] - 1, max(x0, math.ceil(right * scale) - 1)),
        min(size[1] - 1, max(y0, math.ceil(bottom * scale) - 1)),
    )
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def log(boxes: Iterable[Box], file: str) -> list[Severed]:
    """The boxes as entries of the list of what was covered (Art. 37)."""
    return [Severed(file, Place.of(("page", box.page)), box.reason) for box in boxes]
