"""Lines of text on a picture: where they stand, in which order they are read, which of them stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the picture given


@dataclass(frozen=True)
class Line:
    text: str
    box: Box
    score: float
    turned: int = 0  # degrees the page must be turned to read it: 0, 90, 180, 270

    def moved(self, scale: float, x: float, y: float) -> "Line":
        """As it stands on a picture that is larger by `scale` and begins this much further left and higher."""
        left, top, right, bottom = (side * scale for side in self.box)
        return Line(self.text, (left + x, top + y, right + x, bottom + y), self.score, self.turned)

    def box_of(self, start: int, end: int) -> Box:
        """Where a stretch of the text stands, by the widths letters usually have, half a letter larger on each side."""
        if self.turned or not self.text:
            return self.box
        widths = [1.0 if ord(letter) < 0x2E80 else 2.0 for letter in self.text]
        unit = (self.box[2] - self.box[0]) / sum(widths)
        left = self.box[0] + (sum(widths[:start]) - 0.7) * unit
        right = self.box[0] + (sum(widths[:end]) + 0.7) * unit
        return max(self.box[0], left), self.box[1], min(self.box[2], right), self.box[3]


def rows(found: Sequence[Line]) -> list[list[Line]]:
    """Lines side by side are one row, as in a table. A number cut by a narrow column goes on in the line below it."""
    grouped: list[list[Line]] = []
    for line in found:
        last = grouped[-1][-1] if grouped else None
        if last is not None and not line.turned and _beside(last, line):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return _continued(grouped)


def in_order(found: list[Line]) -> list[Line]:
    """From the top down and the left to the right as the page is read: most lines say how it is turned."""
    votes: dict[int, int] = {}
    for line in found:
        votes[line.turned] = votes.get(line.turned, 0) + len(line.text)
    turned = max(votes, key=lambda turn: votes[turn]) if votes else 0

    def upright(line: Line) -> Box:
        left, top, right, bottom = line.box
        return {
            0: (left, top, right, bottom),
            90: (-bottom, left, -top, right),
            180: (-right, -bottom, -left, -top),
            270: (top, -right, bottom, -left),
        }[turned]

    waiting = sorted(((upright(line), line) for line in found), key=lambda pair: (pair[0][1] + pair[0][3]) / 2)
    ordered: list[Line] = []
    while waiting:
        row = [waiting.pop(0)]
        row += [pair for pair in waiting if _level(row[0][0], pair[0])]
        waiting = [pair for pair in waiting if pair not in row]
        ordered += [line for _, line in sorted(row, key=lambda pair: pair[0][0])]
    return ordered


def _level(one: Box, other: Box) -> bool:
    """Whether two boxes stand on one line, seen from the first; a slightly turned scan climbs a little on the way."""
    height = min(one[3] - one[1], other[3] - other[1])
    middle = abs((one[1] + one[3]) - (other[1] + other[3])) / 2
    return middle < height * 0.5 and (other[0] >= one[2] - height or other[2] <= one[0] + height)


def _beside(one: Line, other: Line) -> bool:
    return _level(one.box, other.box) and other.box[0] > one.box[0]


def _continued(grouped: list[list[Line]]) -> list[list[Line]]:
    """A cell that ends in digits takes the digits right below it: `522601198503` over `121234` in a narrow column."""
    for above, below in pairwise(grouped):
        if len(above) < 2 and len(below) < 2:
            continue
        for line in list(below):
            over = next((cell for cell in above if _goes_on(cell, line)), None)
            if over is not None:
                below.remove(line)
                above.insert(above.index(over) + 1, line)
    return [row for row in grouped if row]


def _goes_on(above: Line, below: Line) -> bool:
    tail = len(above.text) - len(above.text.rstrip("0123456789"))
    head = below.text.strip()
    if tail < 4 or not head or len(head) + tail > 20 or not head.rstrip("Xx").isdigit():
        return False
    height = above.box[3] - above.box[1]
    inside = min(above.box[2], below.box[2]) - max(above.box[0], below.box[0])
    return below.box[1] - above.box[3] < height * 0.8 and inside > 0.7 * (below.box[2] - below.box[0])
