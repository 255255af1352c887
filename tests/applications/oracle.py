"""The procedure a second time, small and slow, to set against the real one: when may a step happen?

Written from the table of transitions of the procedure and not from the code it checks, with which it shares no function:
the days are counted one by one in the package chinesecalendar, the law is plain conditions.
"""

from datetime import date
from typing import Any

from tests.applications.oracle_memory import NEW_LAW, Asked, Memory, nth_workday

FEES = date(2021, 1, 1)

# event: the states it may happen in, and where it leads ("" stays)
TABLE: dict[str, tuple[str, str]] = {
    "submit_in_person": ("NEW", "RECEIVED"),
    "sign_for_mail": ("NEW", "RECEIVED"),
    "submit_online": ("NEW", "RECEIVED"),
    "arrive": ("NEW", "ARRIVED"),
    "confirm": ("ARRIVED", "RECEIVED"),
    "assign": (
        "RECEIVED REOPENED IN_PROCESS CORRECTION_ASKED CONSULTING REASON_ASKED FEE_NOTICED IN_APPROVAL REPLIED",
        "",
    ),
    "ask_correction": ("RECEIVED IN_PROCESS", "CORRECTION_ASKED"),
    "receive_correction": ("CORRECTION_ASKED", "IN_PROCESS"),
    "lapse_correction": ("CORRECTION_ASKED", "ABANDONED_CORRECTION"),
    "accept_late_correction": ("CORRECTION_ASKED", "IN_PROCESS"),
    "consult_third_party": ("IN_PROCESS CONSULTING", "CONSULTING"),
    "consult_organ": ("IN_PROCESS CONSULTING", "CONSULTING"),
    "record_party_receipt": ("CONSULTING", ""),
    "receive_opinion": ("CONSULTING", ""),
    "end_consultation": ("CONSULTING", ""),
    "tell_third_party": ("IN_PROCESS CONSULTING REASON_ASKED IN_APPROVAL REPLIED", ""),
    "propose_extension": ("IN_PROCESS", ""),
    "refuse_extension": ("IN_PROCESS", ""),
    "extend": ("IN_PROCESS", ""),
    "ask_reasons": ("IN_PROCESS", "REASON_ASKED"),
    "receive_reasons": ("REASON_ASKED", ""),
    "reject_reasons": ("REASON_ASKED", "IN_APPROVAL"),
    "accept_reasons": ("REASON_ASKED", "IN_PROCESS"),
    "notify_fee": ("IN_PROCESS", "FEE_NOTICED"),
    "record_fee_receipt": ("FEE_NOTICED", ""),
    "pay_fee": ("FEE_NOTICED", "IN_PROCESS"),
    "lapse_fee": ("FEE_NOTICED", "ABANDONED_FEE"),
    "record_search": ("IN_PROCESS CONSULTING REASON_ASKED IN_APPROVAL", ""),
    "draft_reply": ("IN_PROCESS", "IN_APPROVAL"),
    "clear_reply": ("IN_APPROVAL", ""),
    "send_back_reply": ("IN_APPROVAL", "IN_PROCESS"),
    "recall_reply": ("IN_APPROVAL", "IN_PROCESS"),
    "sign_reply": ("IN_APPROVAL", "REPLIED"),
    "serve": ("REPLIED", "SERVED"),
    "record_return": ("SERVED", "REPLIED"),
    "withdraw": (
        "ARRIVED RECEIVED IN_PROCESS CORRECTION_ASKED CONSULTING REASON_ASKED FEE_NOTICED IN_APPROVAL REPLIED REOPENED",
        "WITHDRAWN",
    ),
    "reopen": ("SERVED ARCHIVED", "REOPENED"),
    "archive": ("SERVED ABANDONED_CORRECTION ABANDONED_FEE WITHDRAWN", "ARCHIVED"),
}
# Several of these run side by side or become known in any order: only their own period or letter bounds their day.
ANY_ORDER = {
    "assign", "consult_third_party", "consult_organ", "record_party_receipt", "receive_opinion", "end_consultation", "tell_third_party",
    "propose_extension", "refuse_extension", "extend", "record_search",
}  # fmt: skip
OF_THE_PERIOD = {"assign", "consult_third_party", "consult_organ", "propose_extension", "refuse_extension", "extend"}


