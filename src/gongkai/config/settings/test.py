"""For the test suite: a database in memory (or PostgreSQL when GONGKAI_DATABASE says so), fast hashes, tasks run at once."""

import os
import tempfile
from pathlib import Path

from gongkai.config.settings.base import *  # noqa: F403
from gongkai.config.settings.base import STORAGES

SECRET_KEY = "test-only-key-test-only-key-test-only-key-test-only-key"  # noqa: S105
SEAL_KEYS = "\n".join(f"{name}:{letter * 43}=" for name, letter in (("test", "t"), ("blind", "b")))
SEAL_CIPHER = "aes"
CLAMD = ""
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEST_DATA = Path(tempfile.mkdtemp(prefix="gongkai-test-"))
if "GONGKAI_DATA" not in os.environ:
    DATA = TEST_DATA
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": TEST_DATA / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = TEST_DATA / "media"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = True
SITE_FOLDER = None  # a test that bakes names a folder of its own
SITE_MIRROR = ()
