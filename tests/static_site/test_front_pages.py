"""Baked pages through the front: which file answers an address, in which form, and with which headers."""

import os

import pytest

from gongkai.config import headers
from gongkai.config.middleware import security_headers
from tests.static_site.front_site import ask, built, django_says, front, page


@pytest.fixture
def site(tmp_path):
    return built(tmp_path / "site")


def test_an_address_is_answered_with_the_page_baked_under_it(site):
    found = ask(front(site), "/o/rongjiang-mzj/")
    assert found.status == 200 and "县民政局" in found.text
    assert found.headers["Content-Type"] == "text/html; charset=utf-8"
    assert found.headers["Content-Length"] == str(len(found.body))
    assert found.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"


def test_a_percent_encoded_chinese_address_is_read_as_utf_8(site):
    assert "公示" in ask(front(site), "/o/rongjiang-mzj/h/%E5%85%AC%E7%A4%BA/").text


def test_head_tells_what_get_would_and_sends_nothing(site):
    told, whole = ask(front(site), "/", "HEAD"), ask(front(site), "/")
    assert told.body == b"" and (told.status, told.headers.items()) == (whole.status, whole.headers.items())


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None), ("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br", "br"), ("br;q=0.5, gzip", "gzip"),
        ("gzip;q=0", None), ("gzip;q=0, *", "br"), ("*;q=0", None), ("identity", None), ("GZIP", "gzip"),
        ("identity;q=1, gzip;q=0.5", None), ("gzip;q=x", None), ("br;q=0.000", None), ("x-gzip", "gzip"), (",;,", None),
    ],
)  # fmt: skip
def test_the_coding_is_the_best_the_reader_takes(site, accepted, coding):
    found = ask(front(site), "/", accept_encoding=accepted)
    assert found.headers["Content-Encoding"] == coding and "首页" in found.text
    assert found.headers["Vary"] == "Accept-Encoding, Cookie"


def test_a_page_without_sidecar_goes_out_plain(site):
    found = ask(front(site), "/o/rongjiang-mzj/i/7/", accept_encoding="br, gzip")
    assert found.headers["Content-Encoding"] is None and "低保" in found.text


def test_each_coding_has_an_entity_tag_of_its_own(site):
    tags = {ask(front(site), "/", accept_encoding=coding).headers["ETag"] for coding in ("", "gzip", "br")}
    assert len(tags) == 3 and all(tag.startswith('"') for tag in tags), "strong tags"


@pytest.mark.parametrize("coding", ["", "gzip", "br"])
def test_who_has_the_page_is_told_so_and_nothing_else(site, coding):
    application = front(site)
    first = ask(application, "/", accept_encoding=coding)
    for condition in (
        {"if_none_match": first.headers["ETag"]},
        {"if_none_match": f'"other", W/{first.headers["ETag"]}'},
        {"if_none_match": "*"},
        {"if_modified_since": first.headers["Last-Modified"]},
        {"if_modified_since": "Fri, 31 Dec 2100 23:59:59 GMT"},
    ):
        again = ask(application, "/", accept_encoding=coding, **condition)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"] and again.headers["Vary"] == first.headers["Vary"]
        assert again.headers["Content-Length"] is None and again.headers["Content-Type"] is None


