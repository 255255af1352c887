"""The demo's settings, with the baseline's app beside ours. GONGKAI_DATA says which archive is measured."""

import os

from gongkai.config.settings.demo import *  # noqa: F403
from gongkai.config.settings.demo import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.plainpages"]
if os.environ.get("BENCH_TASKS") != "database":  # nobody would carry them out
    TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
