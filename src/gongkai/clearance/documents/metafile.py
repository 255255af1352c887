"""Drawings of Windows (EMF, WMF): the text they write. What they only paint is not read and said to be so."""

import struct

from gongkai.clearance.documents.document import Document, Unread
from gongkai.clearance.documents.places import Place

TEXT_WIDE, TEXT_NARROW, SMALL_TEXT, END = 84, 83, 108, 14
BITMAPS = {76, 77, 78, 79, 80, 81, 114, 115, 116}
WMF_TEXT, WMF_EXTENDED, WMF_BITMAPS = 0x0521, 0x0A32, {0x0B41, 0x0F43, 0x0940, 0x0922, 0x0D33, 0x0B23}
COMMENT = 70  # may hold drawing of a newer kind
PLACEABLE, BARE = b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0\0\x03"
MOST_RECORDS = 500_000


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "metafile")
    try:
        if data.startswith(PLACEABLE):
            lines, painted = _wmf(data, 40)
        else:
            lines, painted = _wmf(data, 18) if data.startswith(BARE) else _emf(data)
    except struct.error:
        document.unread.append(Unread(Place(), "图元文件损坏，无法读取，请换成 PNG 图片"))
        return document
    document.add("\n".join(lines), Place.of(("paragraph", 1)))
    if painted:
        document.unread.append(Unread(Place(), "图元文件里的图像无法检查，请换成 PNG 图片"))
    return document


def _emf(data: bytes) -> tuple[list[str], bool]:
    """Lines of text in order, and whether there are pictures among the records."""
    lines: list[tuple[int, str]] = []
    painted, at, count = False, 0, 0
    while at + 8 <= len(data) and count < MOST_RECORDS:
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8 or kind == END:
            break
        if kind in {TEXT_WIDE, TEXT_NARROW} and size >= 76:
            height, letters, offset = struct.unpack_from("<iII", data, at + 40)
            width = 2 if kind == TEXT_WIDE else 1
            found = data[at + offset : at + offset + min(letters, 10_000) * width]
            lines.append((height, found.decode("utf-16-le" if width == 2 else "gb18030", "replace")))
        elif (kind in BITMAPS and size > 200) or (
            kind == COMMENT and data[at + 12 : at + 16] == b"EMF+" and size > 200
        ):
            painted = True
        at, count = at + size, count + 1
    return _joined(lines), painted


def _wmf(data: bytes, at: int) -> tuple[list[str], bool]:
    lines: list[tuple[int, str]] = []
    painted, count = False, 0
    while at + 6 <= len(data) and count < MOST_RECORDS:
        size, kind = struct.unpack_from("<IH", data, at)
        if size < 3:
            break
        body = data[at + 6 : at + 2 * size]
        if kind == WMF_EXTENDED and len(body) >= 8:
            height, _, letters, options = struct.unpack_from("<hhHH", body)
            begin = 16 if options & 6 else 8
            lines.append((height, body[begin : begin + letters].decode("gb18030", "replace")))
        elif kind == WMF_TEXT and len(body) >= 2:
            letters = struct.unpack_from("<H", body)[0]
            lines.append((0, body[2 : 2 + letters].decode("gb18030", "replace")))
        elif kind in WMF_BITMAPS and size > 100:
            painted = True
        at, count = at + 2 * size, count + 1
    return _joined(lines), painted


def _joined(lines: list[tuple[int, str]]) -> list[str]:
    """Pieces written at one height are one line."""
    joined: list[str] = []
    last: int | None = None
    for height, text in lines:
        if last == height and joined:
            joined[-1] += text
        else:
            joined.append(text)
        last = height
    return [line.strip("\0 ") for line in joined if line.strip("\0 ")]
