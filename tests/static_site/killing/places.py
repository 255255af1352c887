"""The nasty places: where a process that dies leaves something half done. `arm` has it die at the n-th passing of one."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from gongkai.search import engines, indexing
from gongkai.static_site import full, orders
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.site import Site
from gongkai.static_site.storage import AtomicFiles

# name: what is passed, and whether the process dies before it is done, halfway or after
PLACES: dict[str, tuple[Any, str, str]] = {
    "before the part files": (AtomicFiles, "put_all", "before"),
    "among the part files": (AtomicFiles, "_part", "after"),
    "before a line of the manifest": (Manifest, "_write", "before"),
    "amid a line of the manifest": (Manifest, "_write", "amid"),
    "after a line of the manifest": (Manifest, "_write", "after"),
    "before a rename": (os, "replace", "before"),
    "after a rename": (os, "replace", "after"),
    "before a file goes": (AtomicFiles, "drop", "before"),
    "after a file has gone": (AtomicFiles, "drop", "after"),
    "before a commit": (BaseDatabaseWrapper, "_commit", "before"),
    "after a commit": (BaseDatabaseWrapper, "_commit", "after"),
    "before orders are ticked off": (orders, "tick_off", "before"),
    "after orders are ticked off": (orders, "tick_off", "after"),
    "before a chunk is noted": (full._Log, "note", "before"),
    "before the link changes over": (Path, "rename", "before"),
    "after the link has changed over": (Site, "switch", "after"),
    "amid the removal of an old release": (shutil, "rmtree", "amid"),
    "before the index is told": (indexing, "write", "before"),
    "after the index was told": ("engine", "put", "after"),
    "after the index was emptied": ("engine", "clear", "after"),
}
PUBLISHING = [name for name in PLACES if not any(word in name for word in ("chunk", "link", "release", "emptied"))]
BAKING = [name for name in PLACES if ("index" not in name and "file" not in name) or "part" in name]
INDEXING = [
    "before a commit", "after a commit", "before the index is told", "after the index was told", "after the index was emptied",
]  # fmt: skip


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(name: str, number: int) -> None:
    owner, attribute, when = PLACES[name]
    owner = type(engines.chosen()) if owner == "engine" else owner
    true: Callable = getattr(owner, attribute)
    left = number

    def passing(*words, **more):
        nonlocal left
        left -= 1
        if left == 0 and when == "before":
            die()
        if left == 0 and when == "amid":
            HALVES[attribute](*words)
            die()
        given = true(*words, **more)
        if left == 0:
            die()
        return given

    setattr(owner, attribute, passing)


def _half_a_line(manifest: Manifest, segment: str, data: bytes, *_rest) -> None:
    with (manifest.folder / segment).open("ab") as file:
        file.write(data[: len(data) * 2 // 3])


def _half_a_tree(folder, *_rest) -> None:
    for path in sorted(path for path in Path(folder).rglob("*") if path.is_file())[::2]:
        path.unlink()


HALVES = {"_write": _half_a_line, "rmtree": _half_a_tree}
