"""`gongkai report`: the annual report of an organ (条例第四十九、五十条) as data, as a page, or as a ledger to read."""

import argparse
import sys
from datetime import date
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem

NAME = "report"
HELP = "编制年度报告：从公开记录统计，输出 json、html 或文字（第四十九、五十条）"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", metavar="年度", help="报告年度，如 2019")
    parser.add_argument("--organ", metavar="代号", required=True, help="机关代号，如 rongjiang-mzj")
    parser.add_argument("--as-of", metavar="日期", help="按这一天的记录统计，如 2019-06-30；默认为当年12月31日")
    parser.add_argument("--format", choices=["text", "json", "html"], default="text", help="默认 text")
    parser.add_argument("--output", metavar="文件", type=Path, help="写入文件；不给出则打印")


def run(args: argparse.Namespace) -> int:
    year, as_of = _year(args.year), _day(args.as_of)
    office.start()
    from gongkai.annual_reports import ledger, queries
    from gongkai.annual_reports.compile import NotYet
    from gongkai.organs.models import Organ
    from gongkai.statute.annual_report.forms import NoForm

    organ = Organ.objects.filter(slug=args.organ).first()
    if organ is None:
        known = "、".join(Organ.objects.values_list("slug", flat=True))
        raise UsageProblem(f"没有代号为“{args.organ}”的机关；已有：{known}")
    try:
        document = queries.to_read(organ, year, as_of)
    except (NoForm, NotYet) as problem:
        raise UsageProblem(str(problem)) from problem
    text = {"json": document.as_json, "html": document.standalone, "text": lambda: ledger.text(document)}[args.format]()
    if args.output is None:
        print(text)
        return 0
    try:
        args.output.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    except OSError as fault:
        raise UsageProblem(f"不能写入 {args.output}：{fault.strerror}") from fault
    print(f"{document.title}，已写入 {args.output}", file=sys.stderr)
    return 0


def _year(text: str) -> int:
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
