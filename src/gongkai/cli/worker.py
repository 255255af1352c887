"""`gongkai worker`: background tasks from the database, and a tick every minute."""

import argparse
import logging
import threading

from gongkai.cli import office

HELP = "运行后台任务，每分钟办理到点的事"
log = logging.getLogger("gongkai.worker")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="办完现有的任务就结束")


def run(args: argparse.Namespace) -> int:
    office.start()
    from django.core.management import call_command

    from gongkai.cli.tick import tick

    _said(tick())
    stopped = threading.Event()
    if not args.once:
        threading.Thread(target=_every_minute, args=(stopped,), daemon=True).start()
    try:
        call_command("db_worker", batch=args.once, interval=1, startup_delay=False, verbosity=0)
    finally:
        stopped.set()
    return 0


def _every_minute(stopped: threading.Event) -> None:
    from django.db import close_old_connections

    from gongkai.cli.tick import tick

    while not stopped.wait(60):
        try:
            _said(tick())
        except Exception:  # the next minute tries again; a failed tick must not end the clock
            log.exception("tick failed")
        finally:
            close_old_connections()


def _said(done) -> None:
    if any(done.said.values()):
        log.info("%s", done.sentence)
