"""长者模式 and the size of the text: a cookie set by the server, remembered on every page, no script needed."""

import pytest

pytestmark = pytest.mark.django_db


def test_large_type_is_turned_on_by_a_link_and_stays_on_every_page(client, site):
    response = client.get("/display/?type=large&next=/catalogue/%3Fyear%3D2019")
    assert (response.status_code, response["Location"]) == (302, "/catalogue/?year=2019")
    for name, address in site.addresses().items():
        assert '<html lang="zh-CN" data-type="large"' in client.get(address).content.decode(), name


def test_turning_it_off_forgets_the_cookie(client, site):
    client.get("/display/?type=large&next=/")
    client.get("/display/?type=standard&next=/")
    assert "data-type" not in client.get("/").content.decode()
    assert client.cookies["gongkai_type"].value == ""


def test_the_switch_leads_back_to_the_page_one_is_on(client, site):
    text = client.get("/catalogue/?year=2019").content.decode()
    assert "/display/?type=large&amp;next=%2Fcatalogue%2F%3Fyear%3D2019" in text


@pytest.mark.parametrize("size", ["small", "middle", "big"])
def test_the_size_of_a_documents_text_is_remembered(client, site, size):
    client.get(f"/display/?text={size}&next=/")
    assert f'data-text="{size}"' in client.get(site.policy.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "outside",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil.example", ""],
)
def test_the_switch_never_leads_to_another_site(client, db, outside):
    assert client.get("/display/", {"type": "large", "next": outside})["Location"] == "/"


def test_an_unknown_choice_changes_nothing(client, site):
    response = client.get("/display/?type=enormous&text=9&next=/")
    assert not response.cookies
    client.cookies["gongkai_type"] = '"><script>'
    assert "data-type" not in client.get("/").content.decode()


def test_a_page_is_kept_in_caches_for_a_minute_unless_cookies_changed_it(client, site):
    plain = client.get("/")
    assert plain["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in plain["Vary"]
    client.get("/display/?type=large&next=/")
    assert "private" in client.get("/")["Cache-Control"]


def test_a_page_that_has_not_changed_is_not_sent_twice(client, site):
    for address in ("/", site.policy.get_absolute_url(), f"/o/{site.organ.slug}/h/0314/"):
        tag = client.get(address)["ETag"]
        again = client.get(address, HTTP_IF_NONE_MATCH=tag)
        assert (again.status_code, again.content) == (304, b"")


def test_reading_a_page_sets_no_cookie(client, site):
    for name, address in site.addresses().items():
        assert not client.get(address).cookies, name
