"""How well published reports are read: cells right, faults found, false alarms, and milliseconds a report.

Real reports are read where a collection lies beside the project; otherwise our own tables in every way of setting them down.
"""

import statistics
import time
from pathlib import Path

from gongkai.annual_reports.published import check
from gongkai.statute.annual_report.forms import form_named
from tests.annual_reports.published import real
from tests.annual_reports.published.markups import WAYS, write
from tests.annual_reports.published.test_markups import some_tables


def report(_folder: Path, sizes: list[int]) -> str:
    """`sizes` is how many reports of our own are set down in each way."""
    return "\n".join(["Published reports, read and judged", *_real(), *_own(sizes[0])])


def _real() -> list[str]:
    tallies = [real.tally(name) for name in real.names()]
    if not tallies:
        return ["  real reports: no collection beside the project"]
    cells, right = sum(t.cells for t in tallies), sum(t.right for t in tallies)
    recorded, found = sum(t.recorded for t in tallies), sum(t.found for t in tallies)
    alarms = [f"{t.name}: {alarm}" for t in tallies for alarm in t.false_alarms]
    return [
        f"  real reports     {len(tallies)}",
        f"  cells right      {right} / {cells}, and {sum(t.extra for t in tallies)} nobody recorded",
        f"  faults found     {found} / {recorded}",
        f"  false alarms     {len(alarms)} {'; '.join(alarms)}".rstrip(),
    ]


def _own(number: int) -> list[str]:
    lines = ["  way of setting down                cells right      ms a report"]
    for way in WAYS:
        right = cells = 0
        took = []
        for seed in range(number):
            for key in ("2019-60", "2021-30"):
                tables = some_tables(key, seed)
                data = write(form_named(key), tables, way)
                start = time.perf_counter()
                verdict = check(data)
                took.append((time.perf_counter() - start) * 1000)
                want = real.flat(
                    {"table_two": tables.table_two, "table_three": tables.table_three, "table_four": tables.table_four}
                )
                got = real.flat(verdict.tables)
                cells += len(want)
                right += sum(got.get(path) == value for path, value in want.items())
        lines.append(f"  {way:<34} {right:>5} / {cells:<7} {statistics.median(took):>8.1f}")
    return lines
