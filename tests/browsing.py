"""A real browser for who asks for `browser`: begun once for the tests of a module, its windows closed after each of them."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

# Leads here, and is neither localhost nor HTTPS: here browsers offer no cryptography of their own.
ELSEWHERE = "county.example"
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and not os.environ.get("GONGKAI_REQUIRE_ALL"):
        pytest.skip(f"none of {', '.join(NAMES)} on this machine")
    assert found
    with pytest.MonkeyPatch.context() as patch:
        # The browser's driver runs a loop in this thread; the queries a test makes meanwhile are its own.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as driver:
            args = ["--no-sandbox", f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1"]
            opened = driver.chromium.launch(executable_path=found, args=args)
            yield opened
            opened.close()


@pytest.fixture
def browser(chromium) -> Iterator[Browser]:
    yield chromium
    for context in chromium.contexts:
        context.close()
