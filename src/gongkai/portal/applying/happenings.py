"""办理经过: each outward step of a case as a sentence for who applied, with its day and article. Nobody's name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongkai.applications import queries
from gongkai.applications.lifecycle import APPLICATION
from gongkai.applications.vocabulary import WAYS
from gongkai.statute.instruments import cite
from gongkai.statute.wording import chinese_date

Telling = tuple[str, str]  # what happened, and more about it


@dataclass(frozen=True)
class Happening:
    day: date
    what: str
    more: str
    article: str


def happenings(case) -> list[Happening]:
    """The newest first."""
    found = []
    for line in queries.public_timeline(case):
        tell = TOLD.get(line.row.event)
        what, more = tell(line.facts) if tell else (line.label, "")
        found.append(Happening(line.row.happened_on, what, more, ARTICLES.get(line.row.event, "")))
    return found[::-1]


def _until(day: date) -> str:
    return _("期限到%s，当日仍可。") % chinese_date(day, weekday=False)


def _correction_asked(facts: Any) -> Telling:
    return _("通知您补正"), "；".join(item.rstrip("；。") for item in facts.items) + "。" + _until(facts.until)


def _extended(facts: Any) -> Telling:
    return _("延长答复期限%d个工作日") % facts.working_days, _("理由：%s") % facts.reason


def _reasons_asked(facts: Any) -> Telling:
    return _("请您说明理由"), f"{facts.what} {_until(facts.until)}"


def _reasons_accepted(facts: Any) -> Telling:
    more = _("将在%s前答复。") % chinese_date(facts.delay_until, weekday=False) if facts.delay_until else ""
    return _("接受您说明的理由，继续办理"), more


def _served(facts: Any) -> Telling:
    return _("答复书已送达"), _("方式：%s。") % WAYS.get(facts.way, facts.way)


def _divided(facts: Any) -> Telling:
    more = _("另外%d件的登记编号和查询码见本页下面。") % len(facts.parts)
    return _("申请包含几项内容，已拆分，分别办理"), more


def _plain(what: Callable[[], str], more: Callable[[], str] = str) -> Callable[[Any], Telling]:
    return lambda _facts: (what(), more())


TOLD: dict[str, Callable[[Any], Telling]] = {
    "submit_online": _plain(lambda: _("您在网上提交了申请"), lambda: _("提交成功即双方确认，当日为收到申请之日。")),
    "submit_in_person": _plain(lambda: _("您当面提交了申请"), lambda: _("当日为收到申请之日。")),
    "sign_for_mail": _plain(lambda: _("本机关签收了您邮寄的申请"), lambda: _("签收之日为收到申请之日。")),
    "arrive": _plain(lambda: _("申请到达本机关"), lambda: _("当日与您联系确认。")),
    "confirm": _plain(lambda: _("本机关与您确认收到申请"), lambda: _("确认之日为收到申请之日。")),
    "ask_correction": _correction_asked,
    "receive_correction": _plain(lambda: _("收到您的补正"), lambda: _("答复期限自收到之日起重新计算。")),
    "accept_late_correction": _plain(lambda: _("收到您的补正"), lambda: _("虽然逾期，但有正当理由；答复期限重新计算。")),
    "lapse_correction": _plain(lambda: _("逾期没有补正，视为放弃申请"), lambda: _("本机关不再处理这件申请。")),
    "consult_third_party": _plain(
        lambda: _("书面征求第三方意见"), lambda: _("您要的信息涉及第三方的合法权益；征求意见的时间不计入答复期限。")
    ),
    "consult_organ": _plain(lambda: _("征求其他机关意见"), lambda: _("征求意见的时间不计入答复期限。")),
    "extend": _extended,
    "ask_reasons": _reasons_asked,
    "receive_reasons": _plain(lambda: _("收到您说明的理由")),
    "accept_reasons": _reasons_accepted,
    "notify_fee": lambda facts: (_("通知您缴纳信息处理费%d元") % facts.amount_yuan, _("答复期限在等待缴费期间停止计算。")),
    "record_fee_receipt": _plain(lambda: _("您收到收费通知"), lambda: _("缴费期限自次日起计算，共20个工作日。")),
    "pay_fee": lambda facts: (_("缴清信息处理费%d元") % facts.amount_yuan, _("答复期限自次日起重新计算。")),
    "lapse_fee": _plain(lambda: _("逾期没有缴费，视为放弃申请"), lambda: _("本机关不再处理这件申请。")),
    "serve": _served,
    "record_return": _plain(lambda: _("寄出的答复书被退回"), lambda: _("答复仍属按期作出，将重新送达。")),
    "withdraw": _plain(lambda: _("您撤回了申请"), lambda: _("本机关不再办理。")),
    "reopen": lambda facts: (_("根据%s重新办理") % facts.document, ""),
    "divide": _divided,
    "suggest_publication": _plain(lambda: _("您建议把这些信息向社会公开")),
}  # fmt: skip


def _articles() -> dict[str, str]:
    """The article of each event, of its first row in the table; the fee rules stand in a measure of their own."""
    found: dict[str, str] = {}
    for row in APPLICATION.transitions:
        found.setdefault(row.event, cite("2019", row.article) if row.article else "")
    return found


ARTICLES = _articles()
