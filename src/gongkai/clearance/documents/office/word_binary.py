"""The text of a Word document of the old format, by its table of pieces, with what its letters' looks hide.

[MS-DOC]: the head (FIB) says where the table of pieces (CLX) lies in the table stream; a piece is a run of letters of one
or two bytes. The looks of letters stand in pages of 512 bytes (FKP), found by PlcBteChpx; each look is a list of changes
(sprm), of which a few make text unseen.
"""

import struct
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from gongkai.clearance.documents.office.colours import from_hex, is_lost

MAGIC = {0xA5EC, 0xA5DC}
WORD_97 = 0xC0
OLDER = "Word 95 或者更早的文件无法检查，请另存为 docx 后重新上传"
LOCKED = "文件有打开密码，请解除密码后重新上传"
ENCRYPTED, OTHER_TABLE = 0x0100, 0x0200
PARTS = ("body", "footnote", "header", "macro", "comment", "endnote", "textbox", "header textbox")
DELETED, INSERTED, VANISH, COLOUR_INDEX, COLOUR, SIZE = 0x0800, 0x0801, 0x083C, 0x2A42, 0x6870, 0x4A43
OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
INDEXED_WHITE = 8
TINY = 6  # half points
MOST_PIECES = 200_000


class Stretch(NamedTuple):
    """Letters with one look, in one part of the document; `trace` is a key of TRACES."""

    text: str
    part: str
    trace: str


class Piece(NamedTuple):
    first: int  # the number of its first letter in the document
    letters: int
    at: int  # its first byte in the stream
    width: int  # bytes a letter


def stretches(main: bytes, tables: list[bytes]) -> tuple[list[Stretch], str]:
    """All text in order, and what went wrong. `tables`: the streams `0Table` and `1Table`."""
    if len(main) < 430 or int.from_bytes(main[:2], "little") not in MAGIC:
        return [], "文件损坏，无法读取正文，请用办公软件打开另存后重新上传"
    if int.from_bytes(main[2:4], "little") < WORD_97:
        return [], OLDER
    flags = int.from_bytes(main[10:12], "little")
    if flags & ENCRYPTED:
        return [], LOCKED
    table = tables[1 if flags & OTHER_TABLE else 0] or tables[0] or tables[1]
    try:
        pieces = _pieces(main, table)
        looks = _looks(main, table)
        parts = _parts(main)
    except (struct.error, IndexError, ValueError):
        return [], "文件损坏，无法读取正文，请用办公软件打开另存后重新上传"
    found: list[Stretch] = []
    for piece in pieces:
        found += _of_piece(main, piece, looks, parts)
    whole = sum(piece.letters for piece in pieces) <= sum(len(one.text) for one in found)
    return found, "" if whole and pieces else "文件不完整，正文没有读全，请用办公软件打开另存后重新上传"


def _pieces(main: bytes, table: bytes) -> list[Piece]:
    at, length = struct.unpack_from("<II", main, 0x1A2)
    clx = table[at : at + length]
    at = 0
    while at < len(clx) and clx[at] == 1:  # looks that pieces share
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if at >= len(clx) or clx[at] != 2:
        raise ValueError
    size = int.from_bytes(clx[at + 1 : at + 5], "little")
    plc = clx[at + 5 : at + 5 + size]
    count = min((len(plc) - 4) // 12, MOST_PIECES)
    firsts = struct.unpack_from(f"<{count + 1}I", plc, 0)
    pieces = []
    for index in range(count):
        said = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        narrow = bool(said & 0x40000000)
        start = (said & 0x3FFFFFFF) // 2 if narrow else said & 0x3FFFFFFF
        letters = firsts[index + 1] - firsts[index]
        if not 0 <= letters <= len(main):
            raise ValueError
        pieces.append(Piece(firsts[index], letters, start, 1 if narrow else 2))
    return pieces


def _parts(main: bytes) -> list[int]:
    """The number of the letter at which each of PARTS begins."""
    counts = struct.unpack_from("<8I", main, 0x4C)
    starts, total = [], 0
    for count in counts:
        starts.append(total)
        total += count
    return starts


def _looks(main: bytes, table: bytes) -> tuple[list[int], list[str]]:
    """Bytes of the stream at which a look begins, and the trace it gives."""
    at, length = struct.unpack_from("<II", main, 0xFA)
    plc = table[at : at + length]
    count = max(0, (len(plc) - 4) // 8)
    begins, traces = [0], [""]
    for index in range(min(count, 100_000)):
        number = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * index)[0] & 0x3FFFFF
        page = main[512 * number : 512 * number + 512]
        if len(page) < 512:
            continue
        runs = page[511]
        bounds = struct.unpack_from(f"<{runs + 1}I", page, 0)
        for run in range(runs):
            offset = page[4 * (runs + 1) + run] * 2
            changes = page[offset + 1 : offset + 1 + page[offset]] if offset else b""
            begins.append(bounds[run])
            traces.append(_trace(changes))
    order = sorted(range(len(begins)), key=begins.__getitem__)
    return [begins[one] for one in order], [traces[one] for one in order]


def _trace(changes: bytes) -> str:
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(changes):
        code = int.from_bytes(changes[at : at + 2], "little")
        length = OPERANDS.get(code >> 13, 0)
        at += 2
        if code >> 13 == 6:
            length = 1 + (changes[at] if at < len(changes) else 0)
        found[code] = changes[at : at + length]
        at += length
    if found.get(DELETED, b"\0")[:1] == b"\x01":
        return "deleted"
    if found.get(VANISH, b"\0")[:1] in {b"\x01", b"\x81"}:
        return "hidden_text"
    if found.get(COLOUR_INDEX, b"\0")[:1] == bytes([INDEXED_WHITE]) and COLOUR not in found:
        return "white"
    colour = found.get(COLOUR, b"")
    if len(colour) == 4 and colour[3] != 0xFF and is_lost(from_hex(colour[:3].hex()) or (0, 0, 0), None):
        return "white"
    size = int.from_bytes(found.get(SIZE, b"\x15\0"), "little")
    if 0 < size < TINY:
        return "tiny"
    return "inserted" if found.get(INSERTED, b"\0")[:1] == b"\x01" else ""


def _of_piece(main: bytes, piece: Piece, looks: tuple[list[int], list[str]], parts: list[int]) -> list[Stretch]:
    """A piece cut where the look changes and where a part of the document ends."""
    begins, traces = looks
    end = piece.at + piece.letters * piece.width
    cuts = {piece.at, end}
    cuts |= {
        begin
        for begin in begins[bisect_right(begins, piece.at) : bisect_right(begins, end)]
        if (begin - piece.at) % piece.width == 0
    }
    cuts |= {
        piece.at + (start - piece.first) * piece.width
        for start in parts
        if piece.first < start < piece.first + piece.letters
    }
    found = []
    bounds = sorted(cut for cut in cuts if piece.at <= cut <= end)
    for first, last in pairwise(bounds):
        data = main[first:last]
        text = data.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace")
        number = piece.first + (first - piece.at) // piece.width
        part = PARTS[max(0, bisect_right(parts, number) - 1)]
        found.append(Stretch(text, part, traces[max(0, bisect_right(begins, first) - 1)]))
    return found
