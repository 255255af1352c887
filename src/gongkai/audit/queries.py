"""Reading the trail."""

from gongkai.audit.chain import GENESIS, Fault, faults
from gongkai.audit.models import AuditEntry, TrailSeal


def verify() -> tuple[int, list[Fault]]:
    """How many rows there are and every fault found: edited, removed, added, reordered rows, or a cut-off end."""
    seal = TrailSeal.objects.filter(pk=1).first()
    rows = (entry.as_row() for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000))
    count, head = (seal.count, seal.head) if seal else (0, GENESIS)
    return AuditEntry.objects.count(), faults(rows, count=count, head=head)


def of(subject: str, limit: int = 50):
    """The newest rows about one thing, newest first."""
    return AuditEntry.objects.filter(subject=subject).order_by("-number")[:limit]
