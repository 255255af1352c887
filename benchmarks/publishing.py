"""From the press of the button to the file on the disk, among a thousand items and among a million.

A watcher in a process of its own looks for the page of the item every half millisecond, as a reader would find it. The
archives take turns. Sites up to `WHOLE` items are baked whole before; beyond that the site holds what is touched, and its
manifest knows every item, so that what the record of a site costs is measured too.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import archives
from benchmarks.targets import Line, Report

ROUNDS, TIMES, WARM, WHOLE = 3, 40, 5, 10_000
WATCHER = """
import os, sys, time
for line in sys.stdin:
    path = line.rstrip()
    print("looking", flush=True)
    while True:
        try:
            os.stat(path)
            break
        except OSError:
            time.sleep(0.0005)
    print(time.monotonic(), flush=True)
"""


def report(folder: Path, sizes: list[int]) -> Report:
    """`sizes`: archives. A single one has one round, for a quick look, and no growth."""
    samples: dict[int, list[dict]] = {size: [] for size in sizes}
    given = {size: archives.made(folder, size) for size in sizes}
    for size in sizes:
        archives.run(given[size], "benchmarks.publishing", "site", str(size))
    rounds = ROUNDS if len(sizes) > 1 else 1
    for turn in range(rounds):
        for size in sizes:
            print(f"publishing: round {turn + 1} of {rounds}: {size:,}", file=sys.stderr)
            samples[size].append(archives.run(given[size], "benchmarks.publishing", "measure", str(turn)))
    head = "publishing, SQLite"
    has_growth = len(sizes) > 1
    rows = [f"{head:<46}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>9}" * has_growth]
    told = {}
    for name, key, pick in (
        ("save to visible file, median ms", "visible", statistics.median),
        ("save to visible file, p95 ms", "visible", _p95),
        ("its bake alone: page, lists, feeds, home, ms", "first", statistics.median),
        ("with the pages around it, ms", "bake", statistics.median),
        ("queries of the item's bake", "queries", max),
        ("with the pages around it", "all queries", max),
    ):
        # Medians from the least disturbed round; p95 and counts from all of them together.
        values = [
            min(pick(one[key]) for one in samples[size])
            if pick is statistics.median
            else pick([value for one in samples[size] for value in one[key]])
            for size in sizes
        ]
        told[name] = values
        growth = f"{values[-1] / values[0]:>9.2f}" * has_growth
        rows.append(f"{name:<46}" + "".join(f"{value:>12.1f}" for value in values) + growth)
    visible = told["save to visible file, median ms"]
    lines = [
        Line(f"save to visible file: p95 at {sizes[-1]:,}", told["save to visible file, p95 ms"][-1], 100, "ms"),
        Line("queries of an item's bake", max(told["queries of the item's bake"]), 10),
    ]
    if has_growth:
        name = f"save to visible file: median, {sizes[-1]:,} to {sizes[0]:,}"
        lines.append(Line(name, visible[-1] / visible[0], 1.2, "×"))
    return Report("\n".join(rows), tuple(lines))


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def prepare_site(size: int) -> dict:
    """The site that publishing goes on in, when there is none yet."""
    from gongkai.static_site import baking
    from gongkai.static_site.full import bake_all

    site = baking.site()
    if site.current() is None and size <= WHOLE:
        bake_all(site, processes=2)
    elif site.current() is None:
        from gongkai.catalogue.models import DisclosureItem
        from gongkai.static_site.manifest import entry_of

        release = site.stage()
        release.www.mkdir(parents=True, exist_ok=True)
        entries = []
        for slug, pk in DisclosureItem.objects.filter(live=True).values_list("organ__slug", "pk").iterator():
            entries.append(entry_of(f"o/{slug}/i/{pk}/index.html", str(pk).encode()))
            if len(entries) == 5_000:
                release.manifest.record(entries)
                entries.clear()
        if entries:
            release.manifest.record(entries)
        (release.folder / "finished").touch()
        site.switch(release)
    return {"release": site.current().number}


def measure(turn: int) -> dict:
    """Runs in the archive's environment: milliseconds and queries of each publication."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks import archive
    from gongkai.catalogue import actions
    from gongkai.catalogue.models import Heading
    from gongkai.static_site import baking

    organ, clerk, leader = archive.people()
    news = Heading.objects.get(organ=organ, code="0314")
    watcher = subprocess.Popen(
        [sys.executable, "-S", "-c", WATCHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    told: dict[str, list[float]] = {"visible": [], "first": [], "bake": [], "queries": [], "all queries": []}
    carry_out = baking.carry_out
    of_this: list[float] = []  # milliseconds, or queries, of each order carried out

    def timed(*words, **more):
        started = time.perf_counter()
        done = carry_out(*words, **more)
        of_this.append((time.perf_counter() - started) * 1000)
        return done

    def counted(*words, **more):
        with CaptureQueriesContext(connection) as asked:
            done = carry_out(*words, **more)
        of_this.append(len([one for one in asked.captured_queries if _asks(one["sql"])]))
        return done

    first = archive.FRESH + (turn + 1) * 1_000
    for number in range(first, first + WARM + TIMES):
        item = archive.cleared(number, news, clerk, leader)
        page = baking.site().current().www / item.get_absolute_url().strip("/") / "index.html"
        # Every tenth is counted instead of timed: counting takes time.
        is_counted = (number - first) % 10 == 9
        baking.carry_out = counted if is_counted else timed
        of_this.clear()
        watcher.stdin.write(f"{page}\n")
        watcher.stdout.readline()
        started = time.monotonic()
        actions.publish(item=item, by=clerk)
        seen = float(watcher.stdout.readline())
        if number < first + WARM:
            continue
        if is_counted:
            told["queries"].append(of_this[0])
            told["all queries"].append(sum(of_this))
        else:
            told["visible"].append((seen - started) * 1000)
            told["first"].append(of_this[0])
            told["bake"].append(sum(of_this))
    watcher.stdin.close()
    watcher.wait(5)
    return told


def _asks(sql: str) -> bool:
    return not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))


def main(words: list[str]) -> None:
    import django

    django.setup()
    print(json.dumps(prepare_site(int(words[1])) if words[0] == "site" else measure(int(words[1]))))


if __name__ == "__main__":
    main(sys.argv[1:])
