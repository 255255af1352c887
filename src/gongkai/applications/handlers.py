"""What applications do when a lower context asks or announces; connected in apps.py and nowhere else."""

from django.utils import timezone

from gongkai.applications import identity, reminders
from gongkai.applications.book import BOOK
from gongkai.applications.models import Application, ApplicationFile, Letter
from gongkai.applications.standing import IN_APPROVAL
from gongkai.casework import signals as casework
from gongkai.clearance import signals as clearance
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages import gates


def connect() -> None:
    gates.register(handler_may_read)
    clearance.cleared.connect(reply_cleared)
    clearance.sent_back.connect(reply_sent_back)
    casework.moved.connect(reminders.tell_moved, sender=Application)


def handler_may_read(user, stored) -> bool:
    """A file of an application is for those at the case; what shows who applied only for those who may see that."""
    kind, _colon, pk = stored.owner.partition(":")
    if kind != "application" or not pk.isdigit():
        return False
    application = Application.objects.select_related("organ").filter(pk=int(pk)).first()
    if application is None or not organs.may(user, rules.READ_CASES, application.organ):
        return False
    open_to_readers = {ApplicationFile.Purpose.RELEASED, ApplicationFile.Purpose.EVIDENCE}
    if ApplicationFile.objects.filter(file=stored, purpose__in=open_to_readers).exists():
        return True
    return identity.may_read(user, application)


def reply_cleared(sender, record, by, **_kwargs) -> None:
    letter = _letter_of(record)
    if letter is not None and letter.application.state == IN_APPROVAL:
        BOOK.record(
            letter.application, "clear_reply", by=by, on=_day(record.decided_at), recorded_at=record.decided_at,
            letter=letter.pk, record=record.pk,
        )  # fmt: skip


def reply_sent_back(sender, record, by, **_kwargs) -> None:
    letter = _letter_of(record)
    if letter is not None and letter.application.state == IN_APPROVAL:
        BOOK.record(
            letter.application, "send_back_reply", by=by, on=_day(record.decided_at), recorded_at=record.decided_at,
            letter=letter.pk, why=record.opinion,
        )  # fmt: skip


def _letter_of(record) -> Letter | None:
    kind, _colon, pk = record.subject.partition(":")
    if kind != "letter" or not pk.isdigit():
        return None
    return Letter.objects.select_related("application__organ").filter(pk=int(pk)).first()


def _day(moment):
    return timezone.localdate(moment)
