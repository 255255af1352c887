"""Ordering a bake, in the transaction that makes it necessary; and ticking it off."""

import logging
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gongkai.static_site.models import BakeOrder, Rank

AT_ONCE = 100  # narrow orders carried out in one look
KEPT = timedelta(days=2)  # a full bake that takes longer than this is begun anew
log = logging.getLogger("gongkai.static_site")
_held: ContextVar[bool] = ContextVar("bakes_held_back", default=False)


def is_on() -> bool:
    return settings.SITE_FOLDER is not None


def order(whats: Iterable[str], *, rank: Rank = Rank.NEWS) -> None:
    """Have this baked: right after the commit, and by the worker should that fail. Twice is once."""
    whats = list(dict.fromkeys(whats))
    if not is_on() or not whats:
        return
    now = timezone.now()
    BakeOrder.objects.bulk_create(
        [BakeOrder(what=what, rank=rank, ordered_at=now) for what in whats], ignore_conflicts=True
    )
    BakeOrder.objects.filter(what__in=whats, done_at=None).exclude(ordered_at=now).update(
        times=F("times") + 1, tries=0, problem=""
    )
    if rank < Rank.MANY and not _held.get():
        _bake_after_commit()


def _bake_after_commit() -> None:
    """One bake a transaction, however many orders it wrote."""
    connection = transaction.get_connection()
    if any(function is _bake_now for _ids, function, *_rest in connection.run_on_commit):
        return
    transaction.on_commit(_bake_now, robust=True)


def _bake_now() -> None:
    from gongkai.static_site.baking import bake_waiting

    try:
        bake_waiting(wide=False, patience=2)
    except Exception:  # what was published is published; the orders stay, and the worker carries them out
        log.exception("bake after commit failed")


@contextmanager
def held_back():
    """Write orders and leave the baking to whoever comes after: for work that publishes hundreds at once."""
    mark = _held.set(True)
    try:
        yield
    finally:
        _held.reset(mark)


def waiting(rank: Rank, *, limit: int = AT_ONCE) -> list[BakeOrder]:
    """The orders to carry out next, the oldest first. One that failed waits longer each time, at most an hour."""
    rows = BakeOrder.objects.filter(done_at=None, rank=rank).order_by("pk")[:limit]
    now = timezone.now()
    return [row for row in rows if not row.tries or row.ordered_at + _pause(row.tries) <= now]


def _pause(tries: int) -> timedelta:
    return timedelta(minutes=min(2 ** min(tries, 6), 60))


def tick_off(rows: Sequence[BakeOrder]) -> None:
    """Done, unless it was ordered again in the meantime: then it waits on."""
    if not rows:
        return
    now = timezone.now()
    once = [row.pk for row in rows if row.times == 1]
    BakeOrder.objects.filter(pk__in=once, times=1).update(done_at=now)
    for row in rows:
        if row.times != 1:
            BakeOrder.objects.filter(pk=row.pk, times=row.times).update(done_at=now)


def note_failure(rows: Sequence[BakeOrder], problem: str) -> None:
    """It is tried again, later and later; the reason stands beside it for people to read."""
    BakeOrder.objects.filter(pk__in=[row.pk for row in rows]).update(
        tries=F("tries") + 1, problem=problem[:2000], ordered_at=timezone.now()
    )


def done_since(moment) -> list[str]:
    """What was baked after this moment: what a release begun at that moment still lacks."""
    return list(BakeOrder.objects.filter(done_at__gte=moment).order_by("pk").values_list("what", flat=True).distinct())


def forget_done() -> int:
    return BakeOrder.objects.filter(done_at__lt=timezone.now() - KEPT).delete()[0]
