"""OFD (GB/T 33190), a ZIP of XML: pages, templates, annotations, seals, attachments, properties, earlier versions.

Every part of the package is looked at. A page that the last version does not use any more is an earlier version.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.clearance.documents import budget, images
from gongkai.clearance.documents.document import METADATA, TRACE, Document, Unread
from gongkai.clearance.documents.image_metadata import decoded
from gongkai.clearance.documents.ofd_pages import Box, block, local, numbers, sheet
from gongkai.clearance.documents.places import Place
from gongkai.pages import bounds

BROKEN = "OFD 损坏，打不开，请重新导出后上传"
INFO = {"Title", "Author", "Subject", "Abstract", "Creator", "CreatorVersion", "DocUsage", "CreationDate", "ModDate", "Keyword", "CustomData"}  # fmt: skip
PICTURE = re.compile(r"\.(?:png|jpe?g|bmp|gif|tiff?|webp)$", re.I)
PICTURE_MARKS = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"GIF8", b"II*\0", b"MM\0*")
MOST_PICTURE = 40_000_000  # bytes


def read(data: bytes, name: str, depth: int = 0) -> Document:
    document = Document(name=name, kind="ofd")
    if found := bounds.excess(io.BytesIO(data), archives_within=True):
        document.unread.append(Unread(Place(), f"OFD {found.words()}，没有打开"))
        return document
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _Package(package, document, depth).read()
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        document.unread.append(Unread(Place(), BROKEN))
    return document


class _Package:
    def __init__(self, package: zipfile.ZipFile, document: Document, depth: int) -> None:
        self.package, self.document, self.depth = package, document, depth
        self.names = {entry.filename.replace("\\", "/").lstrip("/"): entry.filename for entry in package.infolist()}
        self.done: set[str] = set()
        self.box: Box | None = None
        self.resources: dict[str, str] = {}

    def read(self) -> None:
        for root in list(self._roots()):
            self._document(root)
        for name in sorted(self.names):
            if name not in self.done and not name.endswith("/"):
                self._left(name)

    def xml(self, name: str, place: Place | None = None) -> Any:
        """The part as a tree without entities, or None; a broken one is unread and what can be saved of it is given."""
        self.done.add(name)
        written = self.part(name)
        if written is None:
            return None
        if b"<!DOCTYPE" in written[:4096] or b"<!ENTITY" in written[:65536]:
            self.document.unread.append(Unread(place or Place.of(("part", name)), "这个部件带有实体定义，没有读取"))
            return None
        try:
            return etree.fromstring(written, _parser(recover=False))
        except etree.XMLSyntaxError:
            self.document.unread.append(Unread(place or Place.of(("part", name)), "这个部件损坏，没有全部读出"))
            try:
                return etree.fromstring(written, _parser(recover=True))
            except etree.XMLSyntaxError:
                return None

    def part(self, name: str) -> bytes | None:
        if name not in self.names:
            return None
        try:
            return self.package.read(self.names[name])
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
            self.document.unread.append(Unread(Place.of(("part", name)), "这个部件损坏或者加了密，没有读出"))
            return None

    def path(self, base: str, location: str | None) -> str:
        """A location as it stands in the package: from the root with a slash, else from the file that names it."""
        location = (location or "").strip().replace("\\", "/")
        if location.startswith("/"):
            return posixpath.normpath(location.lstrip("/"))
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(base), location))
        return beside if beside in self.names or location not in self.names else location

    def _roots(self) -> Iterator[str]:
        main = next((name for name in self.names if name.lower().endswith("ofd.xml")), "")
        tree = self.xml(main) if main else None
        if tree is None:
            self.document.unread.append(Unread(Place(), BROKEN))
            return
        for element in tree.iter():
            kind = local(element)
            if kind in INFO:
                name = element.get("Name") or kind
                self.document.add(element.text or "", Place.of(("metadata", name)), kind=METADATA, name=name)
            elif kind == "DocRoot":
                yield self.path(main, element.text)

    def _document(self, root: str) -> None:
        tree = self.xml(root)
        if tree is None:
            self.document.unread.append(Unread(Place.of(("part", root)), BROKEN))
            return
        templates: list[str] = []
        pages: list[str] = []
        for element in tree.iter():
            kind, location = local(element), element.get("BaseLoc")
            if kind == "PhysicalBox" and self.box is None:
                self.box = _box(element.text)
            elif kind in {"PublicRes", "DocumentRes"}:
                self._resources(self.path(root, element.text))
            elif kind == "TemplatePage":
                templates.append(self.path(root, location))
            elif kind == "Page" and location:
                pages.append(self.path(root, location))
            elif kind == "OutlineElem" and element.get("Title"):
                self.document.add(element.get("Title"), Place.of(("part", "大纲")))
            elif kind == "URI" and element.get("URI"):
                self.document.add(element.get("URI"), Place.of(("link", "")))
            elif kind in {"GotoA", "Sound", "Movie"}:
                self.document.add(
                    " ".join(map(str, element.attrib.values())), Place.of(("script", "")), trace="script", kind=TRACE
                )
        for number, page in enumerate(pages, start=1):
            self._page(page, Place.of(("page", number)))
        for number, template in enumerate(templates, start=1):
            self._page(template, Place.of(("part", f"模板{number}")))

    def _resources(self, name: str) -> None:
        tree = self.xml(name)
        if tree is None:
            return
        base = tree.get("BaseLoc") or ""
        for element in tree.iter():
            if local(element) == "MultiMedia":
                file = next((inner.text for inner in element if local(inner) == "MediaFile"), None)
                inside = self.path(name, posixpath.join(base, (file or "").strip()))
                self.resources[element.get("ID", "")] = inside

    def _page(self, name: str, place: Place, *, trace: str = "") -> None:
        if budget.is_spent():
            self.done.add(name)
            self.document.unread.append(Unread(place, budget.LATE))
            return
        if name not in self.names:
            self.document.unread.append(Unread(place, "这一页的内容不在文件里"))
            return
        tree = self.xml(name, place)
        if tree is None:
            return
        own = next((_box(element.text) for element in tree.iter() if local(element) == "PhysicalBox"), None)
        found = sheet(tree, own or self.box)
        written = block(found.marks, place, trace=trace)
        if written is not None:
            self.document.blocks.append(written)
        for number, address in enumerate(found.addresses, start=1):
            self.document.add(address, place.then("link", number))
        shown = [mark for mark in found.marks if mark.resource]
        for number, mark in enumerate(shown, start=1):
            if (inside := self.resources.get(mark.resource)) and inside not in self.done:
                self._picture(inside, place.then("image", number), mark.trace or trace)

    def _picture(self, name: str, place: Place, trace: str = "") -> None:
        self.done.add(name)
        data = self.part(name)
        if data is None:
            return
        if not data.startswith(PICTURE_MARKS):
            self.document.unread.append(Unread(place, "这张图片的格式不认识，没有识别文字"))
            return
        self.document.take_in(images.read(data, "", self.depth + 1), place, trace=trace)

    def _left(self, name: str) -> None:
        """A part that the last version's pages do not lead to."""
        lower, place = name.lower(), Place.of(("part", name))
        folder = f"/{lower}"
        if lower.endswith(".xml"):
            self._left_xml(name, folder, place)
        elif "/attach" in folder or "/annexes" in folder:
            self._attached(name)
        elif PICTURE.search(name):
            self._picture(name, place)
        elif lower.endswith((".esl", "seal.dat", ".dat")) or "/sign" in folder:
            self._seal(name, place)
        elif not lower.endswith((".ttf", ".otf", ".ttc", ".jb2", ".js")):
            data = self.part(name) or b""
            self._inner(data, posixpath.basename(name), place)
        elif lower.endswith(".js"):
            self.document.add(decoded(self.part(name) or b""), place, trace="script", kind=TRACE)
        elif lower.endswith(".jb2"):
            self.document.unread.append(Unread(place, "JBIG2 图片没有识别文字"))

    def _left_xml(self, name: str, folder: str, place: Place) -> None:
        tree = self.xml(name)
        if tree is None:
            return
        kind = local(tree)
        if kind == "Page":
            self.done.discard(name)
            self._page(name, place, trace="revision")
            return
        if kind == "Attachments":
            for element in tree.iter():
                if local(element) == "Attachment":
                    self._listed(element, name)
            return
        if kind == "PageAnnot" or "/annot" in folder:
            self._annotations(tree, place)
        elif kind in {"Signature", "Signatures", "Res", "Annotations", "DocVersion", "Document"}:
            if kind == "Document":
                self.document.add(
                    " ".join(filter(None, (element.get("Title") for element in tree.iter()))), place, trace="revision"
                )
        else:  # tags, extensions, custom data: only their words
            words = [text.strip() for text in tree.itertext() if text.strip() and not text.strip().isdigit()]
            self.document.add("\n".join(words), place, trace="template")

    def _annotations(self, tree: Any, place: Place) -> None:
        number = 0
        for element in tree.iter():
            if local(element) != "Annot":
                continue
            number += 1
            here = place.then("annotation", number)
            if author := element.get("Creator"):
                self.document.add(author, here.then("metadata", "Creator"), kind=METADATA, name="Creator")
            words = [inner.text for inner in element.iter() if local(inner) in {"Remark", "Parameter"} and inner.text]
            found = sheet(element, None)
            drawn = [mark.text for mark in found.marks if mark.text]
            text = "\n".join([*words, "".join(drawn)]).strip()
            if element.get("Type") == "Link" and not text:
                pass
            else:
                self.document.add(text, here, trace="annotation", kind=TRACE if not text else "paragraph")
            for address in found.addresses:
                self.document.add(address, here.then("link", ""))

    def _listed(self, element: Any, base: str) -> None:
        file = next((inner.text for inner in element.iter() if local(inner) == "FileLoc"), None)
        self._attached(self.path(base, file), element.get("Name"))

    def _attached(self, name: str, title: str | None = None) -> None:
        if name in self.done or name not in self.names:
            return
        self.done.add(name)
        shown = title or posixpath.basename(name)
        place = Place.of(("attachment", shown))
        self.document.add(shown, place, trace="attachment", kind=TRACE)
        data = self.part(name)
        if data is not None:
            from gongkai.clearance.documents import read as read_any

            ends = posixpath.splitext(name)[1]
            self.document.take_in(
                read_any(data, shown if shown.endswith(ends) else shown + ends, depth=self.depth + 1),
                place,
                trace="attachment",
            )

    def _seal(self, name: str, place: Place) -> None:
        """A seal is ASN.1 around a picture: the picture is read, and so are the words of its certificate's owner."""
        self.done.add(name)
        data = self.part(name) or b""
        for mark in (b"\x89PNG\r\n", b"\xff\xd8\xff"):
            if (at := data.find(mark)) >= 0 and len(data) < MOST_PICTURE:
                found = images.read(data[at:], "", self.depth + 1)
                self.document.take_in(Document(blocks=[kept for kept in found.blocks if kept.kind == "page"]), place)
                return
        at = data.find(b"PK\x03\x04")
        if at >= 0 and self.depth < 2:
            found = read(data[at:], "", self.depth + 1)
            self.document.take_in(Document(blocks=found.blocks), place)

    def _inner(self, data: bytes, name: str, place: Place) -> None:
        from gongkai.clearance.documents import read as read_any

        self.document.take_in(read_any(data, name, depth=self.depth + 1), place, trace="attachment")


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=recover)


def _box(text: str | None) -> Box | None:
    found = numbers(text)
    return (found[0], found[1], found[0] + found[2], found[1] + found[3]) if len(found) == 4 else None
