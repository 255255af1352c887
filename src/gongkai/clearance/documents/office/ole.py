"""The old container of Office files: its properties, macros, and files embedded in it."""

import io
import re
from typing import Any

import olefile

from gongkai.clearance.documents import read
from gongkai.clearance.documents.document import METADATA, TRACE, Document, Unread
from gongkai.clearance.documents.kinds import kind_of
from gongkai.clearance.documents.office.macros import sources_of
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.places import Place

Storage = Any
# names as the newer formats say them, so that one property has one name
SUMMARY = {
    "title": "title", "subject": "subject", "author": "creator", "keywords": "keywords", "comments": "description",
    "template": "Template", "last_saved_by": "lastModifiedBy", "category": "category", "manager": "Manager",
    "company": "Company",
}  # fmt: skip
PAGES = {
    936: "gb18030",
    950: "big5",
    1252: "gb18030",
    65001: "utf-8",
    1200: "utf-16-le",
    10008: "gb18030",
    0: "gb18030",
}
EQUATION = {"equation native", "mathtype"}
KNOWN = ("\x01compobj", "\x01ole", "\x03", "\x05", "\x02", "\x06", "contents_", "ole")
TELLING = re.compile(r"[\u3400-\u9fff]|\d{6}|@|[\\/]")
MOST_BYTES = 64 * 1024 * 1024


def opened(data: bytes, document: Document) -> Storage | None:
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except Exception as fault:  # olefile raises errors of many kinds on what is damaged
        document.unread.append(
            Unread(Place(), f"文件损坏，无法打开（{type(fault).__name__}），请用办公软件另存后重新上传")
        )
        return None


def stream(storage: Storage, *path: str) -> bytes:
    """A stream's bytes; of a damaged or missing one nothing."""
    try:
        if not storage.exists(list(path)):
            return b""
        with storage.openstream(list(path)) as opened_stream:
            data: bytes = opened_stream.read(MOST_BYTES)
            return data
    except Exception:
        return b""


def read_properties(document: Document, storage: Storage) -> None:
    try:
        summary = storage.get_metadata()
    except Exception:
        document.unread.append(Unread(Place(), "文件属性损坏，无法读取"))
        return
    page = PAGES.get(summary.codepage or 0, "gb18030")
    for name, said in SUMMARY.items():
        found = getattr(summary, name, None)
        text = _text(found, page)
        if text and not any(one.kind == METADATA and one.name == said and one.text == text for one in document.blocks):
            note(document, said, text)
    for name, text in _own(storage):
        note(document, name, text)


def _text(said: object, page: str) -> str:
    if isinstance(said, bytes):
        for encoding in ("utf-8", page, "gb18030"):
            try:
                return said.decode(encoding).strip("\0 ")
            except (UnicodeDecodeError, LookupError):
                continue
        return said.decode("gb18030", "replace").strip("\0 ")
    return str(said).strip("\0 ") if said is not None else ""


def _own(storage: Storage) -> list[tuple[str, str]]:
    """Properties that people or programs added: the second section of the document summary, as strings."""
    data = stream(storage, "\x05DocumentSummaryInformation")
    if len(data) < 68 or int.from_bytes(data[24:28], "little") < 2:
        return []
    at = int.from_bytes(data[64:68], "little")
    section = data[at : at + int.from_bytes(data[at : at + 4], "little")]
    return [("custom property", said) for said in _strings(section) if TELLING.search(said)]


def _strings(section: bytes) -> list[str]:
    """Typed strings (8-bit and 16-bit) of a section of properties."""
    strings, count = [], int.from_bytes(section[4:8], "little")
    for index in range(min(count, 200)):
        entry = section[8 + index * 8 : 16 + index * 8]
        at = int.from_bytes(entry[4:8], "little")
        kind, length = (
            int.from_bytes(section[at : at + 4], "little"),
            int.from_bytes(section[at + 4 : at + 8], "little"),
        )
        if kind == 0x1E and 0 < length < 10_000:
            strings.append(_text(section[at + 8 : at + 8 + length].rstrip(b"\0"), "gb18030"))
        elif kind == 0x1F and 0 < length < 10_000:
            strings.append(section[at + 8 : at + 8 + 2 * length].decode("utf-16-le", "replace").strip("\0"))
    return strings


