"""`gongkai rebuild`: what is derived against what it is derived from. `--check` looks, and changes nothing.

The cached columns of every application against its events, and the search index against the public items. Exit 0 when
both are (now) right; 1 when a check found differences, or a record cannot be replayed.
"""

import argparse
from typing import Any

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.organs import organ_of
from gongkai.cli.progress import bar

HELP = "由办理记录重建申请的状态和期限，由公开的信息重建检索索引；--check 只核对"
BECAUSE = "按办理记录重建（gongkai rebuild）"
KINDS = {"missing": "缺少", "stale": "过时", "superfluous": "多余"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="只核对不改动；有不一致的逐项列出，退出码为 1")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--organ", metavar="代号", help="只核对这一个机关的申请")
    only.add_argument("--search", action="store_true", help="只核对检索索引；中断后再次运行会接着做")
    parser.add_argument(
        "--anew", action="store_true", help="与 --search 同用：清空索引从头建立，完成之前能检索到的信息较少"
    )


def run(args: argparse.Namespace) -> int:
    if args.anew and (args.check or not args.search):
        raise UsageProblem("--anew 只能与 --search 同用，不能与 --check 同用")
    office.start()
    organ = organ_of(args.organ) if args.organ else None
    wrong = 0
    if not args.search:
        wrong |= _check(organ) if args.check else _rebuild(organ)
    if organ is None:
        wrong |= _check_search() if args.check else _rebuild_search(args.anew)
    return wrong


def _check_search() -> int:
    from gongkai.search.engines.port import EngineBusy, EngineDown
    from gongkai.search.rebuilding import differing

    wrong, total = 0, 0
    show = bar("核对检索")

    def progress(done: int, of: int) -> None:
        nonlocal total
        total = of
        show(done, of)

    try:
        for found in differing(progress=progress):
            wrong += 1
            print(f"检索索引{KINDS[found.kind]} {found.name}")
    except (EngineBusy, EngineDown) as reason:
        print(f"检索索引没有核对完：{reason}")
        return 1
    print(f"核对 {total} 条公开信息的检索索引，{f'{wrong} 处不一致' if wrong else '全部一致'}")
    return 1 if wrong else 0


def _rebuild_search(anew: bool) -> int:
    from gongkai.search.engines.port import EngineBusy, EngineDown
    from gongkai.search.rebuilding import rebuild

    try:
        done = rebuild(anew=anew, progress=bar("重建检索"))
    except (EngineBusy, EngineDown) as reason:
        print(f"检索索引没有建完：{reason}。再次运行 gongkai rebuild --search 会接着做。")
        return 1
    removed = f"，删除多余的 {done.removed} 条" if done.removed else ""
    print(f"核对 {done.looked} 条公开信息，写入检索索引 {done.written} 条{removed}")
    return 0


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
