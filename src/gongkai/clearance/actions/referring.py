"""转送确定: a question to an authority that can decide it, and the answer on file (Art. 17; 保密法实施条例第二十五条)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance import clocks, signals
from gongkai.clearance.actions.deciding import locked, refuse_decided
from gongkai.clearance.bench import Bench
from gongkai.clearance.models import ClearanceRecord, Referral, ReviewStep
from gongkai.organs import queries as organs
from gongkai.organs import rules

Decision, Result, StepDecision = ClearanceRecord.Decision, Referral.Result, ReviewStep.Decision


@transaction.atomic
def refer(
    *, record: ClearanceRecord, by, addressee: str, name: str, question: str, sent_on: date | None = None
) -> Referral:
    """Ask. The chain waits until the answer is registered. `question` may hold nothing that is secret itself.

    For the person whose turn it is. Raises ValidationError for a second open question, a date in the future or before
    the submission, an empty name or question.
    """
    record = locked(record)
    organs.require(by, rules.CLEAR, record.organ)
    refuse_decided(record)
    if record.decision != Decision.PENDING:
        raise ValidationError(_("内容已经紧急公开：不能确定可否公开的，请在补审中退回，内容会立即撤下。"))
    Bench(record.organ).take(by, record, record.current_step)
    if record.open_referral:
        raise ValidationError(_("已经转送%s，正在等待答复。") % record.open_referral.name)
    submitted_on, sent_on = timezone.localdate(record.submitted_at), sent_on or timezone.localdate()
    if not submitted_on <= sent_on <= timezone.localdate():
        raise ValidationError({"sent_on": _("转送日期应在送审之日以后、今天以前。")})
    if not name.strip() or not question.strip():
        raise ValidationError(_("请填写转送的部门和请确定的问题。"))
    referral = Referral(
        record=record, addressee=Referral.Addressee(addressee), name=name.strip(), question=question.strip(),
        sent_on=sent_on, sent_by=by, report_due_on=clocks.after("referral.report", submitted_on),
        due_on=clocks.after("referral.answer", sent_on),
    )  # fmt: skip
    referral.full_clean(validate_constraints=False)
    referral.save()
    audit.record(
        verb="clearance.referred", by=by, organ=record.organ.slug, subject=record.subject, record=record.pk,
        name=referral.name, until=referral.due_on,
    )  # fmt: skip
    return referral


@transaction.atomic
def answer_referral(
    *, referral: Referral, by, result: str, answered_on: date, document_number: str = "", answer: str = "", file=None
) -> Referral:
    """登记答复. 可以公开 gives the step back to whoever's turn it is; 不得公开 and 部分公开 send the text back at once.

    The answer to a submission that is closed meanwhile is kept on file and changes nothing.
    """
    referral = Referral.objects.select_for_update().select_related("record__organ").get(pk=referral.pk)
    record = locked(referral.record)
    organs.require(by, rules.CLEAR, record.organ)
    if by.pk in record.author_keys:
        raise ValidationError(_("您参与了撰写，请由其他有审查权限的人登记答复。"))
    if referral.answered_on is not None:
        raise ValidationError(_("这次转送的答复已于%s登记。") % referral.answered_on.isoformat())
    if not referral.sent_on <= answered_on <= timezone.localdate():
        raise ValidationError({"answered_on": _("答复日期应在转送之日以后、今天以前。")})
    if not document_number.strip() and file is None:
        raise ValidationError(_("请填写答复的文号，或者上传答复的扫描件，以便存档。"))
    referral.result, referral.answered_on, referral.recorded_by = Result(result), answered_on, by
    referral.document_number, referral.answer, referral.file = document_number.strip(), answer.strip(), file
    referral.full_clean(validate_constraints=False)
    referral.save()
    audit.record(
        verb="clearance.referral_answered", by=by, organ=record.organ.slug, subject=record.subject, record=record.pk,
        name=referral.name, result=referral.result, on=answered_on,
    )  # fmt: skip
    if record.decision == Decision.PENDING and referral.result != Result.PUBLIC:
        _send_back(record, referral, by)
    return referral


def _send_back(record: ClearanceRecord, referral: Referral, by) -> None:
    """By the authority's word: the one who enters it takes no step of the chain."""
    said = "，".join(part for part in (referral.document_number, referral.answer) if part)
    record.decision, record.decided_by, record.decided_at = Decision.SENT_BACK, by, timezone.now()
    record.opinion = _("%(name)s答复：%(result)s。%(said)s") % {
        "name": referral.name, "result": referral.get_result_display(), "said": said,
    }  # fmt: skip
    record.save()
    record.steps.filter(decision=StepDecision.OPEN).update(decision=StepDecision.LAPSED)
    audit.record(
        verb="clearance.sent_back", by=by, organ=record.organ.slug, subject=record.subject, content=record.content_hash,
        record=record.pk,
    )  # fmt: skip
    signals.sent_back.send(ClearanceRecord, record=record, by=by)
