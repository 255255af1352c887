"""`make bench`, or `python -m benchmarks [--quick] [--only items|cases|reports|published|clearance] [--keep DIR]`."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import cases, clearance, items, published, reports

REPORTS = {
    "items": lambda folder, sizes: items.report(items.run(folder, sizes)),
    "cases": cases.report,
    "reports": reports.report,
    "published": published.report,
    "clearance": clearance.report,
}
FULL = {
    "items": [1_000, 100_000, 1_000_000],
    "cases": [1_000, 100_000],
    "reports": reports.SIZES,
    "published": [5],
    "clearance": [clearance.MADE],
}
QUICK = {
    "items": [1_000, 10_000],
    "cases": [1_000, 10_000],
    "reports": [1_000, 10_000],
    "published": [1],
    "clearance": [24],
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small archives, under three minutes")
    parser.add_argument("--sizes", type=int, nargs="+", help="sizes of the archives instead of the usual ones")
    parser.add_argument("--only", choices=list(REPORTS), help="measure only this")
    parser.add_argument("--keep", type=Path, help="keep the archives in this directory and use those found there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        for name in [args.only] if args.only else REPORTS:
            sizes = args.sizes or (QUICK if args.quick else FULL)[name]
            print(REPORTS[name](args.keep or Path(folder), sizes), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
