"""The chain of a heading: step after step, nobody twice, never the author, and no exit before the last has cleared."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models.item import NotCleared
from gongkai.clearance import actions, chains, queries, signals
from gongkai.clearance.models import ClearanceRecord, ReviewStep
from gongkai.organs import actions as organs
from gongkai.organs import rules
from tests.cast import IN_POST_SINCE, employ

Decision, Step = ClearanceRecord.Decision, ReviewStep.Decision


def ok(record, by, **more):
    return actions.clear(record=record, by=by, content_hash=record.content_hash, **more)


def roles(record) -> list[str]:
    return [step.role for step in record.steps.all()]


def test_every_chain_names_roles_that_may_clear_and_a_target_in_the_table():
    from gongkai.statute.limits import LIMITS

    clearing = set(rules.roles_with(rules.CLEAR))
    for chain in chains.CHAINS.values():
        assert set(chain.roles) - {chains.ANYBODY} <= clearing
        assert chain.target in {row.name for row in LIMITS}
        assert len(set(chain.roles)) == len(chain.roles)
    assert set(chains.STAND_INS) == {role for chain in chains.CHAINS.values() for role in chain.roles} - {
        chains.ANYBODY
    }
    assert chains.chain("没有的").code == chains.USUAL


def test_a_heading_without_a_chain_has_one_reviewer(submitted, leader):
    record = submitted("")
    assert roles(record) == [""]
    assert ok(record, leader).decision == Decision.CLEARED


def test_three_reviews_one_after_the_other_clear_it_and_only_the_last_opens_the_exit(
    submitted, chief, secrecy_reviewer, deputy, clerk
):
    record = submitted("three")
    assert roles(record) == ["section_chief", "secrecy_reviewer", "deputy_in_charge"]
    item = record.subject
    for person in (chief, secrecy_reviewer):
        assert ok(record, person).decision == Decision.PENDING
        assert not queries.is_cleared(item, record.content_hash)
    done = ok(record, deputy, opinion="同意公开。")
    assert (done.decision, done.decided_by, done.opinion) == (Decision.CLEARED, deputy, "同意公开。")
    assert queries.is_cleared(item, record.content_hash)
    verbs = [row.verb for row in AuditEntry.objects.filter(subject=item).order_by("number")]
    assert verbs[-4:] == [
        "clearance.submitted", "clearance.step_cleared", "clearance.step_cleared", "clearance.cleared",
    ]  # fmt: skip


def test_out_of_turn_nobody_decides_and_is_told_who_is_awaited(submitted, chief, secrecy_reviewer, leader):
    record = submitted("three")
    for early in (secrecy_reviewer, leader):
        with pytest.raises(ValidationError, match=r"由股室负责人审查.*现在等：潘谷章"):
            ok(record, early)
        with pytest.raises(ValidationError, match="现在等：潘谷章"):
            actions.send_back(record=record, by=early, opinion="退")
    ok(record, chief)
    with pytest.raises(ValidationError, match="同一个人不审两步"):
        ok(record, chief)


def test_who_holds_two_roles_still_decides_one_step_and_another_stands_in(
    submitted, chief, office_head, superuser, organ, leader
):
    organs.appoint(by=superuser, user=chief, organ=organ, roles=["secrecy_reviewer"], since=IN_POST_SINCE)
    record = submitted("two")
    ok(record, chief)
    with pytest.raises(ValidationError, match="同一个人不审两步"):
        ok(record, chief)
    done = ok(record, office_head)
    step = done.steps.last()
    assert (done.decision, step.decided_by, step.stands_in) == (Decision.CLEARED, office_head, True)


def test_the_author_holds_no_step_though_it_is_his_role(submitted, chief, office_head, draft, deputy):
    record = submitted("two", by=chief)
    with pytest.raises(PermissionDenied, match="不能审查自己的内容"):
        ok(record, chief)
    assert ok(record, office_head).decision == Decision.PENDING  # the author's own step is taken by another


def test_the_superuser_has_no_seat(submitted, superuser, chief):
    with pytest.raises(PermissionDenied):
        ok(submitted("three"), superuser)


def test_a_role_nobody_holds_says_so_and_names_who_could_take_it(submitted, chief, organ):
    from gongkai.clearance.bench import Bench

    record = submitted("two")
    ok(record, chief)
    record = queries.record_in(organ, record.pk)
    said = Bench(organ).why_nobody(record, record.current_step)
    assert "没有能办这一步的保密审查员" in said and "公开工作机构负责人" in said
    assert queries.waiting_for(chief) == []


def test_sending_back_at_any_step_ends_the_chain(submitted, chief, secrecy_reviewer, deputy):
    record = submitted("three")
    ok(record, chief)
    done = actions.send_back(record=record, by=secrecy_reviewer, opinion="请隐去电话。")
    assert [step.decision for step in done.steps.all()] == [Step.CLEARED, Step.SENT_BACK, Step.LAPSED]
    assert done.decision == Decision.SENT_BACK
    with pytest.raises(ValidationError, match="已有结论：退回修改"):
        ok(record, deputy)


def test_an_edit_voids_the_whole_chain_and_the_next_submission_begins_it_anew(
    submitted, chief, clerk, secrecy_reviewer
):
    record = submitted("two")
    ok(record, chief)
    item = catalogue_item(record)
    catalogue.revise(item=item, by=clerk, title="改了一个字")
    record.refresh_from_db()
    assert (record.decision, record.steps.last().decision) == (Decision.OUTDATED, Step.LAPSED)
    again = catalogue.submit(item=item, by=clerk)
    with pytest.raises(ValidationError, match="现在等：潘谷章"):
        ok(again, secrecy_reviewer)
    with pytest.raises(NotCleared):
        catalogue.publish(item=item, by=clerk)


def catalogue_item(record):
    from gongkai.catalogue.models import DisclosureItem

    return DisclosureItem.objects.get(pk=record.subject.partition(":")[2])


def test_a_reason_to_escalate_lengthens_the_chain_by_the_head_of_the_organ(submitted, clerk, leader, deputy):
    record = submitted("single", escalate="扫描发现身份证号")
    assert roles(record) == ["", "leader"]
    with pytest.raises(ValidationError, match="现在等"):  # he keeps himself for his own step
        ok(record, leader)
    assert ok(record, deputy).decision == Decision.PENDING
    assert ok(record, leader).decision == Decision.CLEARED


def test_a_submission_is_escalated_afterwards_too_and_once_only(submitted, clerk, secrecy_reviewer):
    record = submitted("two")
    for _time in range(2):
        actions.escalate(record=record, because="含名单", by=clerk)
    assert roles(record) == ["section_chief", "secrecy_reviewer", "leader"]
    assert catalogue.submit(item=catalogue_item(record), by=clerk, escalate="又发现一处") == record
    assert AuditEntry.objects.filter(verb="clearance.escalated").count() == 1


def test_the_list_of_each_reviewer_holds_what_is_his_turn(submitted, chief, secrecy_reviewer, deputy):
    record = submitted("three")
    lists = lambda: [queries.waiting_for(one) == [record] for one in (chief, secrecy_reviewer, deputy)]  # noqa: E731
    assert lists() == [True, False, False]
    ok(record, chief)
    assert lists() == [False, True, False]


def test_each_step_keeps_the_version_that_was_shown(submitted, chief, secrecy_reviewer, clerk):
    record = submitted("two")
    item = catalogue_item(record)
    ok(record, chief)
    again = catalogue.revise(item=item, by=clerk, title=item.title)  # saved anew without a change: the same content
    done = ok(record, secrecy_reviewer, revision=again.pk, revision_at=again.created_at)
    first, second = done.steps.all()
    assert first.content_hash == second.content_hash == record.content_hash
    assert (first.revision, second.revision) == (record.revision, again.pk)
    assert first.revision_at == record.revision_at


def test_a_substitute_acts_in_place_of_a_colleague_and_it_is_on_the_record(submitted, chief, deputy, organ, superuser):
    from django.utils import timezone

    other = employ("daishen", "戴申", organ, "secrecy_reviewer", by=superuser)
    record = submitted("two")
    with pytest.raises(ValidationError, match="现在等：潘谷章"):
        ok(record, deputy)
    day = timezone.localdate()
    row = actions.substitute(
        organ=organ, by=chief, person=chief, substitute=deputy, since=day, until=day, because="出差"
    )
    assert queries.waiting_for(deputy) == [record]
    step = ok(record, deputy).steps.first()
    assert (step.decided_by, step.in_place_of) == (deputy, chief)
    assert AuditEntry.objects.get(verb="clearance.step_cleared").facts["in_place_of"] == "panguzhang"
    actions.end_substitution(row=row, by=chief)
    assert ok(record, other).decision == Decision.CLEARED
    assert queries.waiting_for(deputy) == []


def test_a_substitute_needs_the_right_himself_and_only_oneself_or_the_administrator_records(
    organ, chief, clerk, deputy, administrator, leader
):
    from django.utils import timezone

    day = timezone.localdate()
    asked = {"organ": organ, "person": chief, "since": day, "until": day}
    with pytest.raises(ValidationError, match="石文在本机关没有审查权限"):
        actions.substitute(**asked, by=chief, substitute=clerk)
    with pytest.raises(ValidationError, match="另一个人"):
        actions.substitute(**asked, by=chief, substitute=chief)
    with pytest.raises(PermissionDenied):
        actions.substitute(**asked, by=leader, substitute=deputy)
    assert actions.substitute(**asked, by=administrator, substitute=deputy).recorded_by == administrator


def test_a_substitute_of_the_author_gains_nothing_by_it(submitted, chief, deputy, secrecy_reviewer, organ, office_head):
    from django.utils import timezone

    day = timezone.localdate()
    record = submitted("two", by=chief)
    actions.substitute(organ=organ, by=chief, person=chief, substitute=deputy, since=day, until=day)
    with pytest.raises(ValidationError, match="现在等：龙祝仁（代行）"):
        ok(record, deputy)


def test_each_advance_is_announced_and_the_last_one_as_cleared(submitted, chief, secrecy_reviewer):
    heard = []

    def listen(signal, record, by, **_rest):
        heard.append((signal, by))

    for signal in (signals.advanced, signals.cleared):
        signal.connect(listen)
    try:
        record = submitted("two")
        ok(record, chief)
        ok(record, secrecy_reviewer)
    finally:
        for signal in (signals.advanced, signals.cleared):
            signal.disconnect(listen)
    assert heard == [(signals.advanced, chief), (signals.cleared, secrecy_reviewer)]


def test_no_two_steps_of_a_record_have_one_decider_even_by_hand(submitted, chief):
    from django.db import IntegrityError, transaction

    record = submitted("two")
    ok(record, chief)
    with pytest.raises(IntegrityError), transaction.atomic():
        record.steps.filter(position=2).update(decided_by=chief)
