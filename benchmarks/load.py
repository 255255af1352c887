"""`wrk` on one CPU against a server on the other: requests a second, latencies, and processor time a request."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import Tree

CONNECTIONS = 32
# Addresses in turn; what was measured as one line of JSON. Latencies are microseconds.
SCRIPT = """
local addresses = {}
for line in io.lines(os.getenv("ADDRESSES")) do addresses[#addresses + 1] = line end
local turn = 0
request = function()
  turn = turn % #addresses + 1
  return wrk.format("GET", addresses[turn])
end
done = function(summary, latency, requests)
  local e = summary.errors
  print(string.format('{"requests": %d, "us": %d, "p50": %d, "p99": %d, "bad": %d, "bytes": %d}', summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(99), e.status + e.connect + e.read + e.write + e.timeout,
    summary.bytes))
end
"""


class Load(NamedTuple):
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_us: float  # of the server's whole tree, a request
    bad: int  # answers that were not 2xx or 3xx, and connections lost


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def put(tree: Tree, base: str, addresses: list[str], folder: Path, *, seconds: float, headers: dict[str, str]) -> Load:
    """Ask the server for these addresses in turn, over and over, 32 connections at a time."""
    script, listed = folder / "wrk.lua", folder / "addresses.txt"
    script.write_text(SCRIPT)
    listed.write_text("\n".join(addresses))
    said = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    load_cpu = str((os.cpu_count() or 1) - 1)
    before = tree.cpu_seconds()
    done = subprocess.run(
        ["taskset", "-c", load_cpu, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "-s", str(script), *said, base],
        env=os.environ | {"ADDRESSES": str(listed)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    used = tree.cpu_seconds() - before
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return Load(
        told["requests"] / told["us"] * 1e6, told["p50"] / 1000, told["p99"] / 1000,
        used / max(1, told["requests"]) * 1e6, told["bad"],
    )  # fmt: skip
