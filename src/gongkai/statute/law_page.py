"""The law page (docs/law.md): the tables of this package on one page for a lawyer; a pure function of the rows."""

from collections.abc import Iterable

from gongkai.statute import law_page_applications as applications
from gongkai.statute.articles import ARTICLES, CHAPTERS, Article
from gongkai.statute.conventions import CONVENTIONS, Mark
from gongkai.statute.headings import CRITERIA, HEADINGS, Level
from gongkai.statute.instruments import INSTRUMENTS
from gongkai.statute.limits import ANNUAL_DATES, LIMITS
from gongkai.statute.wording import chinese_date, chinese_number, markdown_table
from gongkai.statute.workdays.notices import Notice, shipped_notices

INTRODUCTION = """\
# 法表

This page is printed by `gongkai law` from the tables in `src/gongkai/statute/`; change the tables, not the page.
`gongkai law --check` tells whether the two agree.

条例指《中华人民共和国政府信息公开条例》（国务院令第711号，2019年5月15日起施行）。本页列出每一条由谁落实、各项期限及其依据、
计算规则、主动公开类别、依申请公开的各项规则和工作日的来源，供法制机构核对。要点是摘要，适用时以条文为准。"""


def render() -> str:
    """The whole page as text, ending in a newline."""
    sections = (
        ("逐条落实", _articles()),
        ("期限", _limits()),
        ("计算规则", _conventions()),
        ("主动公开类别", _headings()),
        ("收到申请之日", applications.receipts()),
        ("答复的种类", applications.decisions()),
        ("不予公开和不予处理的理由", applications.grounds()),
        ("救济告知", applications.remedies()),
        ("信息处理费", applications.fees()),
        ("工作日的来源", _workdays()),
        ("引用的文件", _instruments()),
    )
    parts = [INTRODUCTION]
    for place, (title, blocks) in enumerate(sections, 1):
        parts += [f"## {chinese_number(place)}、{title}", *blocks]
    return "\n\n".join(parts) + "\n"


def _articles() -> Iterable[str]:
    served = sum(bool(row.served_by) for row in ARTICLES)
    waiting = sum(bool(row.room) for row in ARTICLES)
    yield (
        f"共{len(ARTICLES)}条：{served}条由下列代码落实，{waiting}条已留位置、本版尚未落实，"
        f"{len(ARTICLES) - served - waiting}条不属于软件的职责。"
    )
    for place, (title, first, last) in enumerate(CHAPTERS, 1):
        yield f"### 第{chinese_number(place)}章 {title}"
        rows = [row for row in ARTICLES if first <= row.number <= last]
        yield markdown_table(("条", "要点", "落实"), ((str(row.number), row.gist, _status(row)) for row in rows))


def _status(row: Article) -> str:
    if row.served_by:
        return _code(row.served_by)
    if row.not_ours:
        return f"不适用：{row.not_ours}"
    text = f"尚未落实，留给 `{row.room}`"
    return f"{text}；期限已可计算：{_code(row.computed_by)}" if row.computed_by else text


def _code(names: Iterable[str]) -> str:
    return "、".join(f"`{name}`" for name in names)


def _limits() -> Iterable[str]:
    yield "把握程度：" + "；".join(f"{mark.value} {mark.words}" for mark in Mark) + "。"
    yield markdown_table(
        ("名称", "期限", "自何日起（当日不计）", "依据", "适用于此日起开始的期限", "把握", "说明"),
        (
            (
                f"{row.label} `{row.name}`",
                row.amount,
                row.starts,
                row.citation,
                chinese_date(row.since, weekday=False),
                row.mark.value,
                row.note,
            )
            for row in LIMITS
        ),
    )
    yield "### 固定日期"
    yield markdown_table(
        ("名称", "日期", "依据", "自何日起施行", "把握", "说明"),
        (
            (
                f"{row.label} `{row.name}`",
                f"每年{row.month}月{row.day}日前",
                row.citation,
                chinese_date(row.since, weekday=False),
                row.mark.value,
                row.note,
            )
            for row in ANNUAL_DATES
        ),
    )


def _conventions() -> Iterable[str]:
    yield markdown_table(
        ("编号", "规则", "依据", "把握", "从严日期的算法"),
        ((row.code, row.rule, row.source, row.mark.value, row.cautious) for row in CONVENTIONS.values()),
    )


def _headings() -> Iterable[str]:
    yield "第十九条的标准，符合其一即应主动公开：" + "；".join(row.wording for row in CRITERIA) + "。"
    for level in Level:
        yield f"### {level.value}"
        rows = [row for row in HEADINGS if row.level is level]
        yield markdown_table(("编号", "内容", "依据"), ((row.code, row.wording, row.citation) for row in rows))


def _workdays() -> Iterable[str]:
    notices = shipped_notices()
    years = sorted({notice.year for notice in notices})
    yield (
        f"{years[0]}年至{years[-1]}年按下列通知；以后各年在通知公布前，按周末和法定节日推算，标为暂定。"
        "放假和上班的日期见 `src/gongkai/statute/workdays/` 中各年的文件。"
    )
    yield markdown_table(("年份", "通知", "文号", "成文日期", "说明"), (_notice(notice) for notice in notices))


def _notice(notice: Notice) -> tuple[str, ...]:
    title = f"[{notice.title}]({notice.address})" if notice.address else notice.title
    dated = notice.dated.isoformat() if notice.dated else ""
    note = f"修改{notice.amends}。{notice.note}" if notice.amends else notice.note
    return str(notice.year), title, notice.number, dated, note


def _instruments() -> Iterable[str]:
    yield markdown_table(
        ("简称", "名称", "文号", "施行", "说明"),
        (
            (
                row.short,
                row.title,
                row.number,
                row.since.isoformat() + (f"至{row.until.isoformat()}" if row.until else "起"),
                row.note,
            )
            for row in INSTRUMENTS.values()
        ),
    )
