"""`make bench`, or `python -m benchmarks [--quick] [--keep DIR]`."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import items

FULL, QUICK = [1_000, 100_000, 1_000_000], [1_000, 10_000]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small archives, under three minutes")
    parser.add_argument("--sizes", type=int, nargs="+", help="archive sizes instead of 1,000, 100,000 and 1,000,000")
    parser.add_argument("--keep", type=Path, help="keep the archives in this directory and use those found there")
    args = parser.parse_args()
    sizes = args.sizes or (QUICK if args.quick else FULL)
    if args.keep:
        print(items.report(items.run(args.keep, sizes)))
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        print(items.report(items.run(Path(folder), sizes)))


if __name__ == "__main__":
    main()
