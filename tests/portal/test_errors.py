"""A page that is not there helps: a search, the columns, the next step. It does so without a database, too."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from gongkai.organs.models import Organ
from gongkai.portal.standing_frame import site_organ
from gongkai.portal.views import errors

pytestmark = pytest.mark.django_db


def test_every_page_that_is_not_there_says_so_and_offers_ways_on(client, site):
    for name, (address, status) in site.troubles().items():
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == status, name
        assert 'name="robots" content="noindex"' in text, name
        assert 'class="ways"' in text, name


def test_a_missing_page_offers_the_search_the_columns_and_the_telephone(client, site):
    text = client.get("/nowhere/").content.decode()
    assert 'action="/search/"' in text
    assert "政府信息公开指南" in text.partition("<main")[2].partition("</main>")[0]
    assert "0855-6622836" in text


def test_a_missing_organ_or_heading_is_named_and_the_way_to_the_next_level_offered(client, site):
    assert "没有代号为“nobody”的机关子站" in client.get("/o/nobody/").content.decode()
    text = client.get(f"/o/{site.organ.slug}/h/9999/").content.decode()
    assert "没有代码为“9999”的栏目" in text
    assert f'href="/o/{site.organ.slug}/"' in text.partition("<main")[2]


def test_error_pages_are_not_kept_in_caches(client, site):
    assert "no-cache" in client.get("/nowhere/")["Cache-Control"]


def test_a_page_is_still_answered_with_help_when_the_database_is_away(rf: RequestFactory, monkeypatch, settings):
    def away():
        raise OperationalError("the database is away")

    monkeypatch.setattr("gongkai.portal.context.site_organ", away)
    response = errors.not_found(rf.get("/nowhere/"))
    assert response.status_code == 404
    assert "没有找到这个页面" in response.content.decode()


def test_a_fault_of_ours_is_told_without_frame_or_query(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "不是您的操作有误" in response.content.decode()


def test_a_fault_inside_the_error_page_still_ends_in_a_sentence(rf, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ValueError("no manifest")

    monkeypatch.setattr("gongkai.portal.views.errors.loader.render_to_string", broken)
    assert "请过几分钟再试" in errors.server_error(rf.get("/")).content.decode()


def test_a_fault_in_a_view_is_answered_with_that_page(client, site, monkeypatch):
    def broken(_organ):
        raise RuntimeError("a fault")

    monkeypatch.setattr("gongkai.portal.views.organ.catalogue.heading_tree", broken)
    client.raise_request_exception = False
    response = client.get(f"/o/{site.organ.slug}/")
    assert response.status_code == 500
    assert "不是您的操作有误" in response.content.decode()


def test_a_refusal_gives_its_reason(rf, site):
    response = errors.forbidden(rf.get("/"), PermissionDenied("您在榕江县教育局没有这项权限。"))
    assert response.status_code == 403
    assert "您在榕江县教育局没有这项权限。" in response.content.decode()


def test_a_request_that_cannot_be_understood_asks_the_database_nothing(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.bad_request(rf.get("/"), SuspiciousOperation())
    assert response.status_code == 400
    assert "从首页重新查找" in response.content.decode()


def test_what_a_stranger_writes_into_an_address_is_escaped(client, organ):
    text = client.get("/search/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in text
    text = client.get(f"/o/{organ.slug}/h/<b>/").content.decode()
    assert "“<b>”" not in text
    assert "“&lt;b&gt;”" in text


@pytest.mark.parametrize(
    "address",
    [
        "/o/rongjiang-mzj/i/99999999999999999999999/",
        "/sitemap-99999999999999999999.xml",
        "/o/rongjiang-mzj/i/0/",
        "/o/%00/",
    ],
)
def test_numbers_beyond_all_measure_are_simply_not_there(client, organ, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_are_read_only(client, organ, method):
    for address in ("/", f"/o/{organ.slug}/", "/catalogue/", "/catalogue.json", "/display/"):
        assert getattr(client, method)(address).status_code == 405, address
    assert Organ.objects.filter(pk=organ.pk).exists()


def test_a_form_with_a_worn_out_token_is_answered_in_words_that_save_what_was_typed(clerk):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/office/login/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "安全凭证已过期" in answer.text
    assert "CSRF" not in answer.text


@pytest.mark.parametrize("fault", [OperationalError("no server"), InterfaceError("connection closed")])
def test_a_database_that_is_away_is_told_as_such_with_the_other_ways(rf, fault, django_assert_num_queries):
    with django_assert_num_queries(0):
        try:
            raise fault
        except type(fault):
            response, desk = errors.server_error(rf.get("/search/")), errors.server_error(rf.get("/office/"))
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "120", "no-cache")
    text = response.content.decode()
    assert "暂时不能使用" in text and "邮寄" in text and "公开指南" in text
    assert desk.status_code == 503 and "回到工作台" in desk.content.decode()


def test_a_view_whose_database_is_away_answers_503(client, site, monkeypatch):
    def away(_organ):
        raise OperationalError("database is locked")

    monkeypatch.setattr("gongkai.portal.views.organ.catalogue.heading_tree", away)
    client.raise_request_exception = False
    assert client.get(f"/o/{site.organ.slug}/").status_code == 503


def test_the_page_for_an_office_that_is_off_names_whom_to_call_and_needs_nothing(site):
    text = errors.render_offline()
    office = site_organ().disclosure_office
    assert office.telephone in text and office.address in text and site_organ().name in text
    assert "返回" in text and "已公开的信息照常可看" in text
    assert "<script" not in text and "csrf" not in text and "<form" not in text
    assert f'href="/o/{site_organ().slug}/guide/"' in text


def test_the_page_for_an_office_that_is_off_stands_before_any_organ_does(db):
    assert "暂时不能使用" in errors.render_offline()
