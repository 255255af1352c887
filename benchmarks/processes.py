"""A program with all its children, as Linux sees them: pinned to a CPU, its processor time and memory read from /proc."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


class Tree:
    """`words` started in a session of its own; ended with everybody in it."""

    def __init__(
        self, words: list[str], *, cpu: int | None = None, environment: dict[str, str] | None = None, listens: bool = False
    ) -> None:  # fmt: skip
        """`listens`: what it prints can be read from `process.stdout`."""
        pinned = ["taskset", "-c", str(cpu), *words] if cpu is not None and shutil.which("taskset") else words
        self.process = subprocess.Popen(
            pinned, env=os.environ | (environment or {}), stdout=subprocess.PIPE if listens else subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True, text=True,
        )  # fmt: skip

    def members(self) -> list[int]:
        """Everybody of this session that still runs, the first included."""
        running = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
        return [pid for pid in running if _session(pid) == self.process.pid]

    def cpu_seconds(self) -> float:
        return sum(_cpu_seconds(pid) for pid in self.members())

    def pss_mb(self) -> float:
        """Proportional set size: what the tree would free if it ended. Shared pages are counted once."""
        return sum(_pss_kb(pid) for pid in self.members()) / 1024

    def wait_for(self, address: str, seconds: float = 60, headers: dict[str, str] | None = None) -> float:
        """Seconds until this address is answered with 200; every 5 ms it is asked again."""
        started = time.perf_counter()
        request = urllib.request.Request(address, headers=headers or {})
        while time.perf_counter() - started < seconds:
            try:
                with urllib.request.urlopen(request, timeout=5) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - started
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass
            if self.process.poll() is not None:
                raise SystemExit(f"{self.process.args} ended: {self.process.stderr.read()[-2000:]}")
            time.sleep(0.005)
        raise SystemExit(f"{address} was not answered within {seconds} s")

    def wait_until_few(self, most: int, *, steady: float = 0, seconds: float = 300) -> None:
        """Until no more than so many processes run, and have not for `steady` seconds."""
        started = since = time.monotonic()
        while True:
            now = time.monotonic()
            if len(self.members()) > most:
                since = now
            elif now - since >= steady:
                return
            if now - started > seconds:
                raise SystemExit(f"{self.process.args}: more than {most} processes after {seconds} s")
            time.sleep(0.05)

    def __enter__(self) -> "Tree":
        return self

    def __exit__(self, *_problem) -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if self.members():
                os.killpg(self.process.pid, sign)
            for _turn in range(200):
                self.process.poll()
                if not self.members():
                    break
                time.sleep(0.05)
        for stream in filter(None, (self.process.stdout, self.process.stderr)):
            stream.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def peak_mb(pid: int | str = "self") -> float:
    """The most memory a process has had resident so far."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # ended meanwhile
        return []


def _session(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[3]) if fields and fields[0] != "Z" else 0


def _cpu_seconds(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICK if fields else 0.0


def _pss_kb(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
