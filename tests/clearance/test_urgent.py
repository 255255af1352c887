"""紧急公开: one signature of a deputy or the head goes first, the others follow; their no takes the text down at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance import actions, clocks, queries
from gongkai.clearance.models import ClearanceRecord, ReviewStep

Decision, Step = ClearanceRecord.Decision, ReviewStep.Decision


def hurry(record, by, because="山洪预警，群众须立即知晓"):
    return actions.clear_urgently(record=record, by=by, content_hash=record.content_hash, because=because)


def ok(record, by):
    return actions.clear(record=record, by=by, content_hash=record.content_hash)


def item_of(record) -> DisclosureItem:
    return DisclosureItem.objects.get(pk=record.subject.partition(":")[2])


@pytest.fixture
def out(submitted, deputy):
    """Published in a hurry by the deputy before anybody of the chain had looked."""
    record = hurry(submitted("two"), deputy)
    catalogue.publish(item=item_of(record), by=deputy)
    return record


def test_one_signature_opens_the_exit_and_leaves_the_chain_to_be_done_after(out, deputy):
    assert item_of(out).live and out.decision == Decision.CLEARED and out.urgent_because.startswith("山洪预警")
    first, *left = out.steps.all()
    assert (first.decided_by, first.is_urgent, first.position) == (deputy, True, 0)
    due = clocks.known().add_workdays(timezone.localdate(), 1)
    assert [(step.role, step.after_due_on, step.is_open) for step in left] == [
        ("section_chief", due, True), ("secrecy_reviewer", due, True),
    ]  # fmt: skip
    assert AuditEntry.objects.get(verb="clearance.urgent").facts["why"].startswith("山洪预警")


def test_who_holds_a_step_of_the_chain_takes_that_one(submitted, deputy, chief):
    record = hurry(submitted("three"), deputy)
    assert [step.decision for step in record.steps.all()] == [Step.OPEN, Step.OPEN, Step.CLEARED]
    assert record.steps.last().is_urgent


@pytest.mark.parametrize("who", ["chief", "secrecy_reviewer", "office_head", "clerk", "superuser"])
def test_only_a_deputy_or_the_head_may_hurry(who, submitted, request):
    with pytest.raises(PermissionDenied):
        hurry(submitted("two"), request.getfixturevalue(who))


def test_no_reason_no_hurry_and_an_author_never(submitted, deputy, leader, organ, superuser):
    from gongkai.organs import actions as organs
    from tests.cast import IN_POST_SINCE

    with pytest.raises(ValidationError, match="请写明紧急公开的理由"):
        hurry(submitted("two"), deputy, because="  ")
    organs.appoint(by=superuser, user=leader, organ=organ, roles=["clerk"], since=IN_POST_SINCE)
    with pytest.raises(PermissionDenied, match="紧急情况也不例外"):
        hurry(submitted("two", by=leader), leader)


def test_another_content_or_an_open_question_is_not_hurried_past(submitted, deputy, chief):
    record = submitted("two")
    with pytest.raises(ValidationError, match="请刷新后重新审阅"):
        actions.clear_urgently(record=record, by=deputy, content_hash="0" * 64, because="急")
    actions.refer(record=record, by=chief, addressee="secrecy", name="州保密局", question="能否公开")
    with pytest.raises(ValidationError, match="转送州保密局确定"):
        hurry(record, deputy)


def test_the_after_review_is_whose_turn_it_is_and_ends_with_the_last(out, chief, secrecy_reviewer, deputy):
    assert queries.turns_of(chief) == [out] and queries.waiting_for(chief) == []
    with pytest.raises(ValidationError, match="现在等：潘谷章"):
        ok(out, secrecy_reviewer)
    ok(out, chief)
    done = ok(out, secrecy_reviewer)
    assert (done.decision, done.decided_by, done.awaits_after_review) == (Decision.CLEARED, deputy, False)
    assert queries.turns_of(secrecy_reviewer) == []
    assert item_of(out).live


def test_a_refusal_afterwards_takes_the_text_down_in_the_same_moment(out, chief):
    done = actions.send_back(record=out, by=chief, opinion="含个人电话。")
    item = item_of(out)
    assert (done.decision, item.live, item.withdrawal_reason) == (Decision.SENT_BACK, False, "secrecy")
    assert not queries.is_cleared(out.subject, out.content_hash)
    assert AuditEntry.objects.filter(verb="clearance.revoked", actor="panguzhang").exists()


def test_a_refusal_before_it_went_out_only_closes_the_exit(submitted, deputy, chief):
    record = hurry(submitted("two"), deputy)
    actions.send_back(record=record, by=chief, opinion="有误。")
    assert not item_of(record).live and not item_of(record).is_withdrawn
    assert not queries.is_cleared(record.subject, record.content_hash)


def test_an_after_review_that_is_late_is_told_to_everybody_in_the_organ(out, organ):
    assert not queries.overdue_after_reviews(organ)
    ReviewStep.objects.filter(after_due_on__isnull=False).update(after_due_on=timezone.localdate() - timedelta(days=1))
    late = queries.overdue_after_reviews(organ)
    assert [step.role for step in late] == ["section_chief", "secrecy_reviewer"] and late[0].is_after_overdue


def test_what_was_taken_down_or_replaced_leaves_nothing_to_review_after(
    out, leader, clerk, chief, secrecy_reviewer, organ
):
    item = item_of(out)
    catalogue.revise(item=item, by=clerk, title="更正后的标题")
    record = catalogue.submit(item=item, by=clerk)
    ok(record, chief)
    ok(record, secrecy_reviewer)
    out.refresh_from_db()
    assert {step.decision for step in out.steps.exclude(position=0)} == {Step.LAPSED}


def test_withdrawing_for_any_reason_ends_the_after_review(out, leader):
    catalogue.withdraw(item=item_of(out), by=leader, reason="error")
    assert not out.steps.filter(decision=Step.OPEN).exists()
