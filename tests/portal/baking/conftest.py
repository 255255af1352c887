"""The small site of the portal's tests, baked."""

from contextlib import contextmanager

import pytest

from gongkai.static_site import baking, full
from gongkai.static_site.addresses import GONE, INDEX, path_of


@pytest.fixture
def bakes(settings, tmp_path, django_capture_on_commit_callbacks):
    """with bakes(): …: what happens inside is committed, and what it orders is baked."""
    settings.SITE_FOLDER = tmp_path / "site"

    @contextmanager
    def committed():
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return committed


@pytest.fixture
def baked(site, bakes):
    """The site of `site`, baked whole; answers the place where it lies."""
    place = baking.site()
    done = full.bake_all(place)
    assert done.written.failures == []
    return place


@pytest.fixture
def page(baked):
    """page("/a/"): the baked text at an address, with `name` of a withdrawn or moved one; None when there is none."""

    def read(address: str, name: str = INDEX) -> str | None:
        path = baked.current().www / path_of(address, name)
        return path.read_text(encoding="utf-8") if path.is_file() else None

    return read


@pytest.fixture
def notice(page):
    return lambda address: page(address, GONE)
