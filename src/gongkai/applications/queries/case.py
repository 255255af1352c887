"""One case: found by staff or by its number and code, its timeline, and what can lawfully be done with it now."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from gongkai.applications import clocks, events, rules
from gongkai.applications.book import BOOK, office_calendar
from gongkai.applications.lifecycle import APPLICATION
from gongkai.applications.models import Application, ApplicationEvent
from gongkai.applications.standing import Standing
from gongkai.casework.lifecycle import ANNUL, Happened, Refusal, Transition
from gongkai.sealing.seal import prefix_in_use, seal, unseal

HIDDEN_FROM_APPLICANT = {
    "assign", "note", "record_search", "draft_reply", "clear_reply", "send_back_reply", "recall_reply", "propose_extension",
    "refuse_extension", "waive_fee", "record_party_receipt", "sign_reply", "archive", "make_public", "receive_opinion",
    "end_consultation", "tell_third_party", "reject_reasons",  # tells what the reply will be before it is signed
}  # fmt: skip
NOBODYS_CODE = "0" * rules.CODE_LENGTH  # 0 is no letter of a code


@dataclass(frozen=True)
class Line:
    """One line of a timeline: `corrected_by` is the later row that stands in for this one."""

    row: ApplicationEvent
    label: str
    facts: Any
    corrected_by: ApplicationEvent | None = None

    @property
    def is_correction(self) -> bool:
        return bool(self.row.supersedes)


def case_of(organ, pk: int) -> Application | None:
    return (
        Application.objects.select_related("organ", "applicant", "handler", "unit", "registered_by")
        .filter(organ=organ, pk=pk)
        .first()
    )


def found_by_code(number: str, code: str) -> Application | None:
    """The application of this number, if the code is its own. Takes the same time whether or not the number exists."""
    found = Application.objects.filter(number=rules.typed_number(number)).values_list("pk", "query_code").first()
    pk, known = found or (None, unseal(_nobodys_code(prefix_in_use()), column="nobody"))
    fits = constant_time_compare(known, rules.typed_code(code))
    if pk is None or not fits:
        return None
    return Application.objects.select_related("organ__disclosure_office").get(pk=pk)


@cache
def _nobodys_code(_key: str) -> str:
    """Opened in the place of a code, where there is none: a number nobody has answers neither sooner nor later."""
    return seal(NOBODYS_CODE, column="nobody")


def timeline(case: Application) -> list[Line]:
    """Everything that was recorded, in the order of recording, corrected rows beside their corrections."""
    rows = BOOK.events_of(case)
    last = {row.supersedes: row for row in rows if row.supersedes}  # of several corrections of one row the last holds
    found = []
    for row in rows:
        standing_in = last.get(row.supersedes or row.seq)
        label = "作废" if row.event == ANNUL else APPLICATION.label(row.event)
        found.append(Line(row, label, BOOK.happened(row).facts, standing_in if standing_in is not row else None))
    return found


def public_timeline(case: Application) -> list[Line]:
    """What the applicant is told: outward steps only, as they stand after corrections, without anybody's name."""
    return [
        line
        for line in timeline(case)
        if line.row.event not in HIDDEN_FROM_APPLICANT and line.row.event != ANNUL and line.corrected_by is None
    ]


@dataclass(frozen=True)
class Step:
    """A row of the table as it stands for this case today: open, or `why_not` with the article."""

    transition: Transition
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        return not self.why_not


# Facts with which a step is tried out, so that a refusal that does not depend on them can be told beforehand.
_TRIAL = {
    "ask_correction": lambda today: events.CorrectionAsked(("…",), date.max),
    "extend": lambda today: events.Extended(1, "…"),
    "propose_extension": lambda today: events.ExtensionAsked(1, "…"),
    "refuse_extension": lambda today: events.Noted(""),
    "ask_reasons": lambda today: events.ReasonsAsked("…", "…", date.max),
    "lapse_correction": lambda today: events.Lapsed("…"),
    "receive_correction": lambda today: events.CorrectionReceived("…"),
    "accept_late_correction": lambda today: events.CorrectionReceived("…", reason="…"),
    "notify_fee": lambda today: events.FeeNotified("items", 1, 1, ()),
    "lapse_fee": lambda today: events.Nothing(),
    "reject_reasons": lambda today: events.ReasonsRejected("…", 0),
}


def steps(case: Application, standing: Standing | None = None, *, today: date | None = None) -> list[Step]:
    """Every step the table knows for open cases: those lawful now, and those that are not with the reason and article."""
    standing = standing or BOOK.replay(case)
    today = today or timezone.localdate()
    known = office_calendar()
    found, seen = [], set()
    for row in APPLICATION.transitions:
        if "new" in row.sources or row.event in seen:
            continue
        seen.add(row.event)
        trial = _TRIAL.get(row.event)
        try:
            current = APPLICATION.row(standing, row.event)
            if trial is not None:
                happened = Happened(row.event, today, trial(today), timezone.now(), case.last_seq + 1)
                for guard in current.guards:
                    guard(standing, happened, known)
            found.append(Step(current))
        except Refusal as refusal:
            found.append(Step(row, str(refusal)))
    return found


def running(case: Application, standing: Standing | None = None) -> list[clocks.Clock]:
    return clocks.running(standing or BOOK.replay(case), office_calendar())
