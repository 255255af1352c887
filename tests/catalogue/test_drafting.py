"""Writing: every save is a revision, nothing anybody wrote is lost, and a revision is content, never record."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions, queries
from gongkai.catalogue.models import DisclosureItem
from tests.cast import when


def fresh(item) -> DisclosureItem:
    return DisclosureItem.objects.get(pk=item.pk)


def test_a_draft_is_private_numbered_and_has_its_first_revision(draft, clerk, organ):
    item = draft(title="低保名单")
    assert (item.live, item.author, item.organ, item.published_at) == (False, clerk, organ, None)
    assert item.latest_revision.user == clerk and item.revisions.count() == 1
    assert queries.public_item(organ, item.pk) is None
    entry = AuditEntry.objects.get(verb="item.drafted")
    assert (entry.subject, entry.actor, entry.facts) == (item.reference, "shiwen", {"index_number": item.index_number})


def test_what_is_left_out_is_filled_from_the_heading(draft, heading):
    item, where = draft(heading="031001"), heading("031001")
    assert (item.issuing_organ, item.source) == ("榕江县民政局", "县民政局")
    assert item.genre == (where.default_genre or "其他")
    assert (item.subject, item.stat_class) == (where.default_subject, where.default_stat_class)
    assert item.basis == "《中华人民共和国政府信息公开条例》第二十条第（十一）项、第二十一条"


def test_a_draft_is_dated_when_it_was_written(draft):
    assert draft(at=when(2019, 5, 6, 9, 30)).revisions.get().created_at == when(2019, 5, 6, 9, 30)


@pytest.mark.parametrize("who", ["stranger", "leader", "secrecy_reviewer", "administrator", "supervisor", "superuser"])
def test_only_a_writer_of_the_organ_drafts_and_revises(who, draft, request):
    outsider, item = request.getfixturevalue(who), draft()
    with pytest.raises(PermissionDenied, match="您在榕江县民政局没有这项权限"):
        draft(by=outsider)
    with pytest.raises(PermissionDenied):
        actions.revise(item=item, by=outsider, title="改")
    assert item.revisions.count() == 1


def test_a_heading_that_only_groups_holds_no_item(draft):
    with pytest.raises(ValidationError, match="“民政重点领域”是分类，不直接放信息"):
        draft(heading="0310")


def test_a_closed_heading_takes_no_new_item(draft, heading, office_head):
    actions.close_heading(heading=heading("031012"), on=date(2019, 3, 29), by=office_head)
    with pytest.raises(ValidationError, match="已归档，不再增加信息"):
        draft(heading="031012")
    item = draft()
    with pytest.raises(ValidationError, match="已归档"):
        actions.revise(item=item, by=item.author, heading=heading("031012"))


def test_the_body_is_cleaned_at_the_first_save_and_at_every_later_one(draft, clerk):
    item = draft(body="<p onclick=x>一</p><script>y</script>")
    assert item.body == "<p>一</p>"
    revision = actions.revise(item=item, by=clerk, body="<p style='color:red'>二</p>")
    assert revision.as_object().body == "<p>二</p>"


def test_the_row_of_a_draft_follows_its_newest_text_so_that_lists_and_clocks_do(draft, clerk, heading):
    item = draft(title="旧", formed_on=date(2019, 5, 6))
    actions.revise(item=item, by=clerk, title="新", formed_on=date(2019, 4, 1), heading=heading("0315"), genre="公告")
    row = fresh(item)
    assert (row.title, row.formed_on, row.heading.code, row.genre) == ("新", date(2019, 4, 1), "0315", "公告")
    assert row.latest_revision.as_object().heading.code == "0315"


def test_the_row_of_a_public_item_stays_what_the_public_sees(published, clerk):
    item = published(title="公开的标题")
    actions.revise(item=item, by=clerk, title="草稿的标题")
    row = fresh(item)
    assert (row.title, row.has_unpublished_changes, row.live) == ("公开的标题", True, True)
    assert row.latest_revision.as_object().title == "草稿的标题"


def test_an_item_that_was_public_changes_its_heading_by_moving_only(published, clerk, heading):
    item = published()
    with pytest.raises(ValidationError, match="换栏目请用“调整栏目”"):
        actions.revise(item=item, by=clerk, heading=heading("0315"))


def test_a_heading_of_another_organ_is_refused(draft, clerk, heading, neighbour):
    item = draft()
    with pytest.raises(ValidationError, match="其他机关的栏目"):
        actions.revise(item=item, by=clerk, heading=heading("0314", neighbour))


def test_two_editors_the_second_is_told_and_both_texts_are_kept(draft, clerk, chief):
    item = draft(title="初稿")
    base = item.latest_revision.pk
    actions.revise(item=item, by=chief, base_revision=base, title="潘谷章的版本")
    with pytest.raises(actions.StaleDraft) as refused:
        actions.revise(item=item, by=clerk, base_revision=base, title="石文的版本")
    assert "潘谷章在" in refused.value.messages[0] and "仍在下面的表单里" in refused.value.messages[0]
    assert refused.value.theirs.as_object().title == "潘谷章的版本"

    actions.revise(item=item, by=clerk, base_revision=refused.value.theirs.pk, title="石文的版本")
    titles = [revision.as_object().title for revision in item.revisions.order_by("pk")]
    assert titles == ["初稿", "潘谷章的版本", "石文的版本"]


def test_ones_own_newer_save_is_no_conflict(draft, clerk):
    item = draft()
    base = item.latest_revision.pk
    for title in ("二", "三"):
        actions.revise(item=item, by=clerk, base_revision=base, title=title)
    assert fresh(item).title == "三"


def test_a_revision_brings_back_content_and_never_record(published, cleared, clerk, office_head, leader, heading):
    item = published(title="第一版", at=when(2019, 3, 4))
    actions.revise(item=item, by=clerk, title="第二版")
    actions.move(item=item, heading=heading("0315"), by=office_head)
    actions.change_validity(item=item, to="repealed", on=date(2019, 6, 1), by=clerk, note="已被代替")
    record = {field: getattr(fresh(item), field) for field in DisclosureItem.RECORD_FIELDS}
    assert record["validity"] == "repealed" and record["published_at"] == when(2019, 3, 4)

    actions.publish(item=cleared(item), by=clerk)
    assert fresh(item).title == "第二版"
    assert {field: getattr(fresh(item), field) for field in DisclosureItem.RECORD_FIELDS} == record


def test_attachments_are_part_of_the_revision_in_their_order(draft, uploaded, clerk):
    one, two = uploaded("一.txt", b"1"), uploaded("二.txt", b"2")
    item = draft(attachments=[(one, "甲"), (two, "")])
    actions.revise(item=item, by=clerk, attachments=[(two, "乙"), (one, "甲")])
    versions = [
        [(attached.title, attached.file) for attached in revision.as_object().attachments.all()]
        for revision in item.revisions.order_by("pk")
    ]
    assert versions == [[("甲", one), ("二.txt", two)], [("乙", two), ("甲", one)]]
