"""The day of receipt (收到申请之日) by channel: Article 31 as rows, and what stood in its place before.

A clerk's own registration never moves the day: by each channel it is fixed by the applicant's submission, by the
organ's signature, or by a confirmation on both sides. Until that has happened there is no day of receipt.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.statute.conventions import Mark
from gongkai.statute.instruments import INSTRUMENTS, cite
from gongkai.statute.wording import chinese_date

V, P, U, R = Mark.VERIFIED, Mark.PRACTICE, Mark.UNVERIFIED, Mark.RECALLED


class Channel(StrEnum):
    """How an application comes in. ONLINE is the form of our own portal; OTHER_ONLINE any other internet channel."""

    COUNTER = "counter"
    ORAL = "oral"
    REGISTERED_MAIL = "registered_mail"
    ORDINARY_MAIL = "ordinary_mail"
    ONLINE = "online"
    EMAIL = "email"
    FAX = "fax"
    OTHER_ONLINE = "other_online"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Channel.COUNTER: "当面提交",
    Channel.ORAL: "口头提出（工作机构代为填写）",
    Channel.REGISTERED_MAIL: "挂号信、特快专递等需签收的邮寄",
    Channel.ORDINARY_MAIL: "平常信函等无需签收的邮寄",
    Channel.ONLINE: "本平台在线申请",
    Channel.EMAIL: "电子邮件",
    Channel.FAX: "传真",
    Channel.OTHER_ONLINE: "其他互联网渠道",
}


class FixedBy(StrEnum):
    """What makes the day of receipt."""

    SUBMISSION = "提交之日"
    SIGNATURE = "签收之日"
    CONFIRMATION = "双方确认之日"


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """`at_once`: the channel answers the applicant as he submits, so that confirming and submitting are one."""

    channel: Channel
    fixed_by: FixedBy
    instrument: str
    article: str
    since: date
    mark: Mark
    note: str = ""
    source: str = ""
    at_once: bool = False

    @property
    def label(self) -> str:
        return self.channel.label

    @property
    def citation(self) -> str:
        return "、".join(part for part in (cite(self.instrument, self.article), self.source) if part)

    @property
    def waits_for(self) -> FixedBy | None:
        """What must still happen after submission before there is a day of receipt; None when nothing must."""
        return None if self.at_once or self.fixed_by is FixedBy.SUBMISSION else self.fixed_by


class ReceiptProblem(ValueError):
    """The dates contradict each other; the message says how."""


SUBMISSION, SIGNATURE, CONFIRMATION = FixedBy.SUBMISSION, FixedBy.SIGNATURE, FixedBy.CONFIRMATION
OLD, NEW = INSTRUMENTS["2007"].since, INSTRUMENTS["2019"].since
CASE_26 = INSTRUMENTS["case_26"].short
BY_LETTER = "2019年条例施行前的做法。"

# fmt: off
# channel, fixed_by, instrument, article, since, mark, note, source, at_once
RECEIPTS: tuple[ReceiptRule, ...] = (
    # 207号函第一项：“申请人当面提交信息公开申请的，以提交之日为收到申请之日”
    ReceiptRule(Channel.COUNTER, SUBMISSION, "letter_207", "", OLD, V, BY_LETTER),
    ReceiptRule(Channel.ORAL, SUBMISSION, "letter_207", "", OLD, P, BY_LETTER + "口头提出比照当面提交。"),
    ReceiptRule(Channel.REGISTERED_MAIL, SIGNATURE, "letter_207", "", OLD, V,
                BY_LETTER + "寄给工作机构以外的机构或者个人的，以工作机构电话确认之日为准。"),
    ReceiptRule(Channel.ORDINARY_MAIL, CONFIRMATION, "letter_207", "", OLD, V,
                BY_LETTER + "联系不上的做好登记，自恢复联络之日起算。"),
    ReceiptRule(Channel.ONLINE, SUBMISSION, "letter_207", "", OLD, V,
                BY_LETTER + "系统确认提交成功之日视为收到之日，内部流转不是延期的理由。", CASE_26),
    # 207号函第一项：“自电子邮件系统接收之日为收到申请之日”
    ReceiptRule(Channel.EMAIL, SUBMISSION, "letter_207", "", OLD, V, BY_LETTER + "限于对外公布的申请邮箱。"),
    ReceiptRule(Channel.FAX, SUBMISSION, "letter_207", "", OLD, R, BY_LETTER + "限于对外公布的传真。"),
    ReceiptRule(Channel.OTHER_ONLINE, CONFIRMATION, "letter_207", "", OLD, P,
                BY_LETTER + "机关另有公布的规定的，从其规定。"),
    # 条例第三十一条第一项：“以提交之日为收到申请之日”
    ReceiptRule(Channel.COUNTER, SUBMISSION, "2019", "31(1)", NEW, V),
    ReceiptRule(Channel.ORAL, SUBMISSION, "2019", "29.1,31(1)", NEW, P,
                "书面形式确有困难的，由工作机构代为填写；填写并经申请人确认之日为提交之日。"),
    # 同条第二项：“以行政机关签收之日为收到申请之日”
    ReceiptRule(Channel.REGISTERED_MAIL, SIGNATURE, "2019", "31(2)", NEW, V,
                "收发室签收的，按机关签收掌握。"),
    # 同项：“应当于收到申请的当日与申请人确认，确认之日为收到申请之日”
    ReceiptRule(Channel.ORDINARY_MAIL, CONFIRMATION, "2019", "31(2)", NEW, V,
                "工作机构应当在信件到达当日与申请人确认。"),
    # 同条第三项：“以双方确认之日为收到申请之日”
    ReceiptRule(Channel.ONLINE, CONFIRMATION, "2019", "31(3)", NEW, P,
                "提交成功的页面和回执即双方的确认，所以就是提交当日。", CASE_26, True),
    ReceiptRule(Channel.EMAIL, CONFIRMATION, "2019", "31(3)", NEW, V, "应当在到达当日以电话、短信或者回信确认。"),
    ReceiptRule(Channel.FAX, CONFIRMATION, "2019", "31(3)", NEW, V, "限于工作机构的传真；应当在到达当日确认。"),
    ReceiptRule(Channel.OTHER_ONLINE, CONFIRMATION, "2019", "31(3)", NEW, V, "应当在到达当日确认。"),
)
# fmt: on


def receipt_rule(channel: Channel | str, *, on: date | None = None) -> ReceiptRule:
    """The row of `channel` for an application submitted on `on`, the latest when no day is given. ValueError if none.

    Nothing older than 2008 is an application under either Regulations: such a day is refused with ReceiptProblem.
    """
    wanted = Channel(channel)
    rows = [row for row in RECEIPTS if row.channel is wanted and (on is None or row.since <= on)]
    if not rows:
        raise ReceiptProblem(f"条例自{chinese_date(OLD, weekday=False)}起施行，此前没有政府信息公开申请")
    return max(rows, key=lambda row: row.since)


def received_on(
    channel: Channel | str, *, submitted_on: date, signed_on: date | None = None, confirmed_on: date | None = None
) -> date | None:
    """条例第三十一条: the day of receipt, or None while the organ has not yet signed or both sides not confirmed.

    `submitted_on` is the day the application was handed in, or reached the organ. ReceiptProblem when it was signed
    for or confirmed before that.
    """
    rule = receipt_rule(channel, on=submitted_on)
    day = {SUBMISSION: submitted_on, SIGNATURE: signed_on, CONFIRMATION: confirmed_on}[rule.fixed_by]
    if rule.at_once:
        day = submitted_on
    if day is not None and day < submitted_on:
        raise ReceiptProblem(
            f"{rule.fixed_by}{chinese_date(day)}早于提交之日{chinese_date(submitted_on)}，请核对后再登记"
        )
    return day


def explains(channel: Channel | str, *, on: date | None = None) -> str:
    """One sentence for staff and applicant: which day counts and why."""
    rule = receipt_rule(channel, on=on)
    day = "提交当日（系统即时确认）" if rule.at_once else rule.fixed_by.value
    note = rule.note if rule.note.endswith("。") or not rule.note else f"{rule.note}。"
    return f"{rule.label}的，以{day}为收到申请之日（{rule.citation}）。{note}"
