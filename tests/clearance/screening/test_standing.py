"""What is found is covered or answered for; only then may a text be submitted, cleared and published."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue import screening
from gongkai.clearance import actions as clearance
from gongkai.clearance.models import ClearanceRecord, Redaction, Settlement
from gongkai.clearance.screening import intake, own_words, standing
from tests.clearance.screening import files

pytestmark = pytest.mark.django_db


def of(item, rule: str):
    newest = item.get_latest_revision_as_object()
    return [row for row in screening.standings_of(newest) if row.rule == rule]


@pytest.fixture
def leaking(draft):
    return draft(title="救助公示", body=f"<p>石文，身份证号{files.IDENTITY}，手机{files.MOBILE}。</p>")


def settle(item, row, by, ground="false_alarm", note=""):
    standing.settle(subject=item.reference, organ=item.organ, standing=row, ground=ground, note=note, by=by)


def test_a_text_with_an_identity_number_cannot_be_submitted_and_the_sentence_says_what_and_where(leaking, clerk):
    with pytest.raises(ValidationError, match=r"正文：.*身份证.* 1 处，要遮盖，或者写明可以公开的理由") as refusal:
        catalogue.submit(item=leaking, by=clerk)
    assert files.IDENTITY not in str(refusal.value)


def test_covered_it_goes_through_and_the_words_around_stay(leaking, clerk, leader):
    rows = of(leaking, "ID18") + of(leaking, "MOBILE")
    catalogue.cover_text(item=leaking, chosen=rows, by=clerk)
    leaking.refresh_from_db()
    body = leaking.get_latest_revision_as_object().body
    assert (
        files.IDENTITY not in body and files.MOBILE not in body and "石文，身份证号" in body and "138****8000" in body
    )
    record = catalogue.submit(item=leaking, by=clerk)
    clearance.clear(record=record, by=leader, content_hash=record.content_hash)
    assert catalogue.publish(item=leaking, by=clerk)


def test_justified_on_a_fitting_ground_it_goes_through_and_the_head_of_the_organ_looks_too(leaking, clerk):
    with pytest.raises(ValidationError, match="要选一个说得通的理由"):
        settle(leaking, of(leaking, "ID18")[0], clerk, ground="office")
    settle(leaking, of(leaking, "ID18")[0], clerk, ground="example", note="样表")
    record = catalogue.submit(item=leaking, by=clerk)
    assert "说明理由后保留" in record.escalated_because
    assert record.steps.filter(role="leader").exists()


def test_a_justification_holds_for_that_value_in_that_item_only(leaking, draft, clerk):
    settle(leaking, of(leaking, "ID18")[0], clerk)
    catalogue.revise(item=leaking, by=clerk, body=f"<p>另写一段：{files.IDENTITY}。又有{files.OTHER_IDENTITY}。</p>")
    leaking.refresh_from_db()
    assert sorted(row.is_open for row in of(leaking, "ID18")) == [False, True]
    another = draft(body=f"<p>身份证号{files.IDENTITY}</p>")
    assert of(another, "ID18")[0].is_open


def test_taken_back_a_justification_leaves_the_finding_open(leaking, clerk):
    settle(leaking, of(leaking, "ID18")[0], clerk)
    standing.unsettle(subject=leaking.reference, organ=leaking.organ, standing=of(leaking, "ID18")[0], by=clerk)
    assert of(leaking, "ID18")[0].is_open and not Settlement.objects.exists()


def test_who_neither_writes_nor_reviews_cannot_justify(leaking, administrator, stranger):
    for outsider in (administrator, stranger):
        with pytest.raises(PermissionDenied):
            settle(leaking, of(leaking, "ID18")[0], outsider)


def test_a_finding_that_comes_up_while_it_waits_keeps_it_from_being_cleared(draft, clerk, leader, organ):
    item = draft(body="<p>联系人手机13800138000。</p>")
    record = catalogue.submit(item=item, by=clerk)
    exhibit = record.exhibits.get(label="")
    exhibit.scan.findings.update(severity="block")
    with pytest.raises(ValidationError, match="检查发现的问题还没有处理完"):
        clearance.clear(record=record, by=leader, content_hash=record.content_hash)
    assert ClearanceRecord.objects.get(pk=record.pk).decision == "pending"


def test_the_organs_own_number_is_no_finding_once_it_is_registered(draft, organ, leader, clerk):
    item = draft(body="<p>值班手机13800138000。</p>")
    assert of(item, "MOBILE")
    with pytest.raises(PermissionDenied):
        own_words.add(organ=organ, kind="phone", value="138 0013 8000", note="值班", by=clerk)
    own_words.add(organ=organ, kind="phone", value="138 0013 8000", note="值班", by=leader)
    assert not of(item, "MOBILE")


def test_an_organs_own_word_is_told_with_what_to_write(draft, organ, leader):
    own_words.add(organ=organ, kind="forbidden", value="民政所长群", note="民政工作群", by=leader)
    [row] = of(draft(body="<p>请在民政所长群里报名。</p>"), "LEXICON")
    assert "民政工作群" in row.note and not row.is_open


def test_in_a_word_file_the_value_is_covered_in_a_new_copy_and_the_old_one_stays_private(draft, organ, clerk):
    data = files.word(f"石文，身份证号{files.IDENTITY}，救助金300元。")
    stored = intake.take_in(files.upload("名单.docx", data), organ=organ, by=clerk)
    item = draft(attachments=[(stored, "名单")])
    catalogue.cover_in_file(item=item, stored=stored, chosen=of(item, "ID18"), by=clerk)
    item.refresh_from_db()
    [attachment] = item.get_latest_revision_as_object().attachments.all()
    assert attachment.file.pk != stored.pk and attachment.title == "名单" and not of(item, "ID18")
    redaction = Redaction.objects.get(result=attachment.file)
    assert redaction.original == stored and redaction.marks[0]["reason"] == "privacy"
    assert files.IDENTITY not in str(redaction.marks)


def test_an_attachment_that_was_never_screened_cannot_go_out(draft, organ, clerk):
    from gongkai.pages import uploads

    raw = uploads.store(files.upload("名单.txt", b"abc"), owner=f"organ:{organ.slug}", by=clerk)
    item = draft(attachments=[(raw, "名单")])
    with pytest.raises(ValidationError, match="没有清除的部分 1 处"):
        catalogue.submit(item=item, by=clerk)
