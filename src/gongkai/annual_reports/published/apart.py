"""Reading a file somebody sent, in a process of its own: a hostile file costs that process its life and nobody else anything."""

import json
import resource
import subprocess
import sys
from decimal import Decimal

from gongkai.annual_reports.published.files import Unreadable
from gongkai.annual_reports.published.verdict import Verdict, check

SECONDS = 30
MEMORY = 2 * 1024**3  # bytes of address space


def check_apart(data: bytes, name: str = "", *, previous: bytes | None = None) -> Verdict:
    """As `check`, within limits of time and memory. Unreadable when the file needs more than any report does."""
    head = json.dumps({"name": name, "length": len(data), "has_previous": previous is not None}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "gongkai.annual_reports.published.apart"],
            input=head + b"\n" + data + (previous or b""),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise Unreadable(f"读了{SECONDS}秒还没有读完，文件过大或者结构异常；请另存为较小的文件再试") from late
    if done.returncode == 2:
        raise Unreadable(done.stdout.decode("utf-8"))
    if done.returncode:
        raise Unreadable("文件结构异常，读取时超出了内存限制；请另存为较小的文件再试")
    return Verdict.from_data(json.loads(done.stdout, parse_float=Decimal))


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    head = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(head["length"])
    before = sys.stdin.buffer.read() if head["has_previous"] else None
    try:
        previous = check(before, "上一年度的报告") if before is not None else None
        verdict = check(data, head["name"], previous=previous)
    except Unreadable as problem:
        sys.stdout.write(str(problem))
        return 2
    json.dump(verdict.as_data(), sys.stdout, ensure_ascii=False, default=float)
    return 0


if __name__ == "__main__":
    sys.exit(main())
