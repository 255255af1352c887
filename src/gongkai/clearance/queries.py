"""The question every exit asks, and the reviewer's list."""

from collections.abc import Iterable
from datetime import datetime

from gongkai.clearance.models import ClearanceRecord
from gongkai.organs import queries as organs
from gongkai.organs import rules

Decision = ClearanceRecord.Decision


def is_cleared(subject: str, content_hash: str, *, since: datetime | None = None) -> bool:
    """Whether exactly this content of this subject has been cleared (Art. 17). One character more is another content.

    With `since` only a clearance given after that moment counts: what was taken down then needs a new one.
    """
    records = ClearanceRecord.objects.filter(subject=subject, content_hash=content_hash, decision=Decision.CLEARED)
    if since is not None:
        records = records.filter(decided_at__gt=since)
    return records.exists()


def cleared_among(subjects: Iterable[str]) -> set[tuple[str, str]]:
    """The pairs of subject and content hash that have been cleared, for many subjects in one query."""
    return set(
        ClearanceRecord.objects.filter(subject__in=list(subjects), decision=Decision.CLEARED).values_list(
            "subject", "content_hash"
        )
    )


def pending(subject: str) -> ClearanceRecord | None:
    return ClearanceRecord.objects.filter(subject=subject, decision=Decision.PENDING).first()


def history(subject: str):
    return ClearanceRecord.objects.filter(subject=subject).select_related("submitted_by", "decided_by")


def waiting_for(user):
    """Submissions this account may decide: of its organ, with the right to clear, and not of its own writing."""
    own = organs.organs_where(user, rules.CLEAR)
    return (
        ClearanceRecord.objects.filter(organ__in=own, decision=Decision.PENDING)
        .exclude(authors=user)
        .exclude(submitted_by=user)
        .select_related("submitted_by")
        .order_by("submitted_at")
    )


def latest_of(subjects) -> dict[str, ClearanceRecord]:
    """The newest record of each of these subjects; one never submitted is not in the answer."""
    records = ClearanceRecord.objects.filter(subject__in=list(subjects)).select_related("submitted_by", "decided_by")
    return {record.subject: record for record in records.order_by("submitted_at", "pk")}


def open_in(organ):
    """Every open submission of an organ, the oldest first, whoever may decide it."""
    return (
        ClearanceRecord.objects.filter(organ=organ, decision=Decision.PENDING)
        .select_related("submitted_by")
        .order_by("submitted_at")
    )


def record_in(organ, pk: int) -> ClearanceRecord | None:
    """A record by its key, when it is this organ's."""
    return (
        ClearanceRecord.objects.filter(organ=organ, pk=pk)
        .select_related("submitted_by", "decided_by")
        .prefetch_related("authors")
        .first()
    )
