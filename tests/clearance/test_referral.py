"""转送确定 (Art. 17): the chain waits, the clock of ten working days runs, the answer is on file."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.clearance import actions, clocks, queries
from gongkai.clearance.models import ClearanceRecord, Referral, ReviewStep

Decision = ClearanceRecord.Decision
ASK = {"addressee": "secrecy", "name": "州国家保密局", "question": "第二部分所列数据汇总后能否公开"}


def ok(record, by):
    return actions.clear(record=record, by=by, content_hash=record.content_hash)


@pytest.fixture
def referred(submitted, chief):
    record = submitted("two")
    return actions.refer(record=record, by=chief, **ASK)


def test_a_referral_sets_both_clocks_by_the_calendar(referred):
    today = timezone.localdate()
    due = clocks.known().add_workdays(today, 10)
    assert (referred.sent_on, referred.due_on, referred.report_due_on) == (today, due, due)
    assert clocks.working_days("referral.answer", date(2020, 1, 6)) == 10  # older history has the first row


def test_while_it_is_out_nobody_says_yes_but_sending_back_is_open(referred, chief):
    with pytest.raises(ValidationError, match="转送州国家保密局确定，答复登记之前不能准予公开"):
        ok(referred.record, chief)
    with pytest.raises(ValidationError, match="正在等待答复"):
        actions.refer(record=referred.record, by=chief, **ASK)
    assert actions.send_back(record=referred.record, by=chief, opinion="先撤回。").decision == Decision.SENT_BACK


def test_only_whose_turn_it_is_refers_and_never_an_author(submitted, chief, secrecy_reviewer, clerk):
    record = submitted("two")
    with pytest.raises(ValidationError, match="现在等：潘谷章"):
        actions.refer(record=record, by=secrecy_reviewer, **ASK)
    with pytest.raises(PermissionDenied):
        actions.refer(record=record, by=clerk, **ASK)
    assert not Referral.objects.exists()


def test_may_be_public_gives_the_step_back(referred, chief, secrecy_reviewer):
    actions.answer_referral(
        referral=referred,
        by=secrecy_reviewer,
        result="public",
        answered_on=timezone.localdate(),
        document_number="州密函〔2026〕4号",
    )
    assert ok(referred.record, chief).decision == Decision.PENDING
    assert ok(referred.record, secrecy_reviewer).decision == Decision.CLEARED


@pytest.mark.parametrize("result", ["not_public", "in_part"])
def test_any_other_answer_sends_the_text_back_with_the_document(result, referred, secrecy_reviewer):
    actions.answer_referral(
        referral=referred, by=secrecy_reviewer, result=result, answered_on=timezone.localdate(),
        document_number="州密函〔2026〕4号", answer="删去第二部分。",
    )  # fmt: skip
    record = ClearanceRecord.objects.get(pk=referred.record_id)
    assert record.decision == Decision.SENT_BACK
    assert "州国家保密局答复" in record.opinion and "州密函〔2026〕4号，删去第二部分。" in record.opinion
    assert {step.decision for step in record.steps.all()} == {ReviewStep.Decision.LAPSED}


def test_an_answer_needs_a_document_a_day_that_can_be_and_is_given_once(referred, secrecy_reviewer, clerk):
    today = timezone.localdate()
    given = {"referral": referred, "by": secrecy_reviewer, "result": "public", "answered_on": today}
    with pytest.raises(ValidationError, match="文号，或者上传"):
        actions.answer_referral(**given)
    for day in (today + timedelta(days=1), referred.sent_on - timedelta(days=1)):
        with pytest.raises(ValidationError, match="答复日期应在"):
            actions.answer_referral(**(given | {"answered_on": day, "document_number": "x"}))
    with pytest.raises(PermissionDenied):
        actions.answer_referral(**(given | {"by": clerk, "document_number": "x"}))
    actions.answer_referral(**given, document_number="州密函〔2026〕4号")
    with pytest.raises(ValidationError, match="已于"):
        actions.answer_referral(**given, document_number="另一号")


def test_an_answer_that_comes_after_the_text_was_changed_is_kept_and_changes_nothing(referred, secrecy_reviewer, clerk):
    actions.take_back(subject=referred.record.subject, by=clerk)
    row = actions.answer_referral(
        referral=referred,
        by=secrecy_reviewer,
        result="not_public",
        answered_on=timezone.localdate(),
        document_number="4号",
    )
    assert (row.result, ClearanceRecord.objects.get(pk=row.record_id).decision) == ("not_public", Decision.WITHDRAWN)


def test_late_answers_are_listed_while_the_submission_waits(referred, organ, clerk):
    assert not queries.referrals_overdue(organ)
    Referral.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert list(queries.referrals_overdue(organ)) == [referred]
    actions.take_back(subject=referred.record.subject, by=clerk)
    assert not queries.referrals_overdue(organ)


def test_the_trail_names_the_authority_and_never_the_question(referred):
    entry = AuditEntry.objects.get(verb="clearance.referred")
    assert entry.facts["name"] == "州国家保密局" and "第二部分" not in repr(entry.facts)


def test_the_longer_target_counts_for_what_was_referred(submitted, chief, organ):
    record = submitted("two")
    before = clocks.pace(queries.record_in(organ, record.pk)).due_on
    actions.refer(record=record, by=chief, **ASK)
    today = timezone.localdate()
    assert before == clocks.known().add_workdays(today, 5)
    assert clocks.pace(queries.record_in(organ, record.pk)).due_on == clocks.known().add_workdays(today, 15)
