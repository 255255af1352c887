"""The values a text is filled with: the organ's, the case's, and the facts as their rows say they are written."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings

from gongkai.applications import rules
from gongkai.applications.letters import money
from gongkai.applications.letters.demands import RECTIFIED, Need, fields_for, is_empty
from gongkai.applications.letters.fill import Value, plain
from gongkai.applications.letters.templates import Template
from gongkai.statute.clocks import Due
from gongkai.statute.decisions import Decision
from gongkai.statute.grounds import ground
from gongkai.statute.instruments import cite
from gongkai.statute.receipt import Channel, FixedBy, receipt_rule
from gongkai.statute.wording import chinese_date
from gongkai.writers.letter import Table

YES = "是"  # the value of a name that only opens or closes a line
STATUS_PATH = "/apply/status/"
HISTORY = {"corrected_on": "date", "extended_on": "date", "paid_on": "date", "order": "text"}
SHORT = 200  # of the description; the whole of it is in the file
BY_CHANNEL = {
    Channel.COUNTER: "当面提交",
    Channel.ORAL: "口头提出、由本机关代为填写",
    Channel.REGISTERED_MAIL: "邮寄",
    Channel.ORDINARY_MAIL: "邮寄",
    Channel.ONLINE: "通过网上申请平台提交",
    Channel.EMAIL: "通过电子邮件提交",
    Channel.FAX: "通过传真提交",
    Channel.OTHER_ONLINE: "通过互联网提交",
}
FORMS = {"paper": "纸质", "electronic": "电子文档", "inspect": "现场查阅、抄录"}
WAYS = {
    "post": "邮寄", "email": "电子邮件", "online": "网上查询页面下载", "pick_up": "自行领取、当场阅读", "fax": "传真",
}  # fmt: skip


def day(value: Any) -> date | None:
    """A day from a date or from its ISO text, as a fact is stored. None for what is no day."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value or "")[:10])
    except ValueError:
        return None


def shown(value: Any) -> str:
    """2024年9月6日, from a date or its ISO text; text that is no day stands as it was typed."""
    found = day(value)
    return chinese_date(found, weekday=False) if found else str(value or "").strip()


def of_organ(organ: Any, office: Any) -> dict[str, Value]:
    desk = getattr(organ, "disclosure_office", None) if hasattr(organ, "disclosure_office") else None
    hours = {"office_hours": getattr(desk, "office_hours", "")}
    names = ("name", "address", "telephone", "postcode", "email", "fax")
    return hours | {
        **{f"office_{name}": getattr(desk, name, "") for name in names},
        "organ": organ.name,
        "payment_instructions": office.payment_instructions,
    }


def of_case(
    application: Any, *, party: Any, signed_on: date | None, received_on: date | None, due: Due | None
) -> dict[str, Value]:
    kind = getattr(party, "kind", "")
    return {
        "registration": getattr(application, "number", ""),
        "received_on": shown(received_on),
        "signed_on": shown(signed_on),
        "due_on": shown(due.on) if due else "",
        "provisional": YES if due and due.provisional else "",
        "clock_table": clock_table(due) if due else "",
        "party": getattr(party, "name", ""),
        "co_maker": YES if kind == "co_maker" else "",
        "other_organ": YES if kind == "other_organ" else "",
        "third_party": YES if kind == "third_party" else "",
    }


def of_applicant(application: Any, applicant: Any, received_on: date | None) -> dict[str, Value]:
    channel = getattr(application, "channel", "")
    is_person = getattr(applicant, "kind", "natural_person") == "natural_person"
    return {
        "applicant": getattr(applicant, "name", ""),
        "you": "您" if is_person else "你单位",
        "channel": BY_CHANNEL[Channel(channel)] if channel in set(Channel) else "",
        "requested": requested(getattr(application, "title", ""), getattr(application, "content", "")),
        "wanted_form": FORMS.get(getattr(application, "wanted_form", ""), ""),
        "delivery_way": WAYS.get(getattr(application, "delivery_way", ""), ""),
        "received_how": received_how(channel, received_on),
        "registration_shown": rules.shown_number(getattr(application, "number", "")),
        "query_code": rules.shown_code(getattr(application, "query_code", "")),
        "status_address": f"{settings.BASE_URL.rstrip('/')}{STATUS_PATH}",
    }


def of_facts(template: Template, facts: Mapping[str, Any], received_on: date | None) -> dict[str, Value]:
    """The facts the letter demands, and what follows from them. What is for the file alone is not taken up at all."""
    found: dict[str, Value] = {
        need.key: _written(need.kind, facts.get(need.key))
        for need in fields_for(template.name)
        if not need.for_file_only and not is_empty(facts.get(need.key)) and _is_choice(need, facts[need.key])
    }
    if template.to in {"applicant", "file"}:
        found |= {name: _written(kind, facts[name]) for name, kind in HISTORY.items() if not is_empty(facts.get(name))}
    if template.name == "fee_notice":
        found |= money.values(facts, received_on)
    if template.name == "rectification":
        result = facts.get("result")
        for code, label in RECTIFIED.items():
            found |= {code: YES, "result": label} if result in {code, label} else {}
    if template.name == "consultation_applicant":
        name = {"第三方": "third_party", "共同制作机关": "co_maker", "其他机关": "other_organ"}.get(
            str(facts.get("asked"))
        )
        found |= {name: YES} if name else {}
    return found


def of_decision(row: Decision | None, facts: Mapping[str, Any], on: date) -> dict[str, Value]:
    if row is None:
        return {}
    chosen = str(facts.get("ground") or "")
    return {
        "decision_label": row.label,
        "legal_ground": row.legal_ground(on),
        "ground_in_full": ground(chosen).in_full if chosen else "",
    }


def requested(title: str, content: str) -> str:
    """“名称”, with the description where it says more: the letter repeats what was asked for, in short."""
    name, told = plain(title), plain(content)
    if not told or told == name:
        return _quoted(name)
    if len(told) > SHORT:
        told = f"{told[:SHORT]}……"
    if not name or told.startswith(name):
        return _quoted(told)
    return f"{_quoted(name)}（具体描述：{_quoted(told)}）"


def received_how(channel: str, received_on: date | None) -> str:
    """提交之日，条例第三十一条第一项: why that day counts."""
    if channel not in set(Channel) or received_on is None:
        return ""
    rule = receipt_rule(channel, on=received_on)
    how = FixedBy.SUBMISSION if rule.at_once else rule.fixed_by
    return f"{how.value}，{cite(rule.instrument, rule.article)}"


def clock_table(due: Due) -> Table:
    rows = tuple((chinese_date(step.day, weekday=False), step.what, step.article) for step in due.trail)
    return Table(head=("日期", "事项", "依据"), rows=rows, widths=(1.25, 2.6, 1.8))


def _is_choice(need: Need, value: Any) -> bool:
    """Whether a choice is one of its words; what is no choice counts as not chosen."""
    return not need.choices or str(value).strip() in need.choices


def _written(kind: str, value: Any) -> Value:
    if kind == "date":
        return shown(value)
    if kind == "lines":
        lines: Iterable[Any] = value if isinstance(value, list | tuple) else str(value).splitlines()
        return tuple(str(line).strip() for line in lines if str(line).strip())
    return str(value).strip()


def _quoted(text: str) -> str:
    """“…”, with what was quoted inside in ‘…’."""
    return f"“{text.strip('“”').translate({ord('“'): '‘', ord('”'): '’'})}”" if text else ""
