"""责任追究: kept by the supervising office, seen by few, decided elsewhere; its numbers stand in the government's report."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from gongkai.accountability import actions, queries
from gongkai.accountability.models import LiabilityCase
from gongkai.accountability.sentences import of_governments
from gongkai.annual_reports import queries as annual_reports
from gongkai.annual_reports import sentence_sources
from tests.cast import when

pytestmark = pytest.mark.django_db
FACTS = "2019年第三季度救助标准逾期未公开，经督促仍未改正。"


@pytest.fixture
def case(organ, supervisor):
    return actions.open_case(
        organ=organ, by=supervisor, ground="53(1)", facts=FACTS, responsible="股室负责人", on=date(2019, 10, 8)
    )


def decided(case, supervisor, measure="circular"):
    return actions.decide(
        case=case, by=supervisor, measure=measure, decided_by="榕江县人民政府办公室", on=date(2019, 10, 20)
    )


def test_a_case_runs_from_facts_to_decision_to_outcome(case, supervisor):
    with pytest.raises(ValidationError, match="还没有作出决定"):
        actions.close_case(case=case, by=supervisor, outcome="已改正")
    case = decided(case, supervisor)
    with pytest.raises(ValidationError, match="已于 2019-10-20 作出决定"):
        decided(case, supervisor)
    case = actions.close_case(case=case, by=supervisor, outcome="已补充公开并书面报告", on=date(2019, 11, 1))
    assert case.closed_on == date(2019, 11, 1)
    with pytest.raises(ValidationError, match="不能再改"):
        actions.close_case(case=case, by=supervisor, outcome="再改")


def test_who_decided_must_be_said_and_days_run_forward(case, supervisor):
    with pytest.raises(ValidationError, match="作出决定的机关"):
        actions.decide(case=case, by=supervisor, measure="circular", decided_by=" ")
    with pytest.raises(ValidationError, match="立案"):
        actions.decide(case=case, by=supervisor, measure="circular", decided_by="县政府办", on=date(2019, 10, 1))


def test_the_overseer_and_the_head_see_it_and_nobody_else(
    case, supervisor, leader, clerk, office_head, stranger, superuser
):
    for who in (supervisor, leader):
        assert queries.visible_case(who, case.pk) == case
    for who in (clerk, office_head, stranger, superuser):
        assert queries.visible_case(who, case.pk) is None


def test_the_organ_itself_writes_nothing_into_the_register(case, leader):
    with pytest.raises(PermissionDenied):
        decided(case, leader)


def test_the_governments_report_is_offered_the_numbers(case, supervisor, county, organ):
    decided(case, supervisor)
    other = actions.open_case(organ=organ, by=supervisor, ground="52", facts=FACTS, on=date(2019, 10, 8))
    decided(other, supervisor, measure="none")
    said = {key: text for key, _topic, text in of_governments(county, 2019)}
    assert said == {"accountability.liability": "依法追究责任1件：通报批评1件。"}
    document = annual_reports.unwritten(county, 2019)
    assert "依法追究责任1件：通报批评1件。" in document.sections["overview"]


def test_a_bureaus_report_is_offered_none_of_it(case, supervisor, organ):
    decided(case, supervisor)
    assert list(of_governments(organ, 2019)) == []


def test_feedback_and_sheets_are_told_too_and_nothing_where_there_is_none(county, organ, supervisor, published):
    assert list(of_governments(county, 2019)) == []
    actions.give_feedback(item=published(), verdict="useful", at=when(2019, 5, 6))
    sheet = actions.open_sheet(organ=organ, year=2019, by=supervisor)
    assert [key for key, _topic, _text in of_governments(county, 2019)] == ["accountability.appraised"]
    sheet.closed_at = when(2020, 2, 1)
    sheet.save()
    texts = [text for _key, _topic, text in of_governments(county, 2019)]
    assert texts[0] == "对1个机关2019年度政府信息公开工作进行了考核。"
    assert texts[1] == "收到公众对已公开信息的评价1条，其中有用1条、没用0条、指出错误0条。"


def test_under_the_statutory_outline_the_sentence_stands_under_its_topic(case, supervisor, county):
    LiabilityCase.objects.filter(pk=case.pk).update(measure="talk", decided_by="县政府办", decided_on=date(2022, 3, 1))
    text = annual_reports.unwritten(county, 2022).sections["overview"]
    assert text.index("监督保障") < text.index("依法追究责任1件：约谈、诫勉谈话1件。")


def test_a_provider_registers_once_and_can_be_taken_away(county):
    def provider(organ, year):
        yield "other.key", "监督保障", f"{organ.short_name}{year}年另有一句。"

    sentence_sources.register(provider)
    sentence_sources.register(provider)
    try:
        assert [text for _k, _t, text in sentence_sources.offered(county, 2022)] == ["县政府2022年另有一句。"]
    finally:
        sentence_sources.unregister(provider)
    assert list(sentence_sources.offered(county, 2022)) == []
