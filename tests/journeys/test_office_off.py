"""The office is switched off: nginx alone still sends every page of the site, and whoever needs more is told what to do."""

from urllib.parse import quote

import pytest

from gongkai.portal.views import errors
from gongkai.static_site import baking
from gongkai.static_site.full import bake_all
from tests.portal.conftest import site  # noqa: F401  fixture
from tests.static_site.servers import NGINX, nginx_server
from tests.static_site.test_front_servers import ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: nginx-light)"),
]


@pytest.fixture
def alone(site, settings, tmp_path):  # noqa: F811
    """nginx over the baked site, and the address of nobody for everything else. Gives its address and the root of the files."""
    settings.SITE_FOLDER = tmp_path / "site"
    bake_all(baking.site())
    root = baking.site().current().www
    (root / "offline.html").write_text(errors.render_offline(), encoding="utf-8")
    with nginx_server(settings.SITE_FOLDER, tmp_path) as (address, _server):
        yield address, root


def addresses(root) -> dict[str, str]:
    """Address of everything baked, with the name of the file that answers it."""
    found = {}
    for file in root.rglob("*"):
        path = file.relative_to(root).as_posix()
        is_sidecar = file.suffix in (".gz", ".br") and not path.startswith("files/")
        if file.is_file() and not is_sidecar and path not in ("404.html", "offline.html"):
            is_page = file.name in ("index.html", "gone.html", "moved.html")
            found[quote("/" + (path.removesuffix(file.name) if is_page else path))] = file.name
    return found


def test_every_page_of_the_site_is_still_there(alone):
    address, root = alone
    pages = addresses(root)
    assert len(pages) > 50 and {"/", "/catalogue/", "/robots.txt"} <= set(pages)
    for path, name in pages.items():
        status, told, body = ask(address, path)
        assert status == (410 if name == "gone.html" else 200), path
        assert body and told["X-Content-Type-Options"] == "nosniff", path


def test_forms_and_search_say_what_else_one_can_do(alone, site):  # noqa: F811
    address, _root = alone
    office = site.organ.disclosure_office
    for path, method in (
        (f"/o/{site.organ.slug}/apply/online/", "POST"),
        (f"{site.policy.get_absolute_url()}feedback/", "POST"),
        ("/search/?q=x", "GET"),
        (f"/o/{site.organ.slug}/apply/status/", "GET"),
    ):
        status, told, body = ask(address, path, method)
        assert (status, told["Retry-After"]) == (503, "120"), path
        assert "邮寄" in body.decode() and "已公开的信息照常可看" in body.decode() and office is not None
