"""答复: drafted by one, cleared by another, signed, served; each kind asks for its facts and falls in its cell."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.applications import actions
from gongkai.clearance import queries as clearance
from tests.applications.conftest import GRANTED, at

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 20)


@pytest.fixture
def drafted(applied, clerk):
    case = applied()
    letter = actions.draft_reply(application=case, by=clerk, decision="granted", facts=GRANTED, on=DAY, at=at(DAY))
    case.refresh_from_db()
    return case, letter


def test_a_reply_goes_from_draft_to_review_to_signature_to_service(drafted, clerk, secrecy_reviewer, office_head):
    case, letter = drafted
    assert (case.state, case.awaits) == ("in_approval", "review")
    case = actions.clear_reply(application=case, by=secrecy_reviewer, seen_hash=letter.content_hash(), at=at(DAY))
    assert case.awaits == "signature"
    case = actions.sign_reply(application=case, by=office_head, seen_hash=letter.content_hash(), on=DAY, at=at(DAY))
    letter.refresh_from_db()
    assert (case.state, letter.number, letter.signed_by) == ("replied", "县民政局公开〔2024〕1号", office_head)
    case = actions.serve(application=case, by=clerk, way="in_person", on=DAY, at=at(DAY))
    assert (case.state, case.decision, case.closed_on, case.is_open) == ("served", "granted", DAY, False)
    assert actions.archive(application=case, by=clerk, on=DAY, at=at(DAY)).state == "archived"


def test_the_leader_clears_and_signs_in_one_step(drafted, leader):
    case, letter = drafted
    case = actions.sign_reply(application=case, by=leader, seen_hash=letter.content_hash(), on=DAY, at=at(DAY))
    assert case.state == "replied"
    assert [row.event for row in case.events.all()][-2:] == ["clear_reply", "sign_reply"]


def test_nobody_clears_or_signs_past_his_own_words(applied, office_head):
    case = actions.assign(application=applied(), by=office_head, handler=office_head)
    letter = actions.draft_reply(application=case, by=office_head, decision="granted", facts=GRANTED)
    with pytest.raises(PermissionDenied, match="不能审查自己的内容"):
        actions.sign_reply(application=case, by=office_head, seen_hash=letter.content_hash())
    case.refresh_from_db()
    assert case.state == "in_approval" and not letter.number


def test_a_clerk_cannot_sign(drafted, clerk, secrecy_reviewer):
    case, letter = drafted
    actions.clear_reply(application=case, by=secrecy_reviewer, seen_hash=letter.content_hash())
    with pytest.raises(PermissionDenied):
        actions.sign_reply(application=case, by=clerk, seen_hash=letter.content_hash())


def test_what_was_changed_after_it_was_seen_is_not_signed(drafted, leader):
    case, letter = drafted
    seen = letter.content_hash()
    letter.facts = letter.facts | {"delivered": "别的东西"}
    letter.save()
    with pytest.raises(ValidationError, match="又有改动"):
        actions.sign_reply(application=case, by=leader, seen_hash=seen)


def test_sent_back_it_is_in_the_writers_hands_again_with_the_opinion(drafted, clerk, secrecy_reviewer):
    case, _letter = drafted
    case = actions.send_back_reply(application=case, by=secrecy_reviewer, opinion="请写明附件份数")
    assert (case.state, case.awaits) == ("in_process", "")
    assert case.events.last().facts["why"] == "请写明附件份数"
    again = actions.draft_reply(application=case, by=clerk, decision="granted", facts=GRANTED)
    assert clearance.pending(again.subject) is not None


def test_recalled_by_its_writer_the_submission_lapses(drafted, clerk):
    case, letter = drafted
    assert actions.recall_reply(application=case, by=clerk).state == "in_process"
    assert clearance.pending(letter.subject) is None


def test_a_reply_without_what_it_demands_is_named_and_not_kept(applied, clerk):
    case = applied()
    with pytest.raises(ValidationError):
        actions.draft_reply(application=case, by=clerk, decision="withheld.internal_affairs", facts={})
    assert case.letters.exclude(decision="").count() == 0 and case.events.last().event == "assign"


def test_by_post_the_reply_needs_the_number_of_china_post(drafted, leader, clerk):
    case, letter = drafted
    actions.sign_reply(application=case, by=leader, seen_hash=letter.content_hash())
    with pytest.raises(ValidationError, match="中国邮政"):
        actions.serve(application=case, by=clerk, way="post")


def test_a_letter_that_comes_back_stays_timely_and_goes_out_again(answered, clerk):
    case = answered(way="post")
    closed = case.closed_on
    later = date(2024, 10, 25)
    case = actions.record_return(application=case, by=clerk, why="地址不详", on=later, at=at(later))
    assert case.state == "replied"
    case = actions.serve(application=case, by=clerk, way="in_person", on=later, at=at(later))
    assert (case.state, case.closed_on) == ("served", closed)


def test_a_refusal_is_put_on_the_list_for_reassessment_a_year_later(answered, leader):
    facts = {
        "internal_kind": "人事管理",
        "reasons": "属于本机关人事管理方面的内部事务信息，公开无助于申请人了解履职情况。",
    }
    case = answered("withheld.internal_affairs", facts)
    row = case.withheld.get()
    assert (row.ground, row.review_on) == ("withheld.internal_affairs", date(2025, 9, 20))
    actions.reassess(withheld=row, by=leader, outcome="still_withheld", reason="情况没有变化", on=date(2025, 9, 18))
    assert case.withheld.filter(outcome="").get().review_on == date(2026, 9, 18)
    with pytest.raises(ValidationError, match="已经评估过"):
        actions.reassess(withheld=row, by=leader, outcome="disclosable", reason="可以公开")


def test_reopened_by_a_decision_it_runs_on_the_days_ordered_and_keeps_its_first_result(answered, clerk, leader):
    case = answered("not_processed.petition", {"right_channel": "榕江县信访局"})
    day = date(2024, 12, 2)
    case = actions.reopen(
        application=case, by=clerk, ordered_by="reconsideration", document="榕府复决〔2024〕3号", working_days=15, on=day,
        at=at(day),
    )  # fmt: skip
    case = actions.assign(application=case, by=clerk, handler=clerk, on=day, at=at(day))
    assert (case.due_on, case.is_open, case.decision) == (date(2024, 12, 23), True, "not_processed.petition")
    letter = actions.draft_reply(application=case, by=clerk, decision="granted", facts=GRANTED, on=day, at=at(day))
    actions.sign_reply(application=case, by=leader, seen_hash=letter.content_hash(), on=day, at=at(day))
    case = actions.serve(application=case, by=clerk, way="online", on=day, at=at(day))
    letter.refresh_from_db()
    assert case.decision == "not_processed.petition" and case.closed_on == DAY and letter.number.endswith("2号")


def test_a_reply_after_its_last_day_is_kept_as_late(answered, applied):
    assert answered(on=date(2024, 10, 11)).is_late is False
    assert answered(case=applied(title="另一件", content="另一件"), on=date(2024, 10, 12)).is_late is True


def test_withdrawn_while_the_reply_waits_nothing_waits_any_more(drafted, clerk):
    case, letter = drafted
    case = actions.withdraw(application=case, by=None, how="网上查询页面", on=DAY, at=at(DAY), from_applicant=True)
    assert (case.state, case.decision) == ("withdrawn", "closed.withdrawn")
    assert clearance.pending(letter.subject) is None
    assert case.letters.filter(template="closed_withdrawn").exists()


def test_a_letter_whose_wording_was_changed_after_clearance_needs_another_one(drafted, leader, monkeypatch):
    from dataclasses import replace

    from gongkai.applications.letters.templates import TEMPLATES

    case, letter = drafted
    seen = letter.content_hash()
    monkeypatch.setitem(TEMPLATES._known, "granted", replace(TEMPLATES["granted"], kind="另一种答复书"))
    with pytest.raises(ValidationError, match="又有改动"):
        actions.sign_reply(application=case, by=leader, seen_hash=seen)
