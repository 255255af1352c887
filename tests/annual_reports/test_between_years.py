"""A report is held against the one before it, as that was signed."""

from datetime import date

from gongkai.annual_reports import actions, queries
from gongkai.statute.annual_report.identities import Severity
from tests.cast import when

TOPICS = "\n".join(
    f"（{n}）{topic}\n已按要求落实。"
    for n, topic in zip(
        "一二三四五", ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"), strict=True
    )
)


def signed(organ, year, clerk, leader):
    report = actions.start(organ=organ, year=year, by=clerk)
    actions.write_section(report=report, section="overview", text=TOPICS, by=clerk)
    actions.write_section(report=report, section="problems", text="更新不够及时，下一步加强提醒。", by=clerk)
    return actions.sign(report=report, by=leader, at=when(year + 1, 1, 16), backdated_because="补录")


def test_what_last_years_cases_carry_over_is_what_this_year_begins_with(organ, clerk, leader, applied):
    applied(on=date(2022, 12, 20))
    signed(organ, 2022, clerk, leader)
    report = actions.start(organ=organ, year=2023, by=clerk)
    document = queries.document(report)
    assert document.compiled.applications["carried_in"] == 1
    assert [breach for breach in document.breaches if breach.rule.startswith("X.")] == []


def test_a_case_recorded_after_last_year_was_signed_is_named_and_forbids_signing_until_the_words_say_so(
    organ, clerk, leader, applied
):
    from gongkai.annual_reports.models import AnnualReport

    report = signed(organ, 2022, clerk, leader)
    case = applied(on=date(2022, 12, 20))
    AnnualReport.objects.filter(pk=report.pk).update(signed_at=when(2022, 12, 1))  # before the case was recorded
    found = queries.document(actions.start(organ=organ, year=2023, by=clerk)).breaches
    carry = [breach for breach in found if breach.rule == "X.carry"]
    assert {breach.at for breach in carry} == {"table_three.carried_in.natural_person", "table_three.carried_in.total"}
    assert all(breach.severity == Severity.ERROR for breach in carry)
    shown = " ".join((case.number[:4], case.number[4:8], case.number[8:]))
    assert f"上年报告签发后补录、更正过的申请：{shown}" in carry[0].message
    assert "请在文字里说明" in carry[0].message
    report = AnnualReport.objects.get(organ=organ, year=2023)
    actions.write_section(
        report=report, section="other_matters", text="上年结转比上年报告多1件，系补录。未收取信息处理费。", by=clerk
    )
    found = queries.document(AnnualReport.objects.get(pk=report.pk)).breaches
    assert {breach.severity for breach in found if breach.rule == "X.carry"} == {Severity.WARNING}


def test_an_unsigned_year_before_is_compared_as_the_records_have_it(organ, clerk):
    cell = "table_two.art20_8.admin_fee.amount_wan"
    actions.enter(organ=organ, year=2022, cell=cell, value=12, note="据财务", by=clerk)
    actions.enter(organ=organ, year=2023, cell=cell, value=121000, note="据财务", by=clerk)
    found = queries.to_read(organ, 2023).breaches
    assert [(breach.rule, breach.at) for breach in found] == [("T2.unit", cell)]
