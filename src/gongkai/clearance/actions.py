"""Submitting, clearing, sending back (Art. 17). The two-person rule stands here, not in a button: it binds superusers too."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit import actions as audit
from gongkai.clearance import signals
from gongkai.clearance.models import ClearanceRecord
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ

Decision = ClearanceRecord.Decision


@transaction.atomic
def submit(
    *, subject: str, organ: Organ, title: str, content_hash: str, authors: Iterable, by, at: datetime | None = None
) -> ClearanceRecord:
    """送审: ask for the clearance of one content. An open submission of another content of the same subject lapses."""
    organs.require(by, rules.WRITE, organ)
    open_record = ClearanceRecord.objects.select_for_update().filter(subject=subject, decision=Decision.PENDING).first()
    if open_record is not None:
        if open_record.content_hash == content_hash:
            return open_record
        _close(open_record, Decision.OUTDATED)
    record = ClearanceRecord.objects.create(
        subject=subject,
        organ=organ,
        title=title,
        content_hash=content_hash,
        submitted_by=by,
        submitted_at=at or timezone.now(),
    )
    record.authors.set({by, *authors})
    audit.record(verb="clearance.submitted", by=by, organ=organ.slug, subject=subject, content=content_hash)
    signals.submitted.send(ClearanceRecord, record=record, by=by)
    return record


def _decide(
    *, record: ClearanceRecord, decision: str, by, content_hash: str, opinion: str, at: datetime | None, entered_by=None,
    **facts,
):  # fmt: skip
    with transaction.atomic():
        record = ClearanceRecord.objects.select_for_update().get(pk=record.pk)
        organs.require(by, rules.CLEAR, record.organ)
        if record.authors.filter(pk=by.pk).exists():
            raise PermissionDenied(
                _("您参与了这份内容的撰写，不能审查自己的内容（条例第十七条）。请交由本机关其他有审查权限的人办理。")
            )
        if record.decision != Decision.PENDING:
            who = record.decided_by.get_full_name() if record.decided_by else _("系统")
            raise ValidationError(
                _("这次送审已有结论：%(decision)s（%(who)s）。您的意见没有覆盖它。")
                % {"decision": record.get_decision_display(), "who": who}
            )
        if record.content_hash != content_hash:
            raise ValidationError(_("送审之后内容又有改动，您看到的不是现在的内容，审查没有生效。请刷新后重新审阅。"))
        record.decision, record.decided_by, record.opinion = decision, by, opinion
        record.decided_at = at or timezone.now()
        record.save()
        audit.record(
            verb=f"clearance.{decision}",
            by=entered_by or by,
            organ=record.organ.slug,
            subject=record.subject,
            content=record.content_hash,
            record=record.pk,
            **facts,
        )
    return record


def clear(*, record: ClearanceRecord, by, content_hash: str, opinion: str = "", at: datetime | None = None):
    """准予公开. `content_hash` is the content the reviewer had before the eyes; another one is refused.

    Raises PermissionDenied for an author or somebody without the right, ValidationError when already decided or changed.
    """
    record = _decide(record=record, decision=Decision.CLEARED, by=by, content_hash=content_hash, opinion=opinion, at=at)
    signals.cleared.send(ClearanceRecord, record=record, by=by)
    return record


def clear_by_signature(
    *, record: ClearanceRecord, signed_by, by, content_hash: str, signature: str, opinion: str, at: datetime | None = None
):  # fmt: skip
    """准予公开 of a text drawn word for word from one that is signed: the decision is the signer's, `by` only enters it.

    `signature` is the digest that was signed. The trail names who entered it, whose signature it was, and the digest.
    What binds a reviewer binds the signer: the right to clear, and no word of it his own. Errors as in `clear`.
    """
    organs.require(by, rules.PUBLISH, record.organ)
    record = _decide(
        record=record, decision=Decision.CLEARED, by=signed_by, content_hash=content_hash, opinion=opinion, at=at,
        entered_by=by, signed_by=signed_by.get_username(), signature=signature,
    )  # fmt: skip
    signals.cleared.send(ClearanceRecord, record=record, by=signed_by)
    return record


def send_back(*, record: ClearanceRecord, by, opinion: str, at: datetime | None = None):
    """退回修改, with a reason the author can work from."""
    if not opinion.strip():
        raise ValidationError(_("退回时请写明要修改什么，撰写人才知道怎么改。"))
    record = _decide(
        record=record, decision=Decision.SENT_BACK, by=by, content_hash=record.content_hash, opinion=opinion, at=at
    )
    signals.sent_back.send(ClearanceRecord, record=record, by=by)
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
    """An edit makes an open submission of any other content void."""
    for record in ClearanceRecord.objects.filter(subject=subject, decision=Decision.PENDING):
        if record.content_hash != content_hash:
            _close(record, Decision.OUTDATED)


def _close(record: ClearanceRecord, decision: str) -> None:
    record.decision, record.decided_at = decision, timezone.now()
    record.save(update_fields=["decision", "decided_at"])
