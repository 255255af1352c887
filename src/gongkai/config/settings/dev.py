"""For developers: no secret to prepare, static files straight from the tree."""

from gongkai.config.settings.base import *  # noqa: F403
from gongkai.config.settings.base import SECRET_KEY, STORAGES

SECRET_KEY = SECRET_KEY or "development-only-key-development-only-key-development"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
