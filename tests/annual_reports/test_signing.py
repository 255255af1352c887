"""签发和公布: in time or with a word why not, by the right person, and frozen from then on."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.annual_reports import actions, queries
from gongkai.annual_reports.models import AnnualReport
from gongkai.audit import queries as audit
from gongkai.catalogue import actions as catalogue
from gongkai.organs import actions as organs
from tests.annual_reports.conftest import REASON
from tests.cast import when

DELAY = "报告的汇总和审签因人员抽调推迟到3月底完成。"


def test_a_report_in_time_is_signed_without_explanation(draft_report, leader):
    report = actions.sign(report=draft_report, by=leader, at=when(2020, 1, 31, 17), backdated_because=REASON)
    assert (report.state, report.signed_by, report.explanation_of_delay) == ("signed", leader, "")


def test_a_late_report_is_refused_without_explanation(draft_report, leader):
    with pytest.raises(actions.NotSignable) as refusal:
        actions.sign(report=draft_report, by=leader, at=when(2020, 2, 1), backdated_because=REASON)
    (message,) = refusal.value.messages
    assert "条例第四十九条第一款规定的日期是2020年1月31日" in message
    assert "已逾期1日" in message
    assert "写明逾期的原因后仍可签发" in message
    assert AnnualReport.objects.get(pk=draft_report.pk).state == "draft"


def test_a_late_report_is_signed_with_an_explanation_that_the_public_reads(draft_report, leader, clerk, organ):
    report = actions.sign(report=draft_report, by=leader, at=when(2020, 3, 31), explanation=DELAY)
    actions.publish(report=report, by=clerk, at=when(2020, 3, 31, 11, 45))
    shown = queries.published_report(organ, 2019)
    assert DELAY in shown.html
    assert shown.as_data()["explanation_of_delay"] == DELAY


def test_signed_in_time_but_published_late_also_needs_the_explanation(signed_report, clerk):
    with pytest.raises(actions.NotSignable, match="公布已逾期"):
        actions.publish(report=signed_report, by=clerk, at=when(2020, 2, 3))
    report = actions.publish(report=signed_report, by=clerk, at=when(2020, 2, 3), explanation=DELAY)
    assert (report.state, report.explanation_of_delay) == ("published", DELAY)


def test_a_signature_dated_back_needs_a_reason(draft_report, leader):
    with pytest.raises(actions.NotSignable, match="补录"):
        actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16))


def test_nobody_signs_in_the_future_or_before_the_year_is_over(draft_report, organ, clerk, leader):
    with pytest.raises(actions.NotSignable, match="在将来"), time_machine.travel(when(2020, 1, 10), tick=False):
        actions.sign(report=draft_report, by=leader, at=when(2020, 1, 11))
    with pytest.raises(actions.NotSignable, match="2020年1月1日以后"):
        actions.sign(report=draft_report, by=leader, at=when(2019, 12, 30), backdated_because=REASON)


def test_signed_at_the_desk_in_january_needs_nothing_said(draft_report, leader):
    with time_machine.travel(when(2020, 1, 16), tick=False):
        assert actions.sign(report=draft_report, by=leader).signed_at == when(2020, 1, 16)


def test_a_report_that_breaks_an_identity_is_not_signed(draft_report, organ, clerk, leader):
    cell = "table_three.new_received.natural_person"
    actions.enter(organ=organ, year=2019, cell=cell, value=3, note="收文登记簿", by=clerk)
    with pytest.raises(actions.NotSignable) as refusal:
        actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16), backdated_because=REASON)
    assert any("“自然人”一列不平衡" in message for message in refusal.value.messages)


def test_a_report_with_an_empty_section_is_not_signed(organ, clerk, leader, year_2019):
    report = actions.start(organ=organ, year=2019, by=clerk)
    with pytest.raises(actions.NotSignable, match="“概述”还没有内容"):
        actions.sign(report=report, by=leader, at=when(2020, 1, 16), backdated_because=REASON)


def test_only_the_head_signs(draft_report, clerk, chief, office_head, deputy, stranger, superuser):
    for person in (clerk, chief, office_head, deputy, stranger, superuser):
        with pytest.raises(PermissionDenied):
            actions.sign(report=draft_report, by=person, at=when(2020, 1, 16), backdated_because=REASON)


def test_what_is_signed_stands_still_whatever_happens_to_the_records(
    signed_report, organ, published, leader, year_2019
):
    before = queries.document(signed_report).as_json()
    published(at=when(2019, 11, 11))
    catalogue.withdraw(item=year_2019[0], by=leader, reason="error")
    organ.name = "更名后的民政局"
    organ.save()
    assert queries.document(AnnualReport.objects.get(pk=signed_report.pk)).as_json() == before
    assert queries.to_read(organ, 2019).compiled.total == 6
    assert queries.unwritten(organ, 2019).compiled.total == 7


def test_signing_twice_is_refused_and_publishing_twice_is_harmless(published_report, leader, clerk):
    with pytest.raises(actions.NotSignable, match="已于2020年1月16日"):
        actions.sign(report=published_report, by=leader, at=when(2020, 1, 18), backdated_because=REASON)
    assert actions.publish(report=published_report, by=clerk).published_at == when(2020, 1, 17)


def test_an_unsigned_report_is_not_published(draft_report, clerk):
    with pytest.raises(ValidationError, match="还没有签发"):
        actions.publish(report=draft_report, by=clerk)


def test_it_is_not_published_before_it_was_signed(signed_report, clerk):
    with pytest.raises(actions.NotSignable, match="早于签发时间"):
        actions.publish(report=signed_report, by=clerk, at=when(2020, 1, 15))


def test_the_public_sees_published_reports_only(signed_report, clerk, organ):
    assert queries.published(organ) == []
    assert queries.published_report(organ, 2019) is None
    actions.publish(report=signed_report, by=clerk, at=when(2020, 1, 17))
    assert [report.year for report in queries.published(organ)] == [2019]
    assert queries.published_report(organ, 2019).title == "榕江县民政局2019年政府信息公开工作年度报告"
    assert queries.published_report(organ, 2018) is None


def test_a_frozen_copy_changed_behind_the_actions_is_shown_to_nobody(published_report, organ):
    AnnualReport.objects.update(frozen=published_report.frozen.replace('"total": 6', '"total": 600'))
    assert not queries.is_intact(AnnualReport.objects.get())
    assert queries.published_report(organ, 2019) is None


def test_a_signature_can_be_taken_back_before_publication_with_a_reason(signed_report, leader, clerk):
    with pytest.raises(ValidationError, match="原因"):
        actions.reopen(report=signed_report, by=leader, because=" ")
    with pytest.raises(PermissionDenied):
        actions.reopen(report=signed_report, by=clerk, because="有误")
    report = actions.reopen(report=signed_report, by=leader, because="概述有误")
    assert (report.state, report.frozen, report.sha256, report.signed_at) == ("draft", "", "", None)


def test_a_published_report_is_not_reopened(published_report, leader):
    with pytest.raises(ValidationError, match="尚未公布"):
        actions.reopen(report=published_report, by=leader, because="有误")


def test_every_act_leaves_a_row_in_the_trail(published_report):
    rows = list(audit.of(published_report.reference))
    assert [row.verb for row in rows] == [
        "report.listed", "report.published", "report.signed", "report.written", "report.written", "report.started",
    ]  # fmt: skip
    assert rows[0].facts["sha256"] == rows[1].facts["sha256"] == published_report.sha256
    assert audit.verify()[1] == []


def test_the_list_of_years_tells_how_late_each_report_was(published_report, organ):
    with time_machine.travel(when(2021, 1, 20), tick=False):
        years = {row.year: row for row in queries.owed_years(organ)}
    assert list(years) == [2021, 2020, 2019, 2018]
    assert (years[2019].is_published, years[2019].days_late) == (True, 0)
    assert (years[2020].days_left, years[2020].days_late) == (11, 0)
    assert years[2018].is_long_past


def test_nobody_signs_what_he_wrote_himself(organ, draft_report, clerk, leader, superuser):
    organs.appoint(by=superuser, user=clerk, organ=organ, roles=["leader"], since=when(2019, 1, 2).date())
    with pytest.raises(PermissionDenied, match="自己写的内容"):
        actions.sign(report=draft_report, by=clerk, at=when(2020, 1, 16), backdated_because=REASON)
    assert (
        actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16), backdated_because=REASON).signed_by == leader
    )
