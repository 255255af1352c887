"""`gongkai django …`: Django's own commands with the same settings, for administrators who know them."""

import argparse

from gongkai.cli import office

HELP = "Django 自带的管理命令，如 gongkai django createsuperuser"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="命令和参数")


def run(args: argparse.Namespace) -> int:
    office.start(needs_data=False)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["gongkai django", *args.words])
    return 0
