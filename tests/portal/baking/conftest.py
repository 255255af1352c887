"""The small site of the portal's tests, baked."""

import shutil
from contextlib import contextmanager

import pytest

from gongkai.static_site import baking, full
from gongkai.static_site.addresses import GONE, INDEX, path_of
from tests.remembering import remembered


@pytest.fixture
def bakes(settings, tmp_path, django_capture_on_commit_callbacks):
    """with bakes(): …: what happens inside is committed, and what it orders is baked."""
    settings.SITE_FOLDER = tmp_path / "site"

    @contextmanager
    def committed():
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return committed


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """Where a site lies that was baked whole and is what every test begins with."""
    return tmp_path_factory.mktemp("baked")


@pytest.fixture
def baked(site, bakes, kept):
    """The site of `site`, baked whole; answers the place where it lies."""

    def bake() -> str:
        done = full.bake_all(baking.site())
        assert done.written.failures == []
        name = str(len(list(kept.iterdir())))
        shutil.copytree(baking.site().folder, kept / name, symlinks=True)
        return name

    name = remembered("baked", bake)
    if not baking.site().folder.exists():
        shutil.copytree(kept / name, baking.site().folder, symlinks=True)
    return baking.site()


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
