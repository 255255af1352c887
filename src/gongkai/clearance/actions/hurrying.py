"""紧急公开: the chain shortened to one signature of a deputy or the head, with a reason; the other steps follow after.

The law's review stays first: without one person other than the author nothing goes out, whatever the hurry.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance import chains, clocks, signals
from gongkai.clearance.actions.deciding import locked, refuse_decided, refuse_other_content, refuse_unfinished
from gongkai.clearance.models import ClearanceRecord, ReviewStep
from gongkai.organs import queries as organs
from gongkai.organs import rules

Decision, StepDecision = ClearanceRecord.Decision, ReviewStep.Decision


@transaction.atomic
def clear_urgently(
    *, record: ClearanceRecord, by, content_hash: str, because: str, at: datetime | None = None,
    revision: int | None = None, revision_at: datetime | None = None,
) -> ClearanceRecord:  # fmt: skip
    """The record is cleared now; what is left of its chain stays open as after-review, each step with a day.

    Raises PermissionDenied for an author, or for somebody who is neither deputy nor head; ValidationError without a
    reason, and what `clear` raises of the content, a referral or a comment.
    """
    record = locked(record)
    organs.require(by, rules.CLEAR, record.organ)
    organs.require(by, rules.PUBLISH, record.organ)
    role = next(iter(sorted(organs.roles_of(by, record.organ) & chains.MAY_HURRY)), "")
    if not role:
        raise PermissionDenied(_("紧急公开只能由分管领导或者主要负责人决定。"))
    if by.pk in record.author_keys:
        raise PermissionDenied(_("您参与了这份内容的撰写，不能审查自己的内容（条例第十七条），紧急情况也不例外。"))
    if not because.strip():
        raise ValidationError(_("请写明紧急公开的理由，它会留在审查记录里。"))
    refuse_decided(record)
    if record.decision != Decision.PENDING:
        raise ValidationError(_("这次送审已经紧急公开，正在补审。"))
    refuse_other_content(record, content_hash)
    refuse_unfinished(record)
    if record.steps.filter(decided_by=by).exists():
        raise ValidationError(_("这次送审的另一步是您审查的，同一个人不审两步，不能由您决定紧急公开。"))
    at = at or timezone.now()
    lapse_after_review(subject=record.subject)  # of an older text, which this one replaces
    step = _own_step(record, role)
    step.decision, step.decided_by, step.decided_at, step.opinion = StepDecision.CLEARED, by, at, because.strip()
    step.content_hash, step.is_urgent = content_hash, True
    step.turned_at = step.turned_at or record.submitted_at
    step.revision, step.revision_at = revision or record.revision, revision_at or record.revision_at
    step.save()
    due_on = clocks.after("after_review", timezone.localdate(at))
    left = record.steps.filter(decision=StepDecision.OPEN)
    if left.update(after_due_on=due_on, turned_at=at):
        record.urgent_because = because.strip()[:300]
    record.decision, record.decided_by, record.decided_at, record.opinion = Decision.CLEARED, by, at, because.strip()
    record.save()
    audit.record(
        verb="clearance.urgent", by=by, organ=record.organ.slug, subject=record.subject, content=record.content_hash,
        record=record.pk, why=because.strip(), until=due_on,
    )  # fmt: skip
    signals.cleared.send(ClearanceRecord, record=record, by=by)
    return record


def _own_step(record: ClearanceRecord, role: str) -> ReviewStep:
    """The open step that is his role's (or anybody's), else one of its own before all others."""
    own = next((step for step in record.open_steps if step.role in (role, chains.ANYBODY)), None)
    return own or ReviewStep(record=record, position=0, role=role)


@transaction.atomic
def lapse_after_review(*, subject: str) -> None:
    """What went out in a hurry is public no more: nothing is left to review after."""
    steps = ReviewStep.objects.filter(record__subject=subject, record__decision=Decision.CLEARED)
    steps.filter(decision=StepDecision.OPEN).update(decision=StepDecision.LAPSED)
