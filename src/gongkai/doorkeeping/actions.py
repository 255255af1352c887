"""Counting, spending, doing once. Each is one short transaction that holds on SQLite and on PostgreSQL alike.

Called inside a longer transaction, `count` and `spend` are undone with it: call them before it begins.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q
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
    return count_each(key, [(bucket, limit, window)], at=at)[0]


def count_each(key: str, quotas: Sequence[tuple[str, int, int]], *, at: datetime | None = None) -> list[Verdict]:
    """`count` for several buckets at the price of one: (bucket, limit, window) each, verdicts in the same order."""
    now = at or timezone.now()
    rows = [
        Attempt(bucket=bucket, key_hash=digest(bucket, key), window_start=now, count=1, expires_at=now + timedelta(seconds=window))
        for bucket, _limit, window in quotas
    ]  # fmt: skip
    with transaction.atomic():
        _count(rows)
        mine = Q(*(Q(bucket=row.bucket, key_hash=row.key_hash) for row in rows), _connector=Q.OR)
        found = {row.bucket: row for row in Attempt.objects.filter(mine)}
    return [queries.verdict(found[bucket], limit, now) for bucket, limit, _window in quotas]


def _count(rows: Sequence[Attempt]) -> None:
    """One statement: a new row where there was none or its window is over, one more where it is not."""
    table, fresh = Attempt._meta.db_table, f"{Attempt._meta.db_table}.expires_at <= excluded.window_start"
    given = sorted(rows, key=lambda row: row.bucket)  # two who count the same never wait for each other
    values, into = _values(Attempt, given)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{into} ON CONFLICT (bucket, key_hash) DO UPDATE SET "
            f"count = CASE WHEN {fresh} THEN 1 ELSE {table}.count + 1 END, "
            f"window_start = CASE WHEN {fresh} THEN excluded.window_start ELSE {table}.window_start END, "
            f"expires_at = CASE WHEN {fresh} THEN excluded.expires_at ELSE {table}.expires_at END",
            values,
        )


def clear(bucket: str, key: str) -> None:
    """Forget the tries of this key: the right code was given."""
    Attempt.objects.filter(bucket=bucket, key_hash=digest(bucket, key)).delete()


def spend(token: str, *, expires_at: datetime, by: str = "") -> bool:
    """Whether this token is used for the first time, or once more by the very same `by` (an empty one never is the same).

    Kept until `expires_at`, after which the token must be refused by its own date.
    """
    mine, spender = digest("token", token), digest("spender", by) if by else ""
    if _made(SpentToken(token_hash=mine, spent_by=spender, expires_at=expires_at)):
        return True
    return bool(by) and SpentToken.objects.filter(token_hash=mine, spent_by=spender).exists()


def once(token: str, *, at: datetime | None = None) -> bool:
    """Claim the submission of this form. False when it was claimed before: see `queries.recall` for what came of it.

    Inside a transaction a second claim waits until the first one's transaction has ended.
    """
    expires_at = (at or timezone.now()) + REMEMBERED_FOR
    return _made(Submission(token_hash=digest("submission", token), expires_at=expires_at))


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


def _made(row: Model) -> bool:
    """Whether this row could be inserted: False when its key is taken. Waits for who is just taking it."""
    values, into = _values(type(row), [row])
    with connection.cursor() as cursor:
        cursor.execute(f"{into} ON CONFLICT DO NOTHING", values)
        return bool(cursor.rowcount == 1)


def _values(model: type[Model], rows: Sequence[Model]) -> tuple[list[Any], str]:
    """The values of rows without a key yet, and the beginning of the statement that takes them."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    place = f"({', '.join(['%s'] * len(fields))})"
    columns = ", ".join(field.column for field in fields)
    return values, f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {', '.join([place] * len(rows))}"  # noqa: S608
