"""Carrying out what was ordered: from one look at the records into the release that is served."""

import logging
import math
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from gongkai.audit import actions as audit
from gongkai.static_site import orders, sources, underway
from gongkai.static_site.addresses import address_of
from gongkai.static_site.chain import Head
from gongkai.static_site.models import BakeOrder, Rank
from gongkai.static_site.site import PATIENCE, Release, Site
from gongkai.static_site.verifying import heads
from gongkai.static_site.writing import Written, write

AROUND_AT_ONCE = 10
log = logging.getLogger("gongkai.static_site")


def site() -> Site:
    """The site of this installation. Raises RuntimeError when baking is turned off."""
    if settings.SITE_FOLDER is None:
        raise RuntimeError("baking is turned off (GONGKAI_SITE=off)")
    return Site(Path(settings.SITE_FOLDER))


def is_own(place: Site) -> bool:
    """Whether this is the site the orders are about, and no copy made elsewhere."""
    return settings.SITE_FOLDER is not None and place.folder == Path(settings.SITE_FOLDER)


def bake_waiting(
    *, wide: bool = True, patience: float = PATIENCE, seconds: float = math.inf,
    progress: Callable[[int], None] = lambda done: None,
) -> Written:  # fmt: skip
    """Carry out waiting orders until none is left or `seconds` are over: news first, then what stands around them, then,
    with `wide`, the wide ones piece by piece.

    Where nothing has been baked whole yet there is no site to keep right: the orders wait for the first full bake.
    Raises SiteBusy when another process is baking, OSError when the disk is full; the orders stay in both cases.
    """
    place, done, until = site(), Written(), time.monotonic() + seconds
    if place.current() is None:
        return done
    with place.alone(patience=patience):
        release = place.current()
        release.files.sweep()
        done += underway.settle(release)
        for rows in _batches(wide=wide):
            done += carry_out(release, rows)
            progress(done.written + done.unchanged)
            if time.monotonic() > until:
                break
    return done


def baked_anew(paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """What the records give for these files today, to mend a site with; whoever calls this compares digests."""
    addresses = list(dict.fromkeys(address_of(path) for path in paths))
    for begin in range(0, len(addresses), orders.AT_ONCE):
        for answer in sources.answers([f"address:{address}" for address in addresses[begin : begin + orders.AT_ONCE]]):
            if isinstance(answer, sources.Answer):
                for path, content in answer.files.items():
                    if path in paths and content is not None:
                        yield path, content if isinstance(content, bytes) else _read(content)


def _read(content: Callable[[], BinaryIO]) -> bytes:
    with content() as stream:
        return stream.read()


def keep_head(place: Site) -> None:
    """Put the end of the manifest into the audit trail: who rewrites files and manifest alike does not reach that."""
    release = place.current()
    if release is None:
        return
    facts = heads.as_facts(release.manifest.head, release.folder.name)
    if heads.kept_head(release.folder.name) != Head(facts["n"], facts["chain"]):
        audit.record(verb=heads.VERB, by=None, subject="site", **facts)


def _batches(*, wide: bool) -> Iterator[list[BakeOrder]]:
    """News before everything, so that a long run of other pages does not hold up what somebody publishes meanwhile.

    What is ordered while this runs is baked by who ordered it, as soon as the lock is free.
    """
    while True:
        while rows := orders.waiting(Rank.NEWS):
            yield rows
            if len(rows) < orders.AT_ONCE:
                break
        if rows := orders.waiting(Rank.AROUND, limit=AROUND_AT_ONCE):
            yield rows
            if wide or len(rows) == AROUND_AT_ONCE:
                continue
        if not wide or not (rows := orders.waiting(Rank.MANY, limit=1)):
            return
        orders.order(sources.source().parts_of(rows[0].what), rank=Rank.AROUND)
        orders.tick_off(rows)


def carry_out(release: Release, rows: Sequence[BakeOrder]) -> Written:
    """Bake what these orders touch and tick them off. An address that fails keeps its old file, and its order."""
    done = write(release, sources.answers([row.what for row in rows]))
    if not done.failures:
        orders.tick_off(rows)
        return done
    for failure in done.failures:
        log.error("not baked: %s: %s", failure.address, failure.problem)
    if len(rows) == 1:
        orders.note_failure(rows, "\n".join(f"{row.address}: {row.problem}" for row in done.failures))
        return done
    for row in rows:  # one by one, to know whose it is
        done += carry_out(release, [row])
    return done
