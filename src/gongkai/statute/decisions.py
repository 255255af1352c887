"""Kinds of reply (答复的种类): Articles 30 and 35 to 39 as rows, from the decision to its letter and its report cell.

Each row knows which facts it demands, which remedy its letter tells, and where the annual report counts it. A clerk
picks a row; nothing else in the house decides how an application ended. The rows are those of the Regulations of 2019.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.statute.annual_report.forms import form_for
from gongkai.statute.annual_report.shape import Form
from gongkai.statute.conventions import Mark
from gongkai.statute.instruments import INSTRUMENTS, cite, cite_in_full
from gongkai.statute.needs import NEEDS, Need
from gongkai.statute.remedies import Remedy

__all__ = [
    "DECISIONS",
    "NEEDS",
    "Decision",
    "Family",
    "Need",
    "cell",
    "cell_for",
    "decision",
    "decisions_for_reply",
]

V, P, U = Mark.VERIFIED, Mark.PRACTICE, Mark.UNVERIFIED
REPORT = "form_2021"


class Family(StrEnum):
    """The six results of table three, in its words."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    WITHHELD = "withheld"
    UNAVAILABLE = "unavailable"
    NOT_PROCESSED = "not_processed"
    OTHERWISE_CLOSED = "otherwise_closed"

    @property
    def label(self) -> str:
        return {
            Family.GRANTED: "予以公开",
            Family.GRANTED_IN_PART: "部分公开",
            Family.WITHHELD: "不予公开",
            Family.UNAVAILABLE: "无法提供",
            Family.NOT_PROCESSED: "不予处理",
            Family.OTHERWISE_CLOSED: "其他处理",
        }[self]


@dataclass(frozen=True, slots=True)
class Decision:
    """One kind of reply.

    `letter_id` is the row of the table of letters (B1 … F3), `letter` the name of its text template; `article` the
    legal ground in the Regulations, `other_law` grounds elsewhere as (instrument, article); `cell` the row of table
    three in the present form; `needs` the keys of NEEDS it demands, in the order of the letter.
    """

    code: str
    label: str
    family: Family
    letter_id: str
    letter: str
    article: str
    cell: str
    remedy: Remedy
    needs: tuple[str, ...]
    mark: Mark
    note: str = ""
    other_law: tuple[tuple[str, str], ...] = ()

    @property
    def citation(self) -> str:
        """条例第三十六条第三项、第十四条、保守国家秘密法: the law as it stands now, in its short names."""
        own = (cite("2019", self.article),) if self.article else ()
        now = (cite(key, article) for key, article in self.other_law if INSTRUMENTS[key].until is None)
        return "、".join((*own, *now))

    def legal_ground(self, on: date) -> str:
        """What a letter made on `on` cites, with the full names in 《》; empty where only the form of the report speaks."""
        own = (cite_in_full("2019", self.article),) if self.article else ()
        then = (cite_in_full(key, art) for key, art in self.other_law if key != REPORT and INSTRUMENTS[key].holds(on))
        return "、".join((*own, *then))

    @property
    def facts(self) -> tuple[Need, ...]:
        """The facts it demands, as rows."""
        return tuple(NEEDS[key] for key in self.needs)

    @property
    def is_reply(self) -> bool:
        """Whether somebody chooses it as the reply; the others close an application that got none."""
        return self.letter_id[0] in "BNDE"


def _row(
    letter_id: str,
    code: str,
    label: str,
    family: Family,
    article: str,
    cell: str,
    remedy: Remedy,
    needs: str,
    mark: Mark = V,
    note: str = "",
    other_law: tuple[tuple[str, str], ...] = (),
) -> Decision:
    letter = code.replace(".", "_")
    keys = tuple(needs.split())
    return Decision(code, label, family, letter_id, letter, article, cell, remedy, keys, mark, note, other_law)


