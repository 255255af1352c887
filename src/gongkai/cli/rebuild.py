"""`gongkai rebuild`: the cached columns of every application against its events. `--check` looks, and changes nothing.

Exit 0 when the cache is (now) what the events come to; 1 when a check found differences, or a record cannot be replayed.
"""

import argparse
from typing import Any

from gongkai.cli import office
from gongkai.cli.organs import organ_of
from gongkai.cli.progress import bar

HELP = "由办理记录重建申请的状态和期限；--check 只核对"
BECAUSE = "按办理记录重建（gongkai rebuild）"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="只核对不改动；有不一致的逐项列出，退出码为 1")
    parser.add_argument("--organ", metavar="代号", help="只核对这一个机关的")


def run(args: argparse.Namespace) -> int:
    office.start()
    organ = organ_of(args.organ) if args.organ else None
    return _check(organ) if args.check else _rebuild(organ)


def _check(organ) -> int:
    from gongkai.applications.rebuilding import differing

    looked, wrong = 0, 0
    show = bar("核对")

    def progress(done: int, total: int) -> None:
        nonlocal looked
        looked = done
        show(done, total)

    for found in differing(organ=organ, progress=progress):
        wrong += 1
        print("\n".join(_lines(found)))
    print(f"核对 {looked} 件申请，{f'{wrong} 件与办理记录不一致' if wrong else '全部与办理记录一致'}")
    return 1 if wrong else 0


def _rebuild(organ) -> int:
    from gongkai.applications.rebuilding import rebuild_all

    done = rebuild_all(because=BECAUSE, organ=organ, open_only=False, progress=bar("重建"))
    for found in done.unreadable:
        print("\n".join(_lines(found)))
    moved = f"，其中 {done.moved} 件答复期限有变动，已告知承办人" if done.moved else ""
    print(f"核对 {done.looked} 件申请，重建 {done.changed} 件{moved}")
    return 1 if done.unreadable else 0


def _lines(found) -> list[str]:
    number = found.case.number
    if found.unreadable:
        return [f"{number} 办理记录不能重放：{found.unreadable}"]
    return [
        f"{number} {name}：缓存 {_shown(cached)}，重放 {_shown(replayed)}"
        for name, (cached, replayed) in found.columns.items()
    ]


def _shown(value: Any) -> str:
    return "空" if value in (None, "") else str(value)
