"""Opening and closing files to the public. Only the action that publishes or takes down their user calls these."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from gongkai.pages import signals
from gongkai.pages.models import FileUse, StoredFile


@transaction.atomic
def expose(*, subject: str, files: Iterable[StoredFile]) -> None:
    """Make exactly these files public for this subject; files it used before and no longer does are closed again."""
    wanted = {stored.pk: stored for stored in files}
    _close(FileUse.objects.filter(subject=subject).exclude(file__in=wanted.values()))
    new = [stored for stored in wanted.values() if FileUse.objects.get_or_create(file=stored, subject=subject)[1]]
    if new:
        signals.opened.send(FileUse, files=new)


def conceal(*, subject: str) -> None:
    """Close all files of this subject, unless another public thing uses them."""
    _close(FileUse.objects.filter(subject=subject))


def _close(uses: QuerySet[FileUse]) -> None:
    files = [use.file for use in uses.select_related("file")]
    if files:
        uses.delete()
        signals.closed.send(FileUse, files=files)
