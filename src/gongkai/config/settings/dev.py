"""For developers: no secrets to prepare, static files straight from the tree."""

from gongkai.config.settings.base import *  # noqa: F403
from gongkai.config.settings.base import SEAL_KEYS, SECRET_KEY, STORAGES

SECRET_KEY = SECRET_KEY or "development-only-key-development-only-key-development"
SEAL_KEYS = SEAL_KEYS or "\n".join(f"{name}:{letter * 43}=" for name, letter in (("development", "d"), ("blind", "e")))
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
