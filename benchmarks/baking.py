"""The whole site baked anew: pages a second with one process and with two, and whether memory stays flat.

A page is an address that is answered: an item, its data, a list, a feed, a report. Pages a CPU second tell what a core can
do also where others use it.

python -m benchmarks.baking 2         # in an archive's environment: bakes its site by two processes, says how fast
"""

import json
import os
import resource
import shutil
import sys
import threading
import time
from pathlib import Path

from benchmarks import archives
from benchmarks.processes import Tree
from benchmarks.targets import Line, Report

LEAST_GAP = 0.1  # seconds between two looks at the memory
MOST_GROWTH = 1.15


def report(folder: Path, sizes: list[int]) -> Report:
    """`sizes`: archives, the smallest first. The first is baked by one process; where there are several, each by two."""
    rows = [
        f"{'full bake':<28}{'processes':>10}{'pages':>10}{'pages/s':>10}{'a process':>10}{'a CPU s':>10}{'files':>10}{'MB':>8}{'peak MB':>9}"
    ]
    told = {}
    by_two = sizes if len(sizes) > 1 else []
    for size, processes in [(sizes[0], 1), *((size, 2) for size in by_two)]:
        told[size, processes] = one = _baked(archives.made(folder, size), processes)
        speed = one["pages"] / one["seconds"]
        rows.append(
            f"{f'{size:,} items':<28}{processes:>10}{one['pages']:>10,}{speed:>10,.0f}{speed / processes:>10,.0f}"
            f"{one['pages'] / one['cpu']:>10,.0f}"
            f"{one['files']:>10,}{one['mb']:>8,.0f}{one['peak_mb']:>9,.0f}"
        )
    alone = told[sizes[0], 1]
    note = f"{alone['pages'] / alone['cpu']:,.0f} a CPU second"
    lines = [
        Line("full bake: pages a second, one process", alone["pages"] / alone["seconds"], 900, at_least=True, note=note)
    ]
    if len(sizes) > 1:
        growth = told[sizes[-1], 2]["peak_mb"] / told[sizes[0], 2]["peak_mb"]
        lines.append(
            Line(f"full bake: memory at {sizes[-1]:,} to {sizes[0]:,}", growth, MOST_GROWTH, "×", note="flat is meant")
        )
    return Report("\n".join(rows), tuple(lines))


def _baked(given: dict[str, str], processes: int) -> dict:
    """Baked in a process tree of its own, whose memory is looked at all the time."""
    print(f"baking {Path(given['GONGKAI_DATA']).name} by {processes} … ", end="", file=sys.stderr, flush=True)
    words = [sys.executable, "-m", "benchmarks.baking", str(processes)]
    with Tree(words, environment=given, listens=True) as tree:
        peak = [0.0]
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(LEAST_GAP):
                peak[0] = max(peak[0], tree.pss_mb())

        looking = threading.Thread(target=look)
        looking.start()
        try:
            said, problem = tree.process.communicate()
        finally:
            ended.set()
            looking.join()
        if tree.process.returncode:
            raise SystemExit(problem[-3000:])
    told = json.loads(said.splitlines()[-1])
    print(f"{told['seconds']:.0f} s", file=sys.stderr)
    return told | {"peak_mb": peak[0]}


def main(processes: int) -> None:
    import django

    django.setup()
    from gongkai.static_site import baking
    from gongkai.static_site.full import bake_all

    site = baking.site()
    shutil.rmtree(site.folder, ignore_errors=True)
    started = time.monotonic()
    done = bake_all(site, processes=processes)
    seconds = time.monotonic() - started
    if done.written.failures:
        raise SystemExit(f"{len(done.written.failures)} pages failed: {done.written.failures[0]}")
    www = site.current().www
    files = used = 0
    for folder, _folders, names in os.walk(www):
        files += len(names)
        used += sum((Path(folder) / name).stat().st_blocks for name in names)
    cpu = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        json.dumps(
            {"pages": done.written.written, "cpu": cpu, "files": files, "seconds": seconds, "mb": used * 512 / 1e6}
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
