"""The entry of the web server: which site it serves, and what it loads before it is asked for more."""

import subprocess
import sys

import pytest

from gongkai.config import front as entry
from tests.static_site.front_site import ask, built, django_says
from tests.static_site.servers import clean_environment


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """The answer to an address, with these settings, over a baked site in the usual place."""
    built(tmp_path / "site")
    monkeypatch.setattr(entry, "django", django_says)
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))

    def ask_with(path: str = "/", *, scheme: str = "http", headers: dict | None = None, **settings: str):
        for name, value in settings.items():
            monkeypatch.setenv(f"GONGKAI_{name}", value)
        return ask(entry.front(), path, scheme=scheme, **(headers or {}))

    return ask_with


def test_the_site_lies_in_the_data_directory_unless_a_setting_says_otherwise(asked, tmp_path):
    assert "首页" in asked().text
    assert asked(SITE=str(tmp_path / "elsewhere")).text == "django"


def test_with_baking_turned_off_django_answers_everything(asked):
    assert asked(SITE="off").text == "django"


def test_the_office_side_serves_no_public_page(asked):
    assert asked(ROUTES="office").text == "django"


def test_https_is_believed_of_a_trusted_proxy_alone(asked):
    told = "Strict-Transport-Security"
    assert asked(HTTPS="yes", headers={"x_forwarded_proto": "https"}).headers[told] is None
    assert (
        asked(HTTPS="yes", TRUSTED_PROXIES="1", headers={"x_forwarded_proto": "https"}).headers[told]
        == "max-age=31536000"
    )


def test_the_front_answers_before_django_and_its_apps_are_imported(tmp_path):
    script = "import sys, gongkai.config.front as entry; entry.front(); print([name for name in ('django.db', 'django.apps', 'wagtail') if name in sys.modules])"
    ended = subprocess.run(
        [sys.executable, "-c", script], env=clean_environment(GONGKAI_DATA=str(tmp_path)), capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    assert ended.stdout == "[]\n"
