"""The published report also stands in the catalogue, cleared by its signature and by nothing less."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.annual_reports import actions, queries
from gongkai.annual_reports.actions import listing
from gongkai.annual_reports.models import AnnualReport
from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import DisclosureEvent, DisclosureItem, Heading
from gongkai.clearance import actions as clearance
from gongkai.clearance import queries as cleared
from tests.annual_reports.conftest import REASON
from tests.cast import when
from tests.writers import read_back


def test_publishing_puts_the_report_under_its_heading_of_the_catalogue(published_report, organ):
    item = published_report.item
    assert (item.heading.code, item.live, item.title) == ("04", True, "榕江县民政局2019年政府信息公开工作年度报告")
    assert (item.published_at, item.formed_on, item.genre) == (when(2020, 1, 17), date(2020, 1, 16), "报告")
    assert "主动公开政府信息6条" in item.summary
    (event,) = DisclosureEvent.objects.filter(item=item)
    assert event.facts["backdated_because"] == REASON


def test_every_table_survives_the_cleaning_with_its_merged_cells(published_report, organ):
    page = queries.published_report(organ, 2019).html
    assert read_back.html_tables(published_report.item.body) == read_back.html_tables(page)
    assert len(read_back.html_tables(page)) == 3
    assert 'colspan="5"' in published_report.item.body
    assert [attachment.title for attachment in published_report.item.attachments.all()] == [
        "榕江县民政局2019年政府信息公开工作年度报告.docx", "榕江县民政局2019年政府信息公开工作年度报告.pdf",
    ]  # fmt: skip


def test_the_clearance_is_the_signers_of_exactly_this_text_and_the_trail_says_who_entered_it(
    published_report, clerk, leader
):
    item = published_report.item
    (record,) = cleared.history(item.reference)
    assert (record.decided_by, record.submitted_by, record.content_hash) == (leader, clerk, item.content_hash())
    assert record.authors.filter(pk=clerk.pk).exists()
    assert published_report.sha256[:16] in record.opinion
    entry = AuditEntry.objects.get(verb="clearance.cleared", subject=item.reference)
    assert (entry.actor, entry.facts["signed_by"]) == (clerk.get_username(), leader.get_username())
    assert entry.facts["signature"] == published_report.sha256


def test_one_word_changed_behind_the_actions_is_not_cleared(published_report):
    item = published_report.item
    DisclosureItem.objects.filter(pk=item.pk).update(body=item.body.replace("0", "1"))
    item.refresh_from_db()
    assert not item.is_cleared()
    assert not listing.is_current(AnnualReport.objects.get(pk=published_report.pk))


def test_without_a_heading_the_report_is_published_and_the_reason_is_told(signed_report, heading, clerk, office_head):
    catalogue.close_heading(heading=heading("04"), on=when(2020, 1, 1).date(), by=office_head, note="并入政府网站")
    report = actions.publish(report=signed_report, by=clerk, at=when(2020, 1, 17))
    assert (report.state, report.item) == (AnnualReport.State.PUBLISHED, None)
    assert "没有“政府信息公开年报”栏目" in listing.obstacle(report, clerk)


def test_a_signer_who_also_publishes_leaves_the_listing_to_somebody_else(signed_report, leader, clerk):
    report = actions.publish(report=signed_report, by=leader, at=when(2020, 1, 17))
    assert (report.state, report.item) == (AnnualReport.State.PUBLISHED, None)
    with pytest.raises(ValidationError, match="信息员"):
        actions.list_in_catalogue(report=report, by=leader)
    item = actions.list_in_catalogue(report=report, by=clerk)
    assert item.live
    assert AnnualReport.objects.get(pk=report.pk).item == item


def test_nothing_is_listed_of_a_report_that_is_not_published_or_not_intact(signed_report, published, clerk):
    with pytest.raises(ValidationError, match="已公布"):
        actions.list_in_catalogue(report=signed_report, by=clerk)
    AnnualReport.objects.filter(pk=signed_report.pk).update(
        state="published", published_at=when(2020, 1, 17), frozen="{}"
    )
    with pytest.raises(ValidationError, match="一致"):
        actions.list_in_catalogue(report=signed_report, by=clerk)
    assert not DisclosureItem.objects.filter(heading__code="04").exists()


def test_listing_twice_is_listing_once(published_report, clerk):
    before = published_report.item.latest_revision_id
    again = actions.list_in_catalogue(report=published_report, by=clerk)
    assert (again.pk, again.latest_revision_id) == (published_report.item_id, before)
    assert DisclosureEvent.objects.filter(item=again).count() == 1


def test_who_entered_a_signature_must_be_allowed_to_publish_and_the_signer_to_clear(
    draft, clerk, leader, chief, administrator
):
    record = catalogue.submit(item=draft(), by=clerk)
    given = {"record": record, "content_hash": record.content_hash, "signature": "ab", "opinion": "签发"}
    with pytest.raises(PermissionDenied):
        clearance.clear_by_signature(signed_by=leader, by=administrator, **given)
    with pytest.raises(PermissionDenied):
        clearance.clear_by_signature(signed_by=administrator, by=clerk, **given)
    with pytest.raises(PermissionDenied, match="撰写"):
        own = catalogue.submit(item=draft(by=chief), by=chief)
        clearance.clear_by_signature(
            signed_by=chief, by=clerk, record=own, content_hash=own.content_hash, signature="ab", opinion="签发"
        )
    with pytest.raises(ValidationError, match="改动"):
        clearance.clear_by_signature(signed_by=leader, by=clerk, **(given | {"content_hash": "other"}))


def test_the_list_of_reports_shows_a_listed_report_once_and_the_item_leads_to_the_report(
    client, published_report, organ
):
    page = client.get(f"/o/{organ.slug}/reports/").content.decode()
    assert page.count("榕江县民政局2019年政府信息公开工作年度报告</a>") == 1
    assert f'href="/o/{organ.slug}/reports/2019/"' in page
    item = client.get(published_report.item.get_absolute_url()).content.decode()
    assert f'href="/o/{organ.slug}/reports/2019/"' in item


def test_a_failure_in_the_catalogue_leaves_the_report_unpublished(signed_report, clerk, monkeypatch):
    def fail(**_given):
        raise ValidationError("目录出错")

    monkeypatch.setattr(listing.catalogue, "publish", fail)
    with pytest.raises(ValidationError, match="目录出错"):
        actions.publish(report=signed_report, by=clerk, at=when(2020, 1, 17))
    assert AnnualReport.objects.get(pk=signed_report.pk).state == AnnualReport.State.SIGNED
    assert not Heading.objects.get(organ=signed_report.organ, code="04").items.exists()
