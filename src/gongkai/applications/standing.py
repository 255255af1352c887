"""What an application is after its events: one frozen value from which state, clocks, letters and report are read."""

from dataclasses import dataclass, replace
from datetime import date

from gongkai.applications.events import Consulted, FeeNotified

NEW = "new"  # before the first event
ARRIVED, RECEIVED, IN_PROCESS = "arrived", "received", "in_process"
CORRECTION_ASKED, CONSULTING, REASON_ASKED, FEE_NOTICED = (
    "correction_asked",
    "consulting",
    "reason_asked",
    "fee_noticed",
)
IN_APPROVAL, REPLIED, SERVED, ARCHIVED = "in_approval", "replied", "served", "archived"
ABANDONED_CORRECTION, ABANDONED_FEE, WITHDRAWN = "abandoned_correction", "abandoned_fee", "withdrawn"
REOPENED = "reopened"

STATES = {
    NEW: "未登记", ARRIVED: "待确认收到", RECEIVED: "已收到，待分办", IN_PROCESS: "办理中", CORRECTION_ASKED: "等待补正",
    CONSULTING: "征求意见中", REASON_ASKED: "等待说明理由", FEE_NOTICED: "等待缴费", IN_APPROVAL: "答复审签中",
    REPLIED: "已签发，待送达", SERVED: "已送达", ARCHIVED: "已归档", ABANDONED_CORRECTION: "逾期未补正，视为放弃",
    ABANDONED_FEE: "逾期未缴费，视为放弃", WITHDRAWN: "已撤回", REOPENED: "重新办理，待分办",
}  # fmt: skip
WORKED_ON = frozenset({IN_PROCESS, CONSULTING, REASON_ASKED, IN_APPROVAL})
WAITING = frozenset({CORRECTION_ASKED, CONSULTING, REASON_ASKED, FEE_NOTICED})
OPEN = frozenset({ARRIVED, RECEIVED, REPLIED, REOPENED}) | WORKED_ON | WAITING
CLOSED = frozenset({SERVED, ARCHIVED, ABANDONED_CORRECTION, ABANDONED_FEE, WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Correction:
    asked_on: date
    until: date
    items: tuple[str, ...]
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """One opinion asked for. It suspends the clock from the day after `sent_on` to `ended_on` (R4)."""

    party: int
    kind: str
    sent_on: date
    expected_on: date | None = None
    received_on: date | None = None
    ended_on: date | None = None
    view: str = ""  # empty when it ended without one
    told_on: date | None = None  # that it is disclosed all the same

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @classmethod
    def of(cls, facts: Consulted, on: date) -> "Consultation":
        return cls(facts.party, facts.kind, on, facts.expected_on)


@dataclass(frozen=True, slots=True)
class Fee:
    notified_on: date
    facts: FeeNotified
    received_on: date | None = None
    paid_on: date | None = None
    paid_yuan: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """A decision or judgment that the case be answered anew."""

    on: date
    ordered_by: str
    document: str
    by_day: date | None
    working_days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`received_on` is the first day of receipt; `day_zero` the one the reply period runs from now. `since` is the legal day
    of the last change of state. `closed_on` and `decision` are those of the first result, which the report counts."""

    state: str = NEW
    since: date | None = None
    channel: str = ""
    arrived_on: date | None = None
    received_on: date | None = None
    restarts: tuple[tuple[date, str, str], ...] = ()  # day, sentence, article
    correction: Correction | None = None
    consultations: tuple[Consultation, ...] = ()
    extension: tuple[date, int, str] | None = None  # day, working days, reason; of the period that runs now
    extension_asked: tuple[date, int, str] | None = None
    reasons_asked: date | None = None
    reasons_until: date | None = None
    reasons_given: bool = False
    reasons_rejected: bool = False
    delay: tuple[date, date] | None = None  # decided on, answer by
    fee: Fee | None = None
    fee_waived: int = 0
    searched: bool = False
    handler: int | None = None
    unit: int | None = None
    draft: tuple[str, int] | None = None  # decision, letter
    is_cleared: bool = False
    reply: tuple[str, int, date] | None = None  # decision, letter, signed on
    served_on: date | None = None
    served_way: str = ""
    first_served_on: date | None = None
    order: Order | None = None
    decision: str = ""
    closed_on: date | None = None
    published_item: int = 0
    suggested: bool = False
    divided: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def day_zero(self) -> date | None:
        return self.restarts[-1][0] if self.restarts else self.received_on

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        return tuple(row for row in self.consultations if row.is_open)

    def consultation(self, party: int) -> Consultation | None:
        """The latest one of this party."""
        return next((row for row in reversed(self.consultations) if row.party == party), None)

    def with_consultation(self, changed: Consultation) -> "Standing":
        """The standing with the latest consultation of that party replaced."""
        place = max(n for n, row in enumerate(self.consultations) if row.party == changed.party)
        rows = (*self.consultations[:place], changed, *self.consultations[place + 1 :])
        return replace(self, consultations=rows)

    def restarted(self, on: date, what: str, article: str) -> "Standing":
        """A new start of the reply period (R3): an extension belonged to the period before, and so did a delay."""
        return replace(
            self, restarts=(*self.restarts, (on, what, article)), extension=None, extension_asked=None, delay=None
        )

    def closed(self, decision: str, on: date) -> "Standing":
        """A result; only the first one counts for the report (R13: a reopened case keeps it)."""
        return self if self.decision else replace(self, decision=decision, closed_on=on)
