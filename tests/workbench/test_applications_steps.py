"""The steps of a case as buttons: lawful ones offered, the others with their reason; each sent and refused through its form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.applications import actions, queries
from gongkai.applications.book import BOOK, office_calendar
from gongkai.workbench.cases import acts
from gongkai.workbench.desk import Desk
from gongkai.workbench.views.applications.steps import ACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def take(signed_in, clerk, words):
    """take(case, "extend", by=…, reason=…): send a step's form as a browser would; answers what the next page says."""

    def make(case, event, *, by=clerk, status=200, **facts):
        case.refresh_from_db()
        sent = {"on": timezone.localdate().isoformat(), "seen": case.last_seq} | facts
        answer = signed_in(by).post(reverse(f"office_case_{event}", args=[case.pk]), sent, follow=True)
        assert answer.status_code == status, words(answer)[:800]
        case.refresh_from_db()
        return words(answer)

    return make


def offered(case, user) -> set[str]:
    chosen = acts.choices(case, BOOK.replay(case), Desk.of(user), ACTS)
    return {offer.act.event for offer in chosen.next} | {
        offer.act.event for _title, rows in chosen.groups for offer in rows
    }


def test_every_step_of_the_table_has_a_form_or_a_page_of_its_own():
    from gongkai.applications.lifecycle import APPLICATION

    own_pages = acts.ELSEWHERE - {"note"}
    intake = {"submit_in_person", "sign_for_mail", "submit_online", "arrive"}
    assert set(APPLICATION.events) == set(ACTS) | own_pages | intake


def test_what_is_lawful_is_offered_and_what_is_not_says_why(signed_in, clerk, leader, applied, take, words, today):
    case = applied()
    assert {
        "ask_correction",
        "consult_third_party",
        "propose_extension",
        "record_search",
        "withdraw",
        "divide",
    } <= offered(case, clerk) | {"divide"}
    assert "extend" not in offered(case, clerk) and "extend" in offered(case, leader)
    said = words(signed_in(clerk).get(reverse("office_case", args=[case.pk])))
    assert "送达 现在是“办理中”，不能“送达”；只有在“已签发，待送达”时可以办理" in said
    assert "延期答复 由公开工作机构负责人、分管领导、主要负责人办理" in said


def test_correction_is_asked_once_received_and_restarts_the_clock(applied, take, clerk, today):
    case = applied()
    until = office_calendar().add_workdays(today, 10)
    said = take(case, "ask_correction", items="请写明年份\n请写明乡镇", until=until.isoformat())
    assert case.state == "correction_asked" and "补正告知书已编号" in said and "请写明乡镇" in said
    assert offered(case, clerk) >= {"receive_correction", "withdraw"} and "ask_correction" not in offered(case, clerk)
    take(case, "receive_correction", content="2023年古州镇的分配文件", channel="counter")
    assert case.state == "in_process" and case.content == "2023年古州镇的分配文件" and case.day_zero == today


def test_the_correction_limit_is_prefilled_with_the_offices_usual_days(signed_in, clerk, applied, today):
    page = signed_in(clerk).get(reverse("office_case_ask_correction", args=[applied().pk])).content.decode()
    assert f'value="{office_calendar().add_workdays(today, 10).isoformat()}"' in page


def test_a_correction_not_received_lapses_only_after_its_limit(applied, take, clerk, today):
    case = applied()
    take(case, "ask_correction", items="请写明年份", until=(today + timedelta(days=1)).isoformat())
    said = take(case, "lapse_correction", checked="电话询问", status=422)
    assert "当日仍可补正" in said and case.state == "correction_asked"


def test_two_parties_are_asked_and_the_clock_goes_on_when_both_have_answered(applied, take, today):
    case = applied(ago=3)
    take(case, "consult_third_party", name="甲公司", contact="", what="合同单价")
    take(case, "consult_organ", kind="other_organ", name="县财政局", what="拨付依据", expected_on="")
    first, second = case.parties.order_by("pk")
    assert case.state == "consulting" and case.due_on is None
    take(case, "record_party_receipt", party=first.pk)
    said = take(case, "receive_opinion", party=first.pk, view="objects", reasons="商业秘密")
    assert "不同意公开" in said and case.state == "consulting"
    take(case, "receive_opinion", party=second.pk, view="agrees")
    assert case.state == "in_process" and case.due_on


