"""A real installation in a folder of its own, and the nursery that has children work on it."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

SECONDS = 10.0  # a process that should have ended is waited for so long


class Installation:
    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "tests.static_site.killing.settings", "GONGKAI_DATA": str(data), "GONGKAI_LOG": "ERROR",
        } | environment  # fmt: skip
        self.said = data / "said.log"  # what the children printed
        with self.said.open("ab") as said:
            self._nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.static_site.killing.nursery"], env=self.environment, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=said, text=True, encoding="utf-8",
            )  # fmt: skip

    @classmethod
    def copied(cls, pristine: Path, data: Path, **environment: str) -> Self:
        shutil.copytree(pristine, data, symlinks=True)
        return cls(data, **environment)

    def run(self, name: str, *words: Any) -> Any:
        """What this task answers, carried out in a fresh process."""
        status, answer = self._ask("run", name, words)
        assert status == 0, self.said.read_text(encoding="utf-8")[-3000:]
        return answer

    def start(self, name: str, *words: Any) -> int:
        """The number of a process that now carries out this task; its session has the same number."""
        return self._ask("start", name, words)

    def reap(self, pid: int) -> int:
        return self._ask("reap", pid)

    def close(self) -> None:
        self._nursery.stdin.close()
        self._nursery.wait(30)
        self._nursery.stdout.close()

    def _ask(self, *words: Any) -> Any:
        self._nursery.stdin.write(json.dumps(words) + "\n")
        self._nursery.stdin.flush()
        line = self._nursery.stdout.readline()
        assert line, self.said.read_text(encoding="utf-8")[-3000:]
        return json.loads(line)


def made(data: Path) -> Path:
    installation = Installation(data)
    try:
        told = installation.run("make")
    finally:
        installation.close()
    assert told == {"bake": 0, "tick": 0}, installation.said.read_text(encoding="utf-8")[-3000:]
    return data


def members(session: int) -> list[int]:
    """Everybody of this session who still runs."""
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and _is_in(folder, session)]


def _is_in(folder: Path, session: int) -> bool:
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] != "Z" and int(fields[3]) == session


def until(happens, seconds: float = SECONDS) -> bool:
    """Whether this came true in time."""
    end = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


def kill(pid: int, *, group: bool) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL) if group else os.kill(pid, signal.SIGKILL)
