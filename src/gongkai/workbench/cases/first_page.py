"""依申请公开 on the first page: what is due, what waits for this person, what the clocks have warned of. Four queries."""

from dataclasses import dataclass
from datetime import date

from gongkai.applications import queries
from gongkai.applications.queries.board import OVERDUE, SOON, TODAY, Row
from gongkai.workbench.desk import Desk

SHOWN = 12
# Which colleague's move each kind of waiting is, as a right of his desk.
MOVES = {
    "confirm": "handles_applications", "extension": "approves", "review": "clears", "signature": "signs",
    "service": "handles_applications",
}  # fmt: skip


@dataclass(frozen=True)
class FirstPage:
    """`due` are the open cases within five working days and those that are late, then this person's others by their clock;
    `mine` what waits for this person."""

    due: list[Row]
    counts: dict[str, int]
    mine: list
    warnings: list
    unassigned: int
    reassessments: int

    @property
    def more(self) -> int:
        return max(0, sum(self.counts.values()) - SHOWN)


def first_page(desk: Desk, today: date) -> FirstPage | None:
    """None for whoever reads no cases."""
    if not desk.reads_cases:
        return None
    found = queries.at_hand(desk.organ, today=today, handler=None if desk.approves else desk.user, mine=desk.user)
    urgent = [row for row in found.rows if row.urgency in {OVERDUE, TODAY, SOON} and row.case.bites]
    own = [row for row in found.rows if row not in urgent and row.case.handler_id == desk.user.pk and not row.waits]
    waiting = [row.case for row in found.rows if row.case.awaits]
    return FirstPage(
        due=(urgent + own)[:SHOWN],
        counts={code: sum(row.urgency == code for row in urgent) for code in (OVERDUE, TODAY, SOON)},
        mine=[case for case in waiting if getattr(desk, MOVES[case.awaits], False) and _is_for(desk, case)][:SHOWN],
        warnings=found.moved,
        unassigned=sum(
            row.case.handler_id is None and row.case.state in {"received", "reopened"} for row in found.rows
        ),
        reassessments=queries.reassessments_due(desk.organ, today) if desk.clears else 0,
    )


def _is_for(desk: Desk, case) -> bool:
    """Confirming and serving are the handler's own; a case nobody has is everybody's."""
    if case.awaits in {"confirm", "service"}:
        return case.handler_id in {None, desk.user.pk}
    return not (case.awaits == "review" and case.handler_id == desk.user.pk)
