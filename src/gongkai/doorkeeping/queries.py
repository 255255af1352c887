"""Looking without counting."""

from datetime import datetime
from math import ceil

from django.utils import timezone

from gongkai.doorkeeping.digests import digest
from gongkai.doorkeeping.models import Attempt, Submission
from gongkai.doorkeeping.verdicts import Verdict


def peek(bucket: str, key: str, limit: int, *, at: datetime | None = None) -> Verdict:
    """Whether one more try would be allowed. Ask this before work whose failures alone are counted (wrong codes)."""
    now = at or timezone.now()
    row = Attempt.objects.filter(bucket=bucket, key_hash=digest(bucket, key), expires_at__gt=now).first()
    if row is None:
        return Verdict(allowed=True, remaining=limit)
    row.count += 1
    return verdict(row, limit, now)


def verdict(row: Attempt, limit: int, now: datetime) -> Verdict:
    if row.count <= limit:
        return Verdict(allowed=True, remaining=limit - row.count)
    return Verdict(allowed=False, retry_after_seconds=max(1, ceil((row.expires_at - now).total_seconds())))


def recall(token: str) -> str | None:
    """What the submission of this form led to; None when it was never submitted, or is being dealt with right now."""
    rows = Submission.objects.filter(token_hash=digest("submission", token)).exclude(result="")
    return rows.values_list("result", flat=True).first()
