"""What an applicant does on the own page: text and files come in together or not at all (Arts 30, 35)."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications.actions.handling import receive_correction
from gongkai.applications.actions.lengthening import receive_reasons
from gongkai.applications.actions.register import attach
from gongkai.applications.models import Application, ApplicationFile
from gongkai.pages.models import StoredFile

SUPPLEMENT = ApplicationFile.Purpose.SUPPLEMENT


@transaction.atomic
def answer_correction(
    *, application: Application, content: str, files: Iterable[StoredFile] = (), at: datetime | None = None
) -> Application:
    """补正 (Art. 30): the description as it shall read now, with what belongs to it. Today the period starts anew."""
    receive_correction(application=application, by=None, content=content, at=at, from_applicant=True)
    return _with_files(application, files)


@transaction.atomic
def answer_reasons(
    *, application: Application, text: str, files: Iterable[StoredFile] = (), at: datetime | None = None
) -> Application:
    """说明理由 (Art. 35): why so many, or so often."""
    if not text.strip():
        raise ValidationError(_("请写明理由。"))
    receive_reasons(application=application, by=None, text=text.strip(), at=at, from_applicant=True)
    return _with_files(application, files)


def _with_files(application: Application, files: Iterable[StoredFile]) -> Application:
    for stored in files:
        attach(application, stored, SUPPLEMENT)
    application.refresh_from_db()
    return application
