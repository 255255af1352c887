"""A figure held against what was promised."""

import pytest

from benchmarks.targets import Line, verdicts


@pytest.mark.parametrize(
    ("measured", "bound", "at_least", "verdict"),
    [
        (100, 100, False, "met"), (99, 100, False, "met"), (125, 100, False, "missed by 25%"),
        (100, 100, True, "met"), (75, 100, True, "missed by 25%"), (3, 0, False, "missed: 3"), (0, 0, False, "met"),
    ],
)  # fmt: skip
def test_a_bound_is_a_floor_or_a_ceiling_and_the_distance_is_told(measured, bound, at_least, verdict):
    assert Line("x", measured, bound, at_least=at_least).verdict == verdict


def test_the_last_line_counts_what_was_met():
    told = verdicts([Line("a", 1, 2), Line("b", 3, 2), Line("c", 3, 2, at_least=True, note="why")])
    assert told.splitlines()[-1] == "2 of 3 met"
    assert "why" in told