class Oracle(Memory):
    """`allows` says whether a step is lawful now, `happens` takes it; a day is a plain date, facts a plain dict."""

    def happens(self, event: str, on: date, f: dict[str, Any], leads_to: str = "") -> None:
        begins = event == "assign" and self.state in {"RECEIVED", "REOPENED"}
        super().happens(event, on, f, leads_to="IN_PROCESS" if begins else TABLE[event][1])

    def allows(self, event: str, on: date, today: date, f: dict[str, Any]) -> bool:
        if self.state not in TABLE[event][0].split() or on > today:
            return False
        if self.came and on < (self.received or self.came):
            return False
        if event not in ANY_ORDER and self.since and on < self.since:
            return False
        if event in OF_THE_PERIOD and self.zero and on < self.zero:
            return False
        special = getattr(self, f"_{event}", None)
        return special is None or bool(special(on, f))

    def _ask_correction(self, on: date, f: dict[str, Any]) -> bool:
        return self.correction is None and on <= nth_workday(self.received, 7) and f["until"] > on

    def _receive_correction(self, on: date, f: dict[str, Any]) -> bool:
        return on <= self.correction[1]

    def _lapse_correction(self, on: date, f: dict[str, Any]) -> bool:
        return on > self.correction[1]

    def _accept_late_correction(self, on: date, f: dict[str, Any]) -> bool:
        return on > self.correction[1] and bool(f["reason"])

    def _in_period(self, on: date) -> bool:
        due = self.due(supposed=on)
        return due is None or on <= due

    def _consult_third_party(self, on: date, f: dict[str, Any]) -> bool:
        rounds = self.asked.get(f["party"], [])
        return f["kind"] == "third_party" and all(one.ended for one in rounds) and self._in_period(on)

    def _consult_organ(self, on: date, f: dict[str, Any]) -> bool:
        rounds = self.asked.get(f["party"], [])
        return f["kind"] != "third_party" and all(one.ended for one in rounds) and self._in_period(on)

    def _waiting(self, on: date, f: dict[str, Any]) -> Asked | None:
        rounds = self.asked.get(f["party"], [])
        if not rounds or rounds[-1].ended or on < rounds[-1].sent:
            return None
        return rounds[-1] if not rounds[-1].got or on >= rounds[-1].got else None

    def _record_party_receipt(self, on: date, f: dict[str, Any]) -> bool:
        one = self._waiting(on, f)
        return one is not None and one.got is None

    def _receive_opinion(self, on: date, f: dict[str, Any]) -> bool:
        return self._waiting(on, f) is not None

    def _end_consultation(self, on: date, f: dict[str, Any]) -> bool:
        one = self._waiting(on, f)
        if one is None or (one.got is None and one.kind != "other_organ"):
            return False
        limit = one.limit()
        return limit is None or on > limit

    def _tell_third_party(self, on: date, f: dict[str, Any]) -> bool:
        rounds = self.asked.get(f["party"], [])
        return bool(rounds) and rounds[-1].kind == "third_party" and bool(rounds[-1].ended) and on >= rounds[-1].ended

    def _serve(self, on: date, f: dict[str, Any]) -> bool:
        """Against the wish of a third party only after it was told."""
        latest = [rounds[-1] for rounds in self.asked.values()]
        untold = [one for one in latest if one.view == "objects" and (one.told is None or one.told > on)]
        return self.draft[0] != "granted" or not any(one.kind == "third_party" for one in untold)

    def _propose_extension(self, on: date, f: dict[str, Any]) -> bool:
        most = 20 if self.received >= NEW_LAW else 15
        named = self.order and self.order[1] and self.zero == self.order[0]
        return not (self.longer or self.delay or named) and 1 <= f["working_days"] <= most and on <= self.due()

    _extend = _propose_extension

    def _refuse_extension(self, on: date, f: dict[str, Any]) -> bool:
        return self.proposed

    def _ask_reasons(self, on: date, f: dict[str, Any]) -> bool:
        return self.reasons is None and f["until"] > on and self._in_period(on)

    def _reject_reasons(self, on: date, f: dict[str, Any]) -> bool:
        return self.given or on > self.reasons[1]

    def _accept_reasons(self, on: date, f: dict[str, Any]) -> bool:
        if not f.get("delay_until"):
            return True
        named = self.order and self.order[1] and self.zero == self.order[0]
        return not named and on <= self.due() < f["delay_until"]

    def _notify_fee(self, on: date, f: dict[str, Any]) -> bool:
        return self.received >= FEES and f["amount_yuan"] > 0 and self.fee is None and self._in_period(on)

    def _record_fee_receipt(self, on: date, f: dict[str, Any]) -> bool:
        return self.fee[2] is None

    def _pay_fee(self, on: date, f: dict[str, Any]) -> bool:
        amount, _notified, got = self.fee
        return f["amount_yuan"] == amount and (got is None or on >= got) and on <= self.pay_by()

    def _lapse_fee(self, on: date, f: dict[str, Any]) -> bool:
        return self.fee[2] is not None and on > self.pay_by()

    def _supported(self, kind: str) -> bool:
        """What a reply of this kind supposes."""
        return {
            "unavailable.still_unclear": self.correction is not None and self.correction[2],
            "not_processed.excessive": self.rejected,
            "unavailable.does_not_exist": self.searched,
            "withheld.third_party": any(one.kind == "third_party" for one in self.everybody()),
            "closed.withdrawn": False,
        }.get(kind, True)

    def _draft_reply(self, on: date, f: dict[str, Any]) -> bool:
        return self._supported(f["decision"])

    def _clear_reply(self, on: date, f: dict[str, Any]) -> bool:
        return f["letter"] == self.draft[1]

    _send_back_reply = _clear_reply

    def _sign_reply(self, on: date, f: dict[str, Any]) -> bool:
        return self.cleared and (f["decision"], f["letter"]) == self.draft and self._supported(f["decision"])

    def _reopen(self, on: date, f: dict[str, Any]) -> bool:
        return not (f["by_day"] and f["by_day"] < on)
