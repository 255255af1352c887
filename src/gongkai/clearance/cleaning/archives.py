"""A zip archive to publish: each file in it cleaned, names made readable, what systems leave behind taken out."""

import posixpath
from collections.abc import Callable

from gongkai.clearance.cleaning.cleaned import CannotClean, Notes
from gongkai.clearance.cleaning.packages import packed, unpacked
from gongkai.clearance.documents.places import Place

MOST_DEPTH = 2
LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$", ".~lock", ".git/")


def clean_archive(
    data: bytes, notes: Notes, clean_one: Callable[[bytes, str, int], tuple[bytes, str, Notes]], depth: int = 0
) -> bytes:
    """`clean_one(data, name, depth)` cleans a member and says its new name; what it cannot clean refuses the archive."""
    if depth > MOST_DEPTH:
        raise CannotClean("压缩包里的压缩包层数过多")
    kept: dict[str, bytes] = {}
    for name, member in unpacked(data).items():
        safe = posixpath.normpath("/" + name).lstrip("/")
        low = safe.lower()
        if any(low.startswith(mark) or f"/{mark}" in f"/{low}" for mark in LITTER):
            notes.removed("metadata", Place.of(("file", name)))
            continue
        place = Place.of(("file", name))
        try:
            bare, new_name, inner = clean_one(member, safe, depth + 1)
        except CannotClean as fault:
            notes.refuse(place, str(fault))
            continue
        notes.take_in(inner, place)
        if new_name in kept:
            notes.refuse(place, "压缩包里有两个文件清理以后同名")
        kept[new_name] = bare
    if not kept:
        raise CannotClean("压缩包里没有可以公布的文件")
    return packed(kept)
