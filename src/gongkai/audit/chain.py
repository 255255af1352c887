"""The hash of a row, in plain Python, so that anybody can recompute the trail from an export.

hash = SHA-256( previous hash + canonical JSON of the row ), hexadecimal. The first row follows GENESIS.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
HASHED_FIELDS = ("number", "recorded_at", "actor", "organ", "verb", "subject", "facts")


def row_hash(previous: str, row: Mapping[str, Any]) -> str:
    """Hash of one row; `row` holds HASHED_FIELDS, `recorded_at` as ISO text in UTC with microseconds."""
    content = json.dumps(
        {field: row[field] for field in HASHED_FIELDS}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256((previous + content).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """A place where the trail is not what was written: `number` is where a reader should look."""

    number: int
    message: str


def faults(rows: Iterable[Mapping[str, Any]], *, count: int, head: str) -> list[Fault]:
    """Every fault of a trail read in order of number. `count` and `head` are what the seal says of its end.

    An edited row no longer gives its own hash; a removed, added or reordered one breaks the run of numbers
    or the link to its neighbour; rows cut off at the end disagree with the seal.
    """
    found: list[Fault] = []
    previous, expected, last = GENESIS, 1, 0
    for row in rows:
        number = row["number"]
        if number != expected:
            found.append(Fault(expected, f"第 {expected} 行缺失，接下来是第 {number} 行"))
        elif row["previous_hash"] != previous:
            found.append(Fault(number, f"第 {number} 行与上一行接不上：上一行被改动、调换或删除"))
        if row_hash(row["previous_hash"], row) != row["hash"]:
            found.append(Fault(number, f"第 {number} 行的内容被改动（{row['verb']}，{row['actor']}）"))
        previous, expected, last = row["hash"], number + 1, number
    if last != count:
        found.append(Fault(last + 1, f"末尾应为第 {count} 行，实际到第 {last} 行"))
    elif previous != head:
        found.append(Fault(last, f"第 {last} 行与封存的末行不一致"))
    return found
