import pytest

from tests.applications.conftest import applied_online  # noqa: F401  fixture
from tests.static_site.sites import site_at


@pytest.fixture
def site(tmp_path):
    """A whole site in a directory; its www is at current/www."""
    return site_at(tmp_path / "site")


@pytest.fixture
def www(site):
    return (site / "current").resolve() / "www"
