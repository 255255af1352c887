"""The words of the timelines: what may stand in the brackets after a step, and which fact of the record each one is.

A row is (fact, how it is read, what stands when it is left out). None means that it must be written.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from gongkai.applications.events import CONSULTED, VIEWS, WAYS
from gongkai.applications.lifecycle import TRANSITIONS
from gongkai.statute import fees
from gongkai.statute.decisions import DECISIONS
from gongkai.statute.receipt import Channel

Read = Callable[[str], Any]
LABELS = {row.label: row.event for row in TRANSITIONS}
RECORDED = "登记于"  # any step: the day it was written down, where that is not the day itself

CHANNELS = {
    "当面": Channel.COUNTER, "口头": Channel.ORAL, "挂号信": Channel.REGISTERED_MAIL, "特快专递": Channel.REGISTERED_MAIL,
    "平信": Channel.ORDINARY_MAIL, "本平台": Channel.ONLINE, "电子邮件": Channel.EMAIL, "传真": Channel.FAX,
    "其他网站": Channel.OTHER_ONLINE,
}  # fmt: skip


class Wording(ValueError):
    """A word the timelines do not know; the sentence says which there are."""


def day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Wording(f"“{text}”不是日期，应写作 2024-09-06") from None


def number(text: str) -> int:
    try:
        return int(text.removesuffix("元"))
    except ValueError:
        raise Wording(f"“{text}”不是数字") from None


def one_of(words: dict[str, Any]) -> Read:
    def read(text: str) -> Any:
        if text not in words:
            raise Wording(f"没有“{text}”，可以写：{'、'.join(words)}")
        return words[text]

    return read


def _turned(labels: dict[str, str]) -> dict[str, str]:
    return {label: code for code, label in labels.items()}


def lines(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("、"))


def channel(text: str) -> str:
    return str(one_of(CHANNELS)(text))


kind = one_of(_turned(CONSULTED))
view = one_of(_turned(VIEWS))
way = one_of({**_turned(WAYS), "邮寄": "post"})
yes = one_of({"是": True, "否": False})
decision = one_of({row.label: row.code for row in DECISIONS} | {row.code: row.code for row in DECISIONS})
ordered_by = one_of({"复议决定": "reconsideration", "判决": "litigation", "责令改正": "supervision"})
Words = dict[str, tuple[str, Read, str | None]]

_SUBMITTED: Words = {"读回核对": ("read_back", yes, "否"), "邮件号": ("tracking", str, "")}
_FEE: Words = {"页数": ("pages", number, ""), "本月第几件": ("place", number, ""), "金额": ("amount_yuan", number, "")}
_LETTER: Words = {"答复书": ("letter", number, "")}  # the first, second … that was drafted; the latest when left out
_DECISION: Words = {"答复": ("decision", decision, "")}

OPTIONS: dict[str, Words] = {
    "submit_in_person": {"渠道": ("channel", channel, "当面"), **_SUBMITTED},
    "sign_for_mail": {"渠道": ("channel", channel, "挂号信"), **_SUBMITTED},
    "submit_online": {"渠道": ("channel", channel, "本平台")},
    "arrive": {"渠道": ("channel", channel, "平信")},
    "confirm": {"方式": ("method", str, "电话")},
    "assign": {},
    "ask_correction": {"事项": ("items", lines, "写明所需信息的年度"), "至": ("until", day, None)},
    "receive_correction": {"内容": ("content", str, "2022年度的决算")},
    "accept_late_correction": {"内容": ("content", str, "2022年度的决算"), "理由": ("reason", str, "")},
    "lapse_correction": {"核实": ("checked", str, "电话核实，没有正当理由")},
    "consult_third_party": {"类别": ("kind", kind, "第三方")},
    "consult_organ": {"类别": ("kind", kind, "共同制作机关"), "请于": ("expected_on", day, "")},
    "record_party_receipt": {},
    "tell_third_party": {},
    "receive_opinion": {"意见": ("view", view, "不同意公开")},
    "end_consultation": {},
    "propose_extension": {"工作日": ("working_days", number, "20"), "理由": ("reason", str, "信息较多，需要逐件核对")},
    "refuse_extension": {"理由": ("text", str, "按期可以答复")},
    "extend": {"工作日": ("working_days", number, "20"), "理由": ("reason", str, "信息较多，需要逐件核对")},
    "ask_reasons": {
        "数量": ("numbers", str, "一个月内35件"), "内容": ("what", str, "请说明理由"), "至": ("until", day, None),
    },
    "receive_reasons": {"内容": ("text", str, "用于核对本村账目")},
    "reject_reasons": {"理由": ("why", str, "与所申请的信息没有关系")},
    "accept_reasons": {"理由": ("why", str, "确有需要"), "延至": ("delay_until", day, "")},
    "notify_fee": _FEE,
    "record_fee_receipt": {},
    "waive_fee": {**_FEE, "理由": ("reason", str, "低收入家庭")},
    "pay_fee": {"金额": ("amount_yuan", number, "")},
    "lapse_fee": {},
    "draft_reply": {"答复": ("decision", decision, None)},
    "clear_reply": _LETTER,
    "send_back_reply": {**_LETTER, "理由": ("why", str, "理由不充分")},
    "recall_reply": {"理由": ("text", str, "补充附件")},
    "sign_reply": {**_LETTER, **_DECISION, "文号": ("number", str, "榕民公开〔2024〕1号")},
    "serve": {"方式": ("way", way, "邮寄"), "邮件号": ("tracking", str, "")},
    "record_return": {"原因": ("why", str, "地址不详")},
    "withdraw": {"方式": ("how", str, "书面")},
    "reopen": {
        "依据": ("ordered_by", ordered_by, "判决"), "文号": ("document", str, "（2024）黔2632行初7号"),
        "限于": ("by_day", day, ""), "工作日": ("working_days", number, "0"),
    },
    "archive": {"位置": ("place", str, "")},
    "note": {"内容": ("text", str, "已电话联系申请人")},
    "record_search": {
        "范围": ("scope", str, "档案室、办公系统"), "方法": ("method", str, "目录检索"), "词": ("words", str, "决算"),
        "检索人": ("who", str, "石文"), "结果": ("result", str, "未检索到"),
    },
    "divide": {"件数": ("count", number, "2")},
    "suggest_publication": {"内容": ("text", str, "")},
    "make_public": {"标题": ("title", str, "2022年度决算")},
}  # fmt: skip
ABOUT_A_PARTY = frozenset({
    "consult_third_party", "consult_organ", "record_party_receipt", "receive_opinion", "end_consultation",
    "tell_third_party",
})  # fmt: skip


def fee(read: dict[str, Any]) -> dict[str, Any]:
    """The facts of a fee from pages, or from the place of the application in its month; a given amount stands instead."""
    if "place" in read:
        basis, made, quantity = "items", fees.by_items(read.pop("place") - 1, 1), 1
    elif "pages" in read:
        quantity = read.pop("pages")
        basis, made = "pages", fees.by_pages(quantity)
    else:
        raise Wording("收费应写明“页数=68”或者“本月第几件=12”")
    slices = tuple((part.first, part.last or 0, part.count, part.rate, part.yuan) for part in made.slices)
    return {"basis": basis, "amount_yuan": made.yuan, "quantity": quantity, "slices": slices} | read
