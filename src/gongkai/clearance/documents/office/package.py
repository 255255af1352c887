"""The ZIP package of an Office file: parts by name, who refers to whom, and as much of a damaged one as can be saved."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from gongkai.clearance.documents.document import Document, Unread
from gongkai.clearance.documents.office.trees import Node, parsed, value
from gongkai.clearance.documents.places import Place
from gongkai.pages import bounds

LOCAL, END, DEFLATED = b"PK\x03\x04", b"PK\x05\x06", 8
REMARK = re.compile(rb"<!--(.*?)-->", re.S)
TELLING = re.compile(r"[\u3400-\u9fff]|\d{6}")
SAVED_BYTES = 64 * 1024 * 1024
LOCKED = "文件里有加密的部件，请解除密码后重新上传"


class Reference(NamedTuple):
    """`target`: the name of a part, or an address when `outside`."""

    kind: str
    target: str
    outside: bool


class Package:
    """Parts are found whatever the case of their names. `taken` holds those that somebody has read."""

    def __init__(
        self, document: Document, parts: dict[str, bytes | zipfile.ZipInfo], package: zipfile.ZipFile | None
    ) -> None:
        self.document = document
        self.taken: set[str] = set()
        self._parts, self._package = parts, package
        self._references: dict[str, dict[str, Reference]] = {}

    @cached_property
    def names(self) -> list[str]:
        return sorted(self._parts, key=_natural)

    def has(self, name: str) -> bool:
        return name.lower() in self._parts

    def data(self, name: str) -> bytes:
        """The bytes of a part; of a damaged one what can be unpacked, of none nothing."""
        name = name.lower()
        self.taken.add(name)
        entry = self._parts.get(name, b"")
        if isinstance(entry, bytes) or self._package is None:
            return entry if isinstance(entry, bytes) else b""
        if entry.flag_bits & 1:
            self.unread(name, LOCKED)
            return b""
        try:
            return self._package.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, struct.error, OSError):
            self.unread(name, "部件损坏，可能没有读全，请用办公软件打开另存后重新上传")
            return self._saved(entry)

    def _saved(self, entry: zipfile.ZipInfo) -> bytes:
        if self._package is None or self._package.fp is None:
            return b""
        stream = self._package.fp
        stream.seek(entry.header_offset)
        header = stream.read(30)
        if len(header) < 30:
            return b""
        name, extra = struct.unpack("<HH", header[26:30])
        stream.seek(name + extra, 1)
        packed = stream.read(entry.compress_size)
        return _unpacked(packed, entry.compress_type)

    def xml(self, name: str) -> Node | None:
        """The root of a part. What is wrong with it is noted in the document."""
        if not self.has(name):
            return None
        data = self.data(name)
        for remark in REMARK.findall(data):  # no program shows them and none removes them
            text = remark.decode("utf-8", "replace").strip()
            if TELLING.search(text):
                self.document.add(text, Place.of(("part", name)), trace="template")
        root, why = parsed(data) if data else (None, "部件是空的")
        if why and data:
            self.unread(name, why)
        return root

    def unread(self, name: str, why: str) -> None:
        self.document.unread.append(Unread(Place.of(("part", name)), why))

    def references(self, name: str) -> dict[str, Reference]:
        """What a part refers to, by the identifier it uses."""
        name = name.lower()
        if name not in self._references:
            folder, base = posixpath.split(name)
            root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
            self._references[name] = {
                value(entry, "Id"): _reference(entry, folder) for entry in (root if root is not None else ())
            }
        return self._references[name]

    def referred(self, name: str, kind: str) -> list[str]:
        """The parts of one kind (`header`, `image`, …) that a part refers to."""
        found = [
            one.target
            for one in self.references(name).values()
            if one.kind == kind and not one.outside and self.has(one.target)
        ]
        return list(dict.fromkeys(found))

    @cached_property
    def pointed_at(self) -> set[str]:
        """All parts that any part refers to."""
        owners = [name.replace("_rels/", "").removesuffix(".rels") for name in self.names if name.endswith(".rels")]
        return {one.target for owner in owners for one in self.references(owner).values() if not one.outside}


def _reference(entry: Node, folder: str) -> Reference:
    kind = value(entry, "Type").rpartition("/")[2]
    target = value(entry, "Target")
    if value(entry, "TargetMode").lower() == "external":
        return Reference(kind, target, True)
    target = unquote(target.partition("#")[0]).replace("\\", "/")
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    return Reference(kind, posixpath.normpath(path).lstrip("/").lower(), False)


def _natural(name: str) -> list[tuple[int, str]]:
    """`image2` before `image10`."""
    parts, digits = [], ""
    for letter in name + "\0":
        if letter.isascii() and letter.isdigit():
            digits += letter
            continue
        if digits:
            parts.append((int(digits[:18]), ""))
            digits = ""
        parts.append((-1, letter))
    return parts


def opened(data: bytes, document: Document) -> Package | None:
    """The package, measured before it is opened. None with a reason in `document.unread` when it is not opened at all."""
    if excess := bounds.excess(io.BytesIO(data), archives_within=True):
        document.unread.append(Unread(Place(), f"{excess.words()}，可能损坏系统，没有打开"))
        return None
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except Exception:  # the directory at the end is missing or wrong: parts still stand one after another in the file
        document.unread.append(Unread(Place(), "文件不完整，只读出了一部分，请用办公软件打开另存后重新上传"))
        return Package(document, dict(_scattered(data)), None)
    _read_after_the_end(data, package, document)
    parts: dict[str, bytes | zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        if entry.is_dir():
            continue
        while name in parts:  # two parts of one name: programs show one of them, the other must be seen as well
            name += "#"
        parts[name] = entry
    return Package(document, parts, package)


def _read_after_the_end(data: bytes, package: zipfile.ZipFile, document: Document) -> None:
    """The remark of the whole package, and what somebody appended to it."""
    remark = package.comment.decode("utf-8", "replace").strip("\0 \r\n")
    document.add(remark, Place.of(("part", "zip comment")), trace="template")
    end = data.rfind(END)
    if end >= 0 and data[end + 22 + len(package.comment) :].strip(b"\0 \r\n"):
        document.unread.append(Unread(Place(), "文件末尾附有不明数据，请用办公软件打开另存后重新上传"))


def _scattered(data: bytes) -> list[tuple[str, bytes]]:
    """Parts by their local headers, as far as each can be unpacked."""
    found: list[tuple[str, bytes]] = []
    at, total = data.find(LOCAL), 0
    while at >= 0 and at + 30 <= len(data) and len(found) < bounds.MOST_ENTRIES and total < SAVED_BYTES:
        method, size, name_length, extra = struct.unpack("<8xH8xI4xHH", data[at : at + 30])
        begin = at + 30 + name_length + extra
        name = data[at + 30 : at + 30 + name_length].decode("utf-8", "replace").replace("\\", "/").lower()
        following = data.find(LOCAL, begin)
        end = begin + size if size else (following if following > 0 else len(data))
        part = _unpacked(data[begin:end], method)
        total += len(part)
        found.append((name, part))
        at = data.find(LOCAL, max(begin, min(end, len(data))))
        if at < 0 < following and end > following:
            at = following
    return found


def _unpacked(packed: bytes, method: int) -> bytes:
    """As much as comes out before the damage."""
    if method != DEFLATED:
        return packed if method == 0 else b""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces: list[bytes] = []
    try:
        for start in range(0, len(packed), 1024):
            pieces.append(inflate.decompress(packed[start : start + 1024], SAVED_BYTES))
            if inflate.unconsumed_tail or inflate.eof:
                break
    except zlib.error:
        pass
    return b"".join(pieces)
