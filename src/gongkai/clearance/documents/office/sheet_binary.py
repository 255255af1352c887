"""Records of old workbooks that tell more than cells: who saved it, headers, shapes, caches, strings no cell shows.

[MS-XLS]: a stream of records, each two bytes of kind, two of length; a long one goes on in CONTINUE records.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.clearance.documents.office.sheet_parts import CODES

BOF, EOF, CONTINUE, FILEPASS, WRITEACCESS, HEADER, FOOTER = 0x809, 0x0A, 0x3C, 0x2F, 0x5C, 0x14, 0x15
SST, TXO, CRN, SUPBOOK, VALIDATION = 0xFC, 0x1B6, 0x5A, 0x1AE, 0x1BE
PIVOT_STRING, PIVOT_NUMBER, PIVOT_ROW, PIVOT_FIELD = 0xCD, 0xC9, 0xC8, 0xC7
NEW = b"\x00\x06"  # Excel 97 and later; before that strings were written otherwise
MOST_RECORDS = 3_000_000
MOST_STRINGS = 200_000


@dataclass
class Extras:
    user: str = ""
    locked: bool = False
    margins: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    external: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)


def records(data: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Kind and body of each record, the body in its parts."""
    at, count = 0, 0
    kind, parts = -1, [b""]
    while at + 4 <= len(data) and count < MOST_RECORDS:
        number, length = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + length]
        at += 4 + length
        count += 1
        if number == CONTINUE:
            parts.append(body)
            continue
        if kind >= 0:
            yield kind, parts
        kind, parts = number, [body]
    if kind >= 0:
        yield kind, parts


def extras(data: bytes) -> Extras:
    found = Extras()
    if data[4:6] != NEW:
        return found
    for kind, parts in records(data):
        body = parts[0]
        try:
            _take(found, kind, body, parts)
        except (struct.error, IndexError, ValueError):
            continue  # one broken record; the cells were read on their own
    return found


def _take(found: Extras, kind: int, body: bytes, parts: list[bytes]) -> None:
    match kind:
        case 0x2F:
            found.locked = True
        case 0x5C:
            found.user = _string(body, 0, 2)[0].strip() if len(body) > 3 else ""
        case 0x14 | 0x15 if body:
            text = CODES.sub(" ", _string(body, 0, 2)[0]).strip()
            if text:
                found.margins.append(("header" if kind == HEADER else "footer", text))
        case 0x1B6 if len(parts) > 1:
            text = _letters(parts[1][1:], wide=bool(parts[1][0] & 1)) if parts[1] else ""
            if text.strip():
                found.boxes.append(text)
        case 0x1AE if len(body) > 4:
            path = _string(body, 2, 2)[0]
            if len(path) > 1:
                found.external.append("".join(letter if letter >= " " else "/" for letter in path))
        case 0x5A:
            found.external += _cached(body)
        case 0x1BE:
            found.choices += _choices(body)
        case 0xFC:
            found.strings = list(_shared(parts))


def _letters(data: bytes, *, wide: bool) -> str:
    return data.decode("utf-16-le" if wide else "latin-1", "replace")


def _string(body: bytes, at: int, size: int) -> tuple[str, int]:
    """A string with its length in `size` bytes and a byte of flags; also where it ends."""
    count = int.from_bytes(body[at : at + size], "little")
    flags = body[at + size]
    at += size + 1
    runs = extension = 0
    if flags & 8:
        runs, at = struct.unpack_from("<H", body, at)[0], at + 2
    if flags & 4:
        extension, at = struct.unpack_from("<I", body, at)[0], at + 4
    end = at + count * (2 if flags & 1 else 1)
    return _letters(body[at:end], wide=bool(flags & 1)), end + 4 * runs + extension


def _cached(body: bytes) -> Iterator[str]:
    """Values of cells of another workbook."""
    at = 4
    while at < len(body):
        kind = body[at]
        if kind == 2:
            text, at = _string(body, at + 1, 2)
            yield text
            continue
        if kind == 1:
            number = struct.unpack_from("<d", body, at + 1)[0]
            yield str(int(number)) if number == int(number) else repr(number)
        at += 9


def _choices(body: bytes) -> Iterator[str]:
    """Titles and messages of a rule for a cell, and its list when it has one of its own."""
    at = 4
    for _ in range(4):
        text, at = _string(body, at, 2)
        if text.strip("\0 "):
            yield text.strip("\0 ")
    length = struct.unpack_from("<H", body, at)[0]
    formula = body[at + 4 : at + 4 + length]
    if formula[:1] == b"\x17":
        text, _ = _string(formula, 1, 1)
        yield text.replace("\0", ",")


def _shared(parts: list[bytes]) -> Iterator[str]:
    """The table of shared strings. Where a record goes on in the next, letters begin with a new byte of flags."""
    total = struct.unpack_from("<I", parts[0], 4)[0]
    part, at = 0, 8
    for _ in range(min(total, MOST_STRINGS)):
        if at >= len(parts[part]):
            part, at = part + 1, 0
        count, flags = struct.unpack_from("<HB", parts[part], at)
        at += 3
        runs = extension = 0
        if flags & 8:
            runs, at = struct.unpack_from("<H", parts[part], at)[0], at + 2
        if flags & 4:
            extension, at = struct.unpack_from("<I", parts[part], at)[0], at + 4
        text, wide = "", bool(flags & 1)
        while count > 0:
            width = 2 if wide else 1
            taken = min(count, (len(parts[part]) - at) // width)
            text += _letters(parts[part][at : at + taken * width], wide=wide)
            count, at = count - taken, at + taken * width
            if count > 0:
                part, at = part + 1, 1
                wide = bool(parts[part][0] & 1)
        yield text
        left = 4 * runs + extension
        while left > 0:
            taken = min(left, len(parts[part]) - at)
            left, at = left - taken, at + taken
            if left > 0:
                part, at = part + 1, 0


def pivot_rows(data: bytes) -> Iterator[list[str]]:
    """The values a pivot cache keeps: those of each field as a row; records refer to them by number."""
    row: list[str] = []
    for kind, parts in records(data):
        try:
            if kind == PIVOT_FIELD:
                if row:
                    yield row
                row = [_string(parts[0], 14, 2)[0]] if len(parts[0]) > 17 else []
            elif kind == PIVOT_STRING:
                row.append(_string(parts[0], 0, 2)[0])
            elif kind == PIVOT_NUMBER:
                number = struct.unpack_from("<d", parts[0], 0)[0]
                row.append(str(int(number)) if number == int(number) else repr(number))
        except (struct.error, IndexError, ValueError, OverflowError):
            continue
    if row:
        yield row
