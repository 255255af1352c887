"""Reports organs really published, when a collection of them lies beside the project: text, figures and faults found by people."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.annual_reports.published import Verdict, check

COLLECTION = Path(__file__).resolve().parents[4] / "shared" / "data" / "annual-reports"
# What needs knowledge from outside the text: a date that stands only on the page's frame.
OUTSIDE = {("huangpi-mzj-2019", "D.late")}


@dataclass(frozen=True)
class Tally:
    """Cells right of cells recorded, cells read that are not recorded, faults found of faults recorded, false alarms."""

    name: str
    cells: int
    right: int
    extra: int
    recorded: int
    found: int
    false_alarms: tuple[str, ...]
    missed: tuple[str, ...]


def names() -> list[str]:
    return [path.stem for path in sorted(COLLECTION.glob("*.json")) if path.with_suffix(".txt").exists()]


def expected(name: str) -> dict[str, Any]:
    return json.loads((COLLECTION / f"{name}.json").read_text(encoding="utf-8"))


def tally(name: str) -> Tally:
    known = expected(name)
    verdict = check((COLLECTION / f"{name}.txt").read_bytes(), name)
    want, got = flat(known), flat(verdict.as_data()["tables"])
    right = sum(path in got and _same(got[path], value) for path, value in want.items())
    faults = [(fault["rule"], fault["at"]) for fault in known["violations"] if (name, fault["rule"]) not in OUTSIDE]
    found, missed, alarms = _matched(faults, verdict)
    return Tally(name, len(want), right, len(set(got) - set(want)), len(faults), found, alarms, missed)


def flat(tables: dict[str, Any], before: str = "") -> dict[str, Any]:
    """The cells of the tables by path; whatever else the record holds is left out."""
    found = {}
    for key, inner in tables.items():
        if before or key in {"table_two", "table_three", "table_four"}:
            path = f"{before}.{key}" if before else key
            found |= flat(inner, path) if isinstance(inner, dict) else {path: inner}
    return found


def _same(one: Any, other: Any) -> bool:
    return one is other is None or (one is not None and other is not None and abs(float(one) - float(other)) < 1e-9)


def _matched(faults: list[tuple[str, str]], verdict: Verdict) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Each recorded fault takes one of ours: the same rule at the same place, in the narrative the same rule anywhere."""
    ours = [(breach.rule, breach.at) for breach in verdict.breaches]
    missed = []
    for rule, at in faults:
        same = [mine for mine in ours if mine == (rule, at) or (mine[0] == rule and rule.startswith("N."))]
        if same:
            ours.remove(same[0])
        else:
            missed.append(f"{rule} {at}")
    return len(faults) - len(missed), tuple(missed), tuple(f"{rule} {at}" for rule, at in ours)
