"""What a verification asks the baker: which files wait to be baked, and what a file should hold, rendered anew."""

from collections.abc import Collection, Iterator

from django.db import DatabaseError

from gongkai.static_site import sources
from gongkai.static_site.addresses import NoFile, address_of, all_of
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


def rebaked(paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The content of these files as the records have it now. A `Source` of `restoring`: it is compared before it is used."""
    waiting = [f"address:{address}" for address in dict.fromkeys(map(address_of, paths))]
    for begin in range(0, len(waiting), AT_ONCE):
        for answer in sources.answers(waiting[begin : begin + AT_ONCE]):
            if isinstance(answer, sources.Failure):
                continue
            for path, content in answer.files.items():
                if path in paths and content is not None:
                    yield path, content if isinstance(content, bytes) else _read(content)


def _files_of(address: str) -> Iterator[str]:
    try:
        yield from all_of(address)
    except NoFile:
        return


def _read(content) -> bytes:
    with content() as file:
        return file.read()
