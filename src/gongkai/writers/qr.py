"""
QR codes (ISO/IEC 18004) of short texts such as addresses: bytes of UTF-8, error correction M (15 % may be unreadable),
versions 1-10, which is up to 213 bytes. As SVG for the PDF and as PNG for Word.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import cache
from html import escape

# Per version: error correction bytes per block, then (blocks, data bytes in each) once or twice. Table 9, level M.
BLOCKS: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {
    1: (10, ((1, 16),)),
    2: (16, ((1, 28),)),
    3: (26, ((1, 44),)),
    4: (18, ((2, 32),)),
    5: (24, ((2, 43),)),
    6: (16, ((4, 27),)),
    7: (18, ((4, 31),)),
    8: (22, ((2, 38), (2, 39))),
    9: (22, ((3, 36), (2, 37))),
    10: (26, ((4, 43), (1, 44))),
}
# Middles of the alignment patterns. Table E.1.
ALIGNMENT = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34),
    7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46), 10: (6, 28, 50),
}  # fmt: skip
QUIET = 4  # modules of white around
Matrix = list[list[int]]


def matrix(text: str) -> Matrix:
    """The code as rows of 1 (dark) and 0, without the white around. ValueError if the text is too long."""
    data = text.encode()
    version = next((number for number in BLOCKS if len(data) <= _capacity(number)), None)
    if version is None:
        raise ValueError(f"A code holds {_capacity(10)} bytes; this text has {len(data)}.")
    bits = _bits(_codewords(data, version))
    fixed = _fixed(version)
    return min((_drawn(fixed, bits, mask, version) for mask in range(8)), key=_penalty)


def as_svg(text: str) -> str:
    """The code in a square of one unit a module, white around included."""
    rows = matrix(text)
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="{escape(text)}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/></svg>'
    )


def as_png(text: str, scale: int = 8) -> bytes:
    """The code as a grey PNG, `scale` pixels a module."""
    rows = matrix(text)
    side = (len(rows) + 2 * QUIET) * scale
    blank = b"\x00" + b"\xff" * side
    edge = b"\xff" * QUIET * scale
    lines = [b"\x00" + edge + b"".join((b"\x00" if dark else b"\xff") * scale for dark in row) + edge for row in rows]
    image = blank * QUIET * scale + b"".join(line * scale for line in lines) + blank * QUIET * scale
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(image, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def _capacity(version: int) -> int:
    """Bytes of text: what the blocks hold less the four bits of mode and the count (8 bits, from version 10 on 16)."""
    return sum(count * size for count, size in BLOCKS[version][1]) - (2 if version < 10 else 3)


def _codewords(data: bytes, version: int) -> bytes:
    """Mode, count, text and padding, cut into blocks, each with its error correction, dealt out in turns."""
    correction, groups = BLOCKS[version]
    total = sum(count * size for count, size in groups)
    width = 8 if version < 10 else 16
    value = (0b0100 << width | len(data)) << 8 * len(data) | int.from_bytes(data, "big")
    filled = (value << 4).to_bytes(len(data) + width // 8 + 1, "big")
    filled += bytes(0xEC if place % 2 == 0 else 0x11 for place in range(total - len(filled)))
    blocks, start = [], 0
    for count, size in groups:
        for _ in range(count):
            blocks.append(filled[start : start + size])
            start += size
    checks = [_remainder(block, correction) for block in blocks]
    longest = max(len(block) for block in blocks)
    dealt = [block[place] for place in range(longest) for block in blocks if place < len(block)]
    return bytes(dealt + [check[place] for place in range(correction) for check in checks])


@cache
def _field() -> tuple[list[int], list[int]]:
    """Powers and logarithms of 2 in GF(256) with x^8 + x^4 + x^3 + x^2 + 1."""
    powers, logs, value = [0] * 512, [0] * 256, 1
    for place in range(255):
        powers[place] = powers[place + 255] = value
        logs[value] = place
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return powers, logs


def _product(one: int, other: int) -> int:
    powers, logs = _field()
    return powers[logs[one] + logs[other]] if one and other else 0


@cache
def _generator(degree: int) -> tuple[int, ...]:
    """The Reed-Solomon generator polynomial, leading 1 left out."""
    powers, _logs = _field()
    result = [0] * (degree - 1) + [1]
    for root in range(degree):
        result = [
            _product(part, powers[root]) ^ (result[place + 1] if place + 1 < degree else 0)
            for place, part in enumerate(result)
        ]
    return tuple(result)


def _remainder(block: bytes, degree: int) -> list[int]:
    result = [0] * degree
    for byte in block:
        factor = byte ^ result[0]
        result = [
            after ^ _product(part, factor) for after, part in zip([*result[1:], 0], _generator(degree), strict=True)
        ]
    return result


def _bits(codewords: bytes) -> list[int]:
    return [byte >> place & 1 for byte in codewords for place in range(7, -1, -1)]


def _fixed(version: int) -> dict[tuple[int, int], int]:
    """Every module, by (row, column), that is no data; the places of the format bits hold 0 for now."""
    side = 17 + 4 * version
    fixed = {(8, place): 0 for place in (*range(9), *range(side - 8, side))}
    fixed |= {(place, 8): 0 for place in (*range(9), *range(side - 8, side))}
    for place in range(side):
        fixed[6, place] = fixed[place, 6] = 1 - place % 2
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        for y in range(max(0, top - 1), min(side, top + 8)):
            for x in range(max(0, left - 1), min(side, left + 8)):
                fixed[y, x] = int(max(abs(y - top - 3), abs(x - left - 3)) in (0, 1, 3))
    middles = ALIGNMENT[version]
    for y in middles:
        for x in middles:
            if (y, x) not in ((6, 6), (6, middles[-1]), (middles[-1], 6)):
                for dy in range(-2, 3):
                    for dx in range(-2, 3):
                        fixed[y + dy, x + dx] = int(max(abs(dy), abs(dx)) != 1)
    if version >= 7:
        number = _checked(version, 12, 0x1F25)
        for place in range(18):
            bit = number >> place & 1
            fixed[place // 3, side - 11 + place % 3] = fixed[side - 11 + place % 3, place // 3] = bit
    return fixed


def _checked(value: int, length: int, polynomial: int) -> int:
    """`value` followed by the `length` bits of its BCH code."""
    rest = value << length
    while rest.bit_length() > length:
        rest ^= polynomial << rest.bit_length() - length - 1
    return value << length | rest


def _data_places(side: int, fixed: dict[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    """Free modules in the order of the data: two columns at a time from the right, up and down, leaving column 6 out."""
    for turn, right in enumerate(column for column in (*range(side - 1, 6, -2), *range(5, 0, -2))):
        for step in range(side):
            y = side - 1 - step if turn % 2 == 0 else step
            for x in (right, right - 1):
                if (y, x) not in fixed:
                    yield y, x


MASKS = (
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)


def _drawn(fixed: dict[tuple[int, int], int], bits: list[int], mask: int, version: int) -> Matrix:
    side = 17 + 4 * version
    rows = [[fixed.get((y, x), 0) for x in range(side)] for y in range(side)]
    for place, (y, x) in enumerate(_data_places(side, fixed)):
        bit = bits[place] if place < len(bits) else 0
        rows[y][x] = bit ^ int(MASKS[mask](y, x) == 0)
    code = _checked(mask, 10, 0x537) ^ 0x5412  # level M is 00
    for place in range(15):
        bit = code >> place & 1
        line = place if place < 6 else place + 1
        rows[line if place < 8 else side - 15 + place][8] = bit
        rows[8][side - 1 - place if place < 8 else (7 if place == 8 else 14 - place)] = bit
    rows[side - 8][8] = 1
    return rows


def _penalty(rows: Matrix) -> int:
    """How badly a scanner would see it: long runs, squares, shapes like the corner patterns, too dark or too light."""
    side = len(rows)
    lines = ["".join(map(str, row)) for row in (*rows, *([row[x] for row in rows] for x in range(side)))]
    result = 0
    for line in lines:
        runs = line.replace("01", "0 1").replace("10", "1 0").split()
        result += sum(len(run) - 2 for run in runs if len(run) >= 5)
        result += 40 * sum(line.startswith(shape, at) for shape in ("10111010000", "00001011101") for at in range(side))
    result += 3 * sum(
        rows[y][x] == rows[y][x + 1] == rows[y + 1][x] == rows[y + 1][x + 1]
        for y in range(side - 1)
        for x in range(side - 1)
    )
    dark = sum(map(sum, rows)) * 100 / side**2
    return result + 10 * int(abs(dark - 50) // 5)
