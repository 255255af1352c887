"""Opening and closing files to the public. Only the action that publishes or takes down their user calls these."""

from collections.abc import Iterable

from django.db import transaction

from gongkai.pages.models import FileUse, StoredFile


@transaction.atomic
def expose(*, subject: str, files: Iterable[StoredFile]) -> None:
    """Make exactly these files public for this subject; files it used before and no longer does are closed again."""
    wanted = {stored.pk: stored for stored in files}
    FileUse.objects.filter(subject=subject).exclude(file__in=wanted.values()).delete()
    for stored in wanted.values():
        FileUse.objects.get_or_create(file=stored, subject=subject)


def conceal(*, subject: str) -> None:
    """Close all files of this subject, unless another public thing uses them."""
    FileUse.objects.filter(subject=subject).delete()
