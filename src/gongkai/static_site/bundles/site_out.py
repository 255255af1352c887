"""The public site onto a medium: the lines of the manifest since a mark, and the content they name.

Content stands in the bundle under its SHA-256, paths stand in the lines alone. A file that is not what its line says is
not carried out: it has been touched, or its bake is not done.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gongkai.static_site.bundles.container import CHUNK, BadBundle, Writing, writing
from gongkai.static_site.bundles.marks import Mark
from gongkai.static_site.bundles.site_lines import FILES, LINES
from gongkai.static_site.chain import Entry, Head, Line
from gongkai.static_site.segments import lines
from gongkai.static_site.signing import SigningKey
from gongkai.static_site.verifying.comparing import Progress
from gongkai.static_site.verifying.places import Release
from gongkai.static_site.verifying.report import shown
from gongkai.static_site.verifying.trees import LocalTree, NotPlain

TRIES = 3


@dataclass(frozen=True)
class Packed:
    """`start` is None for a bundle that carries the whole site; `files` and `size` (bytes) are those of the content."""

    start: Mark | None
    end: Mark
    lines: int
    files: int
    size: int


class Moved(Exception):
    """A file is not what its line says: baked while we read, or touched."""


def pack(
    release: Release, out: Path, *, key: SigningKey, since: Mark | None = None, progress: Progress | None = None
) -> Packed:
    """Write a bundle to `out`. `since` is where the other side stands: in this release, or in an earlier one still here.

    Raises NoManifest, BrokenChain (also for a mark that is none of this site), BadBundle for a site that is not whole.
    """
    wrong = ""
    for _turn in range(TRIES):  # a page published while we read is read again
        try:
            with writing(out) as bundle:
                return _pack(bundle, release, key, since, progress)
        except Moved as problem:
            wrong = str(problem)
    raise BadBundle(f"{shown(wrong)} 与完整性清单不符，没有打包：请先运行 gongkai verify")


def _pack(
    bundle: Writing, release: Release, key: SigningKey, since: Mark | None, progress: Progress | None
) -> Packed:  # fmt: skip
    goes_on = since is not None and since.release == release.name
    behind = list(lines(release.manifest, after=since.head if since and goes_on else None))
    held = _held(release, since) if since and not goes_on else frozenset()
    end = Mark(release.name, _end(behind, since))
    sha256, size = bundle.add(LINES, (line.raw + b"\n" for line in behind))
    latest = {line.entry.path: line.entry for line in behind}
    wanted = {entry.sha256: entry for entry in latest.values() if entry.sha256 and entry.sha256 not in held}
    tree, total = LocalTree(release.www), 0
    for done, entry in enumerate(wanted.values(), 1):
        bundle.add(f"{FILES}{entry.sha256}", _content(tree, entry), is_packed=entry.path.startswith("files/"))
        total += entry.size
        if progress:
            progress(done, len(wanted))
    said = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "from": since.as_data() if since else None,
        "to": end.as_data(), "lines": {"sha256": sha256, "size": size, "count": len(behind)}, "files": len(wanted),
        "bytes": total,
    }  # fmt: skip
    bundle.sign("site", said, key)
    return Packed(since, end, len(behind), len(wanted), total)


def _end(behind: list[Line], since: Mark | None) -> Head:
    if behind:
        return Head(behind[-1].n, behind[-1].chain, behind[-1].at)
    if since is None:
        raise BadBundle("网站还没有一个文件，没有可打包的")
    return since.head


def _held(release: Release, since: Mark) -> frozenset[str]:
    """Content the other side has in the earlier release it stands in; what nobody can tell is carried again."""
    if release.site is None:
        return frozenset()
    folder = release.site / "releases" / since.release / "manifest"
    if not folder.is_dir():
        return frozenset()
    latest: dict[str, str | None] = {}
    for line in lines(folder):
        if line.n > since.head.n:
            break
        latest[line.entry.path] = line.entry.sha256
        if line.n == since.head.n and line.chain != since.head.chain:
            raise BadBundle("所给的清单末行不是这个网站的")
    return frozenset(sha256 for sha256 in latest.values() if sha256)


def _content(tree: LocalTree, entry: Entry) -> Iterator[bytes]:
    """Raises Moved at the end when it is not what the line says."""
    digest = hashlib.sha256()
    try:
        with tree.open(entry.path) as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
                yield piece
    except (OSError, NotPlain):
        raise Moved(entry.path) from None
    if digest.hexdigest() != entry.sha256:
        raise Moved(entry.path)
