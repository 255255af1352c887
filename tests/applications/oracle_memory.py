"""What the second procedure (oracle.py) remembers of a case, and what each step changes in it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import chinese_calendar

ONE = timedelta(days=1)
NEW_LAW = date(2019, 5, 15)
is_workday = cache(chinese_calendar.is_workday)  # 2004 to 2026


def nth_workday(start: date, count: int, pauses: list[tuple[date, date]] = ()) -> date:
    """The `count`-th working day after `start` that is in no pause; a pause is (day before it begins, its last day)."""
    while count:
        start += ONE
        if is_workday(start) and not any(before < start <= last for before, last in pauses):
            count -= 1
    return start


@dataclass
class Asked:
    kind: str
    sent: date
    expected: date | None
    got: date | None = None
    ended: date | None = None
    view: str = ""
    told: date | None = None
    counts: bool = True  # what was asked before a case was reopened bears on no later period

    def limit(self) -> date | None:
        if self.kind == "other_organ":
            return self.expected
        return nth_workday(self.got or self.sent, 15)

    def last(self, supposed: date | None) -> date | None:
        """Until when it stops the period; None while nobody knows."""
        until = self.ended or supposed
        if until is None:
            return None
        until = max(until, self.sent)
        return min(until, nth_workday(self.got, 15)) if self.got and self.kind != "other_organ" else until


@dataclass
class Memory:
    state: str = "NEW"
    since: date | None = None
    came: date | None = None
    received: date | None = None
    zero: date | None = None
    correction: tuple[date, date, bool] | None = None  # asked, until, received
    asked: dict[int, list[Asked]] = field(default_factory=dict)
    longer: int = 0
    proposed: bool = False
    reasons: tuple[date, date] | None = None
    given: bool = False
    rejected: bool = False
    delay: date | None = None
    fee: list[Any] | None = None  # amount, notified, received
    searched: bool = False
    draft: tuple[str, int] | None = None
    cleared: bool = False
    served: date | None = None
    order: tuple[date, date | None, int] | None = None
    result: tuple[str, date] | None = None

    def everybody(self) -> list[Asked]:
        return [one for rounds in self.asked.values() for one in rounds]

    def due(self, supposed: date | None = None, *, safe: bool = False) -> date | None:
        if self.received is None or self.zero is None or self.state in {"CORRECTION_ASKED", "FEE_NOTICED"}:
            return None
        if self.delay:
            return self.delay
        if self.order and self.order[1] and self.zero == self.order[0]:
            return self.order[1]
        pauses = []
        for one in self.everybody():
            last = one.last(supposed)
            if last is None:
                return None
            if one.counts:
                pauses.append((one.sent, last - ONE if safe else last))
        days = (self.order[2] if self.order else 0) or (20 if self.received >= NEW_LAW else 15)
        return nth_workday(self.zero, days + self.longer, pauses)

    def pay_by(self) -> date:
        assert self.fee is not None
        return nth_workday(self.fee[2] or self.fee[1], 20)

    def happens(self, event: str, on: date, f: dict[str, Any], leads_to: str) -> None:
        before = self.state
        self.state = leads_to or before
        effect = getattr(self, f"_did_{event}", None)
        if effect is not None:
            effect(on, f)
        if self.state != before:
            self.since = max(on, self.since or on)

    def _did_submit_in_person(self, on: date, f: dict[str, Any]) -> None:
        self.came = self.received = self.zero = on

    _did_sign_for_mail = _did_submit_online = _did_submit_in_person

    def _did_arrive(self, on: date, f: dict[str, Any]) -> None:
        self.came = on

    def _did_confirm(self, on: date, f: dict[str, Any]) -> None:
        self.received = self.zero = on

    def _did_ask_correction(self, on: date, f: dict[str, Any]) -> None:
        self.correction = (on, f["until"], False)

    def _starts_anew(self, on: date) -> None:
        self.zero, self.longer, self.proposed, self.delay = on, 0, False, None

    def _did_receive_correction(self, on: date, f: dict[str, Any]) -> None:
        self.correction = (*self.correction[:2], True)
        self._starts_anew(on)

    _did_accept_late_correction = _did_receive_correction

    def _did_consult_third_party(self, on: date, f: dict[str, Any]) -> None:
        self.asked.setdefault(f["party"], []).append(Asked(f["kind"], on, f["expected_on"]))

    _did_consult_organ = _did_consult_third_party

    def _did_record_party_receipt(self, on: date, f: dict[str, Any]) -> None:
        self.asked[f["party"]][-1].got = on

    def _did_receive_opinion(self, on: date, f: dict[str, Any]) -> None:
        self.asked[f["party"]][-1].ended, self.asked[f["party"]][-1].view = on, f.get("view", "")
        if all(one.ended for one in self.everybody()):
            self.state = "IN_PROCESS"

    _did_end_consultation = _did_receive_opinion

    def _did_tell_third_party(self, on: date, f: dict[str, Any]) -> None:
        self.asked[f["party"]][-1].told = on

    def _did_propose_extension(self, on: date, f: dict[str, Any]) -> None:
        self.proposed = True

    def _did_refuse_extension(self, on: date, f: dict[str, Any]) -> None:
        self.proposed = False

    def _did_extend(self, on: date, f: dict[str, Any]) -> None:
        self.longer, self.proposed = f["working_days"], False

    def _did_ask_reasons(self, on: date, f: dict[str, Any]) -> None:
        self.reasons = (on, f["until"])

    def _did_receive_reasons(self, on: date, f: dict[str, Any]) -> None:
        self.given = True

    def _did_reject_reasons(self, on: date, f: dict[str, Any]) -> None:
        self.rejected, self.draft, self.cleared = True, ("not_processed.excessive", f["letter"]), False

    def _did_accept_reasons(self, on: date, f: dict[str, Any]) -> None:
        self.delay = f["delay_until"] or self.delay

    def _did_notify_fee(self, on: date, f: dict[str, Any]) -> None:
        self.fee = [f["amount_yuan"], on, None]

    def _did_record_fee_receipt(self, on: date, f: dict[str, Any]) -> None:
        self.fee[2] = on

    def _did_pay_fee(self, on: date, f: dict[str, Any]) -> None:
        self._starts_anew(on)

    def _ends(self, how: str, on: date) -> None:
        self.result = self.result or (how, on)

    def _did_lapse_correction(self, on: date, f: dict[str, Any]) -> None:
        self._ends("closed.no_correction", on)

    def _did_lapse_fee(self, on: date, f: dict[str, Any]) -> None:
        self._ends("closed.fee_unpaid", on)

    def _did_withdraw(self, on: date, f: dict[str, Any]) -> None:
        self.received = self.received or on
        self.zero = self.zero or on
        for one in self.everybody():
            one.ended = one.ended or on
        self._ends("closed.withdrawn", on)

    def _did_record_search(self, on: date, f: dict[str, Any]) -> None:
        self.searched = True

    def _did_draft_reply(self, on: date, f: dict[str, Any]) -> None:
        self.draft, self.cleared = (f["decision"], f["letter"]), False

    def _did_clear_reply(self, on: date, f: dict[str, Any]) -> None:
        self.cleared = True

    def _did_send_back_reply(self, on: date, f: dict[str, Any]) -> None:
        self.cleared = False

    def _did_serve(self, on: date, f: dict[str, Any]) -> None:
        self.served = self.served or on
        self._ends(self.draft[0], self.served)

    def _did_reopen(self, on: date, f: dict[str, Any]) -> None:
        self._starts_anew(on)
        for one in self.everybody():
            one.counts = False
        self.order, self.draft, self.cleared, self.served = (on, f["by_day"], f["working_days"]), None, False, None
