"""Art. 17: nobody clears what he wrote, and a conclusion is given once, of exactly what was read."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.clearance import actions, queries, signals
from gongkai.clearance.models import ClearanceRecord
from tests.cast import employ, when

Decision = ClearanceRecord.Decision


def clear(record, by, **more):
    return actions.clear(record=record, by=by, content_hash=record.content_hash, **more)


@pytest.fixture
def record(draft, clerk):
    return catalogue.submit(item=draft(title="低保名单"), by=clerk)


def test_a_submission_waits_with_its_title_content_and_authors(record, clerk):
    assert (record.decision, record.title, record.submitted_by) == (Decision.PENDING, "低保名单", clerk)
    assert list(record.authors.all()) == [clerk]
    assert queries.pending(record.subject) == record
    entry = AuditEntry.objects.get(verb="clearance.submitted")
    assert (entry.subject, entry.facts) == (record.subject, {"content": record.content_hash})


def test_somebody_else_with_the_right_clears(record, leader):
    done = clear(record, leader, opinion="同意公开。", at=when(2019, 5, 20))
    assert (done.decision, done.decided_by, done.opinion) == (Decision.CLEARED, leader, "同意公开。")
    assert done.decided_at == when(2019, 5, 20)
    assert queries.is_cleared(record.subject, record.content_hash)
    assert AuditEntry.objects.filter(verb="clearance.cleared", actor="yangjuchang", subject=record.subject).exists()


@pytest.mark.parametrize(
    "role", ["section_chief", "secrecy_reviewer", "disclosure_office_head", "deputy_in_charge", "leader"]
)
def test_each_reviewing_role_clears(role, record, organ, superuser):
    clear(record, employ("shencha", "沈查", organ, role, by=superuser))
    assert queries.is_cleared(record.subject, record.content_hash)


def test_the_author_may_not_clear_though_he_holds_the_right(draft, chief, cleared):
    record = catalogue.submit(item=draft(by=chief), by=chief)
    with pytest.raises(PermissionDenied, match="不能审查自己的内容（条例第十七条）"):
        clear(record, chief)
    assert queries.pending(record.subject) == record


def test_a_co_author_of_a_revision_may_not_clear_even_when_another_submits(draft, clerk, chief, leader):
    item = draft()
    catalogue.revise(item=item, by=chief, body="<p>股室改过的正文</p>")
    record = catalogue.submit(item=item, by=clerk)
    assert set(record.authors.all()) == {clerk, chief}
    with pytest.raises(PermissionDenied, match="参与了这份内容的撰写"):
        clear(record, chief)
    assert clear(record, leader).decision == Decision.CLEARED


def test_who_wrote_the_text_now_public_may_clear_what_another_writes_next(published, chief, clerk, leader):
    item = published(by=chief, reviewer=leader)
    catalogue.revise(item=item, by=clerk, title="更正后的标题")
    record = catalogue.submit(item=item, by=clerk)
    assert clear(record, chief).decided_by == chief


@pytest.mark.parametrize("who", ["superuser", "clerk", "stranger", "administrator", "supervisor"])
def test_nobody_without_the_right_decides(who, record, request):
    outsider = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        clear(record, outsider)
    with pytest.raises(PermissionDenied):
        actions.send_back(record=record, by=outsider, opinion="不行")
    assert queries.pending(record.subject) == record


def test_a_superuser_who_wrote_it_and_holds_a_post_is_bound_all_the_same(draft, organ, superuser):
    from gongkai.organs import actions as organs

    organs.appoint(
        by=superuser, user=superuser, organ=organ, roles=["disclosure_office_head"], since=when(2018, 1, 1).date()
    )
    record = catalogue.submit(item=draft(by=superuser), by=superuser)
    with pytest.raises(PermissionDenied, match="不能审查自己的内容"):
        clear(record, superuser)


def test_a_second_conclusion_is_refused_with_the_name_of_who_gave_the_first(record, leader, deputy):
    clear(record, leader)
    for second in (lambda: clear(record, deputy), lambda: actions.send_back(record=record, by=deputy, opinion="退")):
        with pytest.raises(ValidationError) as refused:
            second()
        assert refused.value.messages == ["这次送审已有结论：准予公开（杨聚昌）。您的意见没有覆盖它。"]


def test_sending_back_needs_a_reason_the_author_can_work_from(record, leader):
    for empty in ("", "  \n"):
        with pytest.raises(ValidationError, match="写明要修改什么"):
            actions.send_back(record=record, by=leader, opinion=empty)
    done = actions.send_back(record=record, by=leader, opinion="请隐去身份证号。")
    assert (done.decision, done.opinion) == (Decision.SENT_BACK, "请隐去身份证号。")
    assert not queries.is_cleared(record.subject, record.content_hash)
    assert queries.pending(record.subject) is None


def test_a_reviewer_who_read_another_content_clears_nothing(record, leader):
    with pytest.raises(ValidationError, match="请刷新后重新审阅"):
        actions.clear(record=record, by=leader, content_hash="0" * 64)
    assert queries.pending(record.subject) == record


def test_submitting_the_same_content_twice_is_one_submission(draft, clerk):
    item = draft()
    first = catalogue.submit(item=item, by=clerk)
    assert catalogue.submit(item=item, by=clerk) == first
    assert ClearanceRecord.objects.count() == 1
    assert AuditEntry.objects.filter(verb="clearance.submitted").count() == 1


def test_what_is_cleared_already_is_not_submitted_again(draft, cleared, clerk):
    item = cleared(draft(title="低保名单"))
    with pytest.raises(ValidationError, match="“低保名单”现在的内容已经通过公开审查，可以直接发布"):
        catalogue.submit(item=item, by=clerk)


def test_taking_back_closes_the_submission_and_twice_is_harmless(draft, clerk, leader):
    item = draft()
    record = catalogue.submit(item=item, by=clerk)
    for _time in range(2):
        catalogue.take_back(item=item, by=clerk)
    record.refresh_from_db()
    assert record.decision == Decision.WITHDRAWN
    assert AuditEntry.objects.filter(verb="clearance.withdrawn").count() == 1
    with pytest.raises(ValidationError, match="撤回送审（系统）"):
        clear(record, leader)


def test_only_a_writer_of_the_organ_submits_or_takes_back(draft, clerk, stranger, secrecy_reviewer, superuser):
    item = draft()
    for outsider in (stranger, secrecy_reviewer, superuser):
        with pytest.raises(PermissionDenied):
            catalogue.submit(item=item, by=outsider)
    catalogue.submit(item=item, by=clerk)
    for outsider in (stranger, secrecy_reviewer, superuser):
        with pytest.raises(PermissionDenied):
            catalogue.take_back(item=item, by=outsider)


def test_a_reviewers_list_leaves_out_his_own_and_other_organs(
    draft, clerk, chief, leader, stranger, neighbour, heading
):
    his = catalogue.submit(item=draft(by=chief), by=chief)
    clerks = catalogue.submit(item=draft(), by=clerk)
    catalogue.submit(item=draft(by=stranger, heading=heading("0314", neighbour)), by=stranger)
    assert list(queries.waiting_for(leader)) == [his, clerks]
    assert list(queries.waiting_for(chief)) == [clerks]
    assert list(queries.waiting_for(clerk)) == []


def test_submission_clearance_and_return_are_announced(draft, clerk, leader):
    heard = []

    def listener(signal, record, by, **_rest):
        heard.append((signal, record.subject, by))

    for signal in (signals.submitted, signals.cleared, signals.sent_back):
        signal.connect(listener)
    try:
        first, second = draft(), draft()
        clear(catalogue.submit(item=first, by=clerk), leader)
        actions.send_back(record=catalogue.submit(item=second, by=clerk), by=leader, opinion="请补充。")
    finally:
        for signal in (signals.submitted, signals.cleared, signals.sent_back):
            signal.disconnect(listener)
    assert heard == [
        (signals.submitted, first.reference, clerk), (signals.cleared, first.reference, leader),
        (signals.submitted, second.reference, clerk), (signals.sent_back, second.reference, leader),
    ]  # fmt: skip
