"""Anything, lawful or not, on any day, done to one application: the table lets through what the law lets through.

Set against `oracle`, a second account of the procedure. DEEP_TESTS=1 looks a good deal further.
"""

import os
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gongkai.applications import clocks
from gongkai.applications.guards import OFFICE_TIME
from gongkai.applications.lifecycle import APPLICATION, FACTS
from gongkai.applications.standing import CLOSED
from gongkai.casework import facts as facts_of
from gongkai.casework.lifecycle import ANNUL, Happened, Refusal, effective
from gongkai.statute.workdays.calendar import calendar
from tests.applications.oracle import TABLE, Oracle
from tests.timelines.expectations import report_cells

DEEP = os.environ.get("DEEP_TESTS") == "1"
KNOWN = calendar()
END = date(2026, 5, 31)  # the last periods must end in a year both calendars know
COMES = ("submit_in_person", "sign_for_mail", "submit_online", "arrive")
GOES_ON = tuple(event for event in TABLE if event not in COMES)
IN_AND_OUT = {"new_received", "carried_in", "carried_out"}
ASIDE = frozenset(
    {"withdraw", "assign", "archive", "record_search", "recall_reply", "send_back_reply", "refuse_extension"}
)
AT_START = frozenset({"received", "reopened"})
# Mostly short steps forward, so that cases get somewhere; now and then a long wait, a day back, the day itself.
ahead = st.sampled_from((0, 0, 0, 1, 1, 1, 2, 3, 4, 7, 12, 16, 22, 29, 31, 45, -1, -3))
recorded_after = st.sampled_from((0,) * 9 + (4, -1))
CONSULT = frozenset({"consult_third_party", "consult_organ"})
DEMANDING = (
    "withheld.third_party", "unavailable.does_not_exist", "unavailable.still_unclear", "not_processed.excessive",
)  # fmt: skip


