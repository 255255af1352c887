"""Reasons not to disclose (不予公开, Arts 14-16) and not to process (不予处理), as rows.

The three articles bind differently: Article 14 leaves no choice, Article 15 gives way to consent and to the public
interest, Article 16 only allows. The file must hold what a court will ask for; the letter need not print all of it.
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.conventions import Mark
from gongkai.statute.instruments import cite, cite_in_full

V, P, U = Mark.VERIFIED, Mark.PRACTICE, Mark.UNVERIFIED


class Force(StrEnum):
    """How far the article binds the organ."""

    ABSOLUTE = "absolute"
    CONDITIONAL = "conditional"
    DISCRETIONARY = "discretionary"

    @property
    def label(self) -> str:
        return {
            Force.ABSOLUTE: "应当适用",
            Force.CONDITIONAL: "有例外",
            Force.DISCRETIONARY: "可以适用",
        }[self]


class Effect(StrEnum):
    """What the ground leads to."""

    WITHHOLD = "不予公开"
    NOT_PROCESS = "不予处理"


@dataclass(frozen=True, slots=True)
class Ground:
    """`decision` is the reply that gives this ground; `evidence` what the file must hold.

    `reassess`: the information comes back for a look at intervals, and is disclosed when things have changed (Art. 18).
    """

    code: str
    label: str
    effect: Effect
    article: str
    force: Force
    decision: str
    evidence: tuple[str, ...]
    reassess: bool
    mark: Mark
    note: str = ""

    @property
    def citation(self) -> str:
        return cite("2019", self.article) if self.article else "年度报告格式表三"

    @property
    def in_full(self) -> str:
        """The article as a letter cites it; empty where there is none."""
        return cite_in_full("2019", self.article) if self.article else ""


WITHHOLD, NOT_PROCESS = Effect.WITHHOLD, Effect.NOT_PROCESS
MUST, UNLESS, MAY = Force.ABSOLUTE, Force.CONDITIONAL, Force.DISCRETIONARY
PART = "granted_in_part"
THIRD_PARTY = "withheld.third_party"
INTERNAL = "withheld.internal_affairs"
DELIBERATIVE = "withheld.deliberative"
CONSULTED = ("征求意见书和送达凭证", "第三方的意见或者逾期未答复的记录", "公共利益的衡量")
OVERRIDE = "决定公开的，须有公共利益的理由和影响，并将内容和理由书面告知第三方。"
CATEGORY = ("属于该类信息的证明",)
NO_RULE = ("属于该类信息的证明", "没有法律、法规、规章要求公开的核对记录")

# fmt: off
GROUNDS: tuple[Ground, ...] = (
    # 第十四条：“依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，以及公开后可能危及……”
    Ground("state_secret", "国家秘密", WITHHOLD, "14", MUST, "withheld.state_secret",
           ("国家秘密标志或者定密依据", "密级", "保密期限"), True, V, "保密期限已满自行解密的，不能再作为依据。"),
    Ground("prohibited_by_law", "法律、行政法规禁止公开", WITHHOLD, "14", MUST, "withheld.prohibited_by_law",
           ("禁止公开的法律、行政法规条款",), True, V, "规章和规范性文件不能作为依据。"),
    Ground("public_security", "危及国家安全、公共安全、经济安全、社会稳定", WITHHOLD, "14", MUST,
           "withheld.public_security", ("可能产生不利影响的证据", "主管部门的意见"), True, V),
    # 第十五条：“第三方同意公开或者行政机关认为不公开会对公共利益造成重大影响的，予以公开”
    Ground("trade_secret", "商业秘密", WITHHOLD, "15", UNLESS, THIRD_PARTY, CONSULTED, True, V, OVERRIDE),
    Ground("privacy", "个人隐私", WITHHOLD, "15", UNLESS, THIRD_PARTY, CONSULTED, True, V, OVERRIDE),
    Ground("third_party_other", "第三方的其他合法权益", WITHHOLD, "15", UNLESS, THIRD_PARTY, CONSULTED, True, V,
           OVERRIDE),
    # 第十六条第一款：“包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开”
    Ground("personnel", "内部事务信息：人事管理", WITHHOLD, "16.1", MAY, INTERNAL, CATEGORY, True, V),
    Ground("logistics", "内部事务信息：后勤管理", WITHHOLD, "16.1", MAY, INTERNAL, CATEGORY, True, V),
    Ground("internal_workflow", "内部事务信息：内部工作流程", WITHHOLD, "16.1", MAY, INTERNAL, CATEGORY, True, V),
    # 同条第二款：“讨论记录、过程稿、磋商信函、请示报告等过程性信息以及行政执法案卷信息，可以不予公开”
    Ground("discussion_record", "过程性信息：讨论记录", WITHHOLD, "16.2", MAY, DELIBERATIVE, NO_RULE, True, V),
    Ground("draft", "过程性信息：过程稿", WITHHOLD, "16.2", MAY, DELIBERATIVE, NO_RULE, True, V),
    Ground("consultation_letter", "过程性信息：磋商信函", WITHHOLD, "16.2", MAY, DELIBERATIVE, NO_RULE, True, V),
    Ground("request_or_report", "过程性信息：请示报告", WITHHOLD, "16.2", MAY, DELIBERATIVE, NO_RULE, True, V),
    Ground("enforcement_file", "行政执法案卷信息", WITHHOLD, "16.2", MAY, "withheld.enforcement_file",
           ("属于某一执法案卷的证明", "没有法律、法规、规章要求公开的核对记录"), True, V),
    # 第三十七条：“含有不应当公开或者不属于政府信息的内容”
    Ground("not_government_information", "不属于政府信息", WITHHOLD, "2,37", MUST, PART,
           ("不是履行行政管理职能中形成的说明",), False, V, "只用于区分处理；不属于第十四条至第十六条的情形。"),
    # 第三十九条第一款：“应当告知申请人不作为政府信息公开申请处理”
    Ground("petition", "信访、投诉、举报等活动", NOT_PROCESS, "39.1", MUST, "not_processed.petition",
           ("申请内容实为信访、投诉、举报的说明",), False, V),
    # 第三十六条第六项：“告知申请人不予重复处理”
    Ground("repeated", "重复申请", NOT_PROCESS, "36(6)", MUST, "not_processed.repeated",
           ("此前的答复和送达凭证", "两件申请内容相同的对照"), False, V),
    Ground("publication", "要求提供公开出版物", NOT_PROCESS, "39.2", MAY, "not_processed.publication",
           ("该出版物公开发行的依据",), False, V),
    # 第三十五条：“行政机关认为申请理由不合理的，告知申请人不予处理”
    Ground("excessive", "数量、频次明显超过合理范围且理由不合理", NOT_PROCESS, "35", MUST, "not_processed.excessive",
           ("数量和频次的统计", "说明理由告知书和送达凭证", "申请人的说明"), False, V),
    Ground("reissue", "要求确认或者重新出具已获取的信息", NOT_PROCESS, "", MAY, "not_processed.reissue",
           ("此前提供该信息的记录",), False, U, "条例没有专条，只见于年度报告格式。"),
)
# fmt: on


def ground(name: str) -> Ground:
    """The row with this code, or this label as letters and forms carry it. LookupError names what there is."""
    for row in GROUNDS:
        if name in {row.code, row.label}:
            return row
    raise LookupError(f"没有“{name}”这种理由（应为：{'、'.join(row.code for row in GROUNDS)}）")


def grounds_of(decision: str) -> tuple[Ground, ...]:
    """The grounds a kind of reply may rest on, by the code of the reply; empty where it needs none.

    A partial disclosure may withhold its part for any reason there is to withhold.
    """
    if decision == PART:
        return tuple(row for row in GROUNDS if row.effect is WITHHOLD)
    return tuple(row for row in GROUNDS if row.decision == decision)
