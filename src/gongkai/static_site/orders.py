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
        transaction.on_commit(_bake_now, robust=True)


def _bake_now() -> None:
    """Of the orders of one transaction the first one to come here carries out all."""
    if not BakeOrder.objects.filter(done_at=None, rank__lt=Rank.MANY).exists():
        return
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


def are_due() -> bool:
    """Whether an order waits that need not wait longer."""
    return any(waiting(rank) for rank in Rank)


def waiting(rank: Rank, *, limit: int = AT_ONCE) -> list[BakeOrder]:
    """The orders to carry out next, the oldest first. One that failed waits longer each time, at most an hour: one that
    failed in what is now the future was written before the clock was set back, and has waited long enough."""
    rows = BakeOrder.objects.filter(done_at=None, rank=rank).order_by("pk")[:limit]
    now = timezone.now()
    return [row for row in rows if not row.tries or not row.ordered_at <= now < row.ordered_at + _pause(row.tries)]


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


def standing() -> list[tuple[int, int]]:
    """Key and count of every order that waits: what a full bake beginning now carries out along with the rest."""
    return list(BakeOrder.objects.filter(done_at=None).values_list("pk", "times"))


def tick_off_seen(seen: Sequence[tuple[int, int]]) -> None:
    """Tick off orders by key and count, as `standing` told them. Nothing need be done again for these."""
    now = timezone.now()
    for begin in range(0, len(seen), 500):
        known: dict[int, int] = dict(seen[begin : begin + 500])
        rows = BakeOrder.objects.filter(pk__in=known, done_at=None).values_list("pk", "times")
        same = [pk for pk, times in rows if known[pk] == times]
        BakeOrder.objects.filter(pk__in=same).update(done_at=now)


def note_failure(rows: Sequence[BakeOrder], problem: str) -> None:
    """It is tried again, later and later; the reason stands beside it for people to read."""
    BakeOrder.objects.filter(pk__in=[row.pk for row in rows]).update(
        tries=F("tries") + 1, problem=problem[:2000], ordered_at=timezone.now()
    )


def last() -> int:
    """The greatest key given so far: by the keys, not by the clock, one tells what was ordered later."""
    return BakeOrder.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def done_since(last: int, seen: Sequence[tuple[int, int]]) -> list[str]:
    """What was baked since a moment told by `last` and `standing`: a release begun then may lack it."""
    found = list(BakeOrder.objects.filter(pk__gt=last, done_at__isnull=False).values_list("what", flat=True))
    for begin in range(0, len(seen), 500):
        keys = [pk for pk, _times in seen[begin : begin + 500]]
        found += BakeOrder.objects.filter(pk__in=keys, done_at__isnull=False).values_list("what", flat=True)
    return list(dict.fromkeys(found))


def forget_done() -> int:
    return BakeOrder.objects.filter(done_at__lt=timezone.now() - KEPT).delete()[0]
