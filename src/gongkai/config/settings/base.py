"""The settings every way of running shares. What a deployment may change stands in config/environment.py."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import wagtail

from gongkai.config import headers
from gongkai.config.environment import read, site_folder

ENV = read()
PACKAGE = Path(__file__).resolve().parents[2]
DATA = Path(ENV["GONGKAI_DATA"]).absolute()

SECRET_KEY = ENV["GONGKAI_SECRET_KEY"]
# Personal data are sealed with keys from outside the database: see docs/howto/keys.md.
SEAL_KEYS = ENV["GONGKAI_SEAL_KEYS"]
SEAL_CIPHER = ENV["GONGKAI_SEAL_CIPHER"]
IS_OUTER = ENV["GONGKAI_GAP"] == "outer"  # docs/decisions/0027-across-an-air-gap.md
SIGN_KEY, TRUST_KEYS = ENV["GONGKAI_SIGN_KEY"], ENV["GONGKAI_TRUST_KEYS"]
DEBUG = ENV["GONGKAI_DEBUG"]
ALLOWED_HOSTS = ENV["GONGKAI_HOSTS"]
BASE_URL = ENV["GONGKAI_BASE_URL"]
OFFICE_URL = ENV["GONGKAI_OFFICE_URL"] or BASE_URL
ROUTES = ENV["GONGKAI_ROUTES"]
ROOT_URLCONF = {
    "both": "gongkai.config.urls",
    "public": "gongkai.config.urls_public",
    "office": "gongkai.config.urls_office",
}[ROUTES]
PUBLIC_URLCONF = "gongkai.config.urls_public"  # the addresses of what is baked, whatever this process serves
WSGI_APPLICATION = "gongkai.config.wsgi.application"
CSRF_TRUSTED_ORIGINS = list(dict.fromkeys([BASE_URL, OFFICE_URL]))

# From the highest layer down, the order of the house. A template of ours wins over one of Wagtail's with the same name.
INSTALLED_APPS = [
    "gongkai.demo",
    "gongkai.workbench",
    "gongkai.portal",
    "gongkai.static_site",
    "gongkai.accountability",
    "gongkai.annual_reports",
    "gongkai.search",
    "gongkai.applications",
    "gongkai.catalogue",
    "gongkai.clearance",
    "gongkai.casework",
    "gongkai.forwarding",
    "gongkai.organs",
    "gongkai.pages",
    "gongkai.doorkeeping",
    "gongkai.sealing",
    "gongkai.audit",
    "gongkai.accounts",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "gongkai.config.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.portal.context.frame",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    },
]


def database(address: str) -> dict:
    if address.startswith("sqlite:"):
        path = address.removeprefix("sqlite:").removeprefix("//")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path or str(DATA / "gongkai.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Writers queue from their first statement on instead of failing half way through a transaction.
                # It makes each atomic block take the write lock, hence no ATOMIC_REQUESTS anywhere.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
                    "PRAGMA mmap_size=268435456;PRAGMA cache_size=-32000;"
                ),
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(ENV["GONGKAI_DATABASE"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Five wrong passwords, then a pause: by account and address together, so nobody can lock a colleague out from afar.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "workbench/locked_out.html"
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = ENV["GONGKAI_TRUSTED_PROXIES"] or None
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "wagtailadmin_login"
CSRF_FAILURE_VIEW = "gongkai.portal.views.errors.forged"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["gongkai.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# Wagtail's admin style sheet names pictures of wagtail.images, an app we do not install: files have one gate, ours.
STATICFILES_DIRS = [("wagtailimages", Path(wagtail.__file__).parent / "images" / "static" / "wagtailimages")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Uploaded files have no address of their own: they leave only through the gate in gongkai.pages.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files", "base_url": None, "file_permissions_mode": 0o640},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"
UPLOAD_BYTES = ENV["GONGKAI_UPLOAD_MB"] * 1024 * 1024
PUBLIC_REPORT_CHECK = ENV["GONGKAI_PUBLIC_REPORT_CHECK"]
CLAMD = ENV["GONGKAI_CLAMD"]
SCAN_SECONDS = ENV["GONGKAI_SCAN_SECONDS"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = (
    UPLOAD_BYTES  # nothing is written to disk before it is known to bear no classification mark
)
FILE_UPLOAD_TEMP_DIR = None

WAGTAIL_SITE_NAME = "公开"
WAGTAILADMIN_BASE_URL = OFFICE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request leaves this host
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = False  # clearance is ours: see docs/decisions/0005-clearance-is-our-own.md
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_USER_EDIT_FORM = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 0  # a draft becomes a revision when its author says so: see the editor's own browser copy
# Wagtail's index refreshes statistics over the whole archive at every save; the public search has its own index.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

NOTICES = ENV["GONGKAI_NOTICES"]
SITE_FOLDER = site_folder(ENV)
SITE_MIRROR = ENV["GONGKAI_SITE_MIRROR"]
SM3 = ENV["GONGKAI_SM3"]
SEARCH = ENV["GONGKAI_SEARCH"]
OPENSEARCH = ENV["GONGKAI_OPENSEARCH"]
SITE_MODE = ENV["GONGKAI_SITE_MODE"]
SITE_ORGAN = ENV["GONGKAI_SITE_ORGAN"]

if ENV["GONGKAI_EMAIL"] == "console:":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    _mail = urlsplit(ENV["GONGKAI_EMAIL"])
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or {"smtps": 465, "smtp+starttls": 587}.get(_mail.scheme, 25)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+starttls"
EMAIL_TIMEOUT = 10  # seconds; a server that is down must not hold up the clock
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV["GONGKAI_EMAIL_FROM"] or f"gongkai@{urlsplit(BASE_URL).hostname}"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = headers.REFERRERS
SECURE_CROSS_ORIGIN_OPENER_POLICY = headers.OPENERS
X_FRAME_OPTIONS = headers.FRAMES
if ENV["GONGKAI_HTTPS"]:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = headers.HTTPS_SECONDS
    if ENV["GONGKAI_TRUSTED_PROXIES"]:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV["GONGKAI_LOG"]},
    # Wagtail tells each save to its log; ours is the audit trail.
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "botocore": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003"]
