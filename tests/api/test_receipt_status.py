"""`POST /api/v1/receipt-status`: what the applicant is told, through the same door as on the status page."""

import statistics
import time
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.applications import actions, rules
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.clocks import reply_due
from gongkai.doorkeeping.models import Attempt
from tests.api.conftest import HERE
from tests.applications.conftest import PERSON, at

pytestmark = pytest.mark.django_db
D = date


def test_number_and_code_give_state_dates_and_the_reasons_for_the_last_day(ask, applied):
    case = applied(on=D(2024, 9, 6))
    told = ask(case.number, case.query_code).json()
    due = reply_due(BOOK.replay(case), office_calendar())
    assert told["number"] == case.number and (told["state"], told["state_label"]) == ("in_process", "办理中")
    assert (told["received_on"], told["due_on"], told["safe_on"]) == (
        "2024-09-06", due.on.isoformat(), due.safe_on.isoformat()
    )  # fmt: skip
    assert told["provisional"] is False
    assert [(step["day"], step["what"]) for step in told["trail"]] == [(s.day.isoformat(), s.what) for s in due.trail]
    assert told["trail"][-1]["article"].startswith("条例第三十三条")
    assert told["timeline"] == [{"on": "2024-09-06", "label": "当面提交", "article": "条例第三十一条第一项"}]


def test_number_and_code_may_be_typed_as_people_type_them(ask, applied):
    case = applied()
    code = rules.shown_code(case.query_code).lower()
    assert ask(rules.shown_number(case.number), f" {code} ").status_code == 200


def test_the_answer_holds_nothing_of_who_applied_nor_of_who_handles_it(ask, applied, clerk):
    case = applied()
    text = ask(case.number, case.query_code).content.decode()
    for secret in (*PERSON.values(), case.query_code, clerk.get_full_name(), case.content):
        if secret not in {"natural_person", "resident"}:
            assert secret not in text


def test_drafting_is_not_announced_and_an_answered_case_says_so_with_no_clock(ask, applied, answered, clerk):
    case = applied()
    actions.draft_reply(
        application=case, by=clerk, decision="granted", facts={"delivered": "《分配表》1份"}, on=D(2024, 9, 10),
        at=at(D(2024, 9, 10)),
    )  # fmt: skip
    assert ask(case.number, case.query_code).json()["state"] == "in_process"
    other = answered(case=applied(on=D(2024, 9, 9)))
    told = ask(other.number, other.query_code).json()
    assert (told["state"], told["due_on"], told["trail"]) == ("served", None, [])
    assert [line["label"] for line in told["timeline"]] == ["当面提交", "送达"]
    filed = actions.archive(application=other, by=clerk, on=D(2024, 9, 23), at=at(D(2024, 9, 23)))
    assert ask(filed.number, filed.query_code).json()["state"] == "served"


def test_an_application_that_has_only_arrived_has_no_day_of_receipt_and_no_clock(ask, applied):
    case = applied(channel="email")
    told = ask(case.number, case.query_code).json()
    assert (told["state"], told["received_on"], told["due_on"]) == ("arrived", None, None)


def test_a_corrected_record_is_told_as_it_stands_now_once(ask, applied, clerk):
    case = applied(on=D(2024, 9, 6), assigned=False)
    for reason in ("日期记错", "又核对了一次"):
        actions.amend(application=case, by=clerk, seq=1, reason=reason, on=D(2024, 9, 5), at=at(D(2024, 9, 7)))
    told = ask(case.number, case.query_code).json()
    assert told["received_on"] == "2024-09-05"
    assert [line["on"] for line in told["timeline"]] == ["2024-09-05"]


def test_wrong_number_and_wrong_code_get_the_same_answer(ask, applied):
    case = applied()
    one, other = ask("2024999999999", case.query_code), ask(case.number, "2222222222")
    assert one.status_code == other.status_code == 404
    assert one.content == other.content
    assert one.json()["type"] == "urn:gongkai:problem:not-found" and "登记回执" in one.json()["detail"]


