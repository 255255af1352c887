"""The main job from end to end: a year of one organ, as its people live it, and what the public and the county see."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from gongkai.annual_reports import actions as reports
from gongkai.annual_reports.actions import NotSignable
from gongkai.catalogue import actions, queries
from gongkai.catalogue.models.item import NotCleared
from gongkai.clearance import actions as clearance
from gongkai.cli.main import main
from tests.cast import when

pytestmark = pytest.mark.django_db
LATE = "补录平台启用前的信息"


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_item_goes_from_draft_to_portal_to_figures_to_report(
    organ, clerk, leader, chief, draft, published, heading, visitor, capsys
):
    """
    2019-03-04  the clerk drafts a policy; nobody outside can see it
    2019-03-05  submits it; may not clear it; the leader clears; it is published
    2019-06-10  an interpretation follows and each page links the other
    2019-09-02  a news item is published, and taken down the day after: a notice stands in its place
    2020-01-16  the report of the year counts two items and is signed in time
    """
    policy = draft(
        heading="030102", title="榕江县最低生活保障工作实施细则", document_number="榕民规〔2019〕9号", genre="办法",
        stat_class="政策法规", formed_on=when(2019, 3, 4).date(), at=when(2019, 3, 4),
    )  # fmt: skip
    assert visitor.get(policy.get_absolute_url()).status_code == 404

    record = actions.submit(item=policy, by=clerk, at=when(2019, 3, 5, 9))
    with pytest.raises(PermissionDenied):
        clearance.clear(record=record, by=clerk, content_hash=record.content_hash)
    with pytest.raises(NotCleared):
        actions.publish(item=policy, by=clerk, at=when(2019, 3, 5), backdated_because=LATE)
    clearance.clear(record=record, by=leader, content_hash=record.content_hash, at=when(2019, 3, 5, 9, 30))
    actions.publish(item=policy, by=clerk, at=when(2019, 3, 5), backdated_because=LATE)
    page = visitor.get(policy.get_absolute_url())
    assert policy.title in page.text
    assert policy.index_number in page.text

    interpretation = published(
        heading="030104", title="《最低生活保障工作实施细则》解读", genre="解读", stat_class="政策法规", interprets=policy,
        at=when(2019, 6, 10),
    )  # fmt: skip
    assert interpretation.get_absolute_url() in visitor.get(policy.get_absolute_url()).text
    assert policy.get_absolute_url() in visitor.get(interpretation.get_absolute_url()).text

    news = published(title="全县养老机构开展安全检查", at=when(2019, 9, 2))
    assert news.title in visitor.get(heading("0314").get_absolute_url()).text
    actions.withdraw(item=news, by=chief, reason="error", note="数字有误，更正后重新发布。", at=when(2019, 9, 3))
    gone = visitor.get(news.get_absolute_url())
    assert gone.status_code == 410
    assert "数字有误" in gone.text
    assert news.title not in visitor.get(heading("0314").get_absolute_url()).text

    year = queries.figures(organ, 2019)
    assert (year.total, year.withdrawn, dict(year.by_stat_class)) == (2, 1, {"政策法规": 2})
    assert main(["report", "2019", "--organ", organ.slug, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 2


def test_report_that_would_be_late_is_not_signed_without_a_word_why(organ, clerk, leader, published, visitor):
    """The report on 2019 was due on 31 January 2020 (Art. 49); the real bureau put it out on 31 March."""
    published(title="2019年度城乡低保标准", at=when(2019, 5, 6))
    report = reports.start(organ=organ, year=2019, by=clerk)
    for section, text in report.sections.items():
        if not text.strip():
            reports.write_section(report=report, section=section, text="本年度没有需要报告的其他情况。", by=clerk)
    with pytest.raises(NotSignable, match="2020年1月31日"):
        reports.sign(report=report, by=leader, at=when(2020, 3, 31), backdated_because=LATE)
    assert visitor.get(report.get_absolute_url()).status_code == 404

    signed = reports.sign(
        report=report,
        by=leader,
        at=when(2020, 3, 31),
        explanation="受疫情防控影响，数据核对推迟。",
        backdated_because=LATE,
    )
    reports.publish(report=signed, by=clerk, at=when(2020, 3, 31, 11))
    assert "受疫情防控影响" in visitor.get(report.get_absolute_url()).text
