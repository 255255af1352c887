"""`gongkai law`: prints the tables of the law as one page, or checks that docs/law.md still says the same."""

import argparse
import sys
from pathlib import Path

from gongkai.applications import law_page as procedure
from gongkai.cli.errors import UsageProblem
from gongkai.statute.law_page import render

NAME = "law"
HELP = "打印法表：逐条落实、期限、计算规则、公开类别、工作日来源、申请办理流程"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="与已有页面比较，不一致时退出码为1")
    parser.add_argument("--page", metavar="文件", type=Path, default=Path("docs/law.md"), help="默认 docs/law.md")


def run(args: argparse.Namespace) -> int:
    page = whole()
    if not args.check:
        print(page, end="")
        return 0
    try:
        shipped = args.page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageProblem(f"读不到要比较的页面 {args.page}（可用 --page 指明）") from fault
    if shipped == page:
        print(f"{args.page} 与法表一致")
        return 0
    line = _first_difference(shipped, page)
    print(
        f"gongkai law: {args.page} 与法表不一致（自第{line}行起），请用 gongkai law > {args.page} 重新生成",
        file=sys.stderr,
    )
    return 1


def whole() -> str:
    """The tables of the law, and behind them the procedure that is built on them."""
    return f"{render()}\n{procedure.render()}"


def _first_difference(shipped: str, page: str) -> int:
    left, right = shipped.splitlines(), page.splitlines()
    same = (a == b for a, b in zip(left, right, strict=False))
    return next((number for number, equal in enumerate(same, 1) if not equal), min(len(left), len(right)) + 1)
