"""When Django is not there: baked pages go out as ever, and whoever needs more is told what to do."""

import json
import logging

import pytest

from gongkai.static_site.front import routes
from gongkai.static_site.front.application import Front
from tests.static_site.front_site import Site, ask, built, django_says, front

DYNAMIC = (
    "/search/", "/search/?q=%E4%BD%8E%E4%BF%9D", "/display/?type=large", "/o/rongjiang-mzj/apply/online/", "/o/rongjiang-mzj/apply/online/look/",
    "/o/rongjiang-mzj/apply/receipt/abc/", "/o/rongjiang-mzj/apply/status/", "/apply/status/", "/o/rongjiang-mzj/i/7/feedback/",
    "/report-check/", "/catalogue/?organ=x", "/catalogue.json", "/catalogue.xlsx", "/guard/challenge/",
)  # fmt: skip


@pytest.fixture
def site(tmp_path):
    return built(tmp_path / "site")


def broken():
    raise SystemExit("没有设置 GONGKAI_SECRET_KEY")


@pytest.fixture(params=["cannot be loaded", "raises", "has no database"])
def closed(request, site, caplog) -> Front:
    """A front whose office cannot answer, in each way it may not."""
    caplog.set_level(logging.CRITICAL)

    def raising(_environ, _start_response):
        raise RuntimeError

    load = {
        "cannot be loaded": broken,
        "raises": lambda: raising,
        "has no database": lambda: django_says(status="503 Closed"),
    }
    return Front(site.root, load[request.param])


@pytest.mark.parametrize("path", DYNAMIC)
def test_a_dynamic_address_says_what_to_do_and_when_to_come_back(closed, path):
    for method in ("GET", "POST"):
        found = ask(closed, path, method)
        assert found.status == 503 and "暂时不能使用" in found.text
        assert found.headers["Retry-After"] == "120" and found.headers["Cache-Control"] == "no-cache"


def test_every_baked_page_is_served_meanwhile_also_to_those_who_chose_large_type(closed):
    for path in ("/", "/o/rongjiang-mzj/", "/catalogue/"):
        assert ask(closed, path).status == ask(closed, path, cookie="gongkai_type=large").status == 200


def test_an_address_nobody_baked_is_not_found(closed):
    found = ask(closed, "/o/nowhere/")
    assert found.status == 404 and "没有找到" in found.text


def test_a_form_sent_anywhere_is_answered_with_the_helpful_page(closed):
    assert ask(closed, "/o/rongjiang-mzj/", "POST").status == 503


def test_a_program_gets_its_answer_as_json(closed):
    found = ask(closed, "/api/v1/receipt-status", "POST")
    assert found.status == 503 and found.headers["Content-Type"] == "application/problem+json"
    assert json.loads(found.text)["status"] == 503 and found.headers["Retry-After"] == "120"


def test_without_a_baked_page_of_that_kind_there_is_still_a_sentence(tmp_path, caplog):
    caplog.set_level(logging.CRITICAL)
    empty = Site(tmp_path / "none")
    found = ask(Front(empty.root, broken), "/")
    assert found.status == 503 and "暂时不能使用" in found.text, "nothing is known to be missing where nothing is baked"
    empty.put("robots.txt", "")
    empty.switch(1)
    assert ask(Front(empty.root, broken), "/none/").status == 404


def test_the_offices_own_faults_and_answers_go_out_as_they_are(site):
    for status in ("200 OK", "302 Found", "403 Forbidden", "404 Not Found", "500 Server Error"):
        found = ask(front(site, django_says("own words", status)), "/search/")
        assert (found.status, found.text) == (int(status[:3]), "own words")


def test_staff_are_told_in_the_offices_own_words_while_there_are_any(site):
    closed = front(site, django_says("own words", "503 Service Unavailable"))
    assert ask(closed, "/office/items/").text == "own words" and "暂时不能使用" in ask(closed, "/search/").text


def test_who_chose_large_type_gets_the_baked_page_when_django_fails_at_it(site):
    found = ask(front(site, django_says(status="500 Server Error")), "/", cookie="gongkai_type=large")
    assert found.status == 200 and "首页" in found.text


def test_an_answer_that_is_not_used_is_closed(site):
    closed = []

    class Body(list):
        def close(self):
            closed.append(True)

    def application(_environ, start_response):
        start_response("503 Closed", [])
        return Body()

    assert ask(front(site, application), "/search/").status == 503 and closed == [True]


def test_what_could_not_be_loaded_is_tried_again_but_not_at_each_request(site, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL)
    now, tries = [100.0], []
    monkeypatch.setattr("gongkai.static_site.front.office.time.monotonic", lambda: now[0])

    def load():
        tries.append(now[0])
        if len(tries) == 1:
            raise RuntimeError
        return django_says()

    application = Front(site.root, load)
    assert [ask(application, "/search/").status for _time in range(3)] == [503] * 3 and tries == [100.0]
    now[0] += 5
    assert ask(application, "/search/").status == 200 and ask(application, "/search/").text == "django"
    assert tries == [100.0, 105.0]


def test_django_is_not_loaded_for_a_baked_page(site):
    def load():
        raise AssertionError

    assert ask(Front(site.root, load), "/").status == 200


def test_the_table_of_dynamic_addresses_names_each_route_that_is_never_baked():
    for path in DYNAMIC:
        plain = path.partition("?")[0]
        assert routes.is_dynamic(plain) != (plain in routes.READ_QUERIES), path
    for path in (
        "/",
        "/o/rongjiang-mzj/",
        "/o/rongjiang-mzj/apply/",
        "/o/rongjiang-mzj/i/7/",
        "/catalogue/",
        "/o/search/",
        "/searching/",
        "/site-map/",
    ):
        assert not routes.is_dynamic(path), path
