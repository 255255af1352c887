"""Files dropped on a form of a case: each goes up at once, sealed, and the form only carries its key.

Before there is a case a file belongs to who sent it and nobody can read it; `actions.register` makes it the case's, and
what no form was sent with is swept away after a day (actions.unsent).
"""

import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from gongkai.clearance.screening import intake
from gongkai.pages import uploads
from gongkai.pages.models import StoredFile

FIELD, KEYS, PURPOSES, GONE = "files", "file_key", "file_purpose", "file_removed"


@dataclass
class Dropped:
    """Pairs of stored file and purpose in the order of the form, and what could not be kept, in sentences."""

    rows: list[tuple[StoredFile, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[StoredFile]:
        return [stored for stored, _purpose in self.rows]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(stored.shown_name for stored in self.files)


def owner_before(user) -> str:
    return f"unsent:staff-{user.pk}"


def read(request: HttpRequest, *, purposes: dict[str, str], case=None) -> Dropped:
    """Files stored before are taken by key, only one's own or the case's; new ones are checked and stored at once, so
    that they stay when another field has to be corrected. `purposes`: those this form knows, the first as default."""
    dropped, usual = Dropped(), next(iter(purposes))
    owners = {owner_before(request.user)} | ({case.owner} if case else set())
    keys, said = request.POST.getlist(KEYS), request.POST.getlist(PURPOSES)
    gone = set(request.POST.getlist(GONE))
    known = {str(row.key): row for row in StoredFile.objects.filter(key__in=_valid(keys), owner__in=owners)}
    for place, key in enumerate(keys):
        if key in known and key not in gone:
            purpose = said[place] if place < len(said) and said[place] in purposes else usual
            dropped.rows.append((known.pop(key), purpose))
    for upload in request.FILES.getlist(FIELD):
        try:
            dropped.rows.append((keep(upload, by=request.user, case=case), usual))
        except ValidationError as refusal:
            dropped.errors += refusal.messages
    return dropped


def keep(upload, *, by, case=None) -> StoredFile:
    """Sealed. What bears a classification mark is refused before a byte of it is kept."""
    uploads.check(upload)
    intake.refuse_marked_file(upload, by=by, organ=case.organ if case else None)
    return uploads.store(upload, owner=case.owner if case else owner_before(by), by=by, sealed=True)


def _valid(keys: list[str]) -> list[uuid.UUID]:
    found = []
    for key in keys:
        try:
            found.append(uuid.UUID(key))
        except ValueError:
            continue
    return found
