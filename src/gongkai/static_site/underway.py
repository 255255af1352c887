"""What is being written: noted before the manifest says it, struck off when the last file of it lies there.

A note that is left over tells of a kill: whether those files are what their line says, or their copies what they are, is
then unknown. `settle` writes them again as the records stand now, whatever lies there. Their order alone would not do:
when the records have gone back meanwhile to what they were, the old file looks right, and its newest line speaks of another.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from gongkai.static_site import orders, sources
from gongkai.static_site.addresses import address_of
from gongkai.static_site.models import Rank
from gongkai.static_site.site import Release
from gongkai.static_site.writing import UNDERWAY, Written, note, write


def settle(release: Release) -> Written:
    """Mend what a killed bake has begun. Holding the lock of who writes to this release; OSError as `write`.

    An address that fails stays noted and is ordered.
    """
    done = Written()
    notes = list((release.folder / "parts").glob(f"*{UNDERWAY}"))
    paths = {path for one in notes for path in _read(one)}
    addresses = sorted({address_of(path) for path in paths})
    for begin in range(0, len(addresses), orders.AT_ONCE):
        whats = [f"address:{address}" for address in addresses[begin : begin + orders.AT_ONCE]]
        done += write(release, sources.answers(whats), again=paths)
    if failed := {failure.address for failure in done.failures}:
        note(release, [path for path in paths if address_of(path) in failed])
        orders.order((f"address:{address}" for address in failed), rank=Rank.AROUND)
    for one in notes:
        one.unlink()
    return done


def _read(one: Path) -> Iterator[str]:
    """Nothing from half a note: its writer had not begun."""
    try:
        yield from json.loads(one.read_bytes())
    except ValueError:
        return
