"""答复: drafted, cleared by somebody else, signed, served, filed (Arts 17, 33, 36-40, 45)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications import reassessment, screening, signals
from gongkai.applications.actions.register import attach
from gongkai.applications.actions.steps import day_and_moment, number, step, words, write
from gongkai.applications.letters.compose import MissingFact
from gongkai.applications.models import Application, ApplicationFile, Letter
from gongkai.applications.standing import IN_APPROVAL
from gongkai.clearance import actions as clearance
from gongkai.clearance import queries as cleared
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages.models import StoredFile
from gongkai.statute.decisions import decision as decision_row

Released = ApplicationFile.Purpose.RELEASED


def draft_letter(
    application: Application, code: str, facts: dict[str, Any], *, by, at: datetime, files: Iterable[StoredFile] = ()
) -> Letter:
    """A reply of this kind with what it demands, complete; ValidationError names what is still missing."""
    try:
        row = decision_row(code)
    except LookupError as unknown:
        raise ValidationError(_("没有这种答复，请从列表中选择。")) from unknown
    letter = write(application, row.letter, by=by, at=at, facts=facts, decision=row.code)
    for stored in files:
        attach(application, screening.copy_to_release(application, stored, by=by), Released, letter=letter)
    try:
        words(letter, is_draft=True)
    except MissingFact as missing:
        raise ValidationError(str(missing)) from missing
    letter.digest = letter.content_hash()
    letter.save(update_fields=["digest"])
    return letter


def submit_letter(letter: Letter, *, by, at: datetime) -> None:
    """送审: what leaves needs clearance of exactly these words and files, by somebody who did not write them (Art. 17)."""
    row = decision_row(letter.decision)
    clearance.submit(
        subject=letter.subject, organ=letter.application.organ, title=f"{letter.application.number} {row.label}",
        content_hash=letter.digest, authors=[by], by=by, at=at, exhibits=screening.exhibits_of(letter),
    )  # fmt: skip


def draft_reply(
    *, application: Application, by, decision: str, facts: dict[str, Any], files: Iterable[StoredFile] = (),
    on: date | None = None, at: datetime | None = None, seen: int | None = None,
) -> Letter:  # fmt: skip
    """起草答复并送审. `facts` are those the kind of reply demands (statute.decisions); files go with it to the applicant."""
    organs.require(by, rules.HANDLE_APPLICATIONS, application.organ)
    on, at = day_and_moment(on, at)
    files = list(files)
    screening.read_ahead(application, files, by=by)
    with transaction.atomic():
        letter = draft_letter(application, decision, facts, by=by, at=at, files=files)
        step(application, "draft_reply", by=by, on=on, at=at, seen=seen, decision=letter.decision, letter=letter.pk)
        submit_letter(letter, by=by, at=at)
    return letter


@transaction.atomic
def recall_reply(
    *,
    application: Application,
    by,
    text: str = "",
    on: date | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Application:
    """收回重写: the writer wants to change what waits for review; the submission lapses."""
    on, at = day_and_moment(on, at)
    letter = current_draft(application)
    after = step(application, "recall_reply", by=by, on=on, at=at, seen=seen, text=text.strip())
    if letter is not None:
        clearance.take_back(subject=letter.subject, by=by)
    return after


def current_draft(application: Application) -> Letter | None:
    """The reply that waits for review or signature; None when none does."""
    if application.state != IN_APPROVAL:
        return None
    return application.letters.filter(signed_on=None).exclude(decision="").order_by("-pk").first()


@transaction.atomic
def clear_reply(
    *, application: Application, by, opinion: str = "", seen_hash: str, at: datetime | None = None
) -> Application:
    """审查通过 exactly the letter whose hash the reviewer has seen. The event follows from the clearance (handlers)."""
    record = _open_record(application)
    clearance.clear(record=record, by=by, content_hash=seen_hash, opinion=opinion, at=at)
    application.refresh_from_db()
    return application


@transaction.atomic
def send_back_reply(*, application: Application, by, opinion: str, at: datetime | None = None) -> Application:
    clearance.send_back(record=_open_record(application), by=by, opinion=opinion, at=at)
    application.refresh_from_db()
    return application


def _open_record(application: Application):
    letter = current_draft(application)
    record = cleared.pending(letter.subject) if letter else None
    if record is None:
        raise ValidationError(_("没有等待审查的答复书，可能已经有人办理，请刷新。"))
    return record


@transaction.atomic
def sign_reply(
    *, application: Application, by, seen_hash: str, opinion: str = "", on: date | None = None, at: datetime | None = None,
    seen: int | None = None,
) -> Application:  # fmt: skip
    """签发: the letter gets its number and leaves draft. One who may also clear, and did not write it, does both at once."""
    on, at = day_and_moment(on, at)
    letter = current_draft(application)
    if letter is None:
        raise ValidationError(_("没有等待签发的答复书，可能已经有人办理，请刷新。"))
    if letter.content_hash() != seen_hash:
        raise ValidationError(_("送审之后答复书又有改动，您看到的不是现在的内容，签发没有生效。请刷新后重新审阅。"))
    if cleared.pending(letter.subject) is not None and organs.may(by, rules.CLEAR, application.organ):
        clear_reply(application=application, by=by, seen_hash=seen_hash, opinion=opinion, at=at)
        seen = None  # the clearance has just added a row of its own
    if not cleared.is_cleared(letter.subject, letter.content_hash()):
        raise ValidationError(
            _("答复书还没有经撰写人以外的人审查，不能签发（条例第十七条）。请先由有审查权限的人审查。")
        )
    number(letter, by=by, on=on)
    return step(
        application, "sign_reply", by=by, on=on, at=at, seen=seen, decision=letter.decision, letter=letter.pk,
        number=letter.number,
    )  # fmt: skip


@transaction.atomic
def serve(
    *, application: Application, by, way: str, tracking: str = "", signed_for_on: date | None = None, note: str = "",
    proof: StoredFile | None = None, on: date | None = None, at: datetime | None = None, seen: int | None = None,
) -> Application:  # fmt: skip
    """送达 (国办公开办函〔2016〕235号): by post the day of posting counts, by China Post only; in person the day of signing.

    From then on the reply and what it encloses can be read on the applicant's status page.
    """
    on, at = day_and_moment(on, at)
    if way == "post" and not tracking.strip():
        raise ValidationError(_("邮寄送达请填写中国邮政的邮件号，交邮之日以它为凭；不能交其他快递企业投递。"))
    letter = application.letters.exclude(decision="").exclude(signed_on=None).order_by("-pk").first()
    if letter is None:
        raise ValidationError(_("还没有签发的答复书，不能送达。"))
    if proof is not None:
        attach(application, proof, ApplicationFile.Purpose.PROOF, letter=letter)
    after = step(
        application, "serve", by=by, on=on, at=at, seen=seen, letter=letter.pk, way=way, tracking=tracking.strip(),
        signed_for_on=signed_for_on, note=note.strip(),
    )  # fmt: skip
    letter.served_on = letter.served_on or on
    letter.save(update_fields=["served_on"])
    reassessment.watch(after, letter)
    signals.answered.send(Application, application=after, letter=letter, by=by)
    return after


@transaction.atomic
def record_return(
    *,
    application: Application,
    by,
    why: str,
    on: date | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Application:
    """退件: the reply stays timely; it is served again."""
    on, at = day_and_moment(on, at)
    return step(application, "record_return", by=by, on=on, at=at, seen=seen, why=why.strip())