GIVEN, PART, WITHHELD = Family.GRANTED, Family.GRANTED_IN_PART, Family.WITHHELD
UNAVAILABLE, NOT_PROCESSED, CLOSED = Family.UNAVAILABLE, Family.NOT_PROCESSED, Family.OTHERWISE_CLOSED
EITHER, FIRST, NONE = Remedy.EITHER, Remedy.RECONSIDERATION_FIRST, Remedy.NONE
SUIT_DISPUTED = "据转引，2025年司法解释把此类答复或者其中一部分列入不受理的情形，是否告知诉讼由法制机构确定。"
BY_FORM = ((REPORT, ""),)
SECRETS = (("secrets_2010", ""), ("secrets", ""))

# fmt: off
# letter_id, code, label, family, article, cell, remedy, needs, mark, note, other_law
DECISIONS: tuple[Decision, ...] = (
    _row("B1", "already_public", "已主动公开，告知获取途径", GIVEN, "36(1)", "granted", EITHER,
         "address published_on"),
    _row("B2", "granted", "予以公开", GIVEN, "36(2)", "granted", EITHER, "delivered"),
    _row("B3", "granted_in_part", "部分公开", PART, "37,36(3)", "partially_granted", FIRST,
         "delivered withheld_parts ground reasons", P, "统计上只计部分公开；先复议只及于不予公开的部分。"),
    _row("N1", "withheld.state_secret", "不予公开：国家秘密", WITHHELD, "36(3),14", "refused_state_secret", FIRST,
         "reasons secrecy_mark", note="理由不得写出秘密内容，定密情况只存卷。", other_law=SECRETS),
    _row("N2", "withheld.prohibited_by_law", "不予公开：法律、行政法规禁止公开", WITHHELD, "36(3),14",
         "refused_other_law", FIRST, "forbidding_rule reasons"),
    _row("N3", "withheld.public_security", "不予公开：危及“三安全一稳定”", WITHHELD, "36(3),14",
         "refused_three_safety_one_stability", FIRST, "which_security reasons harm_evidence competent_opinion"),
    _row("N4", "withheld.third_party", "不予公开：保护第三方合法权益", WITHHELD, "36(3),15,32", "refused_third_party",
         FIRST, "consultation_result public_interest reasons"),
    _row("N5", "withheld.internal_affairs", "不予公开：内部事务信息", WITHHELD, "36(3),16.1",
         "refused_internal_affairs", FIRST, "internal_kind reasons"),
    _row("N6", "withheld.deliberative", "不予公开：过程性信息", WITHHELD, "36(3),16.2", "refused_process", FIRST,
         "process_kind no_rule_requires reasons"),
    _row("N7", "withheld.enforcement_file", "不予公开：行政执法案卷信息", WITHHELD, "36(3),16.2",
         "refused_enforcement_file", FIRST, "case_file no_rule_requires reasons"),
    _row("N8", "registry_query", "行政查询事项，告知依特别规定办理", WITHHELD, "36(7)", "refused_admin_query", EITHER,
         "special_rule counter", U, "统计在不予公开之下，但不是第十四条至第十六条的情形。" + SUIT_DISPUTED),
    _row("D1", "unavailable.does_not_exist", "无法提供：信息不存在", UNAVAILABLE, "36(4)", "unavailable_not_held",
         EITHER, "search_record", note="应当已经合理检索，检索记录存卷。"),
    _row("D2", "unavailable.not_ours", "无法提供：不属于本机关负责公开", UNAVAILABLE, "36(5),10",
         "unavailable_not_held", EITHER, "reasons responsible_organ responsible_contact"),
    _row("D3", "unavailable.needs_creation", "无法提供：没有现成信息，需要加工分析", UNAVAILABLE, "38",
         "unavailable_needs_creation", EITHER, "reasons", U, SUIT_DISPUTED),
    _row("D4", "unavailable.still_unclear", "无法提供：补正后仍不明确", UNAVAILABLE, "30", "unavailable_unclear",
         EITHER, "still_unclear"),
    # 档案法第十五条第二款：“移交期限届满的，涉及政府信息公开事项的档案按照档案利用规定办理”
    _row("D5", "unavailable.in_archives", "无法提供：已移交国家档案馆", UNAVAILABLE, "", "unavailable_not_held",
         EITHER, "archives_name archives_contact", V, "提前移交、移交期限未满的，仍由本机关办理；2021年以前按14号函。",
         (("archives", "15.2"), ("letter_14", ""))),
    _row("E1", "not_processed.petition", "不予处理：信访、投诉、举报", NOT_PROCESSED, "39.1",
         "not_processed_petition", EITHER, "right_channel", U, SUIT_DISPUTED),
    _row("E2", "not_processed.repeated", "不予处理：重复申请", NOT_PROCESSED, "36(6)", "not_processed_repeat", EITHER,
         "earlier_number earlier_date", U, SUIT_DISPUTED),
    _row("E3", "not_processed.publication", "不予处理：公开出版物", NOT_PROCESSED, "39.2",
         "not_processed_publication", EITHER, "where_to_get", U, SUIT_DISPUTED),
    _row("E4", "not_processed.excessive", "不予处理：无正当理由大量反复申请", NOT_PROCESSED, "35",
         "not_processed_excessive", EITHER, "numbers_given reasons_given unreasonable_because",
         note="须先要求申请人说明理由。"),
    _row("E5", "not_processed.reissue", "不予处理：要求确认或者重新出具已获取信息", NOT_PROCESSED, "",
         "not_processed_reconfirm", EITHER, "earlier_number earlier_date", U, "条例没有专条，救济途径未明确。", BY_FORM),
    _row("F1", "closed.no_correction", "逾期不补正，不再处理", CLOSED, "30", "other_no_correction", EITHER,
         "correction_notice_number limit_day", note="申请人有正当理由的，不能按此处理。"),
    _row("F2", "closed.fee_unpaid", "逾期不缴费，不再处理", CLOSED, "42.1", "other_fee_unpaid", EITHER,
         "fee_notice_number limit_day", other_law=(("fees", ""),)),
    _row("F3", "closed.withdrawn", "申请人撤回", CLOSED, "", "other_misc", NONE, "statement", P, "条例没有专条。", BY_FORM),
    _row("F3", "closed.merged", "并入另一件申请办理", CLOSED, "", "other_misc", NONE, "merged_into", P,
         "条例没有专条；并入的申请照常答复。", BY_FORM),
)
# fmt: on


