"""送审 (Art. 17): one content, its steps, its sheet; and what makes a submission void."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance import chains, questions, signals
from gongkai.clearance.models import ClearanceRecord, RecordedExhibit, ReviewSheet, ReviewStep
from gongkai.clearance.screening.standing import BLOCK, Exhibit, standings
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ

Decision, StepDecision = ClearanceRecord.Decision, ReviewStep.Decision


@dataclass(frozen=True)
class Sheet:
    """What the 保密审查表 holds of a submission: facts by name (clearance.sheets), answers by question, a note for each yes."""

    facts: Mapping[str, object] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def submit(
    *, subject: str, organ: Organ, title: str, content_hash: str, authors: Iterable, by, at: datetime | None = None,
    chain: str = chains.USUAL, escalate: str = "", sheet: Sheet | None = None, revision: int | None = None,
    revision_at: datetime | None = None, exhibits: Iterable[Exhibit] = (),
) -> ClearanceRecord:  # fmt: skip
    """送审: ask for the clearance of one content. An open submission of another content of the same subject lapses.

    `chain` is a code of clearance.chains; `escalate` says why the head of the organ has to look too, empty for no. A yes
    on the sheet escalates by itself, and so does something found in `exhibits` (text and files, as scanned) that somebody
    justified. Raises ValidationError where the sheet says what forbids submitting at all.
    """
    organs.require(by, rules.WRITE, organ)
    sheet = sheet or Sheet()
    answers = _checked(sheet)
    exhibits = list(exhibits)
    escalate = escalate or _said_yes(answers) or _justified(subject, exhibits)
    open_record = ClearanceRecord.objects.select_for_update().filter(subject=subject, decision=Decision.PENDING).first()
    if open_record is not None:
        if open_record.content_hash == content_hash:
            return _escalated(open_record, escalate, by) if escalate else open_record
        _close(open_record, Decision.OUTDATED)
    at = at or timezone.now()
    record = ClearanceRecord.objects.create(
        subject=subject, organ=organ, title=title, content_hash=content_hash, submitted_by=by, submitted_at=at,
        chain=chains.chain(chain).code, escalated_because=escalate[:200], revision=revision, revision_at=revision_at,
    )  # fmt: skip
    record.authors.set({by, *authors})
    roles = chains.roles_of(chains.chain(chain), escalated=bool(escalate))
    ReviewStep.objects.bulk_create(
        ReviewStep(record=record, position=position, role=role, turned_at=at if position == 1 else None)
        for position, role in enumerate(roles, 1)
    )
    ReviewSheet.objects.create(
        record=record, facts=dict(sheet.facts), answers=answers, note=sheet.note.strip(), filled_by=by, filled_at=at
    )
    RecordedExhibit.objects.bulk_create(
        RecordedExhibit(record=record, label=one.label[:200], scan=one.scan, file=one.file) for one in exhibits
    )
    audit.record(verb="clearance.submitted", by=by, organ=organ.slug, subject=subject, content=content_hash)
    signals.submitted.send(ClearanceRecord, record=record, by=by)
    return record


def _checked(sheet: Sheet) -> dict[str, bool]:
    answers = questions.complete(sheet.answers)
    yes = [row for row in questions.QUESTIONS if answers[row.code]]
    if any(row.refuses for row in yes):
        raise ValidationError(
            _(
                "涉及国家秘密的内容不得在本系统存储、处理，也不得送审。请立即停止操作、断开传播，并在 24 小时内向同级保密行政管理部门和上级主管部门报告（保密法实施条例第六十一条）。"
            )
        )
    if yes and not sheet.note.strip():
        raise ValidationError(_("保密审查表中回答“是”的，请在“说明”里写明是什么、怎样处理的。"))
    return answers


def _justified(subject: str, exhibits: list[Exhibit]) -> str:
    """What a scanner would have stopped and a person answers for is looked at by the head of the organ as well."""
    labels = [one.label for one in standings(subject, exhibits) if one.severity == BLOCK and one.settlement]
    return _("说明理由后保留：%s") % "、".join(dict.fromkeys(labels)) if labels else ""


def _said_yes(answers: Mapping[str, bool]) -> str:
    said = [row.wording.removeprefix("是否") for row in questions.QUESTIONS if answers[row.code]]
    return _("保密审查表：%s") % "；".join(said) if said else ""


@transaction.atomic
def escalate(*, record: ClearanceRecord, because: str, by) -> ClearanceRecord:
    """加审: the head of the organ looks last. On a record that is decided, or escalated already, nothing happens."""
    organs.require(by, rules.READ_DRAFTS, record.organ)
    record = ClearanceRecord.objects.select_for_update().get(pk=record.pk)
    return record if record.decision != Decision.PENDING else _escalated(record, because, by)


def _escalated(record: ClearanceRecord, because: str, by) -> ClearanceRecord:
    if record.escalated_because or not because:
        return record
    record.escalated_because = because[:200]
    record.save(update_fields=["escalated_because"])
    last = record.steps.order_by("-position").first()
    if not record.steps.filter(role=chains.LEADER).exists():
        ReviewStep.objects.create(record=record, position=(last.position if last else 0) + 1, role=chains.LEADER)
    audit.record(
        verb="clearance.escalated",
        by=by,
        organ=record.organ.slug,
        subject=record.subject,
        record=record.pk,
        why=because,
    )
    return record


@transaction.atomic
def take_back(*, subject: str, by) -> None:
    """撤回送审: the author wants to go on writing. Without an open submission nothing happens."""
    record = ClearanceRecord.objects.select_for_update().filter(subject=subject, decision=Decision.PENDING).first()
    if record is not None:
        organs.require(by, rules.WRITE, record.organ)
        _close(record, Decision.WITHDRAWN)
        audit.record(verb="clearance.withdrawn", by=by, organ=record.organ.slug, subject=subject, record=record.pk)


@transaction.atomic
def void_pending(*, subject: str, content_hash: str) -> None:
    """An edit makes an open submission of any other content void, with every step that has been cleared of it."""
    for record in ClearanceRecord.objects.filter(subject=subject, decision=Decision.PENDING):
        if record.content_hash != content_hash:
            _close(record, Decision.OUTDATED)


def _close(record: ClearanceRecord, decision: str) -> None:
    record.decision, record.decided_at = decision, timezone.now()
    record.save(update_fields=["decision", "decided_at"])
    record.steps.filter(decision=StepDecision.OPEN).update(decision=StepDecision.LAPSED)
