"""One command on existing data: how soon the first pages come, and what the whole process tree holds in memory."""

import statistics
import sys
from pathlib import Path

from benchmarks import archives, serving
from benchmarks.processes import Tree, free_port
from benchmarks.targets import Line, Report

ARCHIVE, PAGES_READ = 1_000, 40
PROCESSES = 5  # the server, two web workers, the keeper, its worker; a sixth bakes when there is something to bake


def report(folder: Path, sizes: list[int]) -> Report:
    """`sizes`: how often it is started."""
    given = archives.made(folder, ARCHIVE)
    site = serving.baked(given)
    www = (site / "current" / "www").resolve()
    page = next(www.glob("o/*/i/*/index.html")).parent.relative_to(www)
    # An installed platform has its bytecode; the first start here makes it and is not counted.
    given |= {"GONGKAI_HOSTS": "*", "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    baked, dynamic, fresh, warm = [], [], [], []
    for turn in range(sizes[0] + 1):
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        words = [sys.executable, "-m", "gongkai.cli.main", "serve", "--port", str(port)]
        with Tree(words, environment=given) as tree:
            first = tree.wait_for(f"{base}/{page}/")
            second = first + tree.wait_for(f"{base}/search/?q=%E4%BD%8E%E4%BF%9D")
            if not turn:
                tree.wait_until_few(PROCESSES, steady=7)  # the worker looks every five seconds
                continue
            baked.append(first)
            dynamic.append(second)
            fresh.append(tree.pss_mb())
            for number in range(PAGES_READ):  # every worker has answered, and so has everything it keeps ready
                tree.wait_for(f"{base}/search/?q=%E5%85%BB%E8%80%81&n={number}")
                tree.wait_for(f"{base}/o/bench-00/apply/online/?n={number}")
            tree.wait_until_few(PROCESSES)
            warm.append(tree.pss_mb())
            members = len(tree.members())
    rows = [
        f"{'gongkai serve on existing data, ' + str(members) + ' processes':<44}{'median':>9}{'worst':>9}",
        *(
            f"{name:<44}{statistics.median(values):>9.2f}{max(values):>9.2f}"
            for name, values in (
                ("first baked page, s", baked), ("first dynamic page, s", dynamic), ("memory then, MB (PSS)", fresh),
                ("memory after many pages, MB (PSS)", warm),
            )
        ),
    ]  # fmt: skip
    return Report("\n".join(rows), (
        Line("start on existing data: first baked page", statistics.median(baked), 3, "s"),
        Line("start on existing data: first dynamic page", statistics.median(dynamic), 3, "s"),
        Line("process tree, warm", statistics.median(warm), 350, "MB"),
    ))  # fmt: skip
