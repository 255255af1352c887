"""Words that give a copied or careless report away: found where they stand, and nothing found where nothing is wrong."""

import pytest

from gongkai.annual_reports import actions, queries
from gongkai.annual_reports.lint import RULES, Setting, lint, region_of, setting_of
from gongkai.annual_reports.models import AnnualReport
from gongkai.demo.people import read
from gongkai.statute.annual_report.identities import Severity

BUREAU = Setting(
    "榕江县民政局", "榕江县", "county", "522632", 2019,
    own_names=frozenset({"榕江县民政局", "榕江县人民政府", "黔东南苗族侗族自治州人民政府"}), names=("榕江县教育局",),
)  # fmt: skip


def found(text: str, *, section: str = "overview", of: Setting = BUREAU, **changed) -> list[tuple[str, str]]:
    from dataclasses import replace

    return [(one.rule, one.words) for one in lint(replace(of, **changed), {section: text})]


# Lines of a report a county bureau published for 2019.
SEEN = [
    ("把基层的一些重点、难点、热点问题以及对全区民政工作中有指导意义的信息总结出来", [("L.level", "全区")]),
    ("重点做好了社会福利、军人抚恤优待、退伍军人安置、民生工程进展等内容的信息公开。",
     [("L.moved_duty", "抚恤优待"), ("L.moved_duty", "退伍军人安置")]),
    ("认真贯彻执行《中华人民共和国政府信息公 开条例》", [("L.split_word", "公 开")]),
    ("一、概述\n2019年,我局高度重视。", [("L.old_form", "概述")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEEN)
def test_what_a_published_report_had_is_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("黎平县民政局按时公开。", [("L.place", "黎平县民政局")]),
        ("根据榕江县民政局安排，榕江县民政局公开。", []),
        ("与榕江县教育局一样公开。", [("L.organ", "榕江县教育局")]),
        ("根据国务院令第492号公开。", [("L.repealed", "国务院令第492号")]),
        ("配合工商局抽查。", [("L.old_organ", "工商局")]),
        ("全年办理××件，其余待补充。", [("L.unfinished", "××"), ("L.unfinished", "待补充")]),
        ("2018年政府信息公开工作年度报告如下。", [("L.year", "2018年政府信息公开工作年度报告")]),
        ("所列数据的统计期限自2018年1月1日起。", [("L.year", "统计期限自2018年")]),
        ("2020年完成整改十项。", [("L.year", "2020年")]),
        ("2020年将完成整改十项。", []),
        ("2017年全年共公开十条。", [("L.year", "2017年")]),
        ("优抚安置职责因机构改革划转退役军人事务局。", []),
        ("健全县乡村三级网络，完全区分，全区域覆盖，全县推进。", []),
        ("成立政府信息公开工作领导小组，制定2019年要点。", []),
        ("修订2018年印发的制度。", []),
    ],
)
def test_words_are_judged_where_they_stand(text, expected):
    assert found(text) == expected


def test_the_area_follows_the_organ():
    district = {"organ": "某某区民政局", "region": "某某区", "own_names": frozenset()}
    assert found("全县推进，全区推进。", **district) == [("L.level", "全县")]
    assert found("全区推进。", region_code="450000") == []
    city = {"organ": "某某市人民政府", "region": "某某市", "level": "prefecture", "own_names": frozenset()}
    assert found("全县推进，全市推进。", **city) == [("L.level", "全县")]
    assert found(
        "全镇推进，全乡推进。", organ="某某镇人民政府", region="某某镇", level="township", own_names=frozenset()
    ) == [("L.level", "全乡")]


def test_a_duty_is_judged_by_organ_and_year():
    assert found("军人抚恤优待信息", year=2018) == []
    assert found("军人抚恤优待信息", organ="榕江县教育局") == []
    assert found("老龄工作信息", year=2021) == [("L.moved_duty", "老龄工作")]
    assert found("老龄工作信息", year=2023) == []


def test_the_form_of_2019_is_old_since_2021():
    text = "根据国办公开办函[2019]60号编制。"
    assert found(text, year=2020) == []
    assert found(text, year=2022) == [("L.repealed", "国办公开办函[2019]60号")]


def test_last_years_paragraph_word_for_word_is_told_and_a_short_or_an_offered_line_is_not():
    line = "县民政局成立政府信息公开工作领导小组，局主要负责人任组长，分管负责同志和办公室负责人为成员，办公室承担日常工作。"
    before = {"overview": f"一句旧话。\n{line}"}
    assert [rule for rule, _words in found(f"新的一句。\n{line}", before=before)] == ["L.copied"]
    assert found("一句旧话。", before=before) == []
    assert found(line, before=before, offered=frozenset({line})) == []
    problem = "全年有3条信息公开时距形成超过二十个工作日，公开及时性仍然不够，需要提醒。"
    changed = problem.replace("3", "5")
    assert found(changed, section="problems", before={"problems": problem}) == [("L.copied", changed[:20])]
    assert found(changed, before={"overview": problem}) == []


def test_a_finding_shows_the_words_with_what_stands_around_them():
    (one,) = lint(BUREAU, {"problems": "以及对全区民政工作中有指导意义的信息"})
    assert (one.before, one.words, one.after) == ("以及对", "全区", "民政工作中有指导意义的信…")
    breach = one.as_breach()
    assert (breach.rule, breach.at, breach.severity) == ("L.level", "problems", Severity.WARNING)


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("榕江县民政局", "榕江县"), ("贵州省人民政府", "贵州省"), ("黔东南苗族侗族自治州人民政府", "黔东南苗族侗族自治州"),
        ("古州镇人民政府", "古州镇"), ("县政府办公室", ""), ("淮安市洪泽区民政局", "洪泽区"), ("榕江县住房和城乡建设局", "榕江县"), ("辉县市民政局", "辉县市"),
    ],
)  # fmt: skip
def test_the_area_of_an_organ_stands_at_the_front_of_its_name(name, region):
    assert region_of(name) == region


def test_a_carefully_written_report_has_no_finding(organ):
    assert lint(setting_of(organ, 2019), read("report_2019.toml")) == []
    assert len(RULES) == 11


def test_findings_stand_at_their_section_with_the_words_marked(signed_in, clerk, draft_report):
    text = "更新不够及时。下一步改进，总结对全区民政工作有指导意义的信息。"
    actions.write_section(report=draft_report, section="problems", text=text, by=clerk)
    report = AnnualReport.objects.get()
    (breach,) = [one for one in queries.document(report).breaches if one.rule.startswith("L.")]
    assert (breach.rule, breach.at, breach.found) == ("L.level", "problems", "全区")
    html = signed_in(clerk).get("/office/reports/2019/").content.decode()
    assert "<mark>全区</mark>" in html
    assert "下一步改进，总结对<mark>全区" in html


def test_warnings_of_words_do_not_keep_a_report_from_being_signed(draft_report, clerk, leader):
    from tests.annual_reports.conftest import REASON
    from tests.cast import when

    actions.write_section(report=draft_report, section="problems", text="不足：全区推进不够。下一步改进。", by=clerk)
    assert (
        actions.sign(report=draft_report, by=leader, at=when(2020, 1, 16), backdated_because=REASON).state == "signed"
    )