def test_a_number_nobody_has_is_answered_neither_sooner_nor_later(applied):
    from gongkai.applications.queries import found_by_code

    case = applied()
    took = {case.number: [], "2024999999999": []}
    for number in list(took) * 150:
        started = time.perf_counter()
        assert found_by_code(number, "2222222222") is None
        took[number].append(time.perf_counter() - started)
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.67 < known / unknown < 1.5


def test_after_ten_wrong_codes_even_the_right_one_waits_but_only_for_that_address(ask, applied):
    case = applied()
    for _try in range(10):
        assert ask(case.number, "2222222222").status_code == 404
    locked = ask(case.number, case.query_code)
    assert locked.status_code == 429 and int(locked["Retry-After"]) > 3000
    assert locked.json()["type"] == "urn:gongkai:problem:locked"
    assert locked.json()["retry_after_seconds"] == int(locked["Retry-After"])
    assert ask(case.number, case.query_code, of="198.51.100.9").status_code == 200


def test_the_right_code_forgets_the_wrong_ones_before_it(ask, applied):
    case = applied()
    for _round in range(2):
        for _try in range(6):
            ask(case.number, "2222222222")
        Attempt.objects.filter(bucket="status-minute").delete()
        assert ask(case.number, case.query_code).status_code == 200


def test_wrong_tries_here_and_on_the_status_page_are_one_count(ask, applied):
    case = applied()
    page = reverse("portal:apply_status", args=[case.organ.slug])
    visitor = Client(REMOTE_ADDR="203.0.113.7")
    for _try in range(5):
        visitor.post(page, {"number": case.number, "code": "2222222222"})
        ask(case.number, "2222222222")
    assert ask(case.number, case.query_code).status_code == 429
    assert visitor.post(page, {"number": case.number, "code": case.query_code}).status_code == 429


def test_no_wrong_code_and_no_address_is_kept_in_clear(ask, applied):
    case = applied()
    ask(case.number, "2222222222")
    kept = str(list(Attempt.objects.values()))
    assert "203.0.113.7" not in kept and case.number not in kept and "2222222222" not in kept


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ("{", 400, "not-json"),
        (b"\xff\xfe", 400, "not-json"),
        ("[" * 2000, 400, "not-json"),
        ("[]", 400, "invalid"),
        ("{}", 400, "invalid"),
        ('{"number": 1, "code": "x"}', 400, "invalid"),
        ('{"number": "", "code": "x"}', 400, "invalid"),
        ('{"number": "1", "code": "x", "name": "y"}', 400, "invalid"),
        ('{"number": "1", "code": "x", "\\ud800/~": "y"}', 400, "invalid"),
        ('{"number": "%s", "code": "x"}' % ("1" * 61), 400, "invalid"),
        ("x" * 3000, 413, "too-large"),
    ],
)
def test_a_body_that_is_not_as_described_is_told_so_and_nothing_is_counted(ask, body, status, kind):
    response = ask(body=body)
    assert response.status_code == status and response.json()["type"] == f"urn:gongkai:problem:{kind}"
    assert not Attempt.objects.exists()


def test_every_missing_or_foreign_member_is_pointed_at(ask):
    errors = ask(body='{"code": "x", "a/b": 1}').json()["errors"]
    assert [error["pointer"] for error in errors] == ["#/number", "#/a~1b"]


def test_a_form_is_no_json_and_other_methods_are_told_which_one_is_right(ask):
    assert ask(body="number=1&code=2", kind="application/x-www-form-urlencoded").status_code == 415
    wrong = ask(method="GET")
    assert wrong.status_code == 405 and wrong["Allow"] == "POST" and "POST" in wrong.json()["detail"]


def test_a_fault_of_ours_is_a_problem_document_too_and_tells_nothing_of_the_inside(ask, applied, monkeypatch):
    case = applied()
    monkeypatch.setattr("gongkai.applications.queries.status", lambda case: 1 / 0)
    response = ask(case.number, case.query_code)
    assert response.status_code == 500 and "division" not in response.content.decode()


def test_the_answer_is_kept_in_no_cache_and_sets_no_cookie(ask, applied):
    case = applied()
    response = ask(case.number, case.query_code)
    assert "no-store" in response["Cache-Control"] and not response.cookies
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert reverse("api:receipt_status") == HERE
