"""One's own case as the page shows it: how it stands, by when, what happened, what came of it, what one can do now."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from gongkai.applications import clocks, events, queries, rules
from gongkai.applications import standing as s
from gongkai.applications.book import BOOK, office_calendar
from gongkai.portal.applying import reasons, states
from gongkai.portal.applying.happenings import Happening, happenings
from gongkai.statute.clocks import Due


@dataclass(frozen=True)
class Desk:
    """What the template asks. Each part is read once, when it is asked for."""

    case: object
    now: s.Standing

    @classmethod
    def of(cls, case) -> "Desk":
        return cls(case, BOOK.replay(case))

    @property
    def number(self) -> str:
        return rules.shown_number(self.case.number)

    @property
    def words(self) -> states.Words:
        return states.words_for(self.now)

    @cached_property
    def due(self) -> Due | None:
        """The reply period that runs; None while it is void, stands still, or is over and done."""
        return clocks.reply_due(self.now, office_calendar()) if self.now.is_open else None

    @property
    def days_left(self) -> int:
        return clocks.days_left(self.due.on, timezone.localdate(), office_calendar())

    @property
    def days_over(self) -> int:
        return -self.days_left

    @cached_property
    def consulting(self) -> tuple[int, int] | None:
        """Working days of the period used and left while it stands still."""
        return clocks.used_and_left(self.now, office_calendar()) if self.now.state == s.CONSULTING else None

    @cached_property
    def payment(self) -> Due | None:
        return clocks.payment_due(self.now, office_calendar()) if self.now.state == s.FEE_NOTICED else None

    @property
    def payment_instructions(self) -> str:
        return queries.payment_instructions(self.case.organ)

    @property
    def fee_slices(self) -> list[dict[str, int]]:
        names = ("first", "last", "count", "rate", "yuan")
        return [dict(zip(names, row, strict=True)) for row in self.now.fee.facts.slices]

    @cached_property
    def happenings(self) -> list[Happening]:
        return happenings(self.case)

    @cached_property
    def letters(self) -> list[queries.OwnLetter]:
        return queries.own_letters(self.case)

    @cached_property
    def files(self) -> list:
        return queries.own_files(self.case)

    @cached_property
    def parts(self) -> list[tuple[str, str]]:
        """Number and code of each application made of a further item of this letter."""
        if not self.now.divided:
            return []
        return [
            (rules.shown_number(row.number), rules.shown_code(row.query_code)) for row in queries.own_parts(self.case)
        ]

    @property
    def result(self) -> reasons.Explained | None:
        """The kind of the reply that was served, or of the way the case ended."""
        reply = self.now.reply[0] if self.now.reply and self.now.first_served_on else ""
        return reasons.explained(reply or ("" if self.now.is_open else self.now.decision))

    @property
    def must_correct(self) -> bool:
        return self.now.state == s.CORRECTION_ASKED

    @property
    def correction_is_late(self) -> bool:
        return timezone.localdate() > self.now.correction.until

    @property
    def must_give_reasons(self) -> bool:
        return self.now.state == s.REASON_ASKED and not self.now.reasons_given

    @property
    def reasons_asked(self) -> events.ReasonsAsked | None:
        """What was asked, as it stands in the record."""
        rows = [line.facts for line in queries.public_timeline(self.case) if line.row.event == "ask_reasons"]
        return rows[-1] if rows else None

    @property
    def must_pay(self) -> bool:
        return self.now.state == s.FEE_NOTICED

    @property
    def may_withdraw(self) -> bool:
        return self.now.is_open

    @property
    def may_suggest(self) -> bool:
        return not self.now.suggested and not self.now.published_item
