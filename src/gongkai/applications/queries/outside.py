"""What has come in outside an air gap and is not known to have arrived inside."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gongkai.applications import rules
from gongkai.applications.actions.register import IDENTITY_FIELDS
from gongkai.applications.book import BOOK
from gongkai.applications.models import Application
from gongkai.pages.models import StoredFile
from gongkai.statute.receipt import Channel

WRITTEN = ("title", "content", "wanted_form", "delivery_way", "needs_help")


@dataclass(frozen=True)
class Submission:
    """`id` names it on both sides; `digest` changes with whatever the applicant still does outside."""

    id: str
    application: Application
    data: dict[str, Any]
    files: list[StoredFile]

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def require_outer() -> None:
    """What follows hands over or forgets applications: never inside, where they are the record."""
    if not settings.IS_OUTER:
        raise ImproperlyConfigured("GONGKAI_GAP is not “outer” here: these are the office's own applications")


def arrived() -> Iterator[Submission]:
    """Every application that was given its number on this side, oldest first."""
    require_outer()
    rows = Application.objects.filter(channel=Channel.ONLINE.value).select_related("organ", "applicant").order_by("pk")
    return (
        _submission(row)
        for row in rows.iterator(chunk_size=100)
        if rules.is_outer_number(row.number, row.year, row.organ_id)
    )


def known(submission: str) -> Application | None:
    """The application made of this submission, on the inner side."""
    return Application.objects.filter(intake_token=submission).select_related("organ").first()


def _submission(row: Application) -> Submission:
    submitted_at = row.registered_at.isoformat()
    files = list(row.files.filter(letter=None).select_related("file").order_by("pk"))
    now = BOOK.replay(row)
    withdrawn = next((line for line in BOOK.events_of(row) if line.event == "withdraw"), None)
    data = {
        "id": _id_of(row.number, row.query_code, row.registered_at), "organ": row.organ.slug, "number": row.number,
        "query_code": row.query_code, "submitted_at": submitted_at,
        "applicant": {name: getattr(row.applicant, name) for name in IDENTITY_FIELDS},
        **{name: getattr(row, name) for name in WRITTEN},
        "suggests_publication": bool(now.suggested),
        "withdrawn": {"on": withdrawn.happened_on.isoformat(), **withdrawn.facts} if withdrawn else None,
        "files": [
            {"purpose": one.purpose, "name": one.file.shown_name, "size": one.file.size, "sha256": one.file.sha256}
            for one in files
        ],
    }  # fmt: skip
    return Submission(data["id"], row, data, [one.file for one in files])


def _id_of(number: str, code: str, submitted_at: datetime) -> str:
    """Made of what only this submission has: a server set up anew that gives a number again does not give the id again."""
    return hashlib.sha256(f"{number}:{code}:{submitted_at.isoformat()}".encode()).hexdigest()
