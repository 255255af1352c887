"""The question every exit asks, and the reviewer's list."""

from gongkai.clearance.models import ClearanceRecord
from gongkai.organs import queries as organs
from gongkai.organs import rules

Decision = ClearanceRecord.Decision


def is_cleared(subject: str, content_hash: str) -> bool:
    """Whether exactly this content of this subject has been cleared (Art. 17). One character more is another content."""
    return ClearanceRecord.objects.filter(
        subject=subject, content_hash=content_hash, decision=Decision.CLEARED
    ).exists()


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
