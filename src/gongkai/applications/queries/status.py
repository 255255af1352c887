"""回执状态: what an application has come to, as its applicant is told: steps, days and reasons, no person."""

from dataclasses import dataclass
from datetime import date

from gongkai.applications import clocks
from gongkai.applications import standing as s
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.lifecycle import APPLICATION
from gongkai.applications.models import Application
from gongkai.applications.queries.case import Line, public_timeline
from gongkai.statute.clocks import Due
from gongkai.statute.instruments import cite

# Drafting and review are the office's own business, for the applicant the case is being worked on (cf. the timeline).
INSIDE = {s.IN_APPROVAL: s.IN_PROCESS}
# Filing is no news to the applicant: how the case ended is.
ENDED = {
    "closed.no_correction": s.ABANDONED_CORRECTION, "closed.fee_unpaid": s.ABANDONED_FEE, "closed.withdrawn": s.WITHDRAWN,
}  # fmt: skip


@dataclass(frozen=True)
class Status:
    """`due` is the running reply period with its trail; None while nothing runs (before receipt, waiting, closed)."""

    number: str
    state: str
    state_label: str
    received_on: date | None
    due: Due | None
    timeline: list[tuple[date, str, str]]  # legal day, step, article


def status(case: Application) -> Status:
    now = BOOK.replay(case)
    state = INSIDE.get(now.state, now.state)
    if now.state == s.ARCHIVED:
        state = ENDED.get(now.decision, s.SERVED)
    lines = sorted(public_timeline(case), key=lambda line: (line.row.happened_on, line.row.supersedes or line.row.seq))
    return Status(
        number=case.number,
        state=state,
        state_label=s.STATES[state],
        received_on=now.received_on,
        due=clocks.reply_due(now, office_calendar()) if now.is_open else None,
        timeline=[(line.row.happened_on, line.label, _article(line)) for line in lines],
    )


def _article(line: Line) -> str:
    return cite("2019", APPLICATION.rows(line.row.event)[0].article)
