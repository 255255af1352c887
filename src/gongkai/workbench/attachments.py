"""Attachments of the form being posted: those already stored (hidden keys with titles) and those sent along without scripts."""

import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from gongkai.clearance.screening import intake
from gongkai.organs.models import Organ
from gongkai.pages.models import StoredFile


def owner_of(organ: Organ) -> str:
    return f"organ:{organ.slug}"


@dataclass
class Posted:
    """Pairs of stored file and title in the order of the form, and what could not be kept, in sentences."""

    rows: list[tuple[StoredFile, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def of_item(item) -> list[tuple[StoredFile, str]]:
    return [(attachment.file, attachment.title) for attachment in item.attachments.all()]


def read(request: HttpRequest, organ: Organ) -> Posted:
    """Files stored before are taken by key, only this organ's; new ones are checked and stored at once, so that they stay
    even when another field of the form has to be corrected."""
    posted = Posted()
    removed = set(request.POST.getlist("attachment_removed"))
    keys, titles = request.POST.getlist("attachment_key"), request.POST.getlist("attachment_title")
    known = {
        str(stored.key): stored for stored in StoredFile.objects.filter(key__in=_valid(keys), owner=owner_of(organ))
    }
    for position, key in enumerate(keys):
        if key in known and key not in removed:
            title = titles[position].strip()[:200] if position < len(titles) else ""
            posted.rows.append((known.pop(key), title))
    for upload in request.FILES.getlist("attachment_files"):
        try:
            stored = intake.take_in(upload, organ=organ, by=request.user)
        except ValidationError as refusal:
            posted.errors += refusal.messages
        else:
            posted.rows.append((stored, title_of(stored)))
    return posted


def title_of(stored: StoredFile) -> str:
    """The file's name without its ending: what most clerks would write."""
    return stored.name.rpartition(".")[0] or stored.name


def _valid(keys: list[str]) -> list[uuid.UUID]:
    found = []
    for key in keys:
        try:
            found.append(uuid.UUID(key))
        except ValueError:
            continue
    return found
