"""What each letter asks of whoever writes it (须填写的事实): for replies from the law's own table, for notices rows here.

A form is made of these rows, and `missing` says what a letter still lacks.
"""

from collections.abc import Mapping
from typing import Any

from gongkai.statute.decisions import DECISIONS, Decision
from gongkai.statute.fees import Basis
from gongkai.statute.needs import NEEDS, Need

__all__ = ["BY_LETTER", "FILE_ONLY", "NOTICES", "RECTIFIED", "RIGHTS", "Need", "fields_for", "missing"]

BY_LETTER: dict[str, Decision] = {row.letter: row for row in DECISIONS}
FILE_ONLY = frozenset(key for key, need in NEEDS.items() if need.for_file_only)
ASKED = ("第三方", "共同制作机关", "其他机关")
RIGHTS = ("商业秘密", "个人隐私", "其他合法权益")
RECTIFIED = {
    "corrected": "已更正",
    "transferred": "无权更正，已转送有权机关",
    "referred": "告知申请人向有权机关提出",
    "declined": "经审核记录准确，不予更正",
}
N = Need

# fmt: off
NOTICES: dict[str, tuple[Need, ...]] = {
    "receipt": (),
    "correction_notice": (
        N("items", "需要补正的事项", "一行一项，一次说全；写明缺什么、怎样补。", "lines", "30"),
        N("until", "补正期限", "给申请人合理的时间，含当日。", "date", "30"),
    ),
    "reason_request": (
        N("numbers_given", "数量和频次", "多长时间内申请多少件，涉及哪些内容。", "text", "35"),
        N("what", "请申请人说明的事项", "如为什么需要在短时间内获取这些信息。", "text", "35"),
        N("until", "说明理由的期限", "含当日，应当在答复期限内。", "date", "35"),
    ),
    "extension_notice": (
        N("reason", "延期的理由", "接在“因”字之后，如“需要检索的档案数量较多”。", "text", "33.2"),
        N("working_days", "延长的工作日", "1至20个工作日。", "text", "33.2"),
        N("first_due_on", "原期限届满之日", "", "date", "33.2", optional=True),
        N("due_on", "延长后的期限届满之日", "正在征求意见的，征求结束后才能确定。", "date", "33.2", optional=True),
    ),
    "delay_notice": (
        N("reason", "无法按期答复的理由", "接在“因”字之后。", "text", "35"),
        N("due_on", "延迟答复的期限", "合理期限的最后一日。", "date", "35"),
    ),
    "consultation_third_party": (
        N("what", "拟公开的信息中涉及第三方的内容", "写到第三方能够判断；不得写明申请人是谁。", "text", "32"),
        N("right", "可能损害的权益", "哪一类合法权益。", "choice", "15", RIGHTS, optional=True),
    ),
    "third_party_answer": (
        N("what", "征求意见的内容", "与征求意见书一致。", "text", "32"),
    ),
    "consultation_applicant": (
        N("asked", "征求谁的意见", "不得写明第三方的名称。", "choice", "33.3", ASKED),
    ),
    "consultation_organ": (
        N("what", "征求意见的内容", "拟公开的信息和需要对方确认之处。", "text", "34"),
        N("expected_on", "请对方回复的日期", "共同制作机关依法为15个工作日，不必填写。", "date", "33.3", optional=True),
    ),
    "assistance": (
        N("addressee", "协办单位", "协办股室或者机关的全称。", "text", "11.1"),
        N("what", "需要协办的事项", "请对方查找、提供或者确认什么。", "text", "11.1"),
        N("until", "请回复的日期", "给审签留出时间。", "date", "11.1"),
    ),
    "public_interest_notice": (
        N("what", "决定公开的内容", "与征求意见书对应，写明公开到什么程度。", "text", "32"),
        N("reasons", "理由", "不公开会对哪些公共利益造成什么重大影响。", "text", "32"),
        N("disclosed_on", "公开的日期", "", "date", "32", optional=True),
    ),
    "fee_notice": (
        N("basis", "计收方式", "每件申请只能选用一种。", "choice", "42.1", tuple(row.value for row in Basis)),
        N("amount_yuan", "应缴金额（元）", "按计费表合计。", "text", "42.1"),
        N("slices", "计费明细", "各档的起止、数量、标准和金额。", "lines", "42.1"),
    ),
    "rectification": (
        N("record", "要求更正的记录", "哪一份信息中的哪一项记录。", "text", "41"),
        N("wrong", "申请人认为不准确之处", "", "text", "41"),
        N("result", "处理结果", "", "choice", "41", tuple(RECTIFIED.values())),
        N("result_note", "处理说明", "核实的情况；转送、告知另行提出的，写明有权机关和联系方式。", "text", "41"),
    ),
    "proof_of_service": (
        N("document", "送达文书的名称", "如“政府信息公开申请答复书”。", "text", "45"),
        N("document_number", "送达文书的文号", "没有文号的，写登记编号。", "text", "45"),
        N("way", "送达方式", "当面、委托、邮寄等。", "text", "45", optional=True),
    ),
    "handling_form": (
        N("proposed", "拟办意见", "拟如何答复、依据和理由。", "text", "45", optional=True),
    ),
    "application_form": (),
}
# fmt: on


def fields_for(name: str | Decision) -> tuple[Need, ...]:
    """The facts of a letter, by the name of its text, by the code of a kind of reply, or by its row. LookupError else."""
    row = name if isinstance(name, Decision) else BY_LETTER.get(name)
    row = row or next((one for one in DECISIONS if one.code == name), None)
    if row is not None:
        return row.facts
    if name not in NOTICES:
        raise LookupError(f"没有“{name}”这种文书")
    return NOTICES[str(name)]


def missing(name: str | Decision, facts: Mapping[str, Any]) -> tuple[Need, ...]:
    """The rows that must be filled in and are not, those for the file among them: a reply is not ready while one is."""
    return tuple(need for need in fields_for(name) if not need.optional and is_empty(facts.get(need.key)))


def is_empty(value: Any) -> bool:
    """Whether a fact says nothing: blank text, no lines. Nought is a fact."""
    if isinstance(value, list | tuple):
        return all(is_empty(part) for part in value)
    return value is None or not str(value).strip()
