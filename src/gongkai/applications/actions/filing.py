"""补充材料: files that come to a case by themselves, outside any step: a statement, a receipt, what the reply rests on (Art. 45)."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.applications.actions.register import attach
from gongkai.applications.models import Application, ApplicationFile
from gongkai.audit import actions as audit
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.pages.models import StoredFile


@transaction.atomic
def add_files(
    *, application: Application, by, files: Iterable[tuple[StoredFile, str]], at: datetime | None = None
) -> list[ApplicationFile]:
    """Put files to a case, each with what it is for. What goes to the applicant goes with a reply, never this way."""
    organs.require(by, rules.HANDLE_APPLICATIONS, application.organ)
    wanted = list(files)
    if not wanted:
        raise ValidationError(_("没有收到文件，请再选一次。"))
    if any(purpose == ApplicationFile.Purpose.RELEASED for _stored, purpose in wanted):
        raise ValidationError(_("向申请人提供的信息要随答复书送审，不能在这里添加。"))
    rows = [attach(application, stored, purpose) for stored, purpose in wanted]
    audit.record(
        verb="application.files_added", by=by, organ=application.organ.slug, subject=application.reference,
        count=len(rows), **({"at": at} if at else {}),
    )  # fmt: skip
    return rows
