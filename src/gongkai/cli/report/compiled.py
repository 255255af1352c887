"""`gongkai report YEAR`: the annual report of an organ (条例第四十九、五十条) as data, page, paper, or a ledger to read."""

import argparse
import sys
from datetime import date
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.organs import organ_of

NAME = "report"
HELP = "编制年度报告：从公开记录统计，输出文字、网页、Word、PDF、Excel 或数据（第四十九、五十条）"
FORMATS = ("text", "json", "html", "docx", "pdf", "xlsx", "csv", "xml")
FILES_ONLY = {"docx", "pdf", "xlsx"}  # no text for a terminal


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", metavar="年度", help="报告年度，如 2019")
    parser.add_argument("--organ", metavar="代号", required=True, help="机关代号，如 rongjiang-mzj")
    parser.add_argument("--as-of", metavar="日期", help="按这一天的记录统计，如 2019-06-30；默认为当年12月31日")
    parser.add_argument("--format", choices=FORMATS, default="text", help="默认 text")
    parser.add_argument("--output", metavar="文件", type=Path, help="写入文件；不给出则打印")


def run(args: argparse.Namespace) -> int:
    year, as_of = year_of(args.year), _day(args.as_of)
    if args.format in FILES_ONLY and args.output is None:
        raise UsageProblem(f"{args.format} 不能打印在屏幕上，请用 --output 写明文件")
    office.start()
    from gongkai.annual_reports import queries
    from gongkai.annual_reports.compile import NotYet
    from gongkai.statute.annual_report.forms import NoForm

    organ = organ_of(args.organ)
    try:
        document = queries.to_read(organ, year, as_of)
    except (NoForm, NotYet) as problem:
        raise UsageProblem(str(problem)) from problem
    data = _written(document, args.format)
    if args.output is None:
        print(data.decode("utf-8-sig").rstrip("\n"))
        return 0
    try:
        args.output.write_bytes(data)
    except OSError as fault:
        raise UsageProblem(f"不能写入 {args.output}：{fault.strerror}") from fault
    print(f"{document.title}，已写入 {args.output}", file=sys.stderr)
    return 0


def _written(document, form: str) -> bytes:
    from gongkai.annual_reports import ledger, papers

    if form in {"text", "html"}:
        text = document.standalone() if form == "html" else ledger.text(document)
        return (text.rstrip("\n") + "\n").encode()
    data = papers.FORMATS[form].write(document)
    return data + b"\n" if form == "json" else data


def year_of(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise UsageProblem(f"报告年度“{text}”应为四位数字，如 2019")
    return int(text)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"--as-of 的日期“{text}”无法识别，应写作 2019-06-30") from None
