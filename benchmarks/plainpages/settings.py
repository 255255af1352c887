"""Plain Wagtail serving its own pages, with everything else as in ours; BENCH_PAGE_CACHE=1 puts Django's page cache first."""

import os

from benchmarks.settings import *  # noqa: F403
from benchmarks.settings import MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "benchmarks.plainpages.urls"
ALLOWED_HOSTS = ["*"]
# As Wagtail's project template has it: no frame of ours around its pages.
TEMPLATES = [
    row
    | {
        "OPTIONS": row["OPTIONS"]
        | {
            "context_processors": [
                name for name in row["OPTIONS"]["context_processors"] if not name.startswith("gongkai.")
            ]
        }
    }
    for row in TEMPLATES
]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith(("gongkai.", "axes.", "whitenoise."))]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}}
CACHE_MIDDLEWARE_SECONDS = 600
if os.environ.get("BENCH_PAGE_CACHE") == "1":
    MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
