"""Turning a file somebody sent, in a process of its own: a hostile file costs that process its life and nobody else anything."""

import json
import os
import resource
import signal
import subprocess
import sys
import uuid
from dataclasses import asdict
from datetime import date
from typing import Any

from gongkai.pages.importing.blocks import Imported, Picture, Unreadable

SECONDS = 90  # an old format goes through an office program first
MEMORY = 3 * 1024**3  # bytes of address space
ADVICE = "请拆成较小的文件再导入，或者作为附件上传"


def turn_apart(data: bytes, name: str) -> Imported:
    """As `turn`, within limits of time and memory. Unreadable when the file needs more than any page does."""
    head = json.dumps({"name": name, "length": len(data)}).encode()
    running = subprocess.Popen(
        [sys.executable, "-m", "gongkai.pages.importing.apart"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        out, _err = running.communicate(head + b"\n" + data, timeout=SECONDS)
    except subprocess.TimeoutExpired as late:
        raise Unreadable(f"读了 {SECONDS} 秒还没有读完，文件过大或者结构异常；{ADVICE}") from late
    finally:
        if running.poll() is None:  # with whatever it has started
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    if running.returncode == 2:
        raise Unreadable(out.decode("utf-8", "replace"))
    if running.returncode:
        raise Unreadable(f"文件结构异常，读取时超出了内存或者时间的限制；{ADVICE}")
    return _unpacked(out)


def _packed(made: Imported) -> bytes:
    """One line of JSON, then the bytes of the pictures one after the other."""
    said: dict[str, Any] = {key: value for key, value in asdict(made).items() if key != "pictures"}
    said["pictures"] = [
        {"key": str(one.key), "extension": one.extension, "alt": one.alt, "length": len(one.data)}
        for one in made.pictures
    ]
    return json.dumps(said, ensure_ascii=False, default=date.isoformat).encode() + b"\n" + b"".join(one.data for one in made.pictures)  # fmt: skip


def _unpacked(out: bytes) -> Imported:
    line, _newline, rest = out.partition(b"\n")
    said = json.loads(line)
    pictures = []
    for one in said.pop("pictures"):
        pictures.append(Picture(uuid.UUID(one["key"]), rest[: one["length"]], one["extension"], one["alt"]))
        rest = rest[one["length"] :]
    for name in ("formed_on", "effective_on"):
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    return Imported(pictures=pictures, **said)


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from gongkai.pages.importing.turning import turn

    head = json.loads(sys.stdin.buffer.readline())
    try:
        made = turn(sys.stdin.buffer.read(head["length"]), head["name"])
    except Unreadable as problem:
        sys.stdout.buffer.write(str(problem).encode())
        return 2
    sys.stdout.buffer.write(_packed(made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
