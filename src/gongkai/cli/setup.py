"""`gongkai setup`: the database brought to the current version. Safe to run again."""

import argparse
from pathlib import Path

from gongkai.cli import office

HELP = "建立或升级数据库，收集静态文件"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="不显示过程")


def run(args: argparse.Namespace) -> int:
    office.start(needs_data=False)
    prepare(verbosity=0 if args.quiet else 1)
    return 0


def prepare(*, verbosity: int = 0) -> None:
    """Data directory, migrations, static files: all that must be there before the first answer."""
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=verbosity, interactive=False)
    if not settings.DEBUG:
        call_command("collectstatic", verbosity=0, interactive=False)
