"""`gongkai tick`: what falls due by the clock, once. The worker does it every minute; cron may do it instead."""

import argparse

from gongkai.cli import office

HELP = "办理到点的事：定时发布、到期撤下（可漏、可重复）"


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    office.start()
    published, withdrawn = tick()
    print(f"定时发布 {published} 条，到期撤下 {withdrawn} 条")
    return 0


def tick() -> tuple[int, int]:
    """Safe to miss and to run twice: each thing due is found by its date, not by the tick that should have met it."""
    from gongkai.catalogue import actions

    return len(actions.publish_due()), len(actions.withdraw_expired())
