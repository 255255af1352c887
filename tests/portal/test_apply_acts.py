"""What an applicant can do on the own page: put right, give reasons, pay, withdraw, suggest publication (Arts 30, 35, 42, 44)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.applications import actions
from gongkai.applications.models import Application, ApplicationOffice
from tests.portal.applying import applied, hidden, opened, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(client, organ, clerk) -> Application:
    applied(client, organ)
    made = Application.objects.get()
    actions.assign(application=made, by=clerk, handler=clerk)
    made.refresh_from_db()
    return made


@pytest.fixture
def address(organ) -> str:
    return f"/o/{organ.slug}/apply/status/"


@pytest.fixture
def citizen(case) -> Client:
    visitor = Client()
    opened(visitor, case)
    return visitor


def asked_to_correct(case, clerk, days: int = 14) -> Application:
    until = timezone.localdate() + timedelta(days=days)
    actions.ask_correction(application=case, by=clerk, items=["请写明是哪几个村。", "请写明月份。"], until=until)
    case.refresh_from_db()
    return case


def test_a_correction_is_asked_item_by_item_and_answered_on_the_page(citizen, case, clerk, address):
    asked_to_correct(case, clerk)
    page = citizen.get(address).text
    for words in ("需要您补正", "请写明是哪几个村。", "请写明月份。", "条例第三十条", case.content):
        assert words in page
    sent = {"text": "古州镇 38 个村，1 月至 12 月。", "files": photo("说明.jpg"), "seq": hidden(page)["seq"][0]}
    response = citizen.post(f"{address}correction/", sent, follow=True)
    assert "答复期限从今天起重新计算" in response.text and "收到您的补正" in response.text
    case.refresh_from_db()
    assert (case.state, case.content) == ("in_process", "古州镇 38 个村，1 月至 12 月。")
    assert case.first_content == "古州镇各村的户数、人数和金额。"
    assert [(row.purpose, row.file.shown_name) for row in case.files.all()] == [("supplement", "说明.jpg")]


def test_pressing_twice_answers_once(citizen, case, clerk, address):
    asked_to_correct(case, clerk)
    sent = {"text": "古州镇。", "seq": hidden(citizen.get(address).text)["seq"][0]}
    answers = [citizen.post(f"{address}correction/", sent) for _turn in range(2)]
    assert [row.status_code for row in answers] == [302, 302]
    assert list(case.events.values_list("event", flat=True)).count("receive_correction") == 1


def test_an_answer_that_is_not_taken_comes_back_with_text_and_files(citizen, case, clerk, address):
    asked_to_correct(case, clerk)
    wrong = SimpleUploadedFile("程序.pdf", b"MZ\x90")
    page = citizen.post(f"{address}correction/", {"text": "写好的补正", "files": [photo("好的.jpg"), wrong]})
    assert page.status_code == 422
    for words in ("Windows 程序", "写好的补正</textarea>", "好的.jpg", 'name="kept_file"'):
        assert words in page.text
    empty = citizen.post(f"{address}correction/", {"text": "  "})
    assert "请填写补正的内容" in empty.text


def test_after_the_limit_the_page_says_whom_to_call(citizen, case, clerk, address, organ):
    asked_to_correct(case, clerk, days=3)
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        page = opened(citizen, case).text
    assert "期限已经过了" in page and organ.disclosure_office.telephone in page
    assert f'action="{address}correction/"' not in page


def test_reasons_are_asked_for_and_given(citizen, case, clerk, address):
    until = timezone.localdate() + timedelta(days=10)
    actions.ask_reasons(
        application=case, by=clerk, numbers="本月已申请12件。", what="请说明为什么需要这些信息。", until=until
    )
    page = citizen.get(address).text
    assert "需要您说明理由" in page and "本月已申请12件。" in page
    done = citizen.post(f"{address}reasons/", {"text": "正在写村史。"}, follow=True)
    assert "您说明的理由已经收到" in done.text
    assert f'action="{address}reasons/"' not in done.text


def test_a_fee_is_shown_with_its_last_day_and_how_to_pay(citizen, case, office_head, address):
    office = ApplicationOffice.defaults(case.organ)
    office.payment_instructions = "到县政务服务中心非税窗口缴纳。"
    office.save()
    actions.notify_fee(application=case, by=office_head, basis="pages", pages=60)
    page = citizen.get(address).text
    case.refresh_from_db()
    assert "等待您缴费" in page and "到县政务服务中心非税窗口缴纳。" in page
    assert "元</strong>" in page


def test_withdrawing_is_asked_once_more_and_then_done(citizen, case, address):
    page = citizen.get(f"{address}withdraw/")
    assert "确定要撤回" in page.text
    case.refresh_from_db()
    assert case.state == "in_process"
    done = citizen.post(f"{address}withdraw/", {"text": "已经找到了", "seq": hidden(page.text)["seq"][0]}, follow=True)
    assert "申请已经撤回" in done.text and "您自己撤回了申请" in done.text
    assert "撤回申请</a>" not in done.text
    assert citizen.get(f"{address}withdraw/").status_code == 302


def test_publication_can_be_suggested_once(citizen, case, address):
    page = citizen.post(f"{address}publication/", {"seq": str(case.last_seq)}, follow=True).text
    assert "您的建议已经记下" in page and f'action="{address}publication/"' not in page


@pytest.mark.parametrize("act", ["correction", "reasons", "publication", "withdraw"])
def test_nothing_is_done_for_who_has_not_opened_the_case(case, address, act):
    before = case.last_seq
    assert Client().post(f"{address}{act}/", {"text": "x"}).status_code == 403
    case.refresh_from_db()
    assert case.last_seq == before


@pytest.mark.parametrize("act", ["correction", "reasons"])
def test_what_is_not_asked_for_cannot_be_answered(citizen, case, address, act):
    page = citizen.post(f"{address}{act}/", {"text": "没有人问"})
    assert page.status_code == 422 and "没有办成" in page.text


def test_a_large_body_is_refused_here_too(citizen, address):
    response = citizen.generic(
        "POST", f"{address}correction/", b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(300 * 1024 * 1024),
    )  # fmt: skip
    assert response.status_code == 413
