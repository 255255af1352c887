"""Archives: a ZIP is opened within bounds and each file in it read; other kinds are for a person to open.

Names and the archive's comment are read too: `张三身份证.jpg` says something before anybody opens it.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from gongkai.clearance.documents import budget
from gongkai.clearance.documents.document import METADATA, Document, Unread
from gongkai.clearance.documents.places import Place
from gongkai.pages import bounds

OTHERS = {"rar": "RAR", "7z": "7z", "tar": "TAR", "gz": "GZIP", "bz2": "BZIP2", "xz": "XZ"}
MARKS = ((b"Rar!", "rar"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ", "xz"))
UTF8 = 0x800  # the flag of a name in UTF-8
LOCKED = 0x1
LEFTOVERS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
DAMAGED = "压缩包里的这个文件损坏，没有读出来"


def read(data: bytes, name: str, depth: int = 0) -> Document:
    document = Document(name=name, kind="zip")
    kind = next((kind for mark, kind in MARKS if data.startswith(mark)), "tar" if data[257:262] == b"ustar" else "")
    if kind:
        document.kind = kind
        document.unread.append(Unread(Place(), f"{OTHERS[kind]}压缩包没有打开，请解开后分别检查"))
        return document
    if found := bounds.excess(io.BytesIO(data), archives_within=True):
        document.unread.append(Unread(Place(), f"压缩包{found.words()}，没有打开"))
        return document
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _read(document, package, data, depth)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        document.unread.append(Unread(Place(), "压缩包损坏，打不开，请重新压缩后上传"))
    return document


def _read(document: Document, package: zipfile.ZipFile, data: bytes, depth: int) -> None:
    from gongkai.clearance.documents import read as read_any

    for text in filter(None, [_decoded(package.comment), *(_decoded(entry.comment) for entry in package.infolist())]):
        document.add(text, Place.of(("metadata", "comment")), kind=METADATA, name="comment")
    for entry in package.infolist():
        name = shown_name(entry)
        if entry.is_dir() or name.startswith(LEFTOVERS[0]) or name.rpartition("/")[2] in LEFTOVERS[1:]:
            if entry.is_dir():
                document.add(name.strip("/"), Place.of(("file", name), ("filename", "")))
            continue
        place = Place.of(("file", name))
        if folder := name.rpartition("/")[0]:
            document.add(folder, place.then("filename"))
        if entry.flag_bits & LOCKED:
            document.add(name.rpartition("/")[2], place.then("filename"))
            document.unread.append(Unread(place, "文件加了密，没有读出来，请去掉密码"))
            continue
        if budget.is_spent():
            document.unread.append(Unread(place, budget.LATE))
            continue
        try:
            inside = b"".join(_pieces(package, entry))
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
            document.add(name.rpartition("/")[2], place.then("filename"))
            document.unread.append(Unread(place, DAMAGED))
            continue
        document.take_in(read_any(inside, name, depth=depth + 1), place)
    if behind := _around(package, data):
        document.unread.append(Unread(Place(), f"压缩包前后另有{behind}字节不属于它的数据，没有检查"))


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Never more than the entry says and the bounds allow."""
    left = min(entry.file_size, bounds.MOST_BYTES)
    with package.open(entry) as stream:
        while piece := stream.read(min(bounds.PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                raise zipfile.BadZipFile("larger than it says")
            yield piece


def shown_name(entry: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: without the UTF-8 flag, Chinese Windows writes GBK and old Macs write UTF-8."""
    if entry.flag_bits & UTF8:
        return entry.filename.replace("\\", "/")
    try:
        written = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename.replace("\\", "/")
    return _decoded(written).replace("\\", "/")


def _decoded(written: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return written.decode("cp437")


def _around(package: zipfile.ZipFile, data: bytes) -> int:
    """Bytes before the first entry: an archive hung behind another file, whose front nobody would look at."""
    first = min((entry.header_offset for entry in package.infolist()), default=0)
    return first if first > 0 and data[:first].strip(b"\x00") else 0
