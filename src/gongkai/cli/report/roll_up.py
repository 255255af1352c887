"""`gongkai report roll-up`: a government's sum of all reports below it (条例第四十九条), with who is still missing."""

import argparse
import sys
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.organs import organ_of
from gongkai.cli.report.compiled import year_of

HELP = "汇总年度报告：本级和下级各表逐格相加，列出未报、有错和下限（有缺口时返回 1）"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", metavar="年度", help="报告年度，如 2024")
    parser.add_argument("--organ", metavar="代号", required=True, help="汇总机关代号，如 rongjiang-gov")
    parser.add_argument("--format", choices=["text", "json", "csv", "xlsx"], default="text", help="默认 text")
    parser.add_argument("--output", metavar="文件", type=Path, help="写入文件；xlsx 必须给出")


def run(args: argparse.Namespace) -> int:
    year = year_of(args.year)
    if args.format == "xlsx" and args.output is None:
        raise UsageProblem("xlsx 是二进制文件，请用 --output 给出文件名")
    office.start()
    from gongkai.annual_reports import roll_up_export
    from gongkai.annual_reports.compile import NotYet
    from gongkai.annual_reports.rolled import rolled_up
    from gongkai.annual_reports.worklist import worklist
    from gongkai.statute.annual_report.forms import NoForm, form_for

    organ = organ_of(args.organ)
    try:
        if not form_for(year).table_two:
            raise UsageProblem(f"{year}年度的报告没有法定表格，没有可以汇总的数字")
        rolled, listed = rolled_up(organ, year), worklist(organ, year)
    except (NoForm, NotYet) as problem:
        raise UsageProblem(str(problem)) from problem
    if args.format == "text":
        data = _text(rolled, listed, roll_up_export.notes(rolled)).encode()
    else:
        data = roll_up_export.export(args.format, rolled, listed)
    _put(data, args.output)
    is_open = not rolled.total.is_whole or rolled.found or any(row.errors for row in listed.rows)
    return 1 if is_open else 0


def _put(data: bytes, target: Path | None) -> None:
    if target is None:
        print(data.decode("utf-8-sig").rstrip("\n"))
        return
    try:
        target.write_bytes(data)
    except OSError as fault:
        raise UsageProblem(f"不能写入 {target}：{fault.strerror}") from fault
    print(f"已写入 {target}", file=sys.stderr)


def _text(rolled, listed, notes: list[str]) -> str:
    numbers = rolled.total.numbers
    shown = {
        "新收申请": "table_three.new_received.total", "上年结转": "table_three.carried_in.total",
        "办结": "table_three.processed_total.total", "结转下年度": "table_three.carried_out.total",
        "行政复议": "table_four.review.total", "制发行政规范性文件": "table_two.art20_1.normative_document.issued",
        "行政处罚": "table_two.art20_6.penalty.decisions",
    }  # fmt: skip
    lines = [
        f"{rolled.organ.name}{rolled.year}年度汇总：已报送 {listed.handed_in} / {len(listed.reporting)}",
        *(
            f"  {name} {'≥' if rolled.total.is_floor(path) else ''}{numbers[path]}"
            for name, path in shown.items()
            if path in numbers
        ),
        *notes,
        *(f"{organ.name}：{breach.message}" for organ, breach in rolled.found),
        *(f"{row.organ.name}：{one['message']}" for row in listed.rows for one in row.errors),
    ]
    return "\n".join(lines)
