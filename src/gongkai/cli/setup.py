"""`gongkai setup`: the database brought to the current version. Safe to run again."""

import argparse
import hashlib
from pathlib import Path

from gongkai.cli import office

HELP = "建立或升级数据库，收集静态文件"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="不显示过程")


def run(args: argparse.Namespace) -> int:
    office.start(needs_data=False)
    prepare(verbosity=0 if args.quiet else 1)
    return 0


def prepare(*, verbosity: int = 0, only_changes: bool = False) -> None:
    """Data directory, migrations, static files: all that must be there before the first answer.

    With `only_changes`, what is as it was after the last time is not done again: a start takes seconds, not ten.
    """
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    if not only_changes or _is_behind():
        call_command("migrate", verbosity=verbosity, interactive=False)
    if not settings.DEBUG:
        _collect(only_changes=only_changes)


def _is_behind() -> bool:
    """Whether the database lacks a migration."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _collect(*, only_changes: bool) -> None:
    """Static files with their hashed names; `.collected` holds what the sources were like the last time."""
    from django.conf import settings
    from django.core.management import call_command

    mark, now = Path(settings.STATIC_ROOT) / ".collected", _sources()
    if only_changes and mark.is_file() and mark.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(now, encoding="ascii")


def _sources() -> str:
    """A digest over names, times and sizes of all static files of all apps, and how they are stored."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_mtime_ns}\0{facts.st_size}\n".encode())
    return digest.hexdigest()
