"""The letters and pictures of one printed page that a reader sees: nothing white, nothing under a black box, no seals."""

import ctypes
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from gongkai.pages.importing.word.styles import HEAVY_FACES, KAI_FACES
from gongkai.pages.rulings import Glyph

DARK, LIGHT = 90, 245  # of 255
SMALLEST = 36  # points: smaller pictures are ornaments
MOST_OF_PAGE = 0.7
MOST_PICTURES = 30
BOLD_WEIGHT = 600


@dataclass(slots=True)
class Letter(Glyph):
    size: float = 0
    heavy: bool = False
    kai: bool = False
    red: bool = False


@dataclass(frozen=True)
class Shown:
    """A picture on the page and its upper edge."""

    top: float
    data: bytes


@dataclass(frozen=True)
class _Box:
    left: float
    low: float
    right: float
    high: float

    def holds(self, letter: Glyph) -> bool:
        return self.left <= letter.centre <= self.right and self.low <= letter.middle <= self.high


def letters_of(page: pypdfium2.PdfPage, left_out: Counter[str]) -> list[Letter]:
    text = page.get_textpage()
    fills, found = list(_fills(page)), []
    boxes = list(_dark(fills))
    was_covered = was_white = False
    for place in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text.raw, place))
        if sign.isspace() or sign in "\x00\x02\ufffe\uffff\ufeff\u200b\xad":
            continue
        left, low, right, high = text.get_charbox(place, loose=True)
        red, green, blue, _alpha = _color(text, place)
        letter = Letter(sign, left, right, low, high, round(_size(text, place, high - low), 1))
        inside = any(box.holds(letter) for box in boxes)
        is_dark, is_white = max(red, green, blue) < DARK + 60, min(red, green, blue) > LIGHT
        if inside and is_dark:
            if not was_covered:
                left_out["遮盖物下面的文字"] += 1
                letter.text = "■"  # the reader of the paper sees that something stands here
                found.append(letter)
            was_covered = True
            continue
        was_covered = False
        if is_white and not inside and not _has_fill(fills, letter):
            left_out["白色的文字"] += 0 if was_white else 1
            was_white = True
            continue
        was_white = False
        if letter.size and letter.size <= 2:
            continue
        face = _face(text, place)
        letter.heavy = (
            bool(HEAVY_FACES.search(face))
            or "bold" in face.lower()
            or raw.FPDFText_GetFontWeight(text.raw, place) >= BOLD_WEIGHT
        )
        letter.kai = bool(KAI_FACES.search(face))
        letter.red = red > 180 and green < 80 and blue < 80
        found.append(letter)
    return found


def _size(text: Any, place: int, height: float) -> float:
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(text.raw, place)
    if raw.FPDFText_GetMatrix(text.raw, place, matrix):
        size *= (matrix.c**2 + matrix.d**2) ** 0.5
    return size if 1 < size < 400 else height


def _face(text: Any, place: int) -> str:
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text.raw, place, None, 0, flags)
    if not 0 < length < 500:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFText_GetFontInfo(text.raw, place, buffer, length, flags)
    for encoding in ("utf-8", "gb18030"):
        try:
            return buffer.value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _color(text: Any, place: int) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint() for _part in range(4)]
    if not raw.FPDFText_GetFillColor(text.raw, place, *parts):
        return 0, 0, 0, 255
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _fills(page: pypdfium2.PdfPage) -> Iterator[tuple[_Box, tuple[int, int, int]]]:
    """Filled shapes with their colour, and boxes drawn as annotations to hide something."""
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(thing.raw, mode, stroke) or not mode.value:
            continue
        parts = [ctypes.c_uint() for _part in range(4)]
        if raw.FPDFPageObj_GetFillColor(thing.raw, *parts) and parts[3].value > 200:
            yield _Box(*thing.get_bounds()), (parts[0].value, parts[1].value, parts[2].value)
    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 2000)):
        note = raw.FPDFPage_GetAnnot(page.raw, number)
        kind, edges = raw.FPDFAnnot_GetSubtype(note), raw.FS_RECTF()
        parts = [ctypes.c_uint() for _part in range(4)]
        filled = raw.FPDFAnnot_GetColor(note, raw.FPDFANNOT_COLORTYPE_InteriorColor, *parts)
        if raw.FPDFAnnot_GetRect(note, edges) and (
            kind == raw.FPDF_ANNOT_REDACT or (filled and kind in {raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_POLYGON})
        ):
            colour = (0, 0, 0) if kind == raw.FPDF_ANNOT_REDACT else (parts[0].value, parts[1].value, parts[2].value)
            yield _Box(edges.left, edges.bottom, edges.right, edges.top), colour
        raw.FPDFPage_CloseAnnot(note)


Fill = tuple[_Box, tuple[int, int, int]]


def _dark(fills: list[Fill]) -> Iterator[_Box]:
    for box, colour in fills:
        if max(colour) < DARK and box.right - box.left > 4 and box.high - box.low > 4:
            yield box


def _has_fill(fills: list[Fill], letter: Letter) -> bool:
    return any(box.holds(letter) and min(colour) < LIGHT for box, colour in fills)


def pictures_of(page: pypdfium2.PdfPage) -> tuple[list[Shown], bool]:
    """Pictures worth showing, and whether one of them is the whole page: a scan."""
    found: list[Shown] = []
    is_scan = False
    area = page.get_width() * page.get_height()
    for number, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        left, low, right, high = thing.get_bounds()
        width, height = right - left, high - low
        if width * height > area * MOST_OF_PAGE:
            is_scan = True
        elif number < MOST_PICTURES and min(width, height) >= SMALLEST and (data := _png(thing)):
            found.append(Shown(high, data))
    return found, is_scan


def _png(thing: pypdfium2.PdfObject) -> bytes:
    """The picture as PNG; nothing for a seal: mostly red on clear ground, it says what the line of 落款 says."""
    try:
        picture = thing.get_bitmap(render=True).to_pil()
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return b""
    small = picture.convert("RGBA").resize((48, 48))
    inked = [(r, g, b) for r, g, b, a in small.getdata() if a > 60 and min(r, g, b) < 200]
    if inked and sum(1 for r, g, b in inked if r > 130 and r > 1.5 * max(g, b)) > len(inked) * 0.8:
        return b""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
