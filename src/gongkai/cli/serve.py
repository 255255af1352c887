"""`gongkai serve`: one command, one process tree: web workers behind the front of baked pages, and the task worker."""

import argparse
import gc
import importlib
import logging
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from gongkai.cli import office, setup
from gongkai.cli.processes import PATIENCE, Keeper, end_with_parent

HELP = "启动网站（网页服务和后台任务）"
log = logging.getLogger("gongkai.serve")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--no-worker", action="store_true", help="不在同一进程树里运行后台任务")
    parser.add_argument("--print-nginx", action="store_true", help="打印按当前设置写好的 nginx 配置，不启动")
    parser.add_argument("--brotli", action="store_true", help="与 --print-nginx 同用：nginx 装有 brotli 模块")


def run(args: argparse.Namespace) -> int:
    if args.print_nginx:
        from gongkai.config.front import nginx

        print(nginx(office=f"{args.host}:{args.port}", has_brotli=args.brotli), end="")
        return 0
    gc.disable()  # what is loaded from here to the fork stays: looking through it again and again is a tenth of the start
    office.start(needs_data=False)
    if not _is_ready():
        return 1
    return serve(host=args.host, port=args.port, with_worker=not args.no_worker)


def _is_ready() -> bool:
    """Database and static files brought up to date. Without a database what is baked is served all the same."""
    from django.conf import settings
    from django.db import InterfaceError, OperationalError

    try:
        setup.prepare(only_changes=True)
    except (OperationalError, InterfaceError) as problem:
        print(f"打不开数据库：{str(problem).strip()}。请检查 GONGKAI_DATA 和 GONGKAI_DATABASE。", file=sys.stderr)
        if settings.SITE_FOLDER is None or not (settings.SITE_FOLDER / "current").is_dir():
            return False
        print("先提供已经静态化的网页；数据库恢复后，申请、检索等自动恢复。", file=sys.stderr)
    return True


def serve(*, host: str, port: int, with_worker: bool = True) -> int:
    """Serve until a signal ends it. The children share with this process what is loaded here, page by page of memory."""
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    if problem := _why_not(host, port):
        print(f"不能监听 {host}:{port}：{problem}。可换一个端口：--port 8001", file=sys.stderr)
        return 1
    worker = Keeper(lambda: _work(worker), on_call=_bake)
    try:
        _load_everything()
        connections.close_all()
        if with_worker:
            worker.start()
        Granian(
            "gongkai.config.front:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            workers=settings.ENV["GONGKAI_WORKERS"],
            blocking_threads=settings.ENV["GONGKAI_THREADS"],
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=int(PATIENCE),
            log_access=False,
        ).serve(target_loader=_front, wrap_loader=False)
    finally:
        if worker.pid:
            worker.stop()
    return 0


def _why_not(host: str, port: int) -> str:
    """Why this address cannot be listened at; empty when it can."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        return problem.strerror or str(problem)
    return ""


def _work(keeper: Keeper) -> None:
    from gongkai.cli import worker

    worker.work(bake=keeper.call)


def _bake() -> None:
    from gongkai.cli import worker

    worker.bake()


def _load_everything() -> None:
    """Views and all they import, once instead of in each child; what is loaded is kept out of the collector's way."""
    from django.urls import get_resolver

    from gongkai.search import pinyin, segmentation

    for name in ("gongkai.cli.tick", "gongkai.cli.worker", "gongkai.config.wsgi"):
        importlib.import_module(name)
    _routes = get_resolver().url_patterns
    # Dictionaries that would weigh twenty and thirty megabytes in each child that came to need them.
    segmentation.words("最低生活保障")
    pinyin.of_title("最低生活保障")
    gc.collect()
    gc.freeze()
    gc.enable()


def _front() -> Callable[..., Any]:
    """In a web worker: the application it serves."""
    # Killed, not asked: while the server begins here it would not hear, and who was to answer for it is gone.
    end_with_parent(signal.SIGKILL)
    from gongkai.config.front import front

    application = front()
    application.office.warm()
    return application
