"""Sentences to pick and points to tick: every number counted, every nought with its word, what a section must say."""

from datetime import date

import pytest

from gongkai.annual_reports import actions, checklist, queries, sentences
from gongkai.annual_reports.compile import compile_report
from gongkai.annual_reports.history import year_before
from gongkai.annual_reports.sentences_more import change
from gongkai.catalogue import actions as catalogue
from gongkai.organs import actions as organs
from gongkai.statute.annual_report.forms import STATUTORY, form_for
from tests.cast import when


def offered(organ, year) -> dict[str, str]:
    compiled = compile_report(organ, year)
    outline = form_for(year).outlines_of(year)[-1]
    return {one.key: one.text for one in sentences.offered(organ, compiled, outline, year_before(organ, year))}


def test_every_nought_has_its_sentence(organ, year_2019):
    found = offered(organ, 2023)
    assert found["applications.numbers"].startswith("2023年未收到政府信息公开申请")
    assert "没有因政府信息公开申请行政复议、提起行政诉讼的情况" in found["remedies.numbers"]
    assert "收取信息处理费0元" in found["fees"]
    assert found["proactive.total"] == "2023年没有新增主动公开的政府信息。"
    assert found["proactive.no_documents"] == "2023年没有制发行政规范性文件。"
    assert found["management.kept"] == "2023年没有更正、撤下已公开的政府信息。"
    assert "applications.results" not in found
    assert "supervision.urged" not in found


def test_the_results_are_told_group_by_group_and_add_up(organ, office, applied, answered):
    answered(case=applied(on=date(2024, 3, 4)), on=date(2024, 3, 20))
    answered(case=applied(on=date(2024, 5, 6), title="第二份"), on=date(2024, 5, 20))
    found = offered(organ, 2024)
    assert found["applications.results"] == "办结的2件中：予以公开2件。"
    assert found["applications.none_withheld"] == "2024年办结的申请中没有不予公开的情况。"


def test_what_was_corrected_and_taken_down_is_counted_from_the_events(organ, year_2019, leader):
    catalogue.withdraw(item=year_2019[1], by=leader, reason="error", at=when(2019, 10, 1))
    assert offered(organ, 2019)["management.kept"] == "2019年更正已公开的政府信息0条，撤下1条。"


def test_a_government_is_offered_what_it_urged_the_organs_below_to_do(county, organ, supervisor):
    assert offered(county, 2023)["supervision.urged"] == "2023年没有对所属单位发出督促。"
    organs.urge(by=supervisor, organ=organ, text="请更新栏目。")
    from django.utils import timezone

    year = timezone.localdate().year
    assert offered(county, year)["supervision.urged"] == f"{year}年对所属单位发出督促1次，涉及1个单位。"


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (13, 10, "较上年增加3条，增长30%"), (5, 30, "较上年减少25条，下降83.3%"), (4, 4, "与上年持平"), (3, 0, "较上年增加3条"),
        (0, 12, "较上年减少12条，下降100%"), (3, 2, "较上年增加1条"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words_with_a_share_only_of_something(now, then, words):
    assert change(now, then, "条") == words


def test_a_new_report_begins_without_the_sentences_to_pick_and_takes_one_when_it_is_picked(organ, clerk, year_2019):
    report = actions.start(organ=organ, year=2020, by=clerk)
    assert "较上年" not in "".join(report.sections.values())
    report = actions.add_sentence(report=report, key="proactive.change", by=clerk)
    assert "2020年主动公开政府信息0条，较上年减少6条。" in "".join(report.sections.values())


def test_the_year_before_is_the_signed_one_where_there_is_one(organ, published_report, published):
    published(at=when(2019, 11, 11))
    before = year_before(organ, 2020)
    assert (before.year, before.compiled.total, before.is_frozen) == (2019, 6, True)
    assert "overview" in before.sections
    assert year_before(organ, 2010) is None


def points(text: str, *, section: str = "overview", is_government: bool = False) -> dict[str, bool]:
    found = checklist.points({section: text}, STATUTORY, is_government=is_government)
    return {point.words: point.done for point in found if point.section == section}


def test_section_five_says_what_is_wrong_and_what_is_done_about_it():
    assert points("全年有3条公开不及时。", section="problems") == {"存在的主要问题": True, "改进情况": False}
    assert points("公开不及时；下一步逐条提醒。", section="problems") == {"存在的主要问题": True, "改进情况": True}


def test_section_six_tells_the_fees_also_where_there_are_none():
    assert points("无。", section="other_matters")["信息处理费收取情况（没有收取也写明）"] is False
    assert points("未收取信息处理费。", section="other_matters")["信息处理费收取情况（没有收取也写明）"] is True


def test_a_government_also_tells_of_examination_public_assessment_and_accountability():
    text = "监督保障。组织年度考核；开展社会评议。"
    assert not any("结果" in words for words in points(text))
    found = points(text, is_government=True)
    assert {words: done for words, done in found.items() if "结果" in words} == {
        "工作考核结果（监督保障）": True, "社会评议结果（监督保障）": True, "责任追究结果（监督保障）": False,
    }  # fmt: skip


def test_what_a_government_has_not_told_is_a_warning_at_the_overview(county, superuser):
    from tests.cast import employ

    writer = employ("xianban", "县办", county, "clerk", by=superuser)
    report = actions.start(organ=county, year=2023, by=writer)
    found = [breach for breach in queries.document(report).breaches if "责任追究" in str(breach.expected)]
    assert [(breach.rule, breach.at, breach.severity) for breach in found] == [("F.section", "overview", "warning")]
