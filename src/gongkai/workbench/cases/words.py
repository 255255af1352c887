"""How a clock reads on the page: days in words, whose move it is, and how urgent, never by colour alone."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.applications import clocks
from gongkai.applications.queries.board import LATER, OVERDUE, SOON, SOON_DAYS, TODAY
from gongkai.statute.workdays.calendar import Calendar
from gongkai.workbench.templatetags.workbench import days_left

COLOURS = {OVERDUE: "red", TODAY: "red", SOON: "amber", LATER: ""}
AWAITS = {
    "confirm": gettext_lazy("待确认"), "extension": gettext_lazy("延期待批"), "review": gettext_lazy("待审查"), "signature": gettext_lazy("待签发"), "service": gettext_lazy("待送达"),
}  # fmt: skip


@dataclass(frozen=True)
class ClockWords:
    """A running clock as shown: what it is for, its last day, and what is left of it in words."""

    label: str
    on: date
    safe_on: date
    left: int
    waits_for: str
    article: str
    provisional: bool
    code: str
    trail: tuple

    @property
    def urgency(self) -> str:
        return urgency(self.left)

    @property
    def colour(self) -> str:
        return COLOURS[self.urgency]

    @property
    def words(self) -> str:
        """还剩 3 个工作日; for somebody else's move 等到 that day."""
        if self.waits_for == clocks.OFFICE:
            return days_left(self.left)
        return _("期限已过 %d 个工作日") % -self.left if self.left < 0 else days_left(self.left)


def urgency(left: int) -> str:
    return OVERDUE if left < 0 else TODAY if left == 0 else SOON if left <= SOON_DAYS else LATER


def clock_words(clock: clocks.Clock, today: date, known: Calendar) -> ClockWords:
    due = clock.due
    return ClockWords(
        clock.label, due.on, due.safe_on, clocks.days_left(due.on, today, known), clock.waits_for, clock.article,
        due.provisional, clock.code, due.trail,
    )  # fmt: skip
