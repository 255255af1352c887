"""What every measurement shares: a process with an archive of its own, turns taken call by call, and a table of growth."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

ROUNDS = 5
Calls = dict[str, tuple[Callable[[int], object], int]]  # name: what is called with a number, and how often a turn


class Archive:
    """A child process that runs `module` on the archive of one size and answers a line for every line it is sent."""

    def __init__(self, module: str, folder: Path, size: int, environment: dict[str, str]) -> None:
        folder.joinpath(str(size)).mkdir(parents=True, exist_ok=True)
        around = os.environ | {
            "GONGKAI_DATA": str(folder / str(size)), "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "GONGKAI_LOG": "ERROR",
        } | environment  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", module], env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, line: str) -> dict:
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"measuring “{line}” failed")
        return json.loads(answer)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_problem) -> None:
        self.process.stdin.close()
        self.process.wait(30)


def compare(
    module: str, folder: Path, sizes: list[int], environments: dict[int, dict[str, str]], what: str
) -> list[dict]:
    """One row a size: milliseconds by name, in the least disturbed of several rounds.

    The archives take turns at every single figure, so that a slow minute of the machine does not fall on one alone.
    """
    with ExitStack() as stack:
        archives = {}
        for size in sizes:
            archives[size] = stack.enter_context(Archive(module, folder, size, environments.get(size, {})))
            print(f"{what}: filling {size:,} … ", end="", file=sys.stderr, flush=True)
            print(f"{archives[size].ask(f'fill {size}')['seconds']:.0f} s", file=sys.stderr)
        names = archives[sizes[0]].ask("names")["names"]
        rows = {size: dict.fromkeys(names, float("inf")) for size in sizes}
        for turn in range(ROUNDS):
            print(f"{what}: round {turn + 1} of {ROUNDS}", file=sys.stderr)
            for name in names:
                for size in sizes:
                    rows[size][name] = min(rows[size][name], archives[size].ask(f"measure {name}")["ms"])
    return [{"size": size} | rows[size] for size in sizes]


def answer(fill: Callable[[int], None], calls: Callable[[], Calls]) -> None:
    """The child's side: answers until its input ends."""
    known: Calls = {}
    for line in sys.stdin:
        word, _blank, rest = line.strip().partition(" ")
        if word == "fill":
            started = time.monotonic()
            fill(int(rest))
            said: dict = {"seconds": time.monotonic() - started}
        elif word == "names":
            known = known or calls()
            said = {"names": list(known)}
        else:
            known = known or calls()
            call, times = known[rest]
            call(0)  # warm: caches, prepared statements, imports
            said = {"ms": median_ms(call, times)}
        print(json.dumps(said), flush=True)


def median_ms(call, times: int) -> float:
    took = []
    for number in range(times):
        started = time.perf_counter()
        call(number)
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def table(rows: list[dict], title: str = "") -> str:
    """Milliseconds a size, and growth against the smallest."""
    base = rows[0]
    head = (
        f"{title:<34}"
        + "".join(f"{row['size']:>12,}" for row in rows)
        + "".join(f"{'×' + format(row['size'], ','):>12}" for row in rows[1:])
    )
    lines = [head]
    for name in (name for name in base if name != "size"):
        cells = "".join(f"{row[name]:>12.2f}" for row in rows)
        growth = "".join(f"{row[name] / base[name]:>12.2f}" for row in rows[1:])
        lines.append(f"{name:<34}{cells}{growth}")
    return "\n".join(lines)
