"""What a verification asks the baker: which files wait to be baked."""

from collections.abc import Collection, Iterator

from django.db import DatabaseError

from gongkai.static_site import sources
from gongkai.static_site.addresses import NoFile, all_of
from gongkai.static_site.models import BakeOrder, Rank

AT_ONCE = 100


def awaited_paths() -> Collection[str] | bool:
    """The files that waiting orders touch; True when an order is among them that may touch any. Without a database, none."""
    try:
        waiting = list(BakeOrder.objects.filter(done_at=None).values_list("what", "rank"))
    except DatabaseError:
        return False
    if any(rank == Rank.MANY for _what, rank in waiting):
        return True
    found: set[str] = set()
    for begin in range(0, len(waiting), AT_ONCE):
        with sources.source().look([what for what, _rank in waiting[begin : begin + AT_ONCE]]) as addresses:
            for address in addresses:
                found.update(_files_of(address))
    return found


def _files_of(address: str) -> Iterator[str]:
    try:
        yield from all_of(address)
    except NoFile:
        return
