"""`gongkai worker`: background tasks from the database, and a tick every minute."""

import argparse
import contextlib
import logging
import threading
import time
from collections.abc import Callable

from gongkai.cli import office
from gongkai.cli.tick import BAKE, MIRROR, tick

HELP = "运行后台任务，每分钟办理到点的事"
SITE_PAUSE, RETRY_PAUSE = 5.0, 60.0  # seconds
TASK_PAUSE = 0.3  # seconds between looks for tasks: what is published is found within a second by any search engine
OWN_PARTS = (BAKE, MIRROR)  # of each minute's parts: they have threads of their own here
log = logging.getLogger("gongkai.worker")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="办完现有的任务就结束")


def run(args: argparse.Namespace) -> int:
    work(once=args.once)
    return 0


def bake() -> None:
    """The site whole and in today's form: baked as a whole when it is not, else what is ordered."""
    office.start()
    from gongkai.static_site import baking, full
    from gongkai.static_site.site import SiteBusy

    with contextlib.suppress(SiteBusy):  # somebody does already what was to be done
        if full.is_needed(baking.site()):
            # What is published meanwhile and was not baked by who published it does not wait for the last page of all.
            done = full.bake_all(baking.site(), progress=_bake_news)
            log.info("site baked: release %s, %s files", done.release, done.written.written)
        baking.bake_waiting()


def _bake_news(_done: int, _all: int) -> None:
    from gongkai.static_site import baking
    from gongkai.static_site.site import SiteBusy

    with contextlib.suppress(SiteBusy):
        baking.bake_waiting(wide=False)


def work(*, once: bool = False, bake: Callable[[], None] = bake) -> None:
    """`bake` does what `bake` of this module does: here, or elsewhere and soon."""
    office.start()
    from django.core.management import call_command

    _said(tick(besides=() if once else OWN_PARTS))
    stopped = threading.Event()
    if not once:
        threading.Thread(target=_every_minute, args=(stopped,), daemon=True).start()
        threading.Thread(target=_keep_site, args=(stopped, bake), daemon=True).start()
        threading.Thread(target=_keep_mirrors, args=(stopped,), daemon=True).start()
    try:
        call_command("db_worker", batch=once, interval=TASK_PAUSE, startup_delay=False, verbosity=0)
    finally:
        stopped.set()


def _every_minute(stopped: threading.Event) -> None:
    from django.db import close_old_connections

    while not stopped.wait(60 - time.time() % 60):  # as the minute begins: what is due at a minute is done in it
        try:
            _said(tick(besides=OWN_PARTS))
        except Exception:  # the next minute tries again; a failed tick must not end the clock
            log.exception("tick failed")
        finally:
            close_old_connections()


def _keep_site(stopped: threading.Event, bake: Callable[[], None]) -> None:
    """The site looked at every few seconds, and baked when there is something to bake."""
    from django.db import close_old_connections

    from gongkai.static_site import baking, full, orders

    pause = 0.0
    while orders.is_on() and not stopped.wait(pause):
        pause = SITE_PAUSE
        try:
            if orders.are_due() or full.is_needed(baking.site()):
                bake()
        except Exception:  # a full disk, a database away: what stands stands, and it is tried again
            log.exception("the site was not brought up to date")
            pause = RETRY_PAUSE
        finally:
            close_old_connections()


def _keep_mirrors(stopped: threading.Event) -> None:
    """Apart from the baking, which must not wait for a network; what fails is tried again in a minute."""
    from gongkai.static_site.mirroring import mirrors
    from gongkai.static_site.mirroring.places import MirrorProblem

    if not mirrors.are_set():
        return
    kept, pause = mirrors.Mirrors(), 0.0
    while not stopped.wait(pause):
        try:
            done = kept.keep_level()
            pause = RETRY_PAUSE if done.behind else SITE_PAUSE
            if done.sent or done.removed:
                log.info("mirrors: %s files sent, %s removed", done.sent, done.removed)
        except MirrorProblem as problem:
            log.error("mirrors: %s", problem)
            pause = RETRY_PAUSE
        except Exception:
            log.exception("the mirrors were not brought up to date")
            pause = RETRY_PAUSE


def _said(done) -> None:
    if any(done.said.values()):
        log.info("%s", done.sentence)
