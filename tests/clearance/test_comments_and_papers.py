"""批注 hold the chain until they are answered; an approval on paper is somebody's signature with the scan on file."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.audit.models import AuditEntry
from gongkai.clearance import actions, anchors, queries
from gongkai.clearance.actions.papers import owner_of
from gongkai.clearance.models import ClearanceRecord
from gongkai.pages import gates, uploads
from tests.pages import samples

Decision = ClearanceRecord.Decision
TEXT = "各乡镇：请做好春荒救助工作。联系人张某某，电话另附。请做好登记。"


def ok(record, by):
    return actions.clear(record=record, by=by, content_hash=record.content_hash)


def say(record, by, text="请隐去联系人", **more):
    return actions.comment(record=record, by=by, text=text, content_hash=record.content_hash, within=TEXT, **more)


def test_a_quote_is_found_whatever_the_page_does_to_its_spaces():
    assert anchors.around("联 系\n人张某某", "联系人") == ("", "联系人", "张某某")
    assert anchors.around(TEXT, "请做好", 2)[2].startswith("登记")
    assert anchors.around(TEXT, "请做好", 3) is None
    assert anchors.times("甲甲甲", "甲甲") == 2


def test_a_must_comment_holds_the_last_step_until_it_is_resolved(submitted, leader, clerk):
    record = submitted("single")
    row = say(record, leader, quote="联系人张某某")
    with pytest.raises(ValidationError, match="还有必须处理的批注"):
        ok(record, leader)
    actions.resolve_comment(row=row, by=clerk, answer="经核对是办公电话，保留")
    assert ok(record, leader).decision == Decision.CLEARED


def test_a_comment_lives_on_over_an_edit_and_the_next_submission(submitted, leader, clerk):
    from gongkai.catalogue import actions as catalogue
    from gongkai.catalogue.models import DisclosureItem

    record = submitted("single")
    say(record, leader)
    actions.send_back(record=record, by=leader, opinion="见批注。")
    item = DisclosureItem.objects.get(pk=record.subject.partition(":")[2])
    catalogue.revise(item=item, by=clerk, title="改过的标题")
    with pytest.raises(ValidationError, match="必须处理的批注"):
        ok(catalogue.submit(item=item, by=clerk), leader)


def test_a_suggestion_holds_nothing(submitted, leader):
    record = submitted("single")
    say(record, leader, is_must=False)
    assert ok(record, leader).decision == Decision.CLEARED


def test_words_that_do_not_stand_there_are_refused(submitted, leader):
    record = submitted("single")
    with pytest.raises(ValidationError, match="正文里没有这句原文"):
        say(record, leader, quote="没有的话")
    with pytest.raises(ValidationError, match="只有 2 处"):
        say(record, leader, quote="请做好", occurrence=3)
    with pytest.raises(ValidationError, match="请写批注的内容"):
        say(record, leader, text=" ")


def test_authors_and_those_without_the_right_do_not_comment(submitted, clerk, chief, stranger):
    with pytest.raises(PermissionDenied):
        say(submitted("single"), clerk)
    with pytest.raises(PermissionDenied, match="要改的直接改"):
        say(submitted("single", by=chief), chief)


def test_resolving_needs_an_answer_and_the_first_one_stays(submitted, leader, clerk, stranger):
    row = say(submitted("single"), leader)
    with pytest.raises(ValidationError, match="怎样处理"):
        actions.resolve_comment(row=row, by=clerk, answer="")
    with pytest.raises(PermissionDenied):
        actions.resolve_comment(row=row, by=stranger, answer="好")
    for answer in ("已隐去", "改口"):
        row = actions.resolve_comment(row=row, by=clerk, answer=answer)
    assert (row.answer, row.resolved_by) == ("已隐去", clerk)


@pytest.fixture
def scan(organ, clerk):
    return uploads.store(
        SimpleUploadedFile("签批.png", samples.GENUINE["png"]), owner=owner_of(organ), by=clerk, sealed=True
    )


def enter(record, by, signed_by, file, **more):
    given = {"signed_on": timezone.localdate(), "content_hash": record.content_hash} | more
    return actions.enter_paper(record=record, by=by, signed_by=signed_by, file=file, **given)


def test_a_signature_on_paper_is_the_signers_decision_entered_by_the_head_of_the_office(
    submitted, leader, office_head, deputy, scan
):
    record = submitted("single", escalate="突发事件")
    ok(record, deputy)
    done = enter(record, office_head, leader, scan, opinion="同意")
    step = done.steps.last()
    assert (done.decision, step.decided_by, step.entered_by, step.paper) == (
        Decision.CLEARED,
        leader,
        office_head,
        scan,
    )
    entry = AuditEntry.objects.get(verb="clearance.cleared")
    assert (entry.actor, entry.facts["signed_by"], entry.facts["sha256"]) == ("longzhuren", "yangjuchang", scan.sha256)


def test_the_signer_is_bound_like_any_reviewer(submitted, office_head, chief, deputy, scan, clerk):
    record = submitted("two", by=chief)
    with pytest.raises(PermissionDenied, match="不能审查自己的内容"):
        enter(record, office_head, chief, scan)
    with pytest.raises(PermissionDenied):
        enter(record, office_head, clerk, scan)
    other = submitted("two")
    with pytest.raises(ValidationError, match="现在等：潘谷章"):
        enter(other, office_head, deputy, scan)
    with pytest.raises(ValidationError, match="请刷新后重新审阅"):
        enter(other, office_head, chief, scan, content_hash="0" * 64)


def test_only_the_head_of_the_office_enters_it_never_his_own_nor_without_a_scan(
    submitted, office_head, leader, clerk, scan, uploaded
):
    record = submitted("single")
    for other in (clerk, leader):
        with pytest.raises(PermissionDenied, match="由公开工作机构负责人登记"):
            enter(record, other, leader, scan)
    with pytest.raises(ValidationError, match="直接在系统里办理"):
        enter(record, office_head, office_head, scan)
    for wrong in (None, uploaded("随便.txt")):
        with pytest.raises(ValidationError, match="扫描件"):
            enter(record, office_head, leader, wrong)
    with pytest.raises(ValidationError, match="签批日期应在"):
        enter(record, office_head, leader, scan, signed_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(PermissionDenied, match="自己内容"):
        enter(submitted("single", by=office_head), office_head, leader, scan)


def test_a_scan_is_read_in_its_organ_and_nowhere_else(scan, clerk, stranger, superuser):
    assert gates.may_read(clerk, scan)
    assert not gates.may_read(stranger, scan) and not gates.may_read(superuser, scan)
    assert not gates.is_public(scan)


def test_comments_of_an_item_come_in_order(submitted, leader):
    record = submitted("single")
    rows = [say(record, leader, text=text) for text in ("第一条", "第二条")]
    assert list(queries.comments_of(record.subject)) == rows
