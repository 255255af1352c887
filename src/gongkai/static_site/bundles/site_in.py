"""A bundle of the site into a directory, on the side readers see.

Everything is checked before anything is touched: signature, sequence, chain, and the digest of each content. Then files are
moved into place one by one, each whole; the lines come last. Killed in between, it is run again: the manifest still stands
where it stood, and every step may be done twice. A whole release is built aside and comes into use by one rename.
"""

import fcntl
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gongkai.static_site.bundles.container import BadBundle, Reading, reading
from gongkai.static_site.bundles.marks import Mark, mark_of
from gongkai.static_site.bundles.site_lines import FILES, Lines, read_lines
from gongkai.static_site.chain import BrokenChain, Entry, entry_of
from gongkai.static_site.listing import State
from gongkai.static_site.manifest import Manifest
from gongkai.static_site.placing import placing
from gongkai.static_site.restoring import Source
from gongkai.static_site.segments import NoManifest, lines
from gongkai.static_site.sidecars import LONGEST_NAME, PACKERS, has_copies
from gongkai.static_site.signing import Peer
from gongkai.static_site.verifying.comparing import Progress
from gongkai.static_site.verifying.places import Release, locate
from gongkai.static_site.verifying.report import shown
from gongkai.static_site.verifying.trees import LocalTree, NotPlain


@dataclass(frozen=True)
class Applied:
    """`is_news` is False for a bundle whose lines are all here already: nothing was done."""

    end: Mark
    is_news: bool
    written: int = 0
    removed: int = 0


def apply(path: Path, site: Path, *, peers: Mapping[str, Peer], progress: Progress | None = None) -> Applied:
    """Bring the site to where the bundle ends. Raises NotTrusted, BadBundle (a gap names what is missing), BrokenChain."""
    site.mkdir(parents=True, exist_ok=True)
    with _alone(site), reading(path, peers, "site") as bundle:
        told = read_lines(bundle)
        mine = _standing(site)
        if mine is not None and mine.rank > told.end.rank:
            return Applied(mine, is_news=False)  # an older release: there is no way back
        if mine is not None and mine.release == told.end.release:
            return _go_on(bundle, told, locate(site), mine, progress)
        return _begin(bundle, told, site, mine, progress)


