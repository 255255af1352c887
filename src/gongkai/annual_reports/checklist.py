"""What each section must say (Art. 50, 国办公开办函〔2021〕30号), and whether it does: a list to tick beside the text."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.annual_reports.sentences import OPENING
from gongkai.statute.annual_report.identities import Breach
from gongkai.statute.annual_report.shape import Outline

PROBLEMS = ("问题", "不足", "不够", "短板", "薄弱", "差距", "有待", "不及时", "不规范", "不全面")
IMPROVEMENT = ("改进", "整改", "下一步", "下步", "加强", "完善", "提高", "提升", "优化", "强化", "健全", "今后")
FEES = ("收费", "信息处理费", "收取")
# The results of 工作考核、社会评议、责任追究 in the words governments use for them.
SAID_AS = {
    "工作考核": ("考核",), "社会评议": ("评议", "满意度测评", "第三方评估"), "责任追究": ("责任追究", "追责", "问责"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a section must say. `must` points that are not done are told in the checks too."""

    section: str
    words: str
    done: bool
    basis: str = ""
    must: bool = True


def points(
    sections: dict[str, str], outline: Outline, *, is_government: bool, breaches: tuple[Breach, ...] = ()
) -> list[Point]:
    """All points in the order of the sections. `breaches` tell which of the five topics are missing or bare."""
    found = [*_opening(sections.get(OPENING, ""))]
    for section in outline.sections:
        text = sections.get(section.key, "").strip()
        if section.key == "overview" and outline.topics:
            found += _overview(text, outline, breaches, is_government=is_government)
        elif section.key == "problems":
            found += _problems(text)
        elif section.key == "other_matters" and outline.topics:
            found += _other_matters(text)
        elif section.must:
            found.append(Point(section.key, _("有内容；没有要报告的写“无”"), bool(text), must=False))
    return found


def missing(sections: dict[str, str], outline: Outline, *, is_government: bool) -> list[Point]:
    """The points not done of sections that have a text at all: an empty section is an error of its own."""
    return [
        point
        for point in points(sections, outline, is_government=is_government)
        if point.must and not point.done and sections.get(point.section, "").strip()
    ]


def _opening(text: str) -> list[Point]:
    return [
        Point(OPENING, _("数据的统计期限"), "统计期限" in text, must=False),
        Point(OPENING, _("联系方式"), any(word in text for word in ("电话", "联系")), must=False),
    ]


def _overview(text: str, outline: Outline, breaches: tuple[Breach, ...], *, is_government: bool) -> list[Point]:
    lacking = {str(breach.expected) for breach in breaches if breach.rule == "F.section" and breach.at == "overview"}
    basis = "国办公开办函〔2021〕30号"
    found = [
        Point("overview", topic, bool(text) and topic not in lacking, basis, must=False) for topic in outline.topics
    ]
    for topic in outline.topics_of_governments if is_government else ():
        said = any(word in text for word in SAID_AS.get(topic, (topic,)))
        found.append(Point("overview", _("%s结果（监督保障）") % topic, said, _("条例第五十条第四项")))
    return found


def _problems(text: str) -> list[Point]:
    basis = _("条例第五十条第四项")
    return [
        Point("problems", _("存在的主要问题"), any(word in text for word in PROBLEMS), basis),
        Point("problems", _("改进情况"), any(word in text for word in IMPROVEMENT), basis),
    ]


def _other_matters(text: str) -> list[Point]:
    return [
        Point(
            "other_matters",
            _("信息处理费收取情况（没有收取也写明）"),
            any(word in text for word in FEES),
            "国办函〔2020〕109号",
        ),
        Point("other_matters", _("其他事项；没有的写“无”"), bool(text), must=False),
    ]
