"""The sections of the law page on disclosure on application (Arts 27 to 45): receipt, replies, grounds, remedies, fee."""

from collections.abc import Iterable

from gongkai.statute.annual_report.forms import FORMS
from gongkai.statute.decisions import DECISIONS, NEEDS, Decision, cell_for
from gongkai.statute.fee_tariff import FEE_RULES, TARIFF
from gongkai.statute.grounds import GROUNDS, Effect
from gongkai.statute.needs import Need
from gongkai.statute.receipt import RECEIPTS
from gongkai.statute.remedies import REMEDY_RULES, REVIEWS
from gongkai.statute.remedy_periods import PERIODS
from gongkai.statute.wording import chinese_date, markdown_table


def receipts() -> Iterable[str]:
    """条例第三十一条, and what stood in its place before."""
    yield "登记的日期不改变收到之日：须等签收或者双方确认的，在此之前没有收到之日，也没有期限。"
    yield markdown_table(
        ("渠道", "收到申请之日", "依据", "适用于此日起提交的申请", "把握", "说明"),
        (
            (
                f"{row.label} `{row.channel}`",
                "提交当日（系统即时确认）" if row.at_once else row.fixed_by.value,
                row.citation,
                chinese_date(row.since, weekday=False),
                row.mark.value,
                row.note,
            )
            for row in RECEIPTS
        ),
    )


def decisions() -> Iterable[str]:
    """Each kind of reply with the row of the report that counts it, then the facts it must state."""
    yield "“统计”是年度报告表三的行，2019年、2020年的格式“其他处理”不分细目，都计入 `other`。"
    yield markdown_table(
        ("编号", "答复", "类", "依据", "统计", "救济", "应当写明的事项", "把握", "说明"),
        (_decision(row) for row in DECISIONS),
    )
    yield "### 应当写明的事项"
    yield "“存卷”的事项必须有，但不写进答复；“可空”的在能够确定时填写。"
    yield markdown_table(("事项", "填写要求", "依据", "要求"), (_need(row) for row in NEEDS.values()))


def _decision(row: Decision) -> tuple[str, ...]:
    return (
        row.letter_id,
        f"{row.label} `{row.code}`",
        row.family.label,
        row.citation,
        f"`{cell_for(row, FORMS[-1])}`",
        row.remedy.label,
        "、".join(fact.label for fact in row.facts),
        row.mark.value,
        row.note,
    )


def _need(row: Need) -> tuple[str, ...]:
    hint = f"{row.hint}（{'；'.join(row.choices)}）" if row.choices else row.hint
    asked = [word for word, holds in (("存卷", row.for_file_only), ("可空", row.optional)) if holds]
    return f"{row.label} `{row.key}`", hint, row.citation, "、".join(asked) or "写明"


def grounds() -> Iterable[str]:
    """The two tables of reasons."""
    for effect in Effect:
        yield f"### {effect.value}"
        yield markdown_table(
            ("理由", "依据", "约束力", "案卷应当有的材料", "定期评估", "把握", "说明"),
            (
                (
                    f"{row.label} `{row.code}`",
                    row.citation,
                    row.force.label,
                    "；".join(row.evidence),
                    "是" if row.reassess else "否",
                    row.mark.value,
                    row.note,
                )
                for row in GROUNDS
                if row.effect is effect
            ),
        )


def remedies() -> Iterable[str]:
    """What is told, who reviews, and how long."""
    yield markdown_table(
        ("答复的要求", "当时告知", "依据", "适用于此日起作出的答复", "把握", "说明"),
        (
            (
                row.remedy.label,
                row.told.label,
                row.citation,
                chinese_date(row.since, weekday=False),
                row.mark.value,
                row.note,
            )
            for row in REMEDY_RULES
        ),
    )
    yield "### 复议机关"
    yield markdown_table(
        ("答复机关", "复议机关", "依据", "自何日起", "把握"),
        (
            (
                row.standing.label,
                f"{row.reviewer}，或者{row.choice}" if row.choice else row.reviewer,
                row.citation,
                chinese_date(row.since, weekday=False),
                row.mark.value,
            )
            for row in REVIEWS
        ),
    )
    yield "### 复议和起诉的期限"
    yield "按自然日、月计算，最后一日是休息日的顺延到次一工作日（民法典第二百零三条、民事诉讼法第八十五条）。"
    yield markdown_table(
        ("名称", "期限", "自何日起（当日不计）", "依据", "适用于此日起作出的答复", "把握", "说明"),
        (
            (
                f"{row.label} `{row.name}`",
                row.words,
                row.starts,
                row.citation,
                chinese_date(row.since, weekday=False),
                row.mark.value,
                row.note,
            )
            for row in PERIODS
        ),
    )


def fees() -> Iterable[str]:
    """The tariff by slices, and the other rules of the measure."""
    yield "只对明显超出合理范围的申请；超出部分按各档累进计算，由人决定收不收、按哪一种收。"
    yield markdown_table(
        ("标准", "分档", "收费", "依据", "自何日起", "把握"),
        (
            (
                row.basis.value,
                row.range,
                row.rate,
                row.citation,
                chinese_date(row.since, weekday=False),
                row.mark.value,
            )
            for row in TARIFF
        ),
    )
    yield markdown_table(("规则", "依据", "把握"), ((row.rule, row.source, row.mark.value) for row in FEE_RULES))
