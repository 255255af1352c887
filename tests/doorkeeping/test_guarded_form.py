"""A guarded form: people pass, with or without a script; a hasty one is asked, nobody is simply refused."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.doorkeeping import challenge, guard
from tests.doorkeeping import site
from tests.doorkeeping.test_challenge import solved
from tests.doorkeeping.test_question import answer_to

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.doorkeeping.site")]


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    site.made.clear()
    monkeypatch.setattr(challenge, "LEAST", 10)
    monkeypatch.setattr(challenge, "MOST", 200)


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-25 10:00+08:00", tick=False) as clock:
        yield clock


def fields(html: str) -> dict[str, str]:
    """The hidden fields of the page as a browser would send them."""
    found = re.findall(r'<input type="hidden" name="(guard_\w+)" value="([^"]*)"', html)
    return dict(found)


def question_in(html: str) -> str:
    return re.search(r'<label for="guard-answer-apply">(.*?)</label>', html)[1]


def filled(html: str, **more) -> dict[str, str]:
    """What a browser with our script sends."""
    proof = solved(challenge.issue("apply")) if "data-guard" in html else ""
    return {"name": "石文", "guard_homepage": ""} | fields(html) | {"guard_proof": proof} | more


def without_script(html: str, **more) -> dict[str, str]:
    return {"name": "石文", "guard_homepage": "", "guard_answer": answer_to(question_in(html))} | fields(html) | more


def page(client: Client) -> str:
    return client.get("/apply/").content.decode()


def test_with_a_script_people_pass_without_being_asked(client, clock):
    html = page(client)
    clock.shift(60)
    answer = client.post("/apply/", filled(html))
    assert (answer.status_code, answer.content) == (200, b"application:1 ")
    assert site.made == ["石文"]


def test_without_a_script_people_answer_the_question_that_is_in_the_page(client, clock):
    html = page(client)
    assert re.search(r"<noscript>.*guard-answer-apply.*</noscript>", html, re.DOTALL)
    clock.shift(60)
    assert client.post("/apply/", without_script(html)).status_code == 200
    html = page(client)
    answer = client.post("/apply/", without_script(html, guard_answer="不知道"))
    assert answer.status_code == 422 and "答案不对，请回答新的问题" in answer.content.decode()


def test_a_program_that_sends_the_fields_alone_gets_nothing_done(client, clock):
    html = page(client)
    clock.shift(60)
    for data in ({"name": "石文"}, {"name": "石文"} | fields(html), filled(html, guard_proof="x")):
        answer = client.post("/apply/", data)
        assert answer.status_code == 422 and "请回答下面的小问题" in answer.content.decode()
    assert site.made == []


def test_what_was_sent_within_three_seconds_is_asked_and_not_refused(client, clock):
    html = page(client)
    clock.shift(2)
    hasty = client.post("/apply/", filled(html))
    asked = hasty.content.decode()
    assert (
        hasty.status_code == 422 and "提交得很快" in asked and "<noscript>" not in asked and "data-guard" not in asked
    )
    assert client.post("/apply/", without_script(asked)).status_code == 200


def test_who_fills_the_field_that_is_not_shown_is_asked(client, clock):
    html = page(client)
    assert re.search(
        r"<div hidden><label[^>]*>这一栏请留空</label><input[^>]*name=\"guard_homepage\"[^>]*tabindex=\"-1\"", html
    )
    clock.shift(60)
    answer = client.post("/apply/", filled(html, guard_homepage="http://buy.example"))
    assert answer.status_code == 422 and site.made == []
    assert client.post("/apply/", without_script(answer.content.decode())).status_code == 200


def test_a_double_click_has_one_effect_and_both_see_it(client, clock):
    html = page(client)
    clock.shift(60)
    data = filled(html)
    first, second = client.post("/apply/", data), client.post("/apply/", data)
    assert first.content == second.content == b"application:1 " and site.made == ["石文"]


def test_the_same_form_sent_again_with_other_content_has_no_second_effect(client, clock):
    html = page(client)
    clock.shift(60)
    data = filled(html)
    client.post("/apply/", data)
    answer = client.post("/apply/", data | {"name": "韦巨"})
    assert answer.content == b"application:1 " and site.made == ["石文"]


def test_a_proof_does_not_serve_a_second_form(client, clock):
    one, other = page(client), page(client)
    clock.shift(60)
    proof = filled(one)["guard_proof"]
    assert client.post("/apply/", filled(one, guard_proof=proof)).status_code == 200
    answer = client.post("/apply/", filled(other, guard_proof=proof))
    assert answer.status_code == 422 and "已经用过" in answer.content.decode() and len(site.made) == 1


def test_a_mistake_elsewhere_costs_neither_the_proof_nor_the_waiting_time(client, clock):
    html = page(client)
    clock.shift(60)
    wrong = client.post("/apply/", filled(html, name="太长的名字" * 5))
    assert wrong.status_code == 422 and "小问题" not in re.sub(r'data-\w+="[^"]*"', "", wrong.content.decode())
    clock.shift(1)
    assert client.post("/apply/", filled(wrong.content.decode())).status_code == 200


def test_a_right_answer_is_not_asked_for_again_and_is_handed_on_to_one_form_only(client, clock):
    html = page(client)
    clock.shift(60)
    wrong_name = without_script(html, name="太长的名字" * 5)
    once = client.post("/apply/", wrong_name).content.decode()
    assert "guard-answer" not in once and "data-guard" not in once
    twice = client.post("/apply/", wrong_name).content.decode()
    assert "guard-answer" in twice, "one answer is not a licence for many forms"
    data = {"name": "石文"} | fields(once)
    assert client.post("/apply/", data).content == b"application:1 "
    more = client.post("/apply/", {"name": "韦巨"} | fields(once))
    assert more.content == b"application:1 " and site.made == ["石文"]


def test_an_answered_form_that_is_wrong_again_carries_its_answer_on_once(client, clock):
    html = page(client)
    clock.shift(60)
    once = client.post("/apply/", without_script(html, name="")).content.decode()
    again = {"name": ""} | fields(once)
    twice, thrice = client.post("/apply/", again).content.decode(), client.post("/apply/", again).content.decode()
    assert "guard-answer" not in twice and "guard-answer" in thrice
    assert client.post("/apply/", {"name": "石文"} | fields(twice)).status_code == 200


def test_a_page_left_open_for_a_day_keeps_what_was_typed_and_asks(client, clock):
    html = page(client)
    clock.shift(13 * 3600)
    answer = client.post("/apply/", filled(html))
    again = answer.content.decode()
    assert answer.status_code == 422 and "打开得太久" in again and 'value="石文"' in again
    assert client.post("/apply/", without_script(again)).status_code == 200


def test_an_expired_proof_is_followed_by_the_question(client, clock):
    html = page(client)
    data = filled(html)
    clock.shift(31 * 60)
    answer = client.post("/apply/", data)
    assert answer.status_code == 422 and "自动验证已过期。请回答下面的小问题" in answer.content.decode()


def test_the_guard_of_another_form_is_not_taken(client, clock):
    html = page(client)
    clock.shift(60)
    foreign = guard.Guard("lookup").token
    assert client.post("/apply/", filled(html, guard_token=foreign)).status_code == 422


def test_files_belong_to_what_was_sent():
    def sent(data: bytes) -> str:
        return guard.all_that_was_sent({"a": "1", "csrfmiddlewaretoken": "x"}, {"f": SimpleUploadedFile("a.txt", data)})

    assert sent(b"ab") == sent(b"ab") != sent(b"abc")
    assert guard.all_that_was_sent({"a": "1"}, {}) == guard.all_that_was_sent(
        {"a": "1", "csrfmiddlewaretoken": "y"}, {}
    )
    assert guard.all_that_was_sent({"a": "1"}, {}) != guard.all_that_was_sent({"a": "2"}, {})
