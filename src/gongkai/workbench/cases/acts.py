"""The steps of a case as a person meets them: an act is a small form and what it does, found by the event it records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.applications import guards, queries
from gongkai.applications import standing as s
from gongkai.applications.book import office_calendar
from gongkai.applications.events import NoOpinion
from gongkai.applications.queries import Step
from gongkai.casework.lifecycle import Happened, Refusal
from gongkai.organs import rules
from gongkai.organs.models import Role
from gongkai.statute.instruments import cite
from gongkai.workbench.forms.applications.base import StepForm

# What is shown open as the next thing to do, by the state of the case; everything else lies in a fold.
NEXT = {
    s.ARRIVED: ("confirm",),
    s.RECEIVED: ("assign",),
    s.REOPENED: ("assign",),
    s.CORRECTION_ASKED: ("lapse_correction", "receive_correction", "accept_late_correction"),
    s.CONSULTING: ("record_party_receipt", "receive_opinion", "end_consultation"),
    s.REASON_ASKED: ("receive_reasons", "accept_reasons", "reject_reasons"),
    s.FEE_NOTICED: ("record_fee_receipt", "pay_fee", "lapse_fee"),
    s.REPLIED: ("serve",),
    s.SERVED: ("archive",),
    s.ABANDONED_CORRECTION: ("archive",),
    s.ABANDONED_FEE: ("archive",),
    s.WITHDRAWN: ("archive",),
}
GROUPS = (
    ("ask", gettext_lazy("补正、征求意见")),
    ("time", gettext_lazy("期限、说明理由")),
    ("fee", gettext_lazy("信息处理费")),
    ("more", gettext_lazy("其他")),
)
# Steps that follow from others or stand on a page of their own, and are not offered as a form.
ELSEWHERE = {
    "draft_reply",
    "clear_reply",
    "send_back_reply",
    "sign_reply",
    "suggest_publication",
    "make_public",
    "note",
}


@dataclass(frozen=True)
class Act:
    """One step. `action` takes the case, the account and the form's facts; `said` tells that it is done.

    `run` replaces the plain call where files or several answers are involved: it takes request, case and form.
    """

    event: str
    label: str
    form: type[StepForm]
    button: str
    said: str
    action: Callable[..., Any] | None = None
    group: str = "more"
    run: Callable[..., str] | None = None
    warns: str = ""  # what the person should know before, where the step cannot be taken back
    takes_files: bool = False

    @property
    def path(self) -> str:
        return self.event.replace("_", "-")

    @property
    def url_name(self) -> str:
        return f"office_case_{self.event}"


@dataclass(frozen=True)
class Offer:
    """A lawful step this person may take now, with its empty form."""

    act: Act
    step: Step
    form: StepForm
    is_next: bool

    @property
    def citation(self) -> str:
        return cite("2019", self.step.transition.article)


@dataclass(frozen=True)
class Closed:
    """A step that cannot be taken, by the law or by this person, and why."""

    label: str
    why: str


@dataclass(frozen=True)
class Choices:
    """Everything that can and cannot be done with a case now."""

    next: list[Offer]
    groups: list[tuple[str, list[Offer]]]
    closed: list[Closed]
    others: list[Closed]
    may: frozenset[str]  # events open to this person, those with pages of their own among them


def choices(case, standing, desk, acts: Mapping[str, Act]) -> Choices:
    steps = [_tried(step, standing) for step in queries.steps(case, standing)]
    order = _next(case, standing, desk)
    mine = [step for step in steps if step.is_open and _may(step, desk)]
    offers = [
        Offer(acts[event], step, acts[event].form(case=case, standing=standing, desk=desk), event in order)
        for step in mine
        if (event := step.transition.event) in acts and event not in ELSEWHERE and not _is_idle(event, standing, desk)
    ]  # fmt: skip
    groups = [
        (title, rows)
        for group, title in GROUPS
        if (rows := [offer for offer in offers if not offer.is_next and offer.act.group == group])
    ]
    return Choices(
        next=sorted((offer for offer in offers if offer.is_next), key=lambda offer: order.index(offer.act.event)),
        groups=groups,
        closed=[Closed(step.transition.label, step.why_not) for step in steps if _worth_telling(step)],
        others=[Closed(step.transition.label, _who(step)) for step in steps if step.is_open and not _may(step, desk)
                and step.transition.right and not _is_idle(step.transition.event, standing, desk)],
        may=frozenset(step.transition.event for step in mine),
    )  # fmt: skip


def _next(case, standing, desk) -> tuple[str, ...]:
    """What lies open; for a head an extension that was asked for comes before everything else."""
    asked = standing.extension_asked is not None and desk.may(rules.APPROVE_PROCEDURE)
    return (*(("extend", "refuse_extension") if asked else ()), *NEXT.get(case.state, ()))


def _tried(step: Step, standing) -> Step:
    """Silence can be told beforehand to be too early for everybody who is still asked."""
    if step.transition.event != "end_consultation" or not step.is_open:
        return step
    why = ""
    for row in standing.open_consultations:
        happened = Happened("end_consultation", timezone.localdate(), NoOpinion(row.party), timezone.now())
        try:
            guards.silence_is_over(standing, happened, office_calendar())
            return step
        except Refusal as refusal:
            why = str(refusal)
    return Step(step.transition, why)


def _may(step: Step, desk) -> bool:
    return bool(step.transition.right) and desk.may(step.transition.right)


def _is_idle(event: str, standing, desk) -> bool:
    """Steps the table allows and nobody needs: refusing what was not asked for, asking a head who can decide himself."""
    if event == "refuse_extension":
        return standing.extension_asked is None
    if event == "propose_extension":
        return desk.may(rules.APPROVE_PROCEDURE) or standing.extension_asked is not None
    if event in {"clear_reply", "send_back_reply", "sign_reply"}:
        return True
    if event == "record_party_receipt":
        return all(row.received_on is not None for row in standing.open_consultations)
    if event == "tell_third_party":  # only against somebody's wish
        return not any(row.view in {"objects", "agrees_in_part"} for row in standing.consultations)
    return event == "record_fee_receipt" and bool(standing.fee and standing.fee.received_on)


def _worth_telling(step: Step) -> bool:
    return not step.is_open and step.transition.event not in {"clear_reply", "send_back_reply", "recall_reply"}


def _who(step: Step) -> str:
    names: Iterable[str] = (str(Role(role).label) for role in rules.roles_with(step.transition.right))
    return _("由%s办理") % "、".join(names)