def source(path: Path, *, peers: Mapping[str, Peer]) -> Source:
    """A bundle as a source of files that were lost or changed."""

    def contents(paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        with reading(path, peers, "site") as bundle:
            for entry in read_lines(bundle).entries:
                if entry.path in paths and entry.sha256 and FILES + entry.sha256 in bundle.names:
                    yield entry.path, bundle.whole(FILES + entry.sha256, entry.sha256, entry.size)

    return contents


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    with (site / ".bundle.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _standing(site: Path) -> Mark | None:
    """None for a place where no site is yet; a manifest that is broken is no such place."""
    if not (site / "current").is_dir():
        return None
    try:
        return mark_of(site)
    except NoManifest as problem:
        raise BadBundle(f"{problem}；请先核验，再用完整的数据包") from None


def _go_on(bundle: Reading, told: Lines, release: Release, mine: Mark, progress: Progress | None) -> Applied:
    """The same release: what is behind our own end."""
    if mine.head.n >= told.end.head.n:
        _same_chain(release, told.end)
        return Applied(mine, is_news=False)
    if told.first > mine.head.n + 1:
        raise BadBundle(
            f"中间缺少清单第 {mine.head.n + 1} 至 {told.first - 1} 行：请先应用缺少的数据包，"
            f"或在内网运行 gongkai bundle site --since {mine}"
        )
    before = told.start.head.chain if told.first == mine.head.n + 1 and told.start else ""
    if (before or told.chains[mine.head.n - told.first]) != mine.head.chain:
        raise BadBundle("数据包接不上这里的清单：不是同一个网站，或者这里的清单被换过")
    wanted = told.behind(mine.head.n)
    _all_there(bundle, wanted, {})
    _room_for(release.www, wanted)
    written, removed = _place(bundle, wanted, release.www, {}, progress)
    os.sync()  # the files are on the disk before the lines say so
    Manifest.open(release.manifest).adopt(told.raw[mine.head.n + 1 - told.first :])
    return Applied(told.end, is_news=True, written=written, removed=removed)


def _same_chain(release: Release, end: Mark) -> None:
    try:
        next(iter(lines(release.manifest, after=end.head)), None)
    except BrokenChain as problem:
        raise BadBundle(f"数据包与这里的清单不是同一条链（{problem}）") from None


def _begin(bundle: Reading, told: Lines, site: Path, mine: Mark | None, progress: Progress | None) -> Applied:
    """A release of its own: built aside, with what is held already taken from the one in use."""
    releases = site / "releases"
    if told.first != 1:
        stand = f"，这里是 {mine}" if mine else "，这里还没有网站"
        raise BadBundle(f"数据包从 {told.start} 开始{stand}：请在内网打一个完整的数据包（不带 --since）")
    final, aside = releases / told.end.release, releases / f"{told.end.release}.part"
    if final.exists() and _ends_at(final, told.end):  # killed before it came into use
        _use(site, told.end.release)
        return Applied(told.end, is_news=True)
    held = _held(locate(site)) if mine else {}
    wanted = told.behind(0)
    _all_there(bundle, wanted, held)
    releases.mkdir(exist_ok=True)
    _room_for(releases, wanted)
    if aside.exists():
        shutil.rmtree(aside)
    (aside / "www").mkdir(parents=True)
    written, _removed = _place(bundle, wanted, aside / "www", held, progress)
    Manifest.open(aside / "manifest").adopt(told.raw)
    os.sync()
    if final.exists():  # of this number, but not this one: nothing is deleted
        (site / "quarantine").mkdir(exist_ok=True)
        final.rename(site / "quarantine" / f"release-{final.name}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    aside.rename(final)
    _use(site, told.end.release)
    return Applied(told.end, is_news=True, written=written)


def _ends_at(release: Path, end: Mark) -> bool:
    try:
        here = locate(release)
        return State.read(here.manifest).head.chain == end.head.chain
    except (NoManifest, BrokenChain):
        return False


def _use(site: Path, release: str) -> None:
    beside = site / ".current.new"
    beside.unlink(missing_ok=True)
    beside.symlink_to(f"releases/{release}")
    beside.replace(site / "current")


def _held(release: Release) -> dict[str, Path]:
    """Content by digest, as the release in use says it has it; looked at again when it is taken."""
    return {entry.sha256: release.www / entry.path for entry in State.read(release.manifest).entries() if entry.sha256}


def _all_there(bundle: Reading, wanted: Mapping[str, Entry], held: Mapping[str, Path]) -> None:
    """Every content once to its end, before a single file is touched."""
    for entry in wanted.values():
        for _piece in _content(bundle, entry, held):
            pass


def _content(bundle: Reading, entry: Entry, held: Mapping[str, Path]) -> Iterator[bytes]:
    if entry.sha256 is None:
        return
    if FILES + entry.sha256 in bundle.names or entry.sha256 not in held:
        yield from bundle.member(FILES + entry.sha256, entry.sha256, entry.size)
        return
    place = held[entry.sha256]
    try:
        with LocalTree(place.parent).open(place.name) as file:
            content = file.read(entry.size + 1)
    except (OSError, NotPlain):
        content = b""
    if entry_of(entry.path, content).sha256 != entry.sha256:
        raise BadBundle(f"{shown(entry.path)} 应从现有网站取得，而它已被改动或缺失：请先修复，或打一个完整的数据包")
    yield content


def _room_for(folder: Path, wanted: Mapping[str, Entry]) -> None:
    """Files and copies need half as much again; a disk that fills up on the way would leave the old beside the new."""
    needed = sum(entry.size for entry in wanted.values()) * 3 // 2
    if shutil.disk_usage(folder).free < needed:
        raise BadBundle(f"磁盘空间不够：大约需要 {needed // 1_000_000 + 1} MB")


def _place(
    bundle: Reading, wanted: Mapping[str, Entry], www: Path, held: Mapping[str, Path], progress: Progress | None
) -> tuple[int, int]:
    """New content first, then what goes: an address that turns from a page into a notice is never without both."""
    written = removed = 0
    with placing(www) as place:
        for entry in sorted(wanted.values(), key=lambda one: one.is_removal):
            _plain_way(www, entry.path)
            if entry.is_removal:
                for ending in ("", *PACKERS):
                    _forget(www / (entry.path + ending))
                removed += 1
            else:
                (www / entry.path).parent.mkdir(parents=True, exist_ok=True)
                content = b"".join(_content(bundle, entry, held))
                if has_copies(entry.path):
                    for ending, pack in PACKERS.items():
                        place.write(entry.path + ending, pack(content))
                place.write(entry.path, content)
                written += 1
            if progress:
                progress(written + removed, len(wanted))
    return written, removed


def _forget(place: Path) -> None:
    try:
        place.unlink(missing_ok=True)
    except OSError:
        if len(place.name.encode()) <= LONGEST_NAME:
            raise


def _plain_way(www: Path, path: str) -> None:
    """Nothing is written through a link somebody put there."""
    place = www
    for part in path.split("/")[:-1]:
        place /= part
        if place.is_symlink() or (os.path.lexists(place) and not place.is_dir()):
            raise BadBundle(f"{shown(str(place))} 不是目录：请先运行 gongkai verify --restore")
    if (www / path).is_dir() and not (www / path).is_symlink():
        raise BadBundle(f"{shown(path)} 的位置上是一个目录：请先运行 gongkai verify --restore")
