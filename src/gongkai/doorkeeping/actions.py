"""Counting, spending, doing once. Each is one short transaction that holds on SQLite and on PostgreSQL alike.

Called inside a longer transaction, `count` and `spend` are undone with it: call them before it begins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from gongkai.doorkeeping import queries
from gongkai.doorkeeping.digests import digest
from gongkai.doorkeeping.models import Attempt, SpentToken, Submission
from gongkai.doorkeeping.verdicts import Verdict

REMEMBERED_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Outcome:
    """`result` as the first submission left it; `is_first` tells whether this call did the work."""

    result: str
    is_first: bool


def count(bucket: str, key: str, limit: int, window: int, *, at: datetime | None = None) -> Verdict:
    """Count one try by `key` and say whether it is within `limit` tries in `window` seconds, from the first try on.

    `key` is what `client_key` gives, or a number that is guessed at; it is kept as a digest.
    """
    now = at or timezone.now()
    fresh = {"window_start": now, "expires_at": now + timedelta(seconds=window), "count": 1}
    mine = {"bucket": bucket, "key_hash": digest(bucket, key)}
    rows = Attempt.objects.filter(**mine)
    with transaction.atomic():
        while not (
            rows.filter(expires_at__gt=now).update(count=F("count") + 1)
            or rows.filter(expires_at__lte=now).update(**fresh)
            or _made(Attempt, **mine, **fresh)
        ):
            pass  # somebody else made or renewed the row just now: the next round finds it
        row = rows.get()
    return queries.verdict(row, limit, now)


def clear(bucket: str, key: str) -> None:
    """Forget the tries of this key: the right code was given."""
    Attempt.objects.filter(bucket=bucket, key_hash=digest(bucket, key)).delete()


def spend(token: str, *, expires_at: datetime, by: str = "") -> bool:
    """Whether this token is used for the first time, or once more by the very same `by` (an empty one never is the same).

    Kept until `expires_at`, after which the token must be refused by its own date.
    """
    mine = {"token_hash": digest("token", token)}
    spender = digest("spender", by) if by else ""
    if _made(SpentToken, **mine, spent_by=spender, expires_at=expires_at):
        return True
    return bool(by) and SpentToken.objects.filter(**mine, spent_by=spender).exists()


def once(token: str, *, at: datetime | None = None) -> bool:
    """Claim the submission of this form. False when it was claimed before: see `queries.recall` for what came of it.

    Inside a transaction a second claim waits until the first one's transaction has ended.
    """
    expires_at = (at or timezone.now()) + REMEMBERED_FOR
    return _made(Submission, token_hash=digest("submission", token), expires_at=expires_at)


def remember(token: str, result: str) -> None:
    """Keep a reference ("application:17") to what the claimed submission led to."""
    Submission.objects.filter(token_hash=digest("submission", token)).update(result=result)


def submit_once(token: str, act: Callable[[], str]) -> Outcome:
    """Do `act` for the first submission of this form and give everybody its result. If it fails, nothing was claimed."""
    with transaction.atomic():
        if once(token):
            result = act()
            remember(token, result)
            return Outcome(result, is_first=True)
        return Outcome(queries.recall(token) or "", is_first=False)


def sweep(*, at: datetime | None = None) -> int:
    """Delete what has expired; the number of rows. Safe to miss and to run twice."""
    now = at or timezone.now()
    return sum(model.objects.filter(expires_at__lt=now).delete()[0] for model in (Attempt, SpentToken, Submission))


def _made(model, **fields) -> bool:
    """Whether this row could be inserted: False when its key is taken."""
    try:
        with transaction.atomic():
            model.objects.create(**fields)
    except IntegrityError:
        return False
    return True
