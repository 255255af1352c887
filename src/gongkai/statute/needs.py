"""What a reply must state (应当写明的事项): the facts each kind of reply demands, as rows.

A reply is not ready while one it needs is empty. Some are for the file alone: the organ must be able to show them to a
reviewer or a court, but the letter does not carry them (the level of a secret, the name of whoever searched).
"""

from dataclasses import dataclass
from typing import Literal

from gongkai.statute.grounds import GROUNDS, Effect
from gongkai.statute.instruments import cite

Kind = Literal["text", "lines", "date", "choice"]


@dataclass(frozen=True, slots=True)
class Need:
    """One fact. `choices` are the words of a choice, stored and printed as they stand; `lines` is one entry a line.

    `for_file_only`: kept with the case and never printed in the letter. `optional`: may stay empty.
    """

    key: str
    label: str
    hint: str
    kind: Kind
    article: str
    choices: tuple[str, ...] = ()
    for_file_only: bool = False
    optional: bool = False

    @property
    def citation(self) -> str:
        return cite("2019", self.article) if self.article else ""


INTERNAL_KINDS = ("人事管理", "后勤管理", "内部工作流程")
PROCESS_KINDS = ("讨论记录", "过程稿", "磋商信函", "请示报告")
SECURITIES = ("国家安全", "公共安全", "经济安全", "社会稳定")
WITHHOLDING = tuple(row.label for row in GROUNDS if row.effect is Effect.WITHHOLD)

# fmt: off
_ROWS = (
    # 公开
    Need("address", "公开的位置", "网页地址或者查阅场所，写到能直接找到。", "text", "36(1)"),
    Need("published_on", "公开日期", "该信息公开的日期。", "date", "36(1)"),
    Need("delivered", "提供的内容", "逐件列出随答复提供的文件，或者获取的方式、途径和时间，一行一件。", "lines", "36(2)"),
    # 不公开
    Need("withheld_parts", "不予公开的部分", "逐项写明哪一部分、为什么，一行一项；不能写出该部分的内容。", "lines", "37"),
    Need("ground", "不予公开的依据", "有几种的选主要的一种，其余写在逐项说明中。", "choice", "37", WITHHOLDING),
    Need("reasons", "理由", "结合本件说明为什么适用该条，不能只抄条文。", "text", "36(3)"),
    Need("secrecy_mark", "定密情况", "密级、保密期限和定密机关；不得录入秘密内容。", "text", "14", for_file_only=True),
    Need("forbidding_rule", "禁止公开的规定", "法律、行政法规的名称和条款；规章以下的规定不能作为依据。", "text", "14"),
    Need("which_security", "危及的方面", "公开后可能危及哪一方面。", "choice", "14", SECURITIES),
    Need("harm_evidence", "不利影响的证据", "公开后可能危及安全、稳定的事实依据。", "text", "14", for_file_only=True),
    Need("competent_opinion", "主管部门的意见", "征求过主管部门意见的，写明部门、日期和结论。", "text", "17.3",
         for_file_only=True, optional=True),
    Need("consultation_result", "征求第三方意见的结果", "何时书面征求，第三方如何答复或者逾期未答复。", "text", "32"),
    Need("public_interest", "公共利益的衡量", "为什么不公开不会对公共利益造成重大影响。", "text", "15"),
    Need("internal_kind", "内部事务的类别", "属于哪一类内部事务信息。", "choice", "16.1", INTERNAL_KINDS),
    Need("process_kind", "过程性信息的类别", "属于哪一类过程性信息。", "choice", "16.2", PROCESS_KINDS),
    Need("case_file", "执法案卷", "属于哪一件行政执法案件的案卷。", "text", "16.2"),
    Need("no_rule_requires", "没有应当公开的规定", "查过哪些规定，确认没有法律、法规、规章要求公开。", "text", "16.2"),
    Need("special_rule", "特别规定", "规定查询办法的法律、行政法规的名称和条款。", "text", "36(7)"),
    Need("counter", "查询的窗口", "办理查询的机构、地点和电话。", "text", "36(7)"),
    # 无法提供
    Need("search_record", "检索记录", "检索的范围、方法、日期和检索人，一行一次。", "lines", "36(4)", for_file_only=True),
    Need("responsible_organ", "负责公开的机关", "能够确定的，写全称。", "text", "36(5)", optional=True),
    Need("responsible_contact", "该机关的联系方式", "能够确定的，写电话和地址。", "text", "36(5)", optional=True),
    Need("archives_name", "档案馆", "保存该信息的国家档案馆的名称。", "text", ""),
    Need("archives_contact", "档案馆的联系方式", "查阅地点和电话。", "text", ""),
    Need("still_unclear", "仍不明确之处", "补正以后还有哪些内容不能据以查找。", "text", "30"),
    # 不予处理
    Need("right_channel", "相应的渠道", "信访、投诉、举报等可以向谁、怎样提出。", "text", "39.1"),
    Need("earlier_number", "此前答复的文号", "已经作出的答复的文号。", "text", "36(6)"),
    Need("earlier_date", "此前答复的日期", "已经作出的答复的日期。", "date", "36(6)"),
    Need("where_to_get", "获取的途径", "该出版物在哪里可以取得。", "text", "39.2", optional=True),
    Need("numbers_given", "数量和频次", "多长时间内申请多少件，涉及哪些内容。", "text", "35"),
    Need("reasons_given", "申请人说明的理由", "申请人如何说明；没有说明的，写明要求说明的日期和逾期情况。", "text", "35"),
    Need("unreasonable_because", "不合理的原因", "为什么认为所说明的理由不合理。", "text", "35"),
    # 其他处理
    Need("correction_notice_number", "补正告知书的文号", "要求补正的告知书文号。", "text", "30"),
    Need("fee_notice_number", "收费通知书的文号", "要求缴费的通知书文号。", "text", "42.1"),
    Need("limit_day", "期限届满之日", "补正或者缴费的最后一日。", "date", ""),
    Need("statement", "申请人的意思表示", "申请人何时、以何种方式表示撤回。", "text", ""),
    Need("merged_into", "并入的申请", "合并办理的那件申请的编号。", "text", ""),
)
# fmt: on

NEEDS: dict[str, Need] = {row.key: row for row in _ROWS}
