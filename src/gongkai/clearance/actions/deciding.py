"""准予公开, 退回修改: the step whose turn it is, by a person who may take it. The record is cleared by its last step."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance import signals
from gongkai.clearance.bench import Bench
from gongkai.clearance.models import ClearanceRecord, ReviewComment, ReviewSheet, ReviewStep
from gongkai.clearance.screening.standing import exhibits_of, problems, standings
from gongkai.organs import queries as organs
from gongkai.organs import rules

Decision, StepDecision = ClearanceRecord.Decision, ReviewStep.Decision


def locked(record: ClearanceRecord) -> ClearanceRecord:
    return ClearanceRecord.objects.select_for_update().get(pk=record.pk)


def refuse_decided(record: ClearanceRecord) -> None:
    if record.decision == Decision.PENDING or record.awaits_after_review:
        return
    who = record.decided_by.get_full_name() if record.decided_by else _("系统")
    raise ValidationError(
        _("这次送审已有结论：%(decision)s（%(who)s）。您的意见没有覆盖它。")
        % {"decision": record.get_decision_display(), "who": who}
    )


def refuse_other_content(record: ClearanceRecord, content_hash: str) -> None:
    if record.content_hash != content_hash:
        raise ValidationError(_("送审之后内容又有改动，您看到的不是现在的内容，审查没有生效。请刷新后重新审阅。"))


def refuse_unfinished(record: ClearanceRecord) -> None:
    """What forbids saying yes to anybody: a question that is with another authority, a comment nobody has answered."""
    if referral := record.open_referral:
        raise ValidationError(
            _("已于%(day)s转送%(name)s确定，答复登记之前不能准予公开。")
            % {"day": referral.sent_on.isoformat(), "name": referral.name}
        )
    if found := open_findings(record):
        raise ValidationError([_("检查发现的问题还没有处理完，不能准予公开：") + found[0], *found[1:]])
    if ReviewComment.objects.filter(subject=record.subject, is_must=True, resolved_at=None).exists():
        raise ValidationError(_("还有必须处理的批注没有处理，不能准予公开。请逐条处理或者退回修改。"))


def open_findings(record: ClearanceRecord) -> list[str]:
    """A sentence for each thing the scanners stopped in what was submitted and nobody has covered or answered for."""
    return problems(standings(record.subject, exhibits_of(record)))


def decide(
    *, record: ClearanceRecord, decision: str, by, content_hash: str, opinion: str, at: datetime | None, entered_by=None,
    revision: int | None = None, revision_at: datetime | None = None, paper=None, signed_on: date | None = None, **facts,
) -> tuple[ClearanceRecord, ReviewStep]:  # fmt: skip
    with transaction.atomic():
        record = locked(record)
        organs.require(by, rules.CLEAR, record.organ)
        if by.pk not in record.author_keys:  # who wrote it is told that first of all, by the bench
            refuse_decided(record)
        step = record.current_step or ReviewStep(record=record, position=1)
        seat = Bench(record.organ).take(by, record, step)
        refuse_decided(record)
        refuse_other_content(record, content_hash)
        if decision == Decision.CLEARED:
            refuse_unfinished(record)
        step.decision, step.decided_by, step.opinion = decision, by, opinion
        step.decided_at = at or timezone.now()
        step.content_hash = content_hash
        step.revision, step.revision_at = revision or record.revision, revision_at or record.revision_at
        step.in_place_of, step.stands_in = seat.in_place_of, seat.stands_in
        step.entered_by, step.paper, step.signed_on = entered_by, paper, signed_on
        step.save()
        if seat.in_place_of is not None:
            facts["in_place_of"] = seat.in_place_of.get_username()
        verb = _conclude(record, step)
        audit.record(
            verb=f"clearance.{verb}",
            by=entered_by or by,
            organ=record.organ.slug,
            subject=record.subject,
            content=record.content_hash,
            record=record.pk,
            **facts,
        )
    return record, step


def _conclude(record: ClearanceRecord, step: ReviewStep) -> str:
    """What the step means for the record, as the verb of the trail."""
    following = list(ReviewStep.objects.filter(record=record, decision=StepDecision.OPEN))
    if step.is_after:
        if step.decision == StepDecision.CLEARED:
            _turn(following, step.decided_at)
            return "after_cleared"
        _settle(record, step)
        return "revoked"
    if step.decision == StepDecision.CLEARED and following:
        _turn(following, step.decided_at)
        return "step_cleared"
    if step.decision == StepDecision.CLEARED and not ReviewSheet.objects.filter(record=record).exists():
        raise ValidationError(_("这次送审没有保密审查表，不能准予公开。请撰写人撤回后重新送审。"))
    _settle(record, step)
    return step.decision


def _turn(following: list[ReviewStep], at: datetime) -> None:
    if following:
        following[0].turned_at = at
        following[0].save(update_fields=["turned_at"])


def _settle(record: ClearanceRecord, step: ReviewStep) -> None:
    record.decision, record.decided_by, record.opinion = step.decision, step.decided_by, step.opinion
    record.decided_at = step.decided_at
    record.save()
    open_steps = ReviewStep.objects.filter(decision=StepDecision.OPEN)
    open_steps.filter(record=record).update(decision=StepDecision.LAPSED)
    if record.decision == Decision.CLEARED:  # what stood after-review of an older text is now reviewed in the new one
        older = open_steps.filter(record__subject=record.subject, record__decision=Decision.CLEARED)
        older.update(decision=StepDecision.LAPSED)


def clear(
    *, record: ClearanceRecord, by, content_hash: str, opinion: str = "", at: datetime | None = None,
    revision: int | None = None, revision_at: datetime | None = None,
) -> ClearanceRecord:  # fmt: skip
    """准予公开, as far as this step goes. `content_hash` is the content the reviewer had before the eyes, `revision` the
    version shown; another content is refused.

    Raises PermissionDenied for an author or somebody without the right, ValidationError when already decided or changed,
    when it is another's turn, while a referral is unanswered or a comment that must be resolved is not.
    """
    record, step = decide(
        record=record, decision=Decision.CLEARED, by=by, content_hash=content_hash, opinion=opinion, at=at,
        revision=revision, revision_at=revision_at,
    )  # fmt: skip
    announce_yes(record, step, by)
    return record


def announce_yes(record: ClearanceRecord, step: ReviewStep, by) -> None:
    if step.is_after:
        return
    signal = signals.cleared if record.decision == Decision.CLEARED else signals.advanced
    signal.send(ClearanceRecord, record=record, by=by)


def clear_by_signature(
    *, record: ClearanceRecord, signed_by, by, content_hash: str, signature: str, opinion: str, at: datetime | None = None
):  # fmt: skip
    """准予公开 of a text drawn word for word from one that is signed: the decision is the signer's, `by` only enters it.

    `signature` is the digest that was signed. The trail names who entered it, whose signature it was, and the digest.
    What binds a reviewer binds the signer: the right to clear, and no word of it his own. Errors as in `clear`.
    """
    organs.require(by, rules.PUBLISH, record.organ)
    record, step = decide(
        record=record, decision=Decision.CLEARED, by=signed_by, content_hash=content_hash, opinion=opinion, at=at,
        entered_by=by, signed_by=signed_by.get_username(), signature=signature,
    )  # fmt: skip
    announce_yes(record, step, signed_by)
    return record


@transaction.atomic
def send_back(*, record: ClearanceRecord, by, opinion: str, at: datetime | None = None):
    """退回修改, with a reason the author can work from; it ends the chain, at whichever step.

    In an after-review it takes back an urgent clearance: what went out by it is withdrawn at once (signals.revoked).
    """
    if not opinion.strip():
        raise ValidationError(_("退回时请写明要修改什么，撰写人才知道怎么改。"))
    record, step = decide(
        record=record, decision=Decision.SENT_BACK, by=by, content_hash=record.content_hash, opinion=opinion, at=at
    )
    signal = signals.revoked if step.is_after else signals.sent_back
    signal.send(ClearanceRecord, record=record, by=by)
    return record