def test_a_third_party_that_objected_is_told_before_its_information_goes_out(applied, take, clerk):
    case = applied()
    take(case, "consult_third_party", name="甲公司", what="合同单价")
    party = case.parties.get()
    take(case, "record_party_receipt", party=party.pk)
    take(case, "receive_opinion", party=party.pk, view="objects", reasons="商业秘密")
    assert "tell_third_party" in offered(case, clerk)
    take(case, "tell_third_party", party=party.pk, what="合同单价", reasons="涉及财政资金使用，公众应当知道")
    letter = case.letters.get(template="public_interest_notice")
    assert letter.party == party and letter.number


def test_silence_is_told_to_be_too_early(signed_in, applied, take, clerk, words):
    case = applied()
    take(case, "consult_third_party", name="甲公司", what="合同单价")
    assert "end_consultation" not in offered(case, clerk)
    assert "还没有登记对方收到征求意见书的日期" in words(signed_in(clerk).get(reverse("office_case", args=[case.pk])))


def test_an_extension_is_asked_for_by_the_handler_and_decided_by_a_head_with_the_words_at_hand(
    signed_in, applied, take, clerk, office_head
):
    case = applied(ago=5)
    before = case.due_on
    take(case, "propose_extension", working_days=15, reason="档案数量较多")
    page = signed_in(office_head).get(reverse("office_case", args=[case.pk])).content.decode()
    assert "承办人报请延期 15 个工作日：档案数量较多" in page
    take(case, "extend", by=office_head, working_days=15, reason="档案数量较多")
    assert case.is_extended and case.due_on == office_calendar().add_workdays(before, 15)
    assert "不能再次延期" in take(case, "extend", by=office_head, working_days=5, reason="又不够", status=422)


def test_reasons_are_asked_received_and_judged(applied, take, today):
    case = applied()
    take(case, "ask_reasons", numbers="一个月内20件", what="请说明理由", until=(today + timedelta(days=3)).isoformat())
    take(case, "receive_reasons", text="写论文需要")
    take(case, "accept_reasons", why="合理", delay_until="")
    assert case.state == "in_process"


def test_reasons_that_do_not_hold_make_the_letter_and_send_it_to_review(applied, take, today, leader):
    case = applied()
    take(case, "ask_reasons", numbers="一个月内20件", what="请说明理由", until=(today + timedelta(days=3)).isoformat())
    take(case, "receive_reasons", text="就是想要")
    take(case, "reject_reasons", why="与生产生活需要无关")
    assert case.state == "in_approval" and queries.waiting_reply(case).decision == "not_processed.excessive"


def test_a_fee_is_computed_not_typed_and_one_that_is_not_due_is_refused(applied, take, office_head):
    case = applied()
    assert "按计算没有应收的金额" in take(case, "notify_fee", by=office_head, basis="pages", pages=30, status=422)
    take(case, "notify_fee", by=office_head, basis="pages", pages=40)
    assert case.state == "fee_noticed" and BOOK.replay(case).fee.facts.amount_yuan == 100
    take(case, "record_fee_receipt")
    assert "应缴100元" in take(case, "pay_fee", amount_yuan=99, status=422)
    take(case, "pay_fee", amount_yuan=100, slip_number="001")
    assert case.state == "in_process"


def test_not_charging_keeps_its_reason(applied, take, office_head):
    case = applied()
    take(case, "waive_fee", by=office_head, basis="pages", pages=50, reason="残疾人")
    assert BOOK.replay(case).fee_waived == 200


def test_search_note_withdrawal_and_filing(applied, take, clerk):
    case = applied()
    assert "检索记录已保存" in take(
        case, "record_search", scope="档案室", method="查阅", words="低保", who="石文", result="没有"
    )
    said = take(case, "note", text="已电话说明")
    assert "内部备注" in said and "已电话说明" in said
    take(case, "withdraw", how="书面", statement="不再需要")
    assert case.state == "withdrawn"
    take(case, "archive", place="第3盒")
    assert case.state == "archived"


def test_a_letter_with_several_requests_is_divided(applied, take):
    case = applied(handler=None, content="甲文件\n乙文件")
    take(case, "divide", items="甲文件\n乙文件\n")
    part = case.parts.get()
    assert (case.title, part.title) == ("甲文件", "乙文件") and part.received_on == case.received_on


