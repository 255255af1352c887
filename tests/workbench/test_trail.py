"""审计记录 as a person reads it: names, words and the office's own clock; no codes and no Python."""

import pytest
from django.utils import timezone

from gongkai.audit import actions as audit
from gongkai.audit.models import AuditEntry
from gongkai.catalogue import actions as catalogue
from gongkai.organs import actions as organs
from gongkai.workbench import trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(organ):
    """told(): the newest row as the page would show it, in one line."""

    def read() -> str:
        row = trail.read([AuditEntry.objects.order_by("-number").first()], organ)[0]
        return f"{row.who} {row.what} {row.about} " + " ".join(f"{name}：{words}" for name, words in row.told)

    return read


def test_persons_are_named_and_roles_are_words(told, superuser, clerk, organ):
    day = timezone.localdate()
    organs.appoint(by=superuser, user=clerk, organ=organ, roles=["section_chief", "secrecy_reviewer"], since=day)
    assert told() == f"系统管理 任职 石文 岗位：股室负责人、保密审查员 自：{day}"


def test_times_are_those_of_the_office_and_codes_are_words(told, leader, published):
    item = published()
    catalogue.withdraw(item=item, by=leader, reason="superseded")
    item.refresh_from_db()
    at = timezone.localtime(item.withdrawn_at)
    assert told() == f"杨聚昌 撤下 信息 {item.pk} 原因：已由新的信息代替 发生时间：{at:%Y-%m-%d %H:%M}"


def test_a_changed_heading_tells_what_it_was_and_what_it_is(told, office_head, heading):
    place = heading("0314")
    catalogue.edit_heading(heading=place, by=office_head, max_days_between_updates=None, article20=[1, 2])
    said = told()
    assert "更新周期（天）由“" in said and "改为“空”" in said and "改为“1、2”" in said
    assert "[" not in said and "None" not in said and "max_days" not in said


def test_fields_of_the_organ_go_by_their_names_on_the_form(told, administrator, organ):
    organs.keep_unit(by=administrator, organ=organ, name="档案股", position=9)
    assert "改动：名称、" in told()


def test_the_system_is_named_and_its_reasons_are_sentences(told, organ):
    audit.record(
        verb="item.schedule_refused", by=None, organ=organ.slug, subject="item:1", why="['没有概述。', '没有标题。']"
    )
    assert told() == "系统 预约发布未成 信息 1 原因：没有概述、没有标题"


def test_a_signature_taken_back_is_called_so_and_an_empty_fact_is_left_out(told, leader, organ):
    audit.record(
        verb="report.reopened", by=leader, organ=organ.slug, subject="report:1", year=2019, sha256="a" * 64, because=""
    )
    assert told() == f"杨聚昌 年报：撤销签发 年度报告 1 年度：2019 校验值：{'a' * 12}"


def test_the_page_shows_no_title_of_a_draft_to_an_administrator(signed_in, administrator, draft, words):
    draft(title="尚未公开的方案")
    said = words(signed_in(administrator).get("/office/audit/"))
    assert "石文" in said and "起草" in said and "尚未公开的方案" not in said


def test_a_part_of_the_annual_report_goes_by_its_title(told, clerk, organ):
    audit.record(
        verb="report.written",
        by=clerk,
        organ=organ.slug,
        subject="report:1",
        year=2019,
        section="overview",
        outline="narrative",
    )
    said = told()
    assert "部分：概述" in said and "overview" not in said and "narrative" not in said
