"""Bookkeeping of a scanner that looks through several views at one block."""

from bisect import bisect_left, insort
from collections.abc import Iterator

from gongkai.clearance.scanners.sight import Sight, View


class Stretches:
    """Stretches already taken by a hit, never overlapping; asking and taking cost the logarithm of their number."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, int]] = []
        self.exact: set[tuple[int, int]] = set()  # those that may overlap, but not be twice the same

    def free(self, start: int, end: int) -> bool:
        at = bisect_left(self.taken, (start, start))
        if at and self.taken[at - 1][1] > start:
            return False
        return at == len(self.taken) or self.taken[at][0] >= end

    def take(self, start: int, end: int) -> None:
        insort(self.taken, (start, end))


def views_of(sight: Sight) -> Iterator[View]:
    """Every view that says something new, the plainest first."""
    yield sight.plain
    if sight.close is not sight.plain:
        yield sight.close
    if sight.joined.text != sight.close.text:
        yield sight.joined
    if sight.loose is not sight.joined:
        yield sight.loose
    for view in (sight.spelled, sight.guessed):
        if view is not None:
            yield view
