"""`make bench`, or `python -m benchmarks [--quick] [--only NAME …] [--keep DIR] [--write NAME]`.

NAME is a measurement (ingest, bake, publishing, serving, starting, forms, search, items, cases, reports, published, clearance)
or a group of them: `site` for the baked site and all around it, `new` for that and the search.
"""

import argparse
import json
import os
import platform
import tempfile
import time
from pathlib import Path

from benchmarks import (
    baking,
    cases,
    clearance,
    forms,
    ingesting,
    items,
    published,
    publishing,
    reports,
    searching,
    serving,
    starting,
)
from benchmarks.targets import Line, Report, verdicts

REPORTS = {
    "ingest": ingesting.report,
    "bake": baking.report,
    "publishing": publishing.report,
    "serving": serving.report,
    "starting": starting.report,
    "forms": forms.report,
    "search": searching.report,
    "items": lambda folder, sizes: items.report(items.run(folder, sizes)),
    "cases": cases.report,
    "reports": reports.report,
    "published": published.report,
    "clearance": clearance.report,
}
GROUPS = {"site": ["ingest", "bake", "publishing", "serving", "starting", "forms"]}
GROUPS["new"] = [*GROUPS["site"], "search"]
# What a number means is each measurement's own: sizes of archives, rounds and seconds, files.
FULL = {
    "ingest": [1_000, 100_000, 1_000_000],
    "bake": [10_000, 100_000],
    "publishing": [1_000, 10_000, 100_000, 1_000_000],
    "serving": [5, 3],
    "starting": [5],
    "forms": [2_000],
    "search": [10_000, 100_000, 1_000_000],
    "items": [1_000, 100_000, 1_000_000],
    "cases": [1_000, 100_000],
    "reports": reports.SIZES,
    "published": [5],
    "clearance": [clearance.MADE],
}
QUICK = {
    "ingest": [1_000, 10_000],
    "bake": [1_000],
    "publishing": [1_000],
    "serving": [2, 1],
    "starting": [1],
    "forms": [200],
    "search": [10_000],
    "items": [1_000, 10_000],
    "cases": [1_000, 10_000],
    "reports": [1_000, 10_000],
    "published": [1],
    "clearance": [24],
}
RESULTS = Path(__file__).with_name("results")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="small archives, few rounds; the group `new` in three minutes"
    )
    parser.add_argument("--sizes", type=int, nargs="+", help="sizes of the archives instead of the usual ones")
    parser.add_argument("--only", choices=[*REPORTS, *GROUPS], nargs="+", help="measure only these")
    parser.add_argument("--keep", type=Path, help="keep the archives in this directory and use those found there")
    parser.add_argument(
        "--write", metavar="NAME", help="write what is printed to benchmarks/results/NAME.txt and .json"
    )
    args = parser.parse_args()
    names = [name for asked in args.only or REPORTS for name in GROUPS.get(asked, [asked])]
    parts, lines = [_machine()], []
    print(parts[0], end="\n\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        Path(folder).chmod(0o755)  # nginx begun by root reads as nobody
        for name in dict.fromkeys(names):
            sizes = args.sizes or (QUICK if args.quick else FULL)[name]
            told = REPORTS[name]((args.keep or Path(folder)).absolute(), sizes)
            table = told.table if isinstance(told, Report) else told
            lines += told.lines if isinstance(told, Report) else ()
            parts.append(table)
            print(table, end="\n\n", flush=True)
    if lines:
        parts.append(verdicts(lines))
        print(parts[-1])
    if args.write:
        _write(args.write, parts, lines)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} CPUs, {memory:.0f} GiB, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"


def _write(name: str, parts: list[str], lines: list[Line]) -> None:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    held = [line._asdict() | {"verdict": line.verdict} for line in lines]
    (RESULTS / f"{name}.json").write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
