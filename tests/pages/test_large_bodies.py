"""A body far over the limit is refused by its announced length, before a byte of it is read."""

import pytest
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from gongkai.pages.uploads import FORM_OVERHEAD, MEGABYTE, bounded, refuse_large


class Unreadable:
    def read(self, *_args):
        raise AssertionError("the body was read")

    readline = read


@bounded(lambda: 30 * MEGABYTE, lambda _request, sentence: HttpResponse(sentence, status=413))
def take_in(request):
    return HttpResponse(request.POST.get("name", ""))


def post(size, **extra):
    request = RequestFactory().post("/apply/", {"name": "石文"}, **extra)
    request.META["CONTENT_LENGTH"] = str(size)
    return request


def through_csrf(request) -> HttpResponse:
    middleware = CsrfViewMiddleware(lambda _request: HttpResponse())
    middleware.process_request(request)
    return middleware.process_view(request, take_in, (), {}) or take_in(request)


def test_300_mb_are_refused_unread_with_a_sentence_that_says_what_to_do():
    request = post(300 * MEGABYTE)
    request._stream = Unreadable()
    answer = through_csrf(request)
    assert answer.status_code == 413
    said = answer.content.decode()
    assert "共 300 MB，超过 30 MB 的上限，没有接收" in said and "信函或当面提交" in said


def test_a_body_within_the_limit_still_needs_the_token_against_forgery(db):
    request = RequestFactory(enforce_csrf_checks=True).post("/apply/", {"name": "石文"})
    assert through_csrf(request).status_code == 403


@pytest.mark.parametrize(
    ("size", "told"),
    [(0, False), ("", False), ("many", False), (30 * MEGABYTE, False), (30 * MEGABYTE + FORM_OVERHEAD, False),
     (30 * MEGABYTE + FORM_OVERHEAD + 1, True)],
)  # fmt: skip
def test_the_limit_is_that_of_the_files_not_of_what_the_form_adds(size, told):
    assert bool(refuse_large(post(size), 30 * MEGABYTE)) is told


def test_the_page_itself_is_shown_whatever_length_a_get_claims():
    request = RequestFactory().get("/apply/")
    request.META["CONTENT_LENGTH"] = str(10**12)
    assert take_in(request).status_code == 200