@pytest.mark.parametrize(
    "condition",
    [
        {"if_none_match": '"other"'},
        {"if_none_match": '"other"', "if_modified_since": "Fri, 31 Dec 2100 23:59:59 GMT"},
        {"if_modified_since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"if_modified_since": "yesterday"},
        {"if_none_match": ""},
    ],
)
def test_who_has_something_else_gets_the_page(site, condition):
    assert ask(front(site), "/", **condition).status == 200


def test_an_address_without_its_slash_is_led_to_the_one_with_it(site):
    found = ask(front(site), "/o/rongjiang-mzj/h/%E5%85%AC%E7%A4%BA?a=1")
    assert (found.status, found.headers["Location"]) == (301, "/o/rongjiang-mzj/h/%E5%85%AC%E7%A4%BA/?a=1")
    assert ask(front(site), "/o/rongjiang-mzj/i/8").headers["Location"] == "/o/rongjiang-mzj/i/8/"


def test_a_directory_that_is_no_page_is_djangos_to_answer(site):
    assert ask(front(site), "/o").text == ask(front(site), "/o/").text == "django"


def test_what_was_withdrawn_says_410_and_is_not_kept(site):
    found = ask(front(site), "/o/rongjiang-mzj/i/8/", accept_encoding="br")
    assert (found.status, found.headers["Cache-Control"]) == (410, "no-cache") and "已经撤下" in found.text
    assert ask(front(site), "/o/rongjiang-mzj/i/8/", if_none_match="*").status == 410


def test_what_moved_leads_on_and_only_within_this_site(site):
    found = ask(front(site), "/o/rongjiang-mzj/i/9/?x=1")
    assert (found.status, found.headers["Location"]) == (301, "/o/rongjiang-mzj/i/7/")
    astray = ask(front(site), "/o/rongjiang-mzj/i/10/")
    assert (astray.status, astray.headers["Location"]) == (200, None)


def test_queries_are_ignored_save_where_they_make_another_page(site):
    assert "县民政局" in ask(front(site), "/o/rongjiang-mzj/?from=wechat").text
    assert "公开目录" in ask(front(site), "/catalogue/").text
    assert ask(front(site), "/catalogue/?organ=x").text == "django"


@pytest.mark.parametrize("cookies", ["gongkai_type=large", "a=b; gongkai_text=big", "gongkai_type=large; sessionid=x"])
def test_who_chose_another_size_of_type_gets_the_page_from_django(site, cookies):
    assert ask(front(site), "/", cookie=cookies).text == "django"
    assert ask(front(site), "/robots.txt", cookie=cookies).text == "User-agent: *\n", "a file has no type"


def test_other_cookies_change_nothing(site):
    assert "首页" in ask(front(site), "/", cookie="sessionid=abc; csrftoken=def").text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get"])
def test_every_other_method_is_djangos(site, method):
    asked = []
    ask(front(site, django_says(asked=asked)), "/catalogue/?a=b", method)
    assert asked == [(method, "/catalogue/", "a=b")]


@pytest.mark.parametrize(
    ("path", "kind", "keeping"),
    [
        ("/static/portal/css/base.0123456789ab.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/o/rongjiang-mzj/feed.atom", "application/atom+xml; charset=utf-8", None),
        ("/o/rongjiang-mzj/i/7/data.json", "application/ld+json", None),
        ("/robots.txt", "text/plain; charset=utf-8", None),
    ],
)
def test_files_carry_their_kind_and_how_long_they_keep(site, path, kind, keeping):
    found = ask(front(site), path, accept_encoding="br")
    assert (found.status, found.headers["Content-Type"], found.headers["Content-Encoding"]) == (200, kind, "br")
    assert found.headers["Cache-Control"] == (keeping or "public, max-age=60, stale-while-revalidate=600")
    assert found.headers["Vary"] == "Accept-Encoding"


def test_papers_the_site_makes_are_saved_not_shown(site):
    assert ask(front(site), "/o/rongjiang-mzj/reports/2019.docx").headers["Content-Disposition"] == "attachment"


def test_every_answer_carries_the_headers_django_gives(site, client, db):
    expected = dict(headers.PUBLIC)
    from_django = security_headers(lambda _request: client.get("/accessibility/"))(client.get("/").wsgi_request)
    assert {name: from_django.headers.get(name) for name in expected} == expected
    closed = front(site, django_says(status="503 Service Unavailable"))
    for path in (
        "/",
        "/o/rongjiang-mzj",
        "/o/rongjiang-mzj/i/8/",
        "/o/rongjiang-mzj/i/9/",
        "/robots.txt",
        "/search/",
        "/api/v1/x",
        "/none/",
    ):
        found = ask(closed, path)
        assert {name: found.headers[name] for name in expected} == expected, path


def test_https_is_remembered_by_browsers_that_came_by_it(site):
    direct, proxied = front(site, hsts="max-age=9"), front(site, hsts="max-age=9", behind_proxy=True)
    told = "Strict-Transport-Security"
    assert ask(direct, "/", scheme="https").headers[told] == "max-age=9"
    assert ask(direct, "/", x_forwarded_proto="https").headers[told] is None, "nobody vouches for this header"
    assert ask(proxied, "/", x_forwarded_proto="https, http").headers[told] == "max-age=9"
    assert ask(proxied, "/", x_forwarded_proto="http", scheme="https").headers[told] is None
    assert ask(front(site), "/", scheme="https").headers[told] is None


def test_a_page_that_changes_on_the_disk_changes_with_the_next_request(site):
    application = front(site)
    assert "首页" in ask(application, "/", accept_encoding="br").text
    site.put("index.html", page("新首页"), with_sidecars=True)
    assert "新首页" in ask(application, "/", accept_encoding="br").text and "新首页" in ask(application, "/").text


def test_a_page_withdrawn_is_gone_with_the_next_request(site):
    application = front(site)
    assert ask(application, "/o/rongjiang-mzj/", accept_encoding="br").status == 200
    site.remove("o/rongjiang-mzj/index.html")
    site.put("o/rongjiang-mzj/gone.html", page("已经撤下"))
    assert ask(application, "/o/rongjiang-mzj/", accept_encoding="br").status == 410


def test_a_sidecar_left_behind_alone_is_never_sent(site):
    application = front(site)
    assert ask(application, "/", accept_encoding="br").status == 200
    (site.root / "current" / "www" / "index.html").unlink()
    assert ask(application, "/", accept_encoding="br").text == "django"


def test_a_new_release_is_served_from_the_moment_the_link_is_switched(site):
    application = front(site)
    assert "首页" in ask(application, "/").text
    site.put("index.html", page("第二版"), release=2)
    assert "第二版" not in ask(application, "/").text
    site.switch(2)
    assert "第二版" in ask(application, "/").text
    site.drop(1)
    assert "第二版" in ask(application, "/").text
    assert ask(application, "/robots.txt").text == "django", "what the new release has not is not there"


def test_a_file_that_shrinks_in_place_while_it_is_read_is_not_sent_by_half(site, monkeypatch):
    read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: b"" if size > 100 else read(descriptor, size))
    assert ask(front(site), "/").text == "django"


def test_memory_for_kept_pages_has_a_bound(site, monkeypatch):
    monkeypatch.setattr("gongkai.static_site.front.shelf.KEPT", 20_000)
    application = front(site)
    for number in range(40):
        site.put(f"p/{number}/index.html", page(str(number)))
        assert ask(application, f"/p/{number}/").status == 200
    assert 0 < application.shelf._kept_bytes <= 20_000 and len(application.shelf._kept) < 20


def test_without_a_baked_site_django_answers_everything(tmp_path):
    site = built(tmp_path / "site")
    empty = type(site)(tmp_path / "none")
    assert ask(front(empty), "/").text == ask(front(empty), "/static/a.css").text == "django"
