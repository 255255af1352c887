"""`gongkai report evidence YEAR`: the workbook of what stands behind each number of the report."""

import argparse
import sys
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.organs import organ_of
from gongkai.cli.report.compiled import year_of

HELP = "证据台账：年报每个数字背后的申请、文件和填报记录，Excel 文件，不含申请人姓名和联系方式"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", metavar="年度", help="报告年度，如 2019")
    parser.add_argument("--organ", metavar="代号", required=True, help="机关代号，如 rongjiang-mzj")
    parser.add_argument("--output", metavar="文件", type=Path, required=True, help="写入的 .xlsx 文件")


def run(args: argparse.Namespace) -> int:
    year = year_of(args.year)
    office.start()
    from gongkai.annual_reports import queries
    from gongkai.annual_reports.compile import NotYet
    from gongkai.annual_reports.papers import evidence
    from gongkai.statute.annual_report.forms import NoForm

    organ = organ_of(args.organ)
    try:
        document = queries.to_read(organ, year)
    except (NoForm, NotYet) as problem:
        raise UsageProblem(str(problem)) from problem
    try:
        with args.output.open("wb") as target:
            evidence.write(organ, document, target)
    except OSError as fault:
        raise UsageProblem(f"不能写入 {args.output}：{fault.strerror}") from fault
    print(f"{document.title}证据台账，已写入 {args.output}", file=sys.stderr)
    return 0
