"""Retention of personal data (个人信息保护法 Art. 19): identities go when their time is over, the case stays."""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from gongkai.applications.actions.register import IDENTITY_FIELDS
from gongkai.applications.models import Applicant, Application, ApplicationFile, ApplicationOffice
from gongkai.audit import actions as audit
from gongkai.organs.models import Organ

KEPT = {"kind", "id_kind"}  # the report counts by kind of applicant
PERSONAL_FILES = (ApplicationFile.Purpose.IDENTITY, ApplicationFile.Purpose.AUTHORITY)


def erase_identities(*, today: date | None = None, at: datetime | None = None, most: int = 500) -> int:
    """Erase the identity of applicants whose case was archived longer ago than their organ keeps it; answers how many.

    Names, numbers, contacts, blind digests, identity files and the sealed words of letters go; number, dates, decision
    and events stay. Safe to run again.
    """
    today, done = today or timezone.localdate(), 0
    archived = Application.objects.filter(state="archived", applicant__erased_at=None)
    for organ in Organ.objects.filter(pk__in=archived.values("organ").distinct()):
        years = ApplicationOffice.of(organ).keep_identity_years
        # By the organ's own years: one that keeps for long must not hide those of another whose time is over.
        long_ago = archived.filter(organ=organ, closed_on__lt=_years_earlier(today, years)).order_by("closed_on", "pk")
        for key in long_ago.values_list("pk", flat=True)[: most - done]:
            done += _erase(key, at or timezone.now())
    return done


def _years_earlier(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


@transaction.atomic
def _erase(application_key: int, at: datetime) -> bool:
    """Whether it was erased now: somebody else may have been quicker."""
    waiting = Applicant.objects.select_for_update().filter(application=application_key, erased_at=None)
    applicant = waiting.first()
    if applicant is None:
        return False
    for name in IDENTITY_FIELDS:
        if name not in KEPT:
            setattr(applicant, name, "")
    applicant.identity_digest = applicant.name_digest = ""
    applicant.erased_at = at
    applicant.save()
    application = applicant.application
    for row in application.files.filter(purpose__in=PERSONAL_FILES).select_related("file"):
        stored = row.file
        row.delete()
        # The bytes go once the rows are gone for good: a file cannot be rolled back.
        transaction.on_commit(partial(stored.content.storage.delete, stored.content.name))
        stored.delete()
    application.letters.update(value={}, facts={})
    application.parties.update(name="", contact="")
    audit.record(verb="applicant.erased", by=None, organ=application.organ.slug, subject=application.reference)
    return True
