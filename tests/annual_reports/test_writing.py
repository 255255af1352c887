"""Sentences come with numbers; everything else is written by people, side by side."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.annual_reports import actions, queries
from gongkai.annual_reports.models import AnnualReport
from gongkai.statute.annual_report.forms import NARRATIVE, STATUTORY
from tests.annual_reports.conftest import OVERVIEW, PROBLEMS
from tests.cast import when


def rules(report) -> list[str]:
    return [breach.rule for breach in queries.document(report).breaches]


def test_a_new_report_holds_the_sentences_whose_numbers_the_records_vouch_for(organ, clerk, year_2019):
    sections = actions.start(organ=organ, year=2019, by=clerk).sections
    assert "主动公开政府信息6条，其中：工作动态3条，政策法规2条，业务管理1条。" in sections["proactive"]
    assert "新制作规范性文件1件，新公开1件，对外公开总数1件。" in sections["proactive"]
    assert "未收到政府信息公开申请" in sections["applications"]
    assert "没有因政府信息公开申请行政复议、提起行政诉讼的情况" in sections["remedies"]
    assert "统计期限自2019年1月1日起至2019年12月31日止" in sections["opening"]
    assert "榕江县民政局办公室" in sections["opening"]
    assert sections["overview"] == sections["problems"] == ""


def test_starting_twice_is_starting_once(organ, clerk, draft_report):
    again = actions.start(organ=organ, year=2019, by=clerk)
    assert (again.pk, again.sections["overview"]) == (draft_report.pk, OVERVIEW)


def test_a_report_with_an_empty_section_has_an_error_for_each(organ, clerk, year_2019):
    report = actions.start(organ=organ, year=2019, by=clerk)
    assert rules(report) == ["F.section", "F.section", "F.version"]


def test_a_written_report_in_the_old_outline_has_only_the_warning_about_it(draft_report):
    assert rules(draft_report) == ["F.version"]


def test_changing_the_outline_keeps_the_words_and_asks_for_the_sixth_section(draft_report, clerk):
    report = actions.change_outline(report=draft_report, outline="statutory", by=clerk)
    assert queries.outline_of(report) == STATUTORY
    assert (report.sections["overview"], report.sections["problems"]) == (OVERVIEW, PROBLEMS)
    assert "信息处理费0元" in report.sections["other_matters"]
    assert set(rules(report)) == {"F.section"}
    back = actions.change_outline(report=report, outline="narrative", by=clerk)
    assert queries.outline_of(back) == NARRATIVE


def test_the_statutory_overview_wants_all_five_topics_with_words_under_each(organ, clerk):
    report = actions.start(organ=organ, year=2023, by=clerk)
    lines = report.sections["overview"].splitlines()
    assert [line for line in lines if line.startswith("（")] == [
        "（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）政府信息公开平台建设", "（五）监督保障",
    ]  # fmt: skip
    bare = [breach for breach in queries.document(report).breaches if breach.at == "overview"]
    assert [breach.expected for breach in bare] == ["政府信息管理", "政府信息公开平台建设", "监督保障"]
    full = "\n".join(line + "\n已按要求落实。" if line[-1] in "理设障" else line for line in lines)
    report = actions.write_section(report=report, section="overview", text=full, by=clerk)
    assert [breach.at for breach in queries.document(report).breaches] == ["problems"]


def test_a_quoted_number_that_the_records_no_longer_bear_out_is_an_error_until_renewed(draft_report, clerk, published):
    published(stat_class="工作动态", at=when(2019, 11, 5))
    report = AnnualReport.objects.get(pk=draft_report.pk)
    (breach,) = [breach for breach in queries.document(report).breaches if "政府信息7条" in str(breach.expected)]
    assert (breach.rule, breach.at) == ("N.table", "proactive")
    report = actions.renew_sentences(report=report, by=clerk)
    assert "政府信息7条" in report.sections["proactive"]
    assert report.sections["overview"] == OVERVIEW
    assert rules(report) == ["F.version"]


def test_a_sentence_that_was_cut_out_can_be_put_back_once(draft_report, clerk):
    report = actions.write_section(report=draft_report, section="remedies", text="见下表。", by=clerk)
    for _ in range(2):
        report = actions.add_sentence(report=report, key="remedies.numbers", by=clerk)
    assert report.sections["remedies"].startswith("见下表。\n2019年没有因")
    assert report.sections["remedies"].count("行政复议") == 1


def test_in_the_statutory_outline_a_sentence_goes_under_its_topic(organ, clerk):
    report = actions.start(organ=organ, year=2023, by=clerk)
    report = actions.write_section(report=report, section="overview", text="（一）主动公开\n（二）依申请公开", by=clerk)
    report = actions.add_sentence(report=report, key="applications.numbers", by=clerk)
    report = actions.add_sentence(report=report, key="proactive.total", by=clerk)
    lines = report.sections["overview"].splitlines()
    assert lines[1].startswith("2023年没有新增主动公开")
    assert lines[3].startswith("2023年未收到")


def test_two_people_in_one_section_do_not_overwrite_each_other(draft_report, clerk, office_head):
    seen = actions.digest(OVERVIEW)
    actions.write_section(report=draft_report, section="overview", text="主任的文字。", by=office_head, replaces=seen)
    with pytest.raises(actions.StaleSection, match="已被别人改过"):
        actions.write_section(report=draft_report, section="overview", text="信息员的文字。", by=clerk, replaces=seen)
    assert AnnualReport.objects.get(pk=draft_report.pk).sections["overview"] == "主任的文字。"


def test_a_section_the_outline_does_not_have_is_refused(draft_report, clerk):
    with pytest.raises(LookupError, match="没有“fees”这一部分"):
        actions.write_section(report=draft_report, section="fees", text="无", by=clerk)


def test_who_may_not_compile_may_not_write(draft_report, leader, stranger, superuser):
    for person in (leader, stranger, superuser):
        with pytest.raises(PermissionDenied):
            actions.write_section(report=draft_report, section="overview", text="改", by=person)


def test_a_signed_report_is_written_no_more(signed_report, organ, clerk):
    with pytest.raises(ValidationError, match="已经签发"):
        actions.write_section(report=signed_report, section="overview", text="改", by=clerk)
    with pytest.raises(ValidationError, match="已经签发"):
        actions.enter(
            organ=organ, year=2019, cell="table_two.art20_5.licensing.decisions", value=1, note="台账", by=clerk
        )  # fmt: skip
