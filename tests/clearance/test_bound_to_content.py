"""A clearance is of one content: one character more is another content."""

from datetime import date

import pytest

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureItem
from gongkai.catalogue.models.item import NotCleared
from gongkai.clearance import queries
from gongkai.clearance.models import ClearanceRecord
from tests.pages import samples

OTHER = {
    "title": "另一个标题",
    "document_number": "榕民发〔2019〕12号",
    "issuing_organ": "榕江县民政局、榕江县财政局",
    "source": "救助股",
    "basis": "条例第二十条",
    "formed_on": date(2019, 1, 2),
    "effective_on": date(2019, 2, 1),
    "summary": "另一个概述。",
    "keywords": "低保",
    "body": "<p>另一个正文</p>",
    "openness": "on_application",
    "openness_ground": "理由",
}


def fresh(item) -> DisclosureItem:
    return DisclosureItem.objects.get(pk=item.pk)


@pytest.mark.parametrize("field", [*OTHER, "interprets_id"])
def test_each_content_field_changes_the_hash(field, draft):
    item = draft()
    before = item.content_hash()
    setattr(item, field, draft().pk if field == "interprets_id" else OTHER[field])
    assert item.content_hash() != before


def test_the_list_of_fields_tried_here_is_the_models_own():
    assert {*OTHER, "interprets_id"} == set(DisclosureItem.CONTENT_FIELDS)


def test_no_record_or_sorting_field_changes_the_hash(draft, published, neighbour, heading):
    item, another = draft(), published()
    before = item.content_hash()
    for field in (
        *DisclosureItem.RECORD_FIELDS,
        "genre",
        "subject",
        "stat_class",
        "audience",
        "interpretation_waived",
        "live",
    ):
        setattr(item, field, getattr(another, field))
    assert item.content_hash() == before


def test_the_hash_is_the_same_from_the_row_and_from_the_revision(published, uploaded):
    item = published(
        attachments=[(uploaded("a.txt", b"a"), "甲"), (uploaded("b.txt", b"b"), "乙")], effective_on=date(2019, 8, 1)
    )
    assert fresh(item).content_hash() == item.latest_revision.as_object().content_hash() == item.content_hash()


def edits(uploaded):
    picture = uploaded("图.png", samples.GENUINE["png"])
    return {
        "title": {"title": "改了一个字"},
        "body": {"body": "<p>改了一个字</p>"},
        "attachment swapped": {"attachments": [(uploaded("附件.txt", b"another"), "附件")]},
        "attachment renamed": {"attachments": lambda stored: [(stored, "附件（修订）")]},
        "attachment gone": {"attachments": []},
        "picture": {"body": f'<p>正文</p><img src="{picture.get_absolute_url()}" alt="图">'},
    }


@pytest.mark.parametrize(
    "edit", ["title", "body", "attachment swapped", "attachment renamed", "attachment gone", "picture"]
)
def test_any_edit_makes_a_submission_void_and_a_clearance_too_short(edit, draft, cleared, uploaded, clerk, leader):
    stored = uploaded("附件.txt", b"one")
    change = dict(edits(uploaded)[edit])
    if callable(change.get("attachments")):
        change["attachments"] = change["attachments"](stored)

    waiting = draft(body="<p>正文</p>", attachments=[(stored, "附件")])
    record = catalogue.submit(item=waiting, by=clerk)
    catalogue.revise(item=waiting, by=clerk, **change)
    record.refresh_from_db()
    assert record.decision == ClearanceRecord.Decision.OUTDATED
    assert queries.pending(waiting.reference) is None

    done = cleared(draft(body="<p>正文</p>", attachments=[(stored, "附件")]))
    catalogue.revise(item=done, by=clerk, **change)
    with pytest.raises(NotCleared, match="现在的内容没有通过公开审查"):
        catalogue.publish(item=done, by=clerk)
    assert not fresh(done).live


def test_saving_the_same_text_again_leaves_the_submission_open(draft, clerk):
    item = draft(title="低保名单")
    record = catalogue.submit(item=item, by=clerk)
    catalogue.revise(item=item, by=clerk, title="低保名单")
    assert queries.pending(item.reference) == record


def test_a_correction_needs_its_own_clearance_and_the_old_text_stays_public_until_then(
    published, cleared, clerk, organ
):
    from gongkai.catalogue.queries import public_item

    item = published(title="原来的标题")
    catalogue.revise(item=item, by=clerk, title="更正的标题")
    with pytest.raises(NotCleared):
        catalogue.publish(item=item, by=clerk)
    assert public_item(organ, item.pk).title == "原来的标题"
    catalogue.publish(item=cleared(item), by=clerk)
    assert public_item(organ, item.pk).title == "更正的标题"


def test_going_back_to_a_text_that_was_cleared_needs_no_new_clearance(published, cleared, clerk, organ):
    from gongkai.catalogue.queries import public_item

    item = published(title="第一版")
    catalogue.revise(item=item, by=clerk, title="第二版")
    catalogue.publish(item=cleared(item), by=clerk)
    catalogue.revise(item=item, by=clerk, title="第一版")
    catalogue.publish(item=item, by=clerk)
    assert public_item(organ, item.pk).title == "第一版"


def test_what_was_taken_down_takes_the_whole_chain_to_come_back(published, cleared, clerk, leader, organ):
    from gongkai.catalogue.queries import public_item

    item = published(title="名单")
    catalogue.withdraw(item=item, by=leader, reason="personal_data")
    with pytest.raises(NotCleared):
        catalogue.publish(item=item, by=clerk)
    assert public_item(organ, item.pk).is_withdrawn
    catalogue.publish(item=cleared(item), by=clerk)
    assert public_item(organ, item.pk).live and not public_item(organ, item.pk).is_withdrawn


def test_the_clearance_of_one_item_is_nothing_to_another(draft, cleared):
    first = cleared(draft(title="同一标题", summary="同", body="<p>同</p>"))
    second = draft(title="同一标题", summary="同", body="<p>同</p>")
    assert first.content_hash() == second.content_hash()
    assert first.is_cleared() and not second.is_cleared()
