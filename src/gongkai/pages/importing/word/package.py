"""The parts of a .docx and what they point at. Entities are not resolved, nothing is fetched, sizes are bounded."""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from gongkai.pages.importing.blocks import Unreadable

MOST_BYTES = 200 * 1024 * 1024
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
}
STRICT = {  # the same words in the strict variant of the format
    "http://purl.oclc.org/ooxml/wordprocessingml/main": SPACES["w"],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": SPACES["r"],
    "http://purl.oclc.org/ooxml/drawingml/main": SPACES["a"],
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": SPACES["wp"],
    "http://purl.oclc.org/ooxml/officeDocument/math": SPACES["m"],
}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
Element: TypeAlias = Any  # of lxml, which has no types of its own


def w(name: str) -> str:
    return f"{{{SPACES['w']}}}{name}"


def r(name: str) -> str:
    return f"{{{SPACES['r']}}}{name}"


def value(parent: Element | None, child: str, attribute: str = "val") -> str | None:
    """The attribute of a child element; None without the child, "" without the attribute."""
    found = None if parent is None else parent.find(w(child))
    return None if found is None else found.get(w(attribute), "")


def is_on(parent: Element | None, child: str) -> bool | None:
    """A property that is on or off; None when nothing is said."""
    said = value(parent, child)
    return None if said is None else said not in {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Link:
    target: str
    external: bool


class Package:
    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as fault:
            raise Unreadable("文件损坏，打不开；请用原来的软件重新另存为 .docx") from fault
        entries = self._zip.infolist()
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise Unreadable("文件解开后太大；请拆成几份，或者作为附件上传")
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable("文件加了密；请先在 Word 里去掉打开密码")
        self._names = {entry.filename.lstrip("/").lower(): entry.filename for entry in entries}
        self.main = self._main()

    def _main(self) -> str:
        for link in self.links("").values():
            if link.target.endswith(".xml") and "document" in posixpath.basename(link.target).lower():
                return link.target
        return "word/document.xml"

    def read(self, name: str) -> bytes | None:
        entry = self._names.get(name.lower())
        if entry is None:
            return None
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as fault:
            raise Unreadable("文件损坏或者没有传完整；请用原来的软件重新另存为 .docx") from fault

    def part(self, name: str) -> Element | None:
        data = self.read(name)
        if data is None:
            return None
        if b"purl.oclc.org/ooxml" in data[:20_000]:
            for strict, usual in STRICT.items():
                data = data.replace(strict.encode(), usual.encode())
        try:
            return etree.fromstring(data, PARSER)
        except (etree.XMLSyntaxError, ValueError):
            return None

    def beside(self, name: str) -> Element | None:
        """A part in the folder of the main one: styles.xml, numbering.xml, footnotes.xml."""
        return self.part(posixpath.join(posixpath.dirname(self.main), name))

    def links(self, name: str) -> dict[str, Link]:
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root if root is not None else ():
            target, external = one.get("Target", ""), one.get("TargetMode") == "External"
            if not external:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            found[one.get("Id", "")] = Link(target, external)
        return found

    def names(self) -> list[str]:
        return list(self._names)
