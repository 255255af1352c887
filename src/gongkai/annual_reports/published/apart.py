"""Reading a report somebody sent behind the wall around hostile files: such a file costs a worker its life and nobody else anything."""

import json
from decimal import Decimal
from typing import Any

from gongkai.annual_reports.published.files import Unreadable
from gongkai.annual_reports.published.verdict import Verdict, check
from gongkai.clearance.apart import Broken, Reader

SECONDS = 30
MEMORY = 2 * 1024**3  # bytes of address space


def check_apart(data: bytes, name: str = "", *, previous: bytes | None = None) -> Verdict:
    """As `check`, within limits of time and memory. Unreadable when the file needs more than any report does."""
    options = {"name": name, "length": len(data), "has_previous": previous is not None}
    try:
        with Reader(seconds=SECONDS, memory=MEMORY) as reader:
            answer, _ = reader.run(f"{__name__}:job", data + (previous or b""), options)
    except Broken as broken:
        if broken.limit == "time":
            raise Unreadable(f"读了{SECONDS}秒还没有读完，文件过大或者结构异常；请另存为较小的文件再试") from broken
        raise Unreadable("文件结构异常，读取时超出了内存限制；请另存为较小的文件再试") from broken
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    return Verdict.from_data(json.loads(answer["verdict"], parse_float=Decimal))


def job(data: bytes, options: dict[str, Any]) -> tuple[dict[str, str], bytes]:
    """As the worker calls it: the verdict as JSON, or why there is none."""
    report, before = data[: options["length"]], data[options["length"] :]
    try:
        previous = check(before, "上一年度的报告") if options["has_previous"] else None
        verdict = check(report, options["name"], previous=previous)
    except Unreadable as problem:
        return {"unreadable": str(problem)}, b""
    return {"verdict": json.dumps(verdict.as_data(), ensure_ascii=False, default=float)}, b""
