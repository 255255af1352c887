"""The headers every answer carries, by side."""

from django.http import HttpResponse
from django.test import RequestFactory

from gongkai.config.middleware import security_headers


def answer(path: str, **headers) -> HttpResponse:
    return security_headers(lambda _request: HttpResponse(headers=headers))(RequestFactory().get(path))


def directives(path: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in answer(path)["Content-Security-Policy"].split(";"))


def test_a_public_page_runs_nothing_inline_and_loads_nothing_from_elsewhere():
    policy = directives("/o/rongjiang-mzj/")
    assert policy["default-src"] == "'none'" and policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert not [words for words in policy.values() if "unsafe" in words or "http" in words or "*" in words]


def test_the_office_runs_only_our_own_scripts_and_is_never_kept_by_caches():
    policy = directives("/office/")
    assert policy["script-src"] == "'self'" and policy["style-src"] == "'self' 'unsafe-inline'"
    assert answer("/office/items/")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in answer("/")


def test_a_view_that_sets_a_stricter_policy_keeps_it():
    kept = answer("/files/x", **{"Content-Security-Policy": "sandbox", "Cache-Control": "private, no-store"})
    assert kept["Content-Security-Policy"] == "sandbox"
    assert kept["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
