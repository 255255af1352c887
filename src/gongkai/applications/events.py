"""The facts of each event of an application, in plain Python. The legal day is the event's own `on`, not repeated here.

Personal data stands in the applicant's and the party's rows, sealed; facts name them by key.
"""

from dataclasses import dataclass
from datetime import date

THIRD_PARTY, CO_MAKER, OTHER_ORGAN = "third_party", "co_maker", "other_organ"
CONSULTED = {THIRD_PARTY: "第三方", CO_MAKER: "共同制作机关", OTHER_ORGAN: "其他机关"}
VIEWS = {"agrees": "同意公开", "agrees_in_part": "同意部分公开", "objects": "不同意公开", "no_view": "未表示意见"}
WAYS = {
    "in_person": "当面送达", "entrusted": "委托送达", "post": "邮寄（中国邮政）", "email": "电子邮件", "fax": "传真",
    "online": "网上查询页面下载", "on_the_spot": "当场答复",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Submitted:
    """The application is in and its day of receipt is certain: handed over, signed for, or given by our own form."""

    channel: str
    submitted_on: date | None = None
    tracking: str = ""
    read_back: bool = False  # an oral application written down by staff and read back to the applicant
    split_from: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    channel: str
    submitted_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """双方确认: how the office reached the applicant."""

    method: str
    log: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    handler: int
    unit: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    items: tuple[str, ...]
    until: date
    letter: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionReceived:
    content: str
    channel: str = "online"
    reason: str = ""  # the good reason of a late one


@dataclass(frozen=True, slots=True)
class Lapsed:
    checked: str  # what was done to see whether there was a good reason


@dataclass(frozen=True, slots=True)
class Consulted:
    party: int
    kind: str
    expected_on: date | None = None  # for an organ without a statutory limit
    letter: int = 0


@dataclass(frozen=True, slots=True)
class PartyReceived:
    party: int


@dataclass(frozen=True, slots=True)
class Opinion:
    party: int
    view: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class NoOpinion:
    party: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartyTold:
    """The third party was told in writing what is disclosed against its wish, and why (Art. 32)."""

    party: int
    letter: int = 0


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    working_days: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extended:
    working_days: int
    reason: str
    letter: int = 0


@dataclass(frozen=True, slots=True)
class ReasonsAsked:
    numbers: str  # how many applications in which time
    what: str
    until: date
    letter: int = 0


@dataclass(frozen=True, slots=True)
class ReasonsReceived:
    text: str


@dataclass(frozen=True, slots=True)
class ReasonsRejected:
    why: str
    letter: int


@dataclass(frozen=True, slots=True)
class ReasonsAccepted:
    why: str
    delay_until: date | None = None
    letter: int = 0


@dataclass(frozen=True, slots=True)
class FeeNotified:
    """`slices` are the lines of the calculation as printed in the notice: first, last, count, rate, yuan."""

    basis: str
    amount_yuan: int
    quantity: int
    slices: tuple[tuple[int, int, int, int, int], ...]
    letter: int = 0


@dataclass(frozen=True, slots=True)
class Paid:
    amount_yuan: int
    slip_number: str = ""  # 财政票据号


@dataclass(frozen=True, slots=True)
class FeeWaived:
    basis: str
    amount_yuan: int
    reason: str


@dataclass(frozen=True, slots=True)
class Searched:
    scope: str
    method: str
    words: str
    who: str
    result: str


@dataclass(frozen=True, slots=True)
class ReplyDrafted:
    decision: str
    letter: int


@dataclass(frozen=True, slots=True)
class ReplyCleared:
    letter: int
    record: int = 0


@dataclass(frozen=True, slots=True)
class ReplySentBack:
    letter: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReplySigned:
    decision: str
    letter: int
    number: str


@dataclass(frozen=True, slots=True)
class Served:
    letter: int
    way: str
    tracking: str = ""
    signed_for_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    why: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    how: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Reopened:
    ordered_by: str  # reconsideration, litigation, supervision
    document: str
    by_day: date | None = None
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class Archived:
    place: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    text: str


@dataclass(frozen=True, slots=True)
class Divided:
    parts: tuple[int, ...]  # keys of the applications made of the other items


@dataclass(frozen=True, slots=True)
class Suggested:
    text: str = ""


@dataclass(frozen=True, slots=True)
class MadePublic:
    item: int
    title: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """An event whose day says all there is to say."""
