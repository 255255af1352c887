"""A real installation in GONGKAI_DATA: the demo's settings, its tasks in the database, with hashes that take no time."""

from gongkai.config.settings.demo import *  # noqa: F403
from gongkai.config.settings.demo import STORAGES

# Under their own names: nothing need be collected.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
