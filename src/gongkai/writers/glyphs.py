"""Which characters our own fonts have a picture of, read from the tables of the font files (OpenType `cmap`, format 12)."""

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# Signs without a picture of their own: they choose or join pictures beside them.
JOINERS = {0x0A, 0x20, 0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


@cache
def covered() -> frozenset[int]:
    """The code points our fonts can show."""
    return frozenset(code for path in FONTS.glob("*.[ot]tf") for code in _of_file(path)) | JOINERS


def lacking(text: str) -> tuple[str, ...]:
    """The characters of `text` our fonts lack, each once, in order. On a page they need a font of the machine."""
    return tuple(dict.fromkeys(sign for sign in text if ord(sign) not in covered()))


def spelled_out(text: str) -> str:
    """`text` with every character our fonts lack written as its number, which can be looked up."""
    return "".join(sign if ord(sign) in covered() else f"〔U+{ord(sign):04X}〕" for sign in text)


def _of_file(path: Path) -> set[int]:
    font = path.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    starts = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    cmap = starts[b"cmap"]
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    codes: set[int] = set()
    for number in range(subtables):
        (offset,) = struct.unpack_from(">I", font, cmap + 8 + 8 * number)
        if struct.unpack_from(">H", font, cmap + offset)[0] == 12:
            (groups,) = struct.unpack_from(">I", font, cmap + offset + 12)
            for first, last, _glyph in struct.iter_unpack(
                ">III", font[cmap + offset + 16 : cmap + offset + 16 + 12 * groups]
            ):
                codes.update(range(first, last + 1))
    return codes
