"""A baked page is the page a reader gets from the view, byte for byte; and nothing public is left out."""

import pytest
from django.conf import settings

from gongkai.portal.baking import everything
from gongkai.static_site import baking, full
from gongkai.static_site.addresses import GONE, MOVED, address_of, is_sidecar

pytestmark = pytest.mark.django_db


def files_of(place) -> dict[str, bytes]:
    www = place.current().www
    found = (path for path in www.rglob("*") if path.is_file())
    return {str(path.relative_to(www)): path for path in found if not is_sidecar(str(path.relative_to(www)))}


def test_each_file_is_what_the_view_answers(client, baked):
    checked = 0
    for path, file in files_of(baked).items():
        address = address_of(path)
        if address.startswith(settings.STATIC_URL) or address in {"/404.html", "/offline.html"}:
            continue
        response = client.get(address, HTTP_HOST="127.0.0.1:8000")
        content = b"".join(response.streaming_content) if response.streaming else response.content
        expected = {GONE: 410, MOVED: 301}.get(path.rpartition("/")[2], 200)
        assert response.status_code == expected, address
        if expected != 301 and not path.endswith((".pdf", ".docx", ".xlsx")):  # those carry the time they were made
            assert content == file.read_bytes(), address
        checked += 1
    assert checked > 300


def test_every_kind_of_page_is_there(site, baked, page):
    kept_dynamic = {"search", "status", "catalogue of"}
    missing = [
        name for name, address in site.addresses().items()
        if "?" not in address and not name.startswith(tuple(kept_dynamic)) and page(address) is None
    ]  # fmt: skip
    assert missing == []


def test_style_sheets_and_scripts_lie_beside_the_pages(baked):
    for address in everything.assets():
        assert (baked.current().www / address[1:]).is_file(), address


def test_baked_twice_it_is_the_same_site(site, baked):
    before = {path: file.read_bytes() for path, file in files_of(baked).items()}
    full.bake_all(baking.site(), processes=1)
    after = {path: file.read_bytes() for path, file in files_of(baked).items()}
    differing = {path for path in before | after if before.get(path) != after.get(path)}
    assert {path for path in differing if not path.endswith((".pdf", ".docx", ".xlsx"))} == set()


def test_a_withdrawn_item_has_its_notice_and_no_page(site, page, notice):
    address = site.withdrawn.get_absolute_url()
    assert page(address) is None
    assert "这条信息已经撤下" in notice(address)


def test_the_page_for_wrong_addresses_helps(baked):
    text = (baked.current().www / "404.html").read_text(encoding="utf-8")
    assert "没有找到这个页面" in text
    assert "公开目录" in text


def test_no_address_of_the_office_or_of_a_form_is_baked(baked):
    paths = files_of(baked)
    assert not [path for path in paths if path.startswith(("office/", "api/", "search/"))]
    assert not [path for path in paths if "/online/" in path or "/status/" in path or "/feedback/" in path]
