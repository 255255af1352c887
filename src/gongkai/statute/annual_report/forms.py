"""Which form a year's report takes (Art. 50: the national office issues one and renews it from time to time).

The statutory outline has six sections. Before it, reports were narratives after Article 32 of the 2007 Regulations, and
many organs told the year 2019, the first of the new form, in that way still: for that year both outlines are known.
Section keys are the same in all outlines, so that a text keeps its place when the outline is changed.
"""

from gongkai.statute.annual_report import rows
from gongkai.statute.annual_report.shape import Form, Outline, Section

STATUTORY = Outline(
    "statutory",
    "法定六部分",
    (
        Section("overview", "总体情况", must=True),
        Section("proactive", "主动公开政府信息情况", table="table_two"),
        Section("applications", "收到和处理政府信息公开申请情况", table="table_three"),
        Section("remedies", "政府信息公开行政复议、行政诉讼情况", table="table_four"),
        Section("problems", "存在的主要问题及改进情况", must=True),
        Section("other_matters", "其他需要报告的事项", must=True),
    ),
    topics=("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"),
    topics_of_governments=("工作考核", "社会评议", "责任追究"),
)

NARRATIVE = Outline(
    "narrative",
    "叙述式五部分（附法定表格）",
    (
        Section("overview", "概述", must=True),
        Section("proactive", "主动公开政府信息情况", table="table_two", must=True),
        Section("applications", "政府信息依申请公开情况", table="table_three", must=True),
        Section("remedies", "行政复议、提起行政诉讼情况", table="table_four", must=True),
        Section("problems", "存在的问题和下步打算", must=True),
    ),
    until=2019,
)

OLD_NARRATIVE = Outline(
    "narrative",
    "叙述式（2007年条例）",
    (
        Section("overview", "概述", must=True),
        Section("proactive", "主动公开政府信息情况", must=True),
        Section("applications", "依申请公开政府信息办理情况", must=True),
        Section("other_matters", "收费及减免情况", must=True),
        Section("remedies", "因政府信息公开申请行政复议、提起行政诉讼情况", must=True),
        Section("problems", "存在的主要问题及改进措施", must=True),
    ),
)

FORMS = (
    Form("pre-2019", 2008, 2018, "", (OLD_NARRATIVE,)),
    Form(
        "2019-60", 2019, 2020, "国办公开办函〔2019〕60号", (NARRATIVE, STATUTORY),
        rows.TABLE_TWO_2019, rows.TABLE_THREE_2019, rows.TABLE_FOUR,
    ),
    Form(
        "2021-30", 2021, None, "国办公开办函〔2021〕30号", (STATUTORY,),
        rows.TABLE_TWO_2021, rows.TABLE_THREE_2021, rows.TABLE_FOUR,
    ),
)  # fmt: skip
FIRST_YEAR = FORMS[0].since


class NoForm(LookupError):
    """No annual report was due for that year; the message says since when they are."""


def form_for(year: int) -> Form:
    """条例第五十条: the form of the report on `year`. NoForm before 2008."""
    for form in FORMS:
        if form.since <= year and (form.until is None or year <= form.until):
            return form
    raise NoForm(f"{year}年没有政府信息公开工作年度报告：这项制度自{FIRST_YEAR}年度起实行")


def form_named(key: str) -> Form:
    """The form of that key. LookupError names those there are."""
    for form in FORMS:
        if form.key == key:
            return form
    raise LookupError(f"没有“{key}”这一格式；有：{'、'.join(form.key for form in FORMS)}")


def is_outdated(form: Form, outline: Outline) -> bool:
    """True when a form that prescribes the six sections is told in another outline (F.section)."""
    return bool(form.issued_by) and outline.key != STATUTORY.key


def may_make_rules(*, government: bool, level: str) -> bool:
    """立法法: below the ministries only provinces, prefectures and cities of that rank make rules (规章)."""
    return government and level in {"province", "prefecture"}
