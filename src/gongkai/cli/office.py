"""Starting Django for a command. A deployment names its settings; the demo and a first look need to name none."""

import os
import sys

import django
from django.db import OperationalError, ProgrammingError, connection


def start(*, needs_data: bool = True) -> None:
    """Load settings and models. With `needs_data`, a database nobody has set up yet is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings.demo")
    django.setup()
    if not needs_data:
        return
    try:
        ready = "catalogue_disclosureitem" in connection.introspection.table_names()
    except (OperationalError, ProgrammingError) as problem:
        sys.exit(f"打不开数据库：{str(problem).strip()}。请检查 GONGKAI_DATA 和 GONGKAI_DATABASE。")
    if not ready:
        sys.exit("数据库还没有建立。请先运行 gongkai setup（或 gongkai demo 建立演示数据）。")


def start_bare() -> None:
    """Django's own defaults where nothing has been started: enough for its storages, on a machine without a deployment."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
