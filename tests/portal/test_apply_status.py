"""One's own case by number and code: who gets in, what is shown, what never is (Arts 30-36, 个人信息保护法)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.applications import actions
from gongkai.applications.models import Application
from gongkai.pages import uploads
from tests.portal.applying import applied, opened, photo

pytestmark = pytest.mark.django_db
WRONG = "登记编号或者查询码不对"


@pytest.fixture
def case(client, organ) -> Application:
    applied(client, organ, name="张秀英", id_number="11010519491231002X", phone="13800138000", email="zhang@example.cn",
            agent_name="李代", address="古州镇某路1号")  # fmt: skip
    return Application.objects.get()


@pytest.fixture
def address(organ) -> str:
    return f"/o/{organ.slug}/apply/status/"


@pytest.fixture
def citizen() -> Client:
    """Somebody at another computer than the one the form was sent from."""
    return Client()


def in_work(case, clerk) -> Application:
    actions.assign(application=case, by=clerk, handler=clerk)
    case.refresh_from_db()
    return case


def answered_case(case, clerk, office_head, decision="granted", facts=None, files=(), serve=True):
    in_work(case, clerk)
    facts = facts or {"delivered": ["2019年农村低保资金分配表"]}
    letter = actions.draft_reply(application=case, by=clerk, decision=decision, facts=facts, files=files)
    case.refresh_from_db()
    letter.refresh_from_db()
    actions.sign_reply(application=case, by=office_head, seen_hash=letter.content_hash())
    case.refresh_from_db()
    if serve:
        actions.serve(application=case, by=clerk, way="online")
        case.refresh_from_db()
    return letter


def test_number_and_code_open_the_case_however_they_are_typed(citizen, case, address):
    typed = {"number": f" {case.number[:4]} {case.number[4:8]}-{case.number[8:]}", "code": case.query_code.lower()}
    response = citizen.post(address, typed)
    assert response.status_code == 302 and case.query_code not in response["Location"] + case.number
    page = citizen.get(response["Location"])
    assert "已经收到" in page.text and case.title in page.text
    full_width = case.query_code.translate({n: n + 0xFEE0 for n in range(33, 127)})
    assert Client().post(address, {"number": case.number, "code": full_width}).status_code == 302


def test_the_address_printed_in_letters_works_for_the_cases_of_every_organ(citizen, case):
    assert citizen.get("/apply/status/").status_code == 200
    page = citizen.post("/apply/status/", {"number": case.number, "code": case.query_code}, follow=True)
    assert page.redirect_chain[-1][0] == f"/o/{case.organ.slug}/apply/status/"


def test_the_page_shows_how_the_case_stands_and_never_who_applied(citizen, case):
    text = opened(citizen, case).text
    for words in ("您在网上提交了申请", "最迟答复", "第20个工作日", "条例第三十三条第二款", case.title):
        assert words in text
    for secret in ("张秀英", "11010519491231002X", "13800138000", "zhang@example.cn", "李代", "某路", case.query_code):
        assert secret not in text


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(citizen, case, address):
    answers = [
        citizen.post(address, {"number": number, "code": code})
        for number, code in ((case.number, "AAAAAAAAAA"), ("209900049999", case.query_code))
    ]
    assert [row.status_code for row in answers] == [422, 422]
    assert all(WRONG in row.text for row in answers)
    assert case.title not in answers[0].text


def test_after_ten_wrong_codes_the_right_one_waits_too_and_is_told_how_long(citizen, case, address):
    for _turn in range(10):
        assert citizen.post(address, {"number": case.number, "code": "AAAAAAAAAA"}).status_code == 422
    late = citizen.post(address, {"number": case.number, "code": case.query_code})
    assert late.status_code == 429 and int(late["Retry-After"]) > 3000
    assert "60 分钟后再试" in late.text
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post(address, {"number": case.number, "code": case.query_code}).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1), tick=False):
        assert citizen.post(address, {"number": case.number, "code": case.query_code}).status_code == 302


def test_trying_many_numbers_from_one_address_is_stopped(case, address):
    guesser = Client()
    statuses = []
    for turn in range(45):
        with time_machine.travel(timezone.now() + timedelta(seconds=3 * turn), tick=False):
            statuses.append(guesser.post(address, {"number": f"2026000{turn:05d}", "code": "AAAAAAAAAA"}).status_code)
    assert statuses == [422] * 40 + [429] * 5


def test_the_case_closes_after_half_an_hour_and_when_one_says_so(citizen, case, address):
    opened(citizen, case)
    citizen.post(f"{address}leave/")
    assert case.title not in citizen.get(address).text
    opened(citizen, case)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert case.title not in citizen.get(address).text
        late = citizen.post(f"{address}correction/", {"text": "打了很久的补正"})
        assert late.status_code == 403
        assert "打了很久的补正" in late.text, "what was typed is shown to be copied"


def test_a_planted_session_opens_nothing(citizen, case, address):
    citizen.get(address)
    session = citizen.session
    session["anything"] = 1
    session.save()
    planted = session.session_key
    citizen.cookies["sessionid"] = planted
    opened(citizen, case)
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert case.title not in thief.get(address).text


def test_nothing_personal_stands_in_an_address_and_no_page_is_kept(citizen, case, address):
    page = opened(citizen, case)
    assert page["Cache-Control"] == "no-store" and page["X-Robots-Tag"] == "noindex, nofollow"
    for secret in (case.query_code, case.number):
        assert secret not in "".join(url for url, _status in page.redirect_chain)
    cookie = citizen.cookies["sessionid"]
    assert cookie["httponly"] and cookie["max-age"] == "" and cookie["samesite"] == "Lax"


def test_letters_and_files_are_downloaded_once_the_reply_is_served_and_not_before(
    citizen, case, clerk, office_head, address
):
    released = uploads.store(
        SimpleUploadedFile("低保表.csv", "村,户数\n".encode()), owner=case.owner, by=clerk, sealed=True
    )
    letter = answered_case(case, clerk, office_head, files=[released], serve=False)
    released = letter.enclosures.get().file  # its cleaned copy goes out
    before = opened(citizen, case).text
    assert "正在送达" in before and "答复书" not in before.partition("给您的文书")[2].partition("办理经过")[0]
    assert citizen.get(f"{address}files/{released.key}/").status_code == 404
    assert citizen.get(f"{address}letters/{letter.pk}.pdf").status_code == 404
    actions.serve(application=case, by=clerk, way="online")
    after = citizen.get(address).text
    assert "已经答复" in after and "低保表.csv" in after
    assert citizen.get(f"{address}letters/{letter.pk}.pdf").content.startswith(b"%PDF")
    assert citizen.get(f"{address}letters/{letter.pk}.docx").content.startswith(b"PK")
    content = citizen.get(f"{address}files/{released.key}/")
    assert b"".join(content.streaming_content).decode("utf-8-sig") == "村,户数\n"
    assert content["Cache-Control"] == "no-store"


def test_nobody_else_gets_a_letter_or_a_file(case, clerk, office_head, address):
    released = uploads.store(SimpleUploadedFile("低保表.csv", b"1,2\n"), owner=case.owner, by=clerk, sealed=True)
    letter = answered_case(case, clerk, office_head, files=[released])
    for path in (f"letters/{letter.pk}.pdf", f"files/{released.key}/"):
        assert Client().get(f"{address}{path}").status_code == 403
    assert Client().get(released.get_absolute_url()).status_code == 404


def test_what_was_uploaded_as_proof_is_not_given_out_again(citizen, client, organ, address):
    applied(client, organ, identity_files=photo())
    case = Application.objects.get()
    opened(citizen, case)
    assert citizen.get(f"{address}files/{case.files.get().file.key}/").status_code == 404


def test_a_letter_to_a_third_party_and_an_inner_step_are_never_shown(citizen, case, clerk):
    in_work(case, clerk)
    actions.note(application=case, by=clerk, text="内部备注：先问股长")
    actions.consult(
        application=case, by=clerk, kind="third_party", name="某某公司", contact="0855-1", what="分配表中的企业名称"
    )
    text = opened(citizen, case).text
    assert "正在征求意见" in text and "还剩 20 个" in text
    for secret in ("某某公司", "内部备注", "石文", "征求第三方意见书", "分办"):
        assert secret not in text


def test_a_refusal_is_told_in_everyday_words_beside_its_article(citizen, case, clerk, office_head):
    facts = {"internal_kind": "人事管理", "reasons": "这是本局人员考勤的内部记录，不直接影响公众。"}
    answered_case(case, clerk, office_head, decision="withheld.internal_affairs", facts=facts)
    text = opened(citizen, case).text
    assert "不予公开：内部事务信息" in text and "条例第三十六条第三项、第十六条第一款" in text
    assert "这是机关自己的人事、后勤或者内部流程" in text


def test_the_course_of_a_case_is_told_in_plain_steps_with_day_and_article_the_newest_first(
    citizen, case, clerk, office_head
):
    in_work(case, clerk)
    until = timezone.localdate() + timedelta(days=20)
    actions.ask_correction(application=case, by=clerk, items=["请写明是哪几个村。"], until=until)
    case.refresh_from_db()
    actions.receive_correction(application=case, by=None, from_applicant=True, content="2019年古州镇")
    case.refresh_from_db()
    actions.propose_extension(application=case, by=clerk, working_days=20, reason="需要查阅历年档案")
    case.refresh_from_db()
    actions.extend(application=case, by=office_head)
    case.refresh_from_db()
    answered_case(case, clerk, office_head)
    text = opened(citizen, case).text.partition('class="happened')[2]
    steps = ["答复", "延长答复期限20个工作日", "补正", "通知您补正", "收到"]
    places = [text.find(step) for step in steps]
    assert -1 not in places and places[1] < places[3] < text.rfind("收到"), dict(zip(steps, places, strict=True))
    assert "需要查阅历年档案" in text and "第三十三条" in text and "第三十条" in text
    assert clerk.get_full_name() not in text and office_head.get_full_name() not in text


def test_the_page_costs_at_most_25_queries(citizen, case, clerk, office_head, address):
    released = [
        uploads.store(SimpleUploadedFile(f"表{n}.csv", b"1,2\n"), owner=case.owner, by=clerk, sealed=True)
        for n in range(3)
    ]
    answered_case(case, clerk, office_head, files=released)
    opened(citizen, case)
    with CaptureQueriesContext(connection) as captured:
        assert citizen.get(address).status_code == 200
    assert len(captured) <= 25
