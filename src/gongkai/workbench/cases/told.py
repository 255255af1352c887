"""The facts of an event in words: what a reader of the timeline wants to know, in the order in which it was asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.applications import vocabulary
from gongkai.statute.decisions import decision
from gongkai.statute.receipt import Channel
from gongkai.statute.wording import chinese_date

ORDERED_BY = {"reconsideration": _("行政复议决定"), "litigation": _("人民法院判决"), "supervision": _("主管部门责令")}
BASES = {"items": _("按件计收"), "pages": _("按量计收")}
LABELS = {
    "channel": _("渠道"), "submitted_on": _("提交日期"), "tracking": _("邮件号"), "read_back": _("已读回核对"),
    "method": _("方式"), "log": _("经过"), "handler": _("承办人"), "items": _("补正事项"), "until": _("期限"),
    "content": _("内容"), "reason": _("理由"), "checked": _("核实情况"), "party": _("对方"), "view": _("意见"),
    "reasons": _("理由"), "expected_on": _("请回复日期"), "working_days": _("工作日"), "numbers": _("数量和频次"),
    "what": _("请说明的事项"), "why": _("理由"), "delay_until": _("延至"), "basis": _("计收方式"),
    "amount_yuan": _("金额（元）"), "quantity": _("数量"), "slip_number": _("财政票据号"), "scope": _("检索范围"),
    "words": _("检索词"), "who": _("检索人"), "result": _("结果"), "decision": _("答复"), "number": _("文号"),
    "way": _("送达方式"), "signed_for_on": _("签收日期"), "how": _("撤回方式"), "statement": _("申请人的表示"),
    "ordered_by": _("依据"), "document": _("决定书、判决书"), "by_day": _("限期"), "place": _("存放位置"), "text": _("内容"),
    "title": _("标题"), "note": _("备注"),
}  # fmt: skip
# Keys and figures that a reader has no use for, or that stand beside as a link.
SILENT = {"letter", "number", "record", "slices", "kind", "unit", "split_from", "parts", "item"}


def told(facts: Any, people: Mapping[int, str], parties: Mapping[int, str]) -> list[tuple[str, str]]:
    """Pairs of label and words; nothing for what was left empty."""
    names = getattr(facts, "__dataclass_fields__", None) or (facts if isinstance(facts, Mapping) else {})
    found = []
    for name in names:
        if name in SILENT:
            continue
        value = facts[name] if isinstance(facts, Mapping) else getattr(facts, name)
        if words := _words(name, value, people, parties):
            found.append((str(LABELS.get(name, name)), words))
    return found


def _words(name: str, value: Any, people: Mapping[int, str], parties: Mapping[int, str]) -> str:
    if name == "handler":
        return people.get(value, "")
    if name == "party":
        return parties.get(value, "")
    if name == "channel" and value:
        return Channel(value).label if value in Channel._value2member_map_ else str(value)
    if name in CHOICES:
        return str(CHOICES[name].get(value, value)) if value else ""
    if name == "decision" and value:
        return decision(value).label
    return _plain(value)


CHOICES = {"view": vocabulary.VIEWS, "way": vocabulary.WAYS, "ordered_by": ORDERED_BY, "basis": BASES}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("是")) if value else ""
    if isinstance(value, date):
        return chinese_date(value, weekday=False)
    if isinstance(value, tuple):
        return (
            "\n".join(f"{place}. {part}" for place, part in enumerate(value, 1))
            if len(value) > 1
            else "".join(map(str, value))
        )
    return str(value) if value else ""
