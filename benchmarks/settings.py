"""The demo's settings, with the baseline's app beside ours. GONGKAI_DATA says which archive is measured."""

from gongkai.config.settings.demo import *  # noqa: F403
from gongkai.config.settings.demo import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.plainpages"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