def test_service_return_and_a_second_service_keep_the_reply_timely(signed, take):
    case = signed()
    said = take(case, "serve", way="post", tracking="", status=422)
    assert "中国邮政的邮件号" in said
    take(case, "serve", way="post", tracking="XA123")
    assert case.state == "served"
    take(case, "record_return", why="地址不详")
    assert case.state == "replied"
    take(case, "serve", way="in_person")
    assert case.state == "served"


def test_a_proof_of_service_is_kept_with_the_letter(signed, signed_in, clerk, today):
    from django.core.files.uploadedfile import SimpleUploadedFile

    case = signed()
    sent = {
        "way": "in_person",
        "on": today.isoformat(),
        "seen": case.last_seq,
        "files": SimpleUploadedFile("回证.txt", b"x"),
    }
    signed_in(clerk).post(reverse("office_case_serve", args=[case.pk]), sent)
    row = case.files.get(purpose="proof")
    assert row.letter.decision == "granted" and row.file.sealed


def test_a_case_is_reopened_by_a_judgment_under_the_same_number(signed, take, today):
    case = signed()
    take(case, "serve", way="in_person")
    take(case, "reopen", ordered_by="litigation", document="（2026）黔行初1号", by_day="", working_days=15)
    assert case.state == "reopened" and case.decision == "granted"
    take(case, "assign", handler=case.handler_id)
    assert case.state == "in_process"


def test_a_wrong_day_is_put_right_and_the_line_stays_struck_through(signed_in, applied, clerk, today, words):
    case = applied(ago=3)
    day = office_calendar().previous_workday(case.received_on)
    client = signed_in(clerk)
    address = reverse("office_case_amend", args=[case.pk, 1])
    answer = client.post(address, {"on": day.isoformat(), "reason": ""})
    assert answer.status_code == 422
    answer = client.post(address, {"on": day.isoformat(), "reason": "收件章日期看错"}, follow=True)
    case.refresh_from_db()
    assert case.received_on == day
    page = answer.content.decode()
    assert "<del>当面提交</del>" in page and "更正理由：收件章日期看错" in page
    assert client.get(address).status_code == 404


def test_a_correction_that_would_not_be_lawful_is_refused_with_the_article(signed_in, applied, clerk, today, words):
    case = applied(ago=2)
    answer = signed_in(clerk).post(
        reverse("office_case_amend", args=[case.pk, 1]), {"on": today.isoformat(), "reason": "记错"}
    )
    assert answer.status_code == 422 and "不能早于这一天" in words(answer)


def test_when_a_colleague_has_acted_meanwhile_nothing_is_recorded_and_what_was_typed_stays(
    signed_in, applied, clerk, chief, today, words
):
    case = applied()
    seen = case.last_seq
    actions.note(application=case, by=chief, text="同事刚写的备注")
    client = signed_in(clerk)
    address = reverse("office_case_ask_correction", args=[case.pk])
    sent = {
        "items": "写了半天的事项",
        "until": (today + timedelta(days=20)).isoformat(),
        "on": today.isoformat(),
        "seen": seen,
    }
    answer = client.post(address, sent)
    said = words(answer)
    assert answer.status_code == 422 and "潘谷章" in said and "同事刚写的备注" in said
    page = answer.content.decode()
    assert "写了半天的事项" in page
    case.refresh_from_db()
    assert case.state == "in_process"
    again = page.partition('name="seen" value="')[2].partition('"')[0]
    client.post(address, sent | {"seen": again})
    case.refresh_from_db()
    assert case.state == "correction_asked"


def test_a_refused_step_comes_back_with_its_words(applied, take, today):
    case = applied(ago=8)
    said = take(case, "ask_correction", items="请写明年份", until=(today + timedelta(days=20)).isoformat(), status=422)
    assert "7个工作日内告知" in said and "请写明年份" in said


def test_notes_of_the_house_carry_their_own_mark(signed_in, applied, clerk, take):
    case = applied()
    take(case, "note", text="领导口头意见")
    page = signed_in(clerk).get(reverse("office_case", args=[case.pk])).content.decode()
    line = page[: page.index("领导口头意见")].rpartition("<li")[2]
    assert "case-line__row--note" in line and "内部备注" in line