def read_macros(document: Document, storage: Storage) -> None:
    paths = ["/".join(path).lower() for path in storage.listdir()]
    if not any("vba" in path.split("/") or "_vba_project" in path for path in paths):
        return
    document.add("文件带有宏", Place.of(("script", "")), trace="script", kind=TRACE)
    try:
        texts = sources_of(storage)
    except Exception:
        texts = []
        document.unread.append(Unread(Place.of(("script", "")), "宏损坏，无法读取，请删除宏后重新上传"))
    for number, text in enumerate(texts, 1):
        document.add(text, Place.of(("script", number)), trace="script")


def read_embedded(document: Document, storage: Storage, depth: int, pools: tuple[str, ...]) -> None:
    """Objects in the storages that hold them (`ObjectPool/_123…`, `MBD0001…`)."""
    holders: dict[tuple[str, ...], None] = {}
    for path in storage.listdir():
        for index, step in enumerate(path[:-1]):
            if step.lower().startswith(pools) and step.lower() != "objectpool":
                holders[tuple(path[: index + 1])] = None
                break
    for number, holder in enumerate(holders, 1):
        inner = Document()
        read_object(inner, storage, depth, holder)
        document.take_in(inner, Place.of(("attachment", number)), trace="attachment")


def read_object(document: Document, storage: Storage, depth: int, at: tuple[str, ...] = ()) -> None:
    """One embedded object: a packed file, a newer Office file as a stream, or an older one spread over streams."""
    inside = {"/".join(path[len(at) :]).lower(): path for path in storage.listdir() if tuple(path[: len(at)]) == at}
    native = next((stream(storage, *path) for name, path in inside.items() if name == "\x01ole10native"), b"")
    package = next((stream(storage, *path) for name, path in inside.items() if name in {"package", "embeddedodf"}), b"")
    contents = next((stream(storage, *path) for name, path in inside.items() if name == "contents"), b"")
    if native:
        label, data = unpacked(native)
        document.add(label, Place.of(("filename", "")))
        document.take_in(read(data, "", depth=depth + 1), Place())
    elif package:
        document.take_in(read(package, "", depth=depth + 1), Place())
    elif "worddocument" in inside:
        from gongkai.clearance.documents import ole_word

        ole_word.read_stream(document, storage, at)
    elif "workbook" in inside or "book" in inside:
        from gongkai.clearance.documents import xls

        xls.read_workbook(document, stream(storage, *inside.get("workbook", inside.get("book", []))))
    elif contents and kind_of(contents) not in {"binary", "txt", ""}:
        document.take_in(read(contents, "", depth=depth + 1), Place())
    elif not EQUATION & set(inside) and any(not name.startswith(KNOWN) for name in inside):
        document.unread.append(Unread(Place(), "内嵌对象无法检查，请删除，或者取出后单独提交"))


def unpacked(native: bytes) -> tuple[str, bytes]:
    """The label and paths of a packed file, a line each, and its bytes."""
    at = 6
    names = []
    for _ in range(2):
        end = native.find(b"\0", at)
        names.append(native[at : end if end >= 0 else at].decode("gb18030", "replace"))
        at = max(end, at) + 1
    at += 4
    length = int.from_bytes(native[at : at + 4], "little")
    names.append(native[at + 4 : at + 4 + min(length, 1000)].rstrip(b"\0").decode("gb18030", "replace"))
    at += 4 + length
    size = int.from_bytes(native[at : at + 4], "little")
    data = native[at + 4 : at + 4 + size]
    if not 0 < size <= len(native):  # not packed as the packer does it: the bytes themselves
        return "", native[4:]
    return "\n".join(dict.fromkeys(name for name in names if name)), data
