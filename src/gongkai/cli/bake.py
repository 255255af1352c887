"""`gongkai bake`: the public pages as files.

Without words: what has changed since the last bake (the worker does that by itself). `--all`: everything anew, into a
release of its own, taken up where it was killed. Exit 0 when every page is right, 1 when some could not be rendered.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from gongkai.cli import office
from gongkai.cli.progress import bar

HELP = "把公开页面生成为静态文件；--all 全部重新生成"


def configure(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="全部重新生成（中断后再次运行会接着做），完成后一次切换")
    which.add_argument("--changed", action="store_true", help="只生成有变动的页面（默认）")
    parser.add_argument("--to", metavar="目录", help="生成到这个目录，不用设置中的目录（与 --all 同用）")
    parser.add_argument("--processes", type=int, metavar="数", help="--all 同时使用的进程数，默认与网页服务进程数相同")


def run(args: argparse.Namespace) -> int:
    office.start()
    from gongkai.static_site.site import SiteBusy

    if args.to and not args.all:
        print("gongkai bake: --to 要与 --all 同用：新目录里还没有可以更新的页面", file=sys.stderr)
        return 2
    started = time.monotonic()
    try:
        written, words = _all(args) if args.all else _changed()
    except SiteBusy as busy:
        print(f"另一个静态化正在进行（{busy}），这次没有做；它结束后再运行一次即可。", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"写不进去：{problem.strerror or problem}。网站保持原来的样子；腾出空间后再运行一次。", file=sys.stderr)
        return 1
    except RuntimeError:
        print("静态化没有打开：GONGKAI_SITE=off", file=sys.stderr)
        return 1
    seconds = time.monotonic() - started
    print(
        f"{words}：写入 {written.written} 个文件，未变 {written.unchanged} 个，移除 {written.removed} 个，"
        f"用时 {seconds:.1f} 秒"
    )
    for failure in written.failures:
        print(f"未能生成 {failure.address}：{failure.problem}（保留原来的页面）", file=sys.stderr)
    return 1 if written.failures else 0


def _all(args: argparse.Namespace) -> tuple[Any, str]:
    from django.conf import settings

    from gongkai.static_site import baking, full
    from gongkai.static_site.site import Site

    place = Site(Path(args.to).absolute()) if args.to else baking.site()
    processes = args.processes or settings.ENV["GONGKAI_WORKERS"]
    done = full.bake_all(place, processes=processes, progress=bar("静态化"))
    resumed = f"，接着上次做完的 {done.resumed} 段" if done.resumed else ""
    return done.written, f"全部静态化完成（第 {done.release} 版{resumed}）"


def _changed() -> tuple[Any, str]:
    from gongkai.static_site import baking

    if baking.site().current() is None:
        print("还没有生成过全站，现在生成。", file=sys.stderr)
        return _all(argparse.Namespace(to=None, processes=None))
    return baking.bake_waiting(), "变动的页面已更新"
