"""`gongkai views`: how often each item was opened, from the web server's log. Only item, day and number are kept."""

import argparse
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem

HELP = "从网站服务器访问日志统计各条信息的浏览次数（不留地址，重复读入不重复计数）"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="日志",
        nargs="+",
        help="combined 格式的访问日志，可为 .gz；- 为标准输入。同一天的日志请在一次里给全",
    )


def run(args: argparse.Namespace) -> int:
    office.start()
    from gongkai.accountability import access_log, actions

    found = access_log.count(_lines(args.files))
    changed = actions.take_in_views(views=found.views)
    days = {day for _item, day in found.views}
    print(
        f"读 {found.lines} 行：信息页浏览 {found.views.total()} 次（{len(days)} 天），不计程序访问 {found.programs} 次；"
        f"更新 {changed} 条计数",
        file=sys.stderr,
    )
    if found.unread:
        print(f"有 {found.unread} 行不是 combined 格式，没有计入", file=sys.stderr)
    return 1 if found.unread and found.unread == found.lines else 0


def _lines(names: list[str]) -> Iterator[str]:
    for name in names:
        if name == "-":
            yield from sys.stdin
            continue
        path = Path(name)
        opened = gzip.open if path.suffix == ".gz" else open
        try:
            with opened(path, "rt", encoding="utf-8", errors="replace") as stream:
                yield from stream
        except OSError as fault:
            raise UsageProblem(f"读不了 {name}：{fault.strerror or fault}") from fault
