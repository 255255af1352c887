"""What stands on every page, kept in memory between bakes for as long as nobody changes it (`static_site.edition`)."""

from collections.abc import Callable, Iterable
from typing import Any

from gongkai.catalogue import exits
from gongkai.catalogue import queries as catalogue
from gongkai.organs.models import Organ
from gongkai.pages import one_look
from gongkai.portal import shelves
from gongkai.portal.missing import Missing, open_organ
from gongkai.portal.standing_frame import FRAME_PIECES, OTHER_PIECES, site_organ

MOST_PIECES = 5_000  # of rendered frame; of a few kilobytes each
_in_bulk = one_look.Kept(
    open_organ,
    site_organ,
    catalogue.heading_tree,
    catalogue.fixed_columns,
    catalogue.closed_headings,
    exits.headings,
    FRAME_PIECES,
    OTHER_PIECES,
)
_kept: dict[str, Any] = {}  # one edition's answers; a process bakes one after another, under the lock of the site


def foresee_frame(edition: str, slugs: Iterable[str]) -> list[Organ]:
    """The open organs among these; they and the rest of the frame are answered from memory while the edition lasts."""
    if _kept.get("edition") != edition or not edition:
        _kept.clear()
        _kept["edition"] = edition
    site = _once("site", site_organ)
    one_look.foresee(site_organ, site)
    if site is not None:
        one_look.foresee(catalogue.fixed_columns, _once("columns", lambda: catalogue.fixed_columns(site)), site)
    one_look.foresee(shelves.newest_reports, _once("reports", shelves.newest_reports))
    one_look.foresee(catalogue.closed_headings, _once("closed", catalogue.closed_headings))
    one_look.put(exits.headings, _once("headings", dict))
    organs = [_once(f"organ:{slug}", lambda slug=slug: _open(slug)) for slug in dict.fromkeys(slugs)]
    for organ in organs:
        if organ is not None:
            one_look.foresee(open_organ, organ, organ.slug)
    return [organ for organ in organs if organ is not None]


def kept_in_bulk() -> one_look.Kept:
    """What a full bake keeps from chunk to chunk: organs, trees and the pieces of the frame.

    They may be as old as the bake. Whoever changes them orders the pages anew, and that is made good before the
    change-over (`static_site.full`).
    """
    for shelf in (FRAME_PIECES, OTHER_PIECES):
        if len(_in_bulk.answers.get(shelf, ())) > MOST_PIECES:
            _in_bulk.answers[shelf].clear()
    return _in_bulk


def forget_bulk() -> None:
    _in_bulk.answers.clear()


def _once(name: str, read: Callable[[], Any]) -> Any:
    if name not in _kept:
        _kept[name] = read()
    return _kept[name]


def _open(slug: str) -> Organ | None:
    try:
        return open_organ(slug)
    except Missing:
        return None


def keep_headings() -> None:
    """The headings that stood beside the items of this look stand beside many of the next."""
    if _kept.get("edition"):
        _kept["headings"] = dict(one_look.shelf(exits.headings) or {})


def open_slugs() -> dict[int, str]:
    """Key to slug of every open organ; after `foresee_frame`, from memory."""
    return _once("slugs", lambda: dict(Organ.objects.filter(is_open=True).values_list("pk", "slug")))
