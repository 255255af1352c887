"""The question every exit asks, and the reviewer's list."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from gongkai.clearance.bench import Bench
from gongkai.clearance.models import ClearanceRecord, ReviewStep
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


def with_steps(records):
    """The same records with all that a page says of one: steps, people, sheet, referrals. A fixed number of queries."""
    return records.select_related("submitted_by", "decided_by", "sheet").prefetch_related(
        "authors", "steps__decided_by", "steps__in_place_of", "steps__entered_by", "steps__paper", "referrals__file"
    )


def history(subject: str):
    return with_steps(ClearanceRecord.objects.filter(subject=subject))


def waiting_for(user) -> list[ClearanceRecord]:
    """Submissions whose turn is this account's: its own role's, a colleague's for whom it acts, or one nobody fills."""
    return [record for record in turns_of(user) if record.decision == Decision.PENDING]


def turns_of(user) -> list[ClearanceRecord]:
    """As `waiting_for`, and urgent publications whose after-review is this account's turn. Five queries at most."""
    found = []
    for organ in organs.organs_where(user, rules.CLEAR):
        records = list(with_turns(alive(organ).exclude(authors=user).exclude(submitted_by=user)))
        bench = Bench(organ) if records else None
        found += [record for record in records if bench.seat_of(user, record, record.current_step)]
    return found


def with_turns(records):
    """As much of each record as it takes to say whose turn it is."""
    return records.select_related("submitted_by").prefetch_related("authors", "steps", "referrals")


def alive(organ):
    """Open submissions, and urgent ones whose after-review is not done, the oldest first."""
    after_review = Q(decision=Decision.CLEARED) & ~Q(urgent_because="") & Exists(_open_steps())
    records = ClearanceRecord.objects.filter(Q(decision=Decision.PENDING) | after_review, organ=organ)
    return records.order_by("submitted_at")


def _open_steps():
    return ReviewStep.objects.filter(record=OuterRef("pk"), decision=ReviewStep.Decision.OPEN)


def latest_of(subjects) -> dict[str, ClearanceRecord]:
    """The newest record of each of these subjects; one never submitted is not in the answer."""
    records = ClearanceRecord.objects.filter(subject__in=list(subjects)).select_related("submitted_by", "decided_by")
    return {record.subject: record for record in records.order_by("submitted_at", "pk")}


def open_in(organ) -> list[ClearanceRecord]:
    """Everything of an organ that waits for somebody, the oldest first, whoever may decide it."""
    return list(with_turns(alive(organ)))


def record_in(organ, pk: int) -> ClearanceRecord | None:
    """A record by its key, when it is this organ's."""
    return with_steps(ClearanceRecord.objects.filter(organ=organ, pk=pk)).first()
