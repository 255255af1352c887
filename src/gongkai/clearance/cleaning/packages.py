"""Zip containers read within bounds and written alike every time; the parts of an office file and what points to what."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from lxml import etree

from gongkai.clearance.cleaning.cleaned import CannotClean

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive can name
MOST_PARTS, MOST_BYTES, MOST_RATIO = 5_000, 400_000_000, 400
TYPES, RELS = "[Content_Types].xml", "http://schemas.openxmlformats.org/package/2006/relationships"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy></cp:coreProperties>'
)
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of a zip archive by name. Too many, too big, encrypted, damaged: `CannotClean`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS:
                raise CannotClean(f"压缩包里的文件超过{MOST_PARTS}个")
            size = sum(entry.file_size for entry in entries)
            if size > MOST_BYTES or size > max(10_000_000, MOST_RATIO * len(data)):
                raise CannotClean("压缩包解开以后过大")
            if any(entry.flag_bits & 1 for entry in entries):
                raise CannotClean("压缩包设有密码")
            return {repaired_name(entry): archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as fault:
        raise CannotClean("压缩包已损坏") from fault


def repaired_name(entry: zipfile.ZipInfo) -> str:
    """Chinese names written without the UTF-8 flag are GB 18030 in practice, now and then bare UTF-8."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding).replace("\\", "/")
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def packed(parts: Mapping[str, bytes], *, first: str = "") -> bytes:
    """The same parts give the same bytes: in the order of their names, one clock time, no trace of the machine."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return target.getvalue()


def parsed(data: bytes) -> Any:
    """The root of an XML part. Entities are not followed; nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise CannotClean("文件内部的 XML 已损坏") from fault
    if root.getroottree().docinfo.doctype:
        raise CannotClean("文件内部的 XML 带有文档类型声明")
    return root


def written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class Package:
    """The parts of an office file (OPC) and their relationships."""

    def __init__(self, data: bytes) -> None:
        self.parts = {name.lstrip("/"): part for name, part in unpacked(data).items()}
        if TYPES not in self.parts:
            raise CannotClean("不是完整的 Office 文件")
        self.trees: dict[str, Any] = {}
        self.types = self._types()

    def _types(self) -> dict[str, str]:
        ends: dict[str, str] = {}
        types: dict[str, str] = {}
        for entry in parsed(self.parts[TYPES]):
            if entry.tag == f"{{{CT}}}Default":
                ends[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
            else:
                types[entry.get("PartName", "").lstrip("/")] = entry.get("ContentType", "")
        for name in self.parts:
            types.setdefault(name, ends.get(name.rpartition(".")[2].lower(), "application/octet-stream"))
        return types

    def tree(self, name: str) -> Any:
        if name not in self.trees:
            self.trees[name] = parsed(self.parts[name])
        return self.trees[name]

    @staticmethod
    def rels_name(name: str) -> str:
        folder, _, file = name.rpartition("/")
        return f"{folder}/_rels/{file}.rels".lstrip("/")

    def rels(self, name: str) -> list[Any]:
        """The relationship elements of a part; "" for the package itself."""
        where = self.rels_name(name)
        return list(self.tree(where)) if where in self.parts else []

    def target(self, name: str, rel: Any) -> str:
        """The part a relationship of `name` leads to; "" when it leads outside."""
        if rel.get("TargetMode") == "External":
            return ""
        aim = rel.get("Target", "")
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), aim)).lstrip("/")

    def reached(self) -> list[str]:
        """Every part some relationship leads to, from the package inwards; the others are nobody's and are left out."""
        seen: list[str] = []
        waiting = [""]
        while waiting:
            name = waiting.pop(0)
            for rel in self.rels(name):
                aim = self.target(name, rel)
                if aim in self.parts and aim not in seen:
                    seen.append(aim)
                    waiting.append(aim)
        return seen

    def add(self, name: str, data: bytes, content_type: str) -> None:
        self.parts[name] = data
        self.trees.pop(name, None)
        self.types[name] = content_type

    def saved(self) -> bytes:
        """The package with what is reached, and empty properties in place of whatever stood there."""
        kept = {name: self._bytes(name) for name in self.reached()}
        for name in ["", *kept.copy()]:
            where = self.rels_name(name)
            if where in self.parts and len(self.tree(where)):
                kept[where] = written(self.tree(where))
        types = etree.Element(f"{{{CT}}}Types", nsmap={None: CT})
        etree.SubElement(
            types,
            f"{{{CT}}}Default",
            Extension="rels",
            ContentType="application/vnd.openxmlformats-package.relationships+xml",
        )
        for name in sorted(kept):
            if not name.endswith(".rels"):
                etree.SubElement(types, f"{{{CT}}}Override", PartName=f"/{name}", ContentType=self.types[name])
        kept[TYPES] = written(types)
        return packed(kept, first=TYPES)

    def _bytes(self, name: str) -> bytes:
        return written(self.trees[name]) if name in self.trees else self.parts[name]
