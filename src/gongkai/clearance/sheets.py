"""保密审查表 as a paper: one page that can be printed, signed and filed, made from the record and nothing else."""

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.clearance.models import ClearanceRecord, ReviewStep
from gongkai.statute.wording import chinese_date
from gongkai.writers.html import Cell, Line, Table
from gongkai.writers.paper import Paper

# The facts of a sheet in the order of the paper, two beside each other.
FACTS = {
    "document_number": "文号", "index_number": "索引号",
    "heading": "公开栏目", "unit": "提供科室",
    "carrier": "信息载体", "attachments": "附件",
    "channels": "拟公开渠道", "planned_on": "拟公开时间",
    "source": "信息来源", "consent": "机关意见",
    "openness": "公开属性", "openness_ground": "依据和理由",
}  # fmt: skip
WIDTHS = (1.95, 3.1, 1.6, 2.75, 0.9)  # the last one holds 是 or 否
BLANK_OPINION = "　　　　　　　　　　　　签名：　　　　　　年　　月　　日"


def paper_of(record: ClearanceRecord) -> Paper:
    """Of a record with its steps, sheet and referrals (queries.with_steps). Open steps leave room for a signature.

    A form is signed in its cells, so the paper has no signature of its own.
    """
    table = Table("sheet", "", (), (tuple(_lines(record)),), widths=WIDTHS)
    return Paper(title=("政府信息公开保密审查表",), blocks=(table,), signed_by="")


def _lines(record: ClearanceRecord) -> list[Line]:
    sheet, facts = record.sheet, list(FACTS.items())
    lines = [
        _pair("填报机关", record.organ.name, "送审编号", str(record.pk)),
        _wide("信息标题", record.title),
    ]
    for (left, left_label), (right, right_label) in zip(facts[::2], facts[1::2], strict=True):
        pair = (str(sheet.facts.get(left, "")), str(sheet.facts.get(right, "")))
        if any(pair):
            lines.append(_pair(left_label, pair[0], right_label, pair[1]))
    answered = sheet.rows
    for place, (row, answer) in enumerate(answered):
        said = {True: "是", False: "否"}.get(answer, "—")
        first = (Cell("逐项核对", scope="row", rowspan=len(answered)),) if place == 0 else ()
        lines.append((*first, Cell(row.wording, colspan=3, css="label"), Cell(said)))
    if sheet.note:
        lines.append(_wide("说明", sheet.note))
    lines.append(_wide("经办人意见", f"已逐项核对，送审。{_signed(sheet.filled_by.get_full_name(), sheet.filled_at)}"))
    for referral in record.referrals.all():
        said = f"{referral.sent_on:%Y-%m-%d}转送{referral.name}。"
        if referral.answered_on:
            said += f"{referral.answered_on:%Y-%m-%d}答复：{referral.get_result_display()}。{referral.document_number}"
        lines.append(_wide("转送确定", said))
    lines += [
        _wide(f"{step.role_label}意见", _opinion(step))
        for step in record.steps.all()
        if step.decision != ReviewStep.Decision.LAPSED
    ]
    lines.append(_wide("审查结论", _conclusion(record)))
    if record.published:
        address, at = record.published
        lines.append(_wide("公开时间地址", f"{timezone.localtime(at):%Y-%m-%d %H:%M}　{address}"))
    lines.append(_wide("内容摘要值", record.content_hash[:32]))
    return lines


def _wide(label: str, text: str) -> Line:
    return (Cell(label, scope="row"), Cell(text, colspan=4, css="label"))


def _pair(left: str, text: str, right: str, other: str) -> Line:
    return (
        Cell(left, scope="row"), Cell(text, css="label"), Cell(right, scope="row"), Cell(other, colspan=2, css="label"),
    )  # fmt: skip


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
    return f"{said}（加审主要负责人）" if record.escalated_because else said


def file_name(record: ClearanceRecord, kind: str) -> str:
    day = chinese_date(timezone.localdate(record.submitted_at), weekday=False)
    return f"{_('保密审查表')}-{record.title[:60]}-{day}.{kind}"
