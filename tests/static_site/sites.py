"""A small baked site to damage: pages with their compressed copies, a withdrawn and a moved one, an attachment."""

import gzip
from pathlib import Path

import brotli

from gongkai.static_site.chain import Entry, entry_of
from gongkai.static_site.manifest import Manifest

PAGES = {
    "index.html": "<h1>清水县政府信息公开</h1>",
    "o/qingshui/index.html": "<h1>清水县人民政府</h1>",
    "o/qingshui/i/1/index.html": "<h1>关于印发规定的通知</h1>" + "正文" * 200,
    "o/qingshui/i/2/gone.html": "<h1>信息已撤下</h1>",
    "o/qingshui/i/3/moved.html": '<!-- moved: /o/qingshui/i/1/ -->\n<a href="/o/qingshui/i/1/">已移至</a>',
    "feed.xml": "<feed/>",
    "404.html": "<h1>没有这一页</h1>",
}
LONG_NAME = f"files/6f1c/{'附' * 83}.pdf"  # 253 bytes, as long as a file system takes
FILES = {LONG_NAME: b"%PDF-1.7 \x00\xff" * 50}
CONTENTS = {path: text.encode() for path, text in PAGES.items()} | FILES


def put(www: Path, path: str, content: bytes) -> None:
    (www / path).parent.mkdir(parents=True, exist_ok=True)
    (www / path).write_bytes(content)
    if path.endswith((".html", ".xml")):
        (www / f"{path}.gz").write_bytes(gzip.compress(content, mtime=0))
        (www / f"{path}.br").write_bytes(brotli.compress(content))


def bake(release: Path, contents: dict[str, bytes], previous_head: str = "") -> Manifest:
    """Record and write `contents` below `release`."""
    manifest = Manifest.open(release / "manifest", previous_head=previous_head)
    manifest.record([entry_of(path, content) for path, content in contents.items()])
    for path, content in contents.items():
        put(release / "www", path, content)
    return manifest


def site_at(folder: Path, contents: dict[str, bytes] = CONTENTS) -> Path:
    """A site with one release, in use."""
    bake(folder / "releases" / "1", contents)
    (folder / "current").symlink_to("releases/1")
    return folder


def listed(release: Path) -> dict[str, Entry]:
    return dict(Manifest.open(release / "manifest").state().items())
