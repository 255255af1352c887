"""`gongkai report check`: any published report, from whatever file it is in, against the form and its identities."""

import argparse
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from gongkai.annual_reports.published import Unreadable, Verdict, check
from gongkai.cli.errors import UsageProblem
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.wording import aligned

HELP = "核对一份已公布的年度报告（网页、DOCX、XLSX、带文字的PDF或者文本），不需要数据库"

WHY = {
    FileNotFoundError: "没有这个文件", IsADirectoryError: "这是一个目录，请指明其中的文件", PermissionError: "没有读取权限",
}  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="报告文件；- 表示从标准输入读取")
    parser.add_argument("--json", action="store_true", help="输出JSON")
    parser.add_argument("--previous", metavar="文件", help="上一年度的报告，用来核对结转和现行有效件数")


def run(args: argparse.Namespace) -> int:
    """0 nothing to object, 1 violations, 2 (by UsageProblem) the file cannot be read, with the reason."""
    previous = _read(args.previous) if args.previous else None
    verdict = _read(args.file, previous)
    if args.json:
        print(json.dumps(verdict.as_data(), ensure_ascii=False, indent=1, default=_number))
    else:
        print(text(verdict))
    return 1 if verdict.breaches else 0


def _read(name: str, previous: Verdict | None = None) -> Verdict:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as fault:
        why = next((said for kind, said in WHY.items() if isinstance(fault, kind)), fault.strerror)
        raise UsageProblem(f"不能读取 {name}：{why}") from fault
    try:
        return check(data, name, previous=previous)
    except Unreadable as problem:
        raise UsageProblem(f"{'标准输入' if name == '-' else name}：{problem}") from problem


def _number(value: object) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)


def text(verdict: Verdict) -> str:
    """The verdict to read in a terminal: what it is, what does not hold, what could not be read."""
    return "\n\n".join(block for block in (_about(verdict), _findings(verdict), _unread(verdict)) if block)


def _about(verdict: Verdict) -> str:
    form = verdict.form
    rows = [
        ("机关", verdict.organ or "没有认出"),
        ("年度", str(verdict.year) if verdict.year else "没有认出"),
        ("格式", form.issued_by or "2019年以前的叙述格式"),
        ("公布日期", verdict.published_on.isoformat() if verdict.published_on else "文中没有"),
        ("读出数字", f"{verdict.cells_read}格" + (f"，另有{len(verdict.unread)}格没有读出" if verdict.unread else "")),
    ]
    return aligned(rows)


def _findings(verdict: Verdict) -> str:
    if not verdict.breaches:
        return "【核对】没有发现问题" + ("（只限于读出的部分）" if verdict.unread else "")
    rows = [(f"  {breach.rule}", breach.at, breach.message) for breach in verdict.breaches]
    return f"【核对】{len(rows)}个问题\n" + aligned(rows)


def _unread(verdict: Verdict) -> str:
    if not verdict.unread:
        return ""
    return "【没有读出】不当作0，请对照原件\n" + "\n".join(f"  {line}" for line in _grouped(verdict.unread))


def _grouped(paths: tuple[str, ...]) -> Iterator[str]:
    """Rows instead of their cells; a table of which nothing was read by its title."""
    by_table: dict[str, dict[str, int]] = {}
    for path in paths:
        table, _dot, rest = path.partition(".")
        row = rest.rpartition(".")[0]
        by_table.setdefault(table, {})[row] = by_table.get(table, {}).get(row, 0) + 1
    for table, rows in by_table.items():
        yield f"{TITLES[table]}：{len(rows)}行，" + "、".join(list(rows)[:6]) + ("……" if len(rows) > 6 else "")
