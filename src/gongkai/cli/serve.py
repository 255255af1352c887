"""`gongkai serve`: one command, one process tree: web workers and the task worker."""

import argparse
import os
import subprocess
import sys

from gongkai.cli import office, setup

HELP = "启动网站（网页服务和后台任务）"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--no-worker", action="store_true", help="不在同一进程树里运行后台任务")


def run(args: argparse.Namespace) -> int:
    office.start(needs_data=False)
    setup.prepare()
    return serve(host=args.host, port=args.port, with_worker=not args.no_worker)


def serve(*, host: str, port: int, with_worker: bool = True) -> int:
    """Serve until a signal ends it. The worker is started inside the try, so that no failure leaves it behind."""
    import socket

    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            print(f"不能监听 {host}:{port}：{problem.strerror}。可换一个端口：--port 8001", file=sys.stderr)
            return 1
    connections.close_all()
    worker = None
    try:
        if with_worker:
            worker = subprocess.Popen([sys.executable, "-m", "gongkai.cli.main", "worker"], env=os.environ.copy())
        Granian(
            "gongkai.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=settings.ENV["GONGKAI_WORKERS"],
            blocking_threads=settings.ENV["GONGKAI_THREADS"],
            websockets=False,
            respawn_failed_workers=True,
            log_access=False,
        ).serve()
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait(10)
    return 0
