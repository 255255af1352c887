"""How long does a year's report take to compile, and a province to roll up, among 10,000, 100,000 and 1,000,000 applications?

3,000 organs and ten years (`benchmarks/province.py`), on SQLite, and on PostgreSQL where there is a server. Printed:
milliseconds of one organ's report (the median of fifty organs, and the busiest one), the same rows grouped by bare SQL
with nothing around it as the baseline, seconds of the whole province, growth for ten times the applications, and the
most memory Python held. Each figure is the least disturbed of several turns.
"""

import json
import os
import random
import subprocess
import sys
import time
import tracemalloc
from itertools import pairwise
from pathlib import Path

from benchmarks.cases import SERVER, databases
from benchmarks.measuring import median_ms

SIZES = [10_000, 100_000, 1_000_000]
SAMPLE, TURNS = 51, 7
BARE = """
    SELECT a.received_on >= '{year}-01-01', CASE WHEN a.closed_on IS NULL OR a.closed_on > '{year}-12-31' THEN '' ELSE a.decision END,
           p.kind, COUNT(*)
    FROM applications_application a JOIN applications_applicant p ON p.application_id = a.id
    WHERE {organ} (a.closed_on IS NULL OR a.closed_on >= '{year}-01-01') AND a.received_on <= '{year}-12-31'
    GROUP BY 1, 2, 3
"""


def report(folder: Path, sizes: list[int] | None = None) -> str:
    """The tables of both databases."""
    sizes = sizes or SIZES
    tables = [_table("SQLite", [_child(folder / "reports", size, {}) for size in sizes])]
    with databases(sizes) as addresses:
        if addresses:
            around = {size: {"GONGKAI_DATABASE": address} for size, address in addresses.items()}
            rows = [_child(folder / "reports-postgres", size, around[size]) for size in sizes]
            tables.append(_table("PostgreSQL", rows))
        else:
            tables.append(f"no PostgreSQL at {SERVER.rpartition('@')[2]}: not measured there")
    return "\n\n".join(tables)


def _child(folder: Path, size: int, environment: dict[str, str]) -> dict:
    """A process of its own for each archive."""
    folder.joinpath(str(size)).mkdir(parents=True, exist_ok=True)
    around = os.environ | {
        "GONGKAI_DATA": str(folder / str(size)), "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "GONGKAI_LOG": "ERROR",
    } | environment  # fmt: skip
    print(f"reports: {size:,} applications, {'PostgreSQL' if environment else 'SQLite'}", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reports", str(size)], env=around, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def _table(title: str, rows: list[dict]) -> str:
    head = f"{'reports, ' + title:<52}" + "".join(f"{row['size']:>12,}" for row in rows)
    lines = [head + "".join(f"{'×' + format(row['size'], ','):>12}" for row in rows[1:])]
    for name in (name for name in rows[0] if name != "size"):
        cells = "".join(f"{row[name]:>12.2f}" for row in rows)
        growth = "".join(f"{row[name] / before[name]:>12.2f}" for before, row in pairwise(rows))
        lines.append(f"{name:<52}{cells}{growth}")
    return "\n".join([*lines, "growth: against the size before it"])


def measure(size: int) -> dict[str, float]:
    from benchmarks.province import ROOT, YEAR, organs
    from gongkai.annual_reports.compile import compile_report
    from gongkai.annual_reports.rolled import from_records, rolled_up
    from gongkai.organs.models import Organ

    chosen = random.Random(49).sample(organs(), SAMPLE)
    busiest = organs()[0]
    province = Organ.objects.get(slug=ROOT)

    def compiled(number: int):
        return compile_report(chosen[number % SAMPLE], YEAR)

    def bare(number: int):
        return _bare(f"a.organ_id = {chosen[number % SAMPLE].pk} AND", YEAR)

    rows: dict[str, float] = {"size": size}
    rows["compile one organ: median, ms"] = _least(compiled, SAMPLE)
    rows["the same rows by bare GROUP BY, ms"] = _least(bare, SAMPLE)
    rows["compile ÷ bare"] = rows["compile one organ: median, ms"] / rows["the same rows by bare GROUP BY, ms"]
    rows["compile the busiest organ, ms"] = _least(lambda n: compile_report(busiest, YEAR), 7)
    rows["the busiest by bare GROUP BY, ms"] = _least(lambda n: _bare(f"a.organ_id = {busiest.pk} AND", YEAR), 7)
    _same(from_records(province, YEAR), rolled_up(province, YEAR).total, YEAR)
    rows["province from its records, one pass, s"] = _least(lambda n: from_records(province, YEAR), 1) / 1000
    rows["the whole table by bare GROUP BY, s"] = _least(lambda n: _bare("", YEAR), 1) / 1000
    rows["province from 3,000 hand-ins, s"] = _least(lambda n: rolled_up(province, YEAR), 1) / 1000
    rows["most memory, from records, MB"] = _peak(lambda: from_records(province, YEAR))
    rows["most memory, from hand-ins, MB"] = _peak(lambda: rolled_up(province, YEAR))
    rows["most memory, the busiest organ, MB"] = _peak(lambda: compile_report(busiest, YEAR))
    return rows


def _same(recorded, handed_in, year: int) -> None:
    """The two ways to the sum agree in every place, and with what the database itself counts."""
    assert recorded.numbers == handed_in.numbers
    told = sum(number for *_group, number in _bare("", year))
    numbers = recorded.numbers
    assert told == numbers["table_three.new_received.total"] + numbers["table_three.carried_in.total"] > 0


def _bare(organ: str, year: int) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE.format(organ=organ, year=year))
        return cursor.fetchall()


def _least(call, times: int) -> float:
    call(0)  # warm: caches, prepared statements, imports
    return min(median_ms(call, times) for _turn in range(TURNS if times > 1 else 3))


def _peak(call) -> float:
    tracemalloc.start()
    call()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main(size: int) -> None:
    import django

    django.setup()
    from benchmarks import province
    from gongkai.cli.setup import prepare

    prepare()
    started = time.monotonic()
    province.fill(size)
    print(f"filled in {time.monotonic() - started:.0f} s", file=sys.stderr)
    print(json.dumps(measure(size)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