class AnyProcedure(RuleBasedStateMachine):
    """One application, its events, the standing they come to; beside it what the oracle makes of the same."""

    def __init__(self):
        super().__init__()
        self.now, self.oracle = APPLICATION.start, Oracle()
        self.events: list[Happened] = []
        self.letters = 0
        self.today = END

    @initialize(day=st.dates(date(2019, 4, 20), date(2025, 12, 31)), event=st.sampled_from(COMES), lag=recorded_after)
    def comes(self, day, event, lag):
        self.today = day
        self.attempt(event, day, lag, {"channel": "counter"})

    @precondition(lambda self: self.today < END)
    @rule(event=st.sampled_from(GOES_ON), step=ahead, lag=recorded_after, data=st.data())
    def tries(self, event, step, lag, data):
        on = min(self.today + timedelta(days=step), END)
        self.attempt(event, on, lag, self.facts(event, on, data.draw))

    @precondition(lambda self: self.today < END)
    @rule(step=ahead, aside=st.integers(0, 7), edge=st.sampled_from((None, None, None, -1, 0, 1)), data=st.data())
    def goes_on(self, step, aside, edge, data):
        """An event the state knows, with facts that fit, often on the very edge of a period: so cases get somewhere."""
        known = [row.event for row in APPLICATION.lawful(self.now) if row.event in TABLE]
        known = [event for event in known if event not in ASIDE or aside == 1] or known
        if not known:
            return
        on = self.today + timedelta(days=max(step, 0))
        ends = [clock.due.on for clock in clocks.running(self.now, KNOWN)]
        if edge is not None and ends:
            on = data.draw(st.sampled_from(ends)) + timedelta(days=edge)
        event = "assign" if self.now.state in AT_START and aside else data.draw(st.sampled_from(known))
        self.attempt(event, min(max(on, self.today), END), 0, self.facts(event, min(on, END), data.draw, fitting=True))

    @precondition(lambda self: len(self.events) > 1)
    @rule(pick=st.integers(0, 40), step=st.integers(-6, 6), annul=st.booleans())
    def is_corrected(self, pick, step, annul):
        """A later row stands in for an earlier one with another day, or annuls it: the whole record must be lawful."""
        standing = effective(self.events)
        if not standing:
            return
        wrong = standing[pick % len(standing)]
        later = replace(
            wrong, event=ANNUL if annul else wrong.event, on=wrong.on + timedelta(days=step), seq=len(self.events) + 1,
            supersedes=wrong.seq, recorded_at=self.moment(max(self.today, wrong.on)),
        )  # fmt: skip
        rows = [*self.events, later]
        after = Oracle()
        lawful = all(self.tell(after, one) for one in effective(rows))
        try:
            found = APPLICATION.check(rows, KNOWN, changed=wrong.seq)
        except Refusal as refusal:
            assert not lawful, f"refused though lawful: {refusal}"
            return
        assert lawful, f"accepted though unlawful: {effective(rows)}"
        self.events, self.now, self.oracle = rows, found, after

    @staticmethod
    def moment(day: date) -> datetime:
        return datetime.combine(day, time(17), OFFICE_TIME)

    @staticmethod
    def tell(oracle: Oracle, one: Happened) -> bool:
        """The oracle takes the event, when it is lawful."""
        known = {name: getattr(one.facts, name) for name in one.facts.__dataclass_fields__}
        lawful = oracle.allows(one.event, one.on, one.recorded_at.date(), known)
        if lawful:
            oracle.happens(one.event, one.on, known)
        return lawful

    def attempt(self, event: str, on: date, lag: int, given: dict) -> None:
        made = facts_of.make(FACTS[event], given)
        happened = Happened(event, on, made, self.moment(on + timedelta(days=lag)), len(self.events) + 1)
        lawful = self.tell(self.oracle, happened)
        try:
            after = APPLICATION.step(self.now, happened, KNOWN)
        except Refusal as refusal:
            assert not lawful, f"refused though lawful: {event} {on} {given}: {refusal}"
            assert refusal.sentence
            return
        assert lawful, f"accepted though unlawful: {event} {on} {given}"
        self.now = after
        self.events.append(happened)
        self.today = max(self.today, on)
        self.letters += event in {"draft_reply", "reject_reasons"}

    def facts(self, event: str, on: date, draw, *, fitting: bool = False) -> dict:
        """Facts of all sorts; `fitting` keeps to those that can be: the letter at hand, the whole fee, a party that was asked."""

        def one_of(*good, bad=()):
            return draw(st.sampled_from(good if fitting else (*good, *bad)))

        draft = self.now.draft or ("granted", 0)
        waiting = [row.party for row in self.now.open_consultations]
        party = (
            draw(st.sampled_from(waiting)) if fitting and waiting and event not in CONSULT else draw(st.integers(1, 3))
        )
        kind = one_of("co_maker", "other_organ", bad=("third_party",))
        fee = self.now.fee.facts.amount_yuan if self.now.fee else 0
        return {
            **dict.fromkeys(COMES, lambda: {"channel": "counter"}),
            "confirm": lambda: {"method": "phone"},
            "assign": lambda: {"handler": 1},
            "ask_correction": lambda: {"items": ("…",), "until": on + timedelta(days=one_of(7, 14, bad=(0,)))},
            "receive_correction": lambda: {"content": "…"},
            "accept_late_correction": lambda: {"content": "…", "reason": one_of("ill", bad=("",))},
            "lapse_correction": lambda: {"checked": "called"},
            "consult_third_party": lambda: {"party": party, "kind": one_of("third_party", bad=(kind,))},
            "consult_organ": lambda: {
                "party": party, "kind": kind,
                "expected_on": one_of(None, on + timedelta(days=10)) if kind == "other_organ" else None,
            },
            "record_party_receipt": lambda: {"party": party},
            "receive_opinion": lambda: {"party": party, "view": one_of("agrees", "objects")},
            "end_consultation": lambda: {"party": party},
            "tell_third_party": lambda: {"party": party},
            "propose_extension": lambda: {"working_days": one_of(1, 10, 15, bad=(0, 16, 21)), "reason": "…"},
            "refuse_extension": lambda: {"text": "…"},
            "extend": lambda: {"working_days": one_of(1, 10, 15, bad=(0, 16, 20, 21)), "reason": "…"},
            "ask_reasons": lambda: {"numbers": "…", "what": "…", "until": on + timedelta(days=one_of(7, 14, bad=(0,)))},
            "receive_reasons": lambda: {"text": "…"},
            "reject_reasons": lambda: {"why": "…", "letter": self.letters + 1},
            "accept_reasons": lambda: {
                "why": "…", "delay_until": one_of(None, on + timedelta(days=60), bad=(on + timedelta(days=20),)),
            },
            "notify_fee": lambda: {
                "basis": "by_page", "amount_yuan": one_of(380, bad=(0,)), "quantity": 68,
                "slices": ((1, 30, 30, 0, 0), (31, 68, 38, 10, 380)),
            },
            "pay_fee": lambda: {"amount_yuan": one_of(fee, bad=(fee, 1))},
            "record_search": lambda: {"scope": "…", "method": "…", "words": "…", "who": "…", "result": "…"},
            "draft_reply": lambda: {"decision": one_of("granted", *DEMANDING, bad=("closed.withdrawn",)), "letter": self.letters + 1},
            "clear_reply": lambda: {"letter": one_of(draft[1], bad=(0,))},
            "send_back_reply": lambda: {"letter": one_of(draft[1], bad=(0,))},
            "recall_reply": lambda: {"text": "…"},
            "sign_reply": lambda: {
                "decision": one_of(draft[0], bad=("granted",)), "letter": one_of(draft[1], bad=(0,)), "number": "1号",
            },
            "serve": lambda: {"letter": self.letters, "way": "post"},
            "record_return": lambda: {"why": "…"},
            "withdraw": lambda: {"how": "in writing"},
            "reopen": lambda: {
                "ordered_by": "litigation", "document": "…", "working_days": one_of(0, 10, 15),
                "by_day": one_of(None, on + timedelta(days=30), bad=(on - timedelta(days=1),)),
            },
        }.get(event, dict)()  # fmt: skip

    @invariant()
    def the_state_is_that_of_the_oracle(self):
        assert self.now.state == self.oracle.state.lower()
        assert (self.now.received_on, self.now.day_zero) == (self.oracle.received, self.oracle.zero)

    @invariant()
    def the_last_day_is_the_one_counted_day_by_day(self):
        due = clocks.reply_due(self.now, KNOWN)
        assert (due.on if due else None) == self.oracle.due()
        if due is not None and self.now.delay is None and clocks.ordered_day(self.now) is None:
            assert due.safe_on == self.oracle.due(safe=True)
            assert not due.provisional
        assert [clock.due.on for clock in clocks.running(self.now, KNOWN)] == sorted(
            clock.due.on for clock in clocks.running(self.now, KNOWN)
        )

    @invariant()
    def a_result_counts_in_one_cell_of_one_year(self):
        if self.now.closed_on is None or self.now.received_on is None:
            assert self.now.state not in CLOSED
            return
        assert (self.now.decision, self.now.closed_on) == self.oracle.result
        years = range(self.now.received_on.year, 2028)
        cells = [key for year in years for key in report_cells(self.now, year)]
        assert len([key for key in cells if key not in IN_AND_OUT]) == 1
        assert cells.count("new_received") == 1
        assert cells.count("carried_in") == cells.count("carried_out")

    @invariant()
    def replaying_what_was_stored_gives_the_same(self):
        stored = [
            replace(one, facts=facts_of.from_json(type(one.facts), facts_of.to_json(one.facts))) for one in self.events
        ]
        assert stored == self.events
        assert APPLICATION.replay(stored) == self.now


TestAnyProcedure = AnyProcedure.TestCase
TestAnyProcedure.settings = settings(
    max_examples=3000 if DEEP else 200, stateful_step_count=60 if DEEP else 30, deadline=None, print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