def decision(code: str) -> Decision:
    """The row with this code. LookupError names the codes there are."""
    for row in DECISIONS:
        if row.code == code:
            return row
    raise LookupError(f"没有“{code}”这种答复（应为：{'、'.join(row.code for row in DECISIONS)}）")


def decisions_for_reply() -> tuple[Decision, ...]:
    """The kinds a person can choose as the reply: everything but the ways an application ends without one."""
    return tuple(row for row in DECISIONS if row.is_reply)


def decisions_to_draft() -> tuple[Decision, ...]:
    """What a person may draft: every reply, and that the application is merged into another one, which needs a letter too."""
    return (*decisions_for_reply(), decision("closed.merged"))


def cell_for(row: Decision, form: Form) -> str:
    """Where the form counts such a reply: its row of table three, or the row above where the form has no finer one.

    The form of 2019 has one row 其他处理 for what the present one parts in three. LookupError for a form without tables.
    """
    if form.table_three is None:
        raise LookupError(f"{form.key} 格式没有统计表，“{row.label}”无处可计")
    known = {line.key for line in form.table_three.number_rows}
    for key in (row.cell, row.cell.partition("_")[0]):
        if key in known:
            return key
    raise LookupError(f"{form.key} 格式的表三没有“{row.label}”这一行")


def cell(code: str, year: int) -> str:
    """The row of table three that counts this kind of reply in the report on `year`."""
    return cell_for(decision(code), form_for(year))
