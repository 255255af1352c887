"""Files of a form that is not sent yet: sealed from the first moment, kept while the form is put right, then forgotten."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from gongkai.clearance.screening import intake
from gongkai.organs.models import Organ
from gongkai.pages import uploads
from gongkai.pages.models import StoredFile

OWNER = "unsent:"
KINDS = ("jpg", "jpeg", "png", "pdf")
LIMIT_BYTES = 10 * 1024 * 1024
KEPT_FOR = timedelta(hours=24)


def keep_unsent(upload: UploadedFile, *, organ: Organ) -> StoredFile:
    """Store one file of a member of the public. ValidationError says what is wrong with it; nothing is kept then."""
    owner = f"{OWNER}{organ.slug}"
    uploads.check(upload, limit_bytes=LIMIT_BYTES, kinds=KINDS)
    intake.refuse_marked_file(upload, by=None, organ=organ)
    return uploads.store(upload, owner=owner, by=None, sealed=True, limit_bytes=LIMIT_BYTES, kinds=KINDS)


def unsent(keys, *, organ: Organ) -> dict[str, StoredFile]:
    """Key to file, for those of these that still wait for their form."""
    rows = StoredFile.objects.filter(key__in=list(keys), owner=f"{OWNER}{organ.slug}")
    return {str(row.key): row for row in rows}


def sweep_unsent(*, at: datetime | None = None) -> int:
    """Delete what belongs to a form nobody sent within a day, bytes and all; the number of files. Safe to run twice."""
    before = (at or timezone.now()) - KEPT_FOR
    swept = 0
    for stored in StoredFile.objects.filter(owner__startswith=OWNER, uploaded_at__lt=before)[:500]:
        with transaction.atomic():
            # Asked once more: the form may have been sent while this ran.
            gone, _rows = StoredFile.objects.filter(pk=stored.pk, owner__startswith=OWNER).delete()
            if gone:
                place, name = stored.content.storage, stored.content.name
                transaction.on_commit(lambda place=place, name=name: place.delete(name))
                swept += 1
    return swept
