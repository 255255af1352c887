"""What is promised, what was measured, and the verdict: one line each."""

from typing import NamedTuple


class Line(NamedTuple):
    """`at_least` tells whether the bound is a floor or a ceiling; `note` says on what ground the figure stands."""

    what: str
    measured: float
    bound: float
    unit: str = ""
    at_least: bool = False
    note: str = ""

    @property
    def is_met(self) -> bool:
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound

    @property
    def verdict(self) -> str:
        if self.is_met:
            return "met"
        if not self.bound:
            return f"missed: {self.measured:g}"
        away = abs(self.measured - self.bound) / self.bound
        return f"missed by {away:.0%}"

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{self.what:<52}{figure(self.measured):>11} {sign}{figure(self.bound):>9} {self.unit:<10}{self.verdict}{'  ' + self.note if self.note else ''}"


class Report(NamedTuple):
    """A measurement's table, and its figures held against what was promised."""

    table: str
    lines: tuple[Line, ...] = ()


def figure(number: float) -> str:
    """Three digits that matter; thousands in groups."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def verdicts(lines: list[Line]) -> str:
    head = f"{'target':<52}{'measured':>11} {'bound':>10} "
    met = sum(line.is_met for line in lines)
    return "\n".join([head, *map(str, lines), f"{met} of {len(lines)} met"])
