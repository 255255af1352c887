"""Handed in by the writer, looked at by somebody else, signed by the head: of one and the same text."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.annual_reports import actions, queries, reviews
from gongkai.annual_reports.models import AnnualReport, ReportReview
from gongkai.audit.models import AuditEntry
from gongkai.workbench import worklist
from gongkai.workbench.desk import Desk
from tests.annual_reports.conftest import REASON
from tests.cast import when

PAGE = "/office/reports/2019/"


def seen(report) -> str:
    return reviews.content_hash(queries.document(AnnualReport.objects.get(pk=report.pk)))


def signed(report, leader):
    return actions.sign(report=report, by=leader, at=when(2020, 1, 16), backdated_because=REASON)


@pytest.fixture
def submitted(draft_report, clerk):
    actions.submit_for_review(report=draft_report, by=clerk)
    return draft_report


@pytest.fixture
def passed(submitted, chief):
    actions.pass_review(report=submitted, by=chief, seen=seen(submitted))
    return submitted


def tasks(user) -> list[tuple[int, str]]:
    return [(task.year, task.what) for task in worklist.report_tasks(Desk.of(user))]


def test_a_report_goes_from_the_writer_to_the_reviewer_to_the_head(submitted, clerk, chief, leader):
    assert tasks(chief) == [(2019, "等我审核")]
    assert tasks(clerk) == []
    actions.pass_review(report=submitted, by=chief, seen=seen(submitted), note="数字已核对。")
    assert tasks(leader) == [(2019, "等我签发")]
    assert signed(submitted, leader).state == "signed"
    assert tasks(clerk) == [(2019, "已签发待公布")]
    verbs = list(
        AuditEntry.objects.filter(subject=submitted.reference).order_by("number").values_list("verb", flat=True)
    )
    assert verbs[-3:] == ["report.submitted", "report.reviewed", "report.signed"]


def test_who_wrote_on_it_may_not_review_it_and_who_may_not_clear_may_not_either(
    draft_report, clerk, office_head, stranger
):
    actions.write_section(report=draft_report, section="problems", text="更新不够及时，下一步改进。", by=office_head)
    actions.submit_for_review(report=draft_report, by=clerk)
    for person in (office_head, clerk, stranger):
        with pytest.raises(PermissionDenied):
            actions.pass_review(report=draft_report, by=person, seen=seen(draft_report))
    with pytest.raises(PermissionDenied, match="不能审核自己写的内容"):
        actions.return_to_writer(report=draft_report, by=office_head, note="改")
    assert tasks(office_head) == []


def test_a_text_changed_after_it_was_handed_in_is_to_be_handed_in_again(submitted, clerk, chief, leader):
    before = seen(submitted)
    actions.write_section(report=submitted, section="problems", text="另一种写法，下一步改进不足。", by=clerk)
    with pytest.raises(ValidationError, match="送审以后文字或者数据有改动"):
        actions.pass_review(report=submitted, by=chief, seen=before)
    with pytest.raises(ValidationError, match="审核不再有效"):
        signed(submitted, leader)
    actions.submit_for_review(report=submitted, by=clerk)
    assert list(ReportReview.objects.values_list("outcome", flat=True)) == ["returned", "waiting"]


def test_a_number_changed_after_review_makes_it_void(passed, organ, clerk, leader):
    cell = "table_two.art20_5.licensing.decisions"
    actions.enter(organ=organ, year=2019, cell=cell, value=3, note="据台账", by=clerk)
    with pytest.raises(ValidationError, match="审核不再有效"):
        signed(passed, leader)


def test_returned_with_a_word_why_it_lies_with_the_writer_until_handed_in_again(submitted, clerk, chief, leader):
    with pytest.raises(ValidationError, match="请写明退回的原因"):
        actions.return_to_writer(report=submitted, by=chief, note=" ")
    actions.return_to_writer(report=submitted, by=chief, note="问题部分太空。")
    assert tasks(clerk) == [(2019, "退回修改")]
    with pytest.raises(ValidationError, match="已退回修改：问题部分太空"):
        signed(submitted, leader)
    with pytest.raises(ValidationError, match="没有等待审核"):
        actions.pass_review(report=submitted, by=chief, seen=seen(submitted))
    actions.submit_for_review(report=submitted, by=clerk)
    assert tasks(clerk) == []
    assert tasks(chief) == [(2019, "等我审核")]


def test_the_head_may_return_what_has_passed(passed, leader, clerk):
    actions.return_to_writer(report=passed, by=leader, note="请补充改进措施。")
    assert tasks(clerk) == [(2019, "退回修改")]


def test_a_report_with_errors_is_not_handed_in(organ, clerk, year_2019):
    report = actions.start(organ=organ, year=2019, by=clerk)
    with pytest.raises(actions.NotSignable, match="还不能送审"):
        actions.submit_for_review(report=report, by=clerk)


def test_handing_in_twice_is_once_and_a_report_never_handed_in_is_examined_by_the_head_alone(
    draft_report, clerk, leader
):
    first = actions.submit_for_review(report=draft_report, by=clerk)
    assert actions.submit_for_review(report=draft_report, by=clerk) == first
    with pytest.raises(ValidationError, match="还没有审核"):
        signed(draft_report, leader)
    ReportReview.objects.all().delete()
    assert signed(draft_report, leader).state == "signed"


def test_the_page_offers_each_step_to_whom_it_belongs(signed_in, draft_report, clerk, chief, leader):
    assert "送审" in signed_in(clerk).get(PAGE).content.decode()
    assert signed_in(clerk).post(PAGE, {"do": "submit"}).status_code == 302
    html = signed_in(chief).get(PAGE).content.decode()
    assert "审核通过" in html
    refused = signed_in(chief).post(PAGE, {"do": "return", "note": "", "seen": seen(draft_report)})
    assert "请写明退回的原因" in refused.content.decode()
    assert signed_in(chief).post(PAGE, {"do": "pass", "note": "同意", "seen": seen(draft_report)}).status_code == 302
    assert 'value="return"' in signed_in(leader).get(PAGE).content.decode()
    assert "等我签发" in signed_in(leader).get("/office/").content.decode()


def test_the_proof_of_publication_has_address_time_and_a_digest_that_can_be_checked(signed_in, clerk, published_report):
    import hashlib

    html = signed_in(clerk).get(PAGE + "proof/").content.decode()
    assert published_report.get_absolute_url() in html
    assert published_report.sha256 in html
    assert "2020-01-17" in html
    assert "按期公布" in html
    copy = signed_in(clerk).get(PAGE + "frozen.json").content
    assert hashlib.sha256(copy).hexdigest() == published_report.sha256


def test_there_is_no_proof_of_what_is_not_public_or_was_tampered_with(signed_in, clerk, signed_report, stranger):
    assert signed_in(clerk).get(PAGE + "proof/").status_code == 404
    actions.publish(report=signed_report, by=clerk, at=when(2020, 1, 17))
    assert signed_in(stranger).get(PAGE + "proof/").status_code == 404
    AnnualReport.objects.update(frozen=AnnualReport.objects.get().frozen.replace('"total": 6', '"total": 60'))
    assert "不能作为证明" in signed_in(clerk).get(PAGE + "proof/").content.decode()
