"""保密审查表 as a paper: one page that can be printed, signed and filed, made from the record and nothing else."""

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.clearance.models import ClearanceRecord, ReviewStep
from gongkai.statute.wording import chinese_date
from gongkai.writers.html import Cell, Line, Table
from gongkai.writers.letter import Paragraph
from gongkai.writers.paper import Block, Paper

# The facts of a sheet in the order of the paper, two beside each other.
FACTS = {
    "document_number": "文号", "index_number": "索引号",
    "heading": "公开栏目", "unit": "信息提供科室",
    "carrier": "信息载体", "attachments": "附件",
    "channels": "拟公开渠道", "planned_on": "拟公开时间",
    "source": "信息来源", "consent": "其他机关意见",
    "openness": "公开属性", "openness_ground": "依据和理由",
}  # fmt: skip
WIDTHS = (1.5, 3.6, 1.5, 3.6)
BLANK_OPINION = "　　　　　　　　　　　　　签名：　　　　　　　年　　月　　日"


def paper_of(record: ClearanceRecord) -> Paper:
    """Of a record with its steps, sheet and referrals (queries.with_steps). Open steps leave room for a signature."""
    return Paper(
        title=("政府信息公开保密审查表",),
        blocks=(Table("sheet", "", (), (tuple(_lines(record)),), widths=WIDTHS),),
        signed_by=record.organ.name,
        signed_on=timezone.localdate(record.decided_at) if _is_decided(record) else None,
        after=tuple(_after(record)),
    )


def _is_decided(record: ClearanceRecord) -> bool:
    return record.decision in (record.Decision.CLEARED, record.Decision.SENT_BACK)


def _lines(record: ClearanceRecord) -> list[Line]:
    sheet, facts = record.sheet, list(FACTS.items())
    lines: list[Line] = [(Cell("信息标题", scope="row"), Cell(record.title, colspan=3, css="label"))]
    for (left, left_label), (right, right_label) in zip(facts[::2], facts[1::2], strict=True):
        pair = (sheet.facts.get(left, ""), sheet.facts.get(right, ""))
        if any(pair):
            lines.append(
                (Cell(left_label, scope="row"), Cell(str(pair[0]), css="label"),
                 Cell(right_label, scope="row"), Cell(str(pair[1]), css="label"))
            )  # fmt: skip
    answered = sheet.rows
    for place, (row, answer) in enumerate(answered):
        said = {True: "是", False: "否"}.get(answer, "—")
        first = (Cell("逐项核对", scope="row", rowspan=len(answered)),) if place == 0 else ()
        lines.append((*first, Cell(f"{row.wording}（{row.article}）", colspan=2, css="label"), Cell(said)))
    if sheet.note:
        lines.append((Cell("说明", scope="row"), Cell(sheet.note, colspan=3, css="label")))
    handler = f"已逐项核对，送审。{_signed(sheet.filled_by.get_full_name(), sheet.filled_at)}"
    lines.append((Cell("经办人意见", scope="row"), Cell(handler, colspan=3, css="label")))
    for referral in record.referrals.all():
        said = f"{referral.sent_on:%Y-%m-%d}转送{referral.name}。"
        if referral.answered_on:
            said += f"{referral.answered_on:%Y-%m-%d}答复：{referral.get_result_display()}。{referral.document_number}"
        lines.append((Cell("转送确定", scope="row"), Cell(said, colspan=3, css="label")))
    lines += [
        (Cell(f"{step.role_label}意见", scope="row"), Cell(_opinion(step), colspan=3, css="label"))
        for step in record.steps.all()
        if step.decision != ReviewStep.Decision.LAPSED
    ]
    lines.append((Cell("审查结论", scope="row"), Cell(_conclusion(record), colspan=3, css="label")))
    return lines


def _opinion(step: ReviewStep) -> str:
    if step.is_open:
        return f"{BLANK_OPINION}（紧急公开后补审，限{step.after_due_on:%Y-%m-%d}）" if step.is_after else BLANK_OPINION
    words = [
        step.get_decision_display(),
        f"：{step.opinion}" if step.opinion else "",
        "。" if not step.opinion.endswith("。") else "",
    ]
    if step.is_urgent:
        words.insert(0, "紧急公开，")
    name = step.decided_by.get_full_name()
    if step.in_place_of is not None:
        name = f"{name}（代{step.in_place_of.get_full_name()}）"
    elif step.stands_in:
        name = f"{name}（代行）"
    if step.paper is not None:
        name += f"（纸质签批，{step.signed_on:%Y-%m-%d}；{step.entered_by.get_full_name()}登记）"
    return "".join(words) + _signed(name, step.decided_at)


def _signed(name: str, at) -> str:
    return f"　{name}　{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _conclusion(record: ClearanceRecord) -> str:
    said = str(record.get_decision_display())
    if record.escalated_because:
        said += f"（加审主要负责人：{record.escalated_because}）"
    return said


def _after(record: ClearanceRecord) -> list[Block]:
    lines = [f"送审编号：{record.pk}　内容摘要值：{record.content_hash[:32]}"]
    if record.published:
        address, at = record.published
        lines.append(f"公开时间：{timezone.localtime(at):%Y-%m-%d %H:%M}　公开地址：{address}")
    return [Paragraph(line) for line in lines]


def file_name(record: ClearanceRecord, kind: str) -> str:
    day = chinese_date(timezone.localdate(record.submitted_at), weekday=False)
    return f"{_('保密审查表')}-{record.title[:60]}-{day}.{kind}"
