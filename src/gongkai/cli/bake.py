"""`gongkai bake`: the public pages as files.

Without words: what has changed since the last bake (the worker does that by itself). `--all`: everything anew, into a
release of its own, taken up where it was killed. `--to` a directory: a whole site there; `--to` a mirror (s3://bucket/prefix,
storage:alias): what it lacks is sent, with `--all` everything. Exit 0 when every page is right, 1 when some could not be
rendered or sent.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.progress import bar
from gongkai.static_site.mirroring.targets import is_target, target

HELP = "把公开页面生成为静态文件；--all 全部重新生成"


def configure(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="全部重新生成（中断后再次运行会接着做），完成后一次切换")
    which.add_argument("--changed", action="store_true", help="只生成有变动的页面（默认）")
    parser.add_argument(
        "--to", metavar="目录或镜像",
        help="生成到这个目录（与 --all 同用），或补齐一个镜像：s3://存储桶/前缀、storage:名称（加 --all 全部重新发送）",
    )  # fmt: skip
    parser.add_argument(
        "--take-over", action="store_true", help="镜像的位置已有文件时也开始使用，不属于网站的文件会从那里移除"
    )
    parser.add_argument("--processes", type=int, metavar="数", help="--all 同时使用的进程数，默认与网页服务进程数相同")


def run(args: argparse.Namespace) -> int:
    office.start()
    from gongkai.static_site.site import SiteBusy

    if args.take_over and not (args.to and is_target(args.to)):
        raise UsageProblem("--take-over 只用于镜像：gongkai bake --to s3://…")
    if args.to and is_target(args.to):
        return _mirror(args)
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


def _mirror(args: argparse.Namespace) -> int:
    """Bring a mirror level, whether or not it stands in the settings; then the worker goes on with those that do."""
    from gongkai.static_site import baking
    from gongkai.static_site.chain import BrokenChain
    from gongkai.static_site.mirroring.keeping import MirrorBusy
    from gongkai.static_site.mirroring.places import MirrorProblem, place_of
    from gongkai.static_site.mirroring.pushing import push

    try:
        wanted = target(args.to)
    except ValueError:
        raise UsageProblem(f"--to {args.to} 不是镜像：应为 s3://存储桶/前缀，或 storage:STORAGES 里的名称") from None
    started = time.monotonic()
    try:
        site = baking.site()
        if site.current() is None:
            print("还没有生成过全站：请先运行 gongkai bake --all", file=sys.stderr)
            return 1
        done = push(
            site, place_of(wanted), wanted.folder, again=args.all, take_over=args.take_over, progress=bar("发送")
        )
    except MirrorBusy:
        print("另一个进程正在补齐这个镜像，这次没有做；它结束后再运行一次即可。", file=sys.stderr)
        return 1
    except (MirrorProblem, BrokenChain, RuntimeError) as problem:
        print(f"镜像没有补齐：{problem}。已发出的保留，再次运行会接着做。", file=sys.stderr)
        return 1
    seconds = time.monotonic() - started
    print(f"镜像 {wanted.text} 已补齐：发送 {done.sent} 个文件，移除 {done.removed} 个，用时 {seconds:.1f} 秒")
    for path, why in done.behind.items():
        print(f"没有发送 {path}：{why}", file=sys.stderr)
    return 1 if done.behind else 0
