"""Finding the parts of a baked site: the release in use, its www and its manifest."""

from dataclasses import dataclass
from pathlib import Path

from gongkai.static_site.segments import NoManifest


@dataclass(frozen=True)
class Release:
    """`name` is the release's folder ("12"); `site` is where `current` and `releases` are, None for a lone copy."""

    www: Path
    manifest: Path
    name: str
    site: Path | None

    @property
    def quarantine(self) -> Path:
        """Where files go that do not belong: beside the releases, never sent to readers."""
        return (self.site or self.manifest.parent) / "quarantine"


def locate(folder: Path, manifest: Path | None = None) -> Release:
    """From a site, one release of it, or a www folder. `current` is followed once: a switch in between does not mix two.

    Raises NoManifest with a sentence.
    """
    if not folder.is_dir():
        raise NoManifest(f"没有目录 {folder}")
    top = folder / "current"
    release = top.resolve() if top.is_dir() else folder.resolve()
    if (release / "www").is_dir():
        www, beside = release / "www", release / "manifest"
    else:
        www, beside = release, release.parent / "manifest"
    beside = manifest.resolve() if manifest else beside
    if not beside.is_dir():
        raise NoManifest(f"{folder} 没有完整性清单（应在 {beside}），不能核验")
    home = www.parent.parent
    return Release(www, beside, www.parent.name, home.parent if home.name == "releases" else None)
