"""The letters and the painted things of a PDF page, where they stand and in which order they were painted.

All boxes are (left, low, right, high) in points of the unturned page. Things inside form objects are brought to the page.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from gongkai.pages.rulings import Glyph

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int, int]  # red, green, blue, alpha
Matrix = tuple[float, float, float, float, float, float]

PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
UNPAINTED = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
OUTLINED = {raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP}
DEEPEST = 8  # forms within forms
MOST_THINGS = 60_000


@dataclass(slots=True)
class Thing:
    """A painted object: `kind` as pdfium numbers them; `opaque`: hides what was painted before inside its box."""

    kind: int
    order: int
    box: Box
    colour: Colour | None = None
    opaque: bool = False
    unpainted: bool = False  # text that is there and not drawn
    clip: Box | None = None
    raw: Any = None
    matrix: Matrix = PLAIN


@dataclass(slots=True)
class Letter(Glyph):
    """A letter with the text object it belongs to. `breaks`: a new line begins with it; `spaced`: a space before it.

    `ink` is the box of its strokes, narrower than the one it stands in.
    """

    ink: Box = (0, 0, 0, 0)
    thing: Thing | None = None
    breaks: bool = False
    spaced: bool = False
    unmapped: bool = False
    laid: bool = False  # belongs to a scan: lies unseen above or below its picture
    trace: str = ""


@dataclass
class Painted:
    letters: list[Letter] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    is_whole: bool = True  # False: a drawing of too many parts


def painted(page: pypdfium2.PdfPage) -> Painted:
    answer = Painted()
    for thing in _things(page):
        answer.things.append(thing)
        if len(answer.things) >= MOST_THINGS:
            answer.is_whole = False
            break
    by_address = {_address(thing.raw): thing for thing in answer.things if thing.kind == raw.FPDF_PAGEOBJ_TEXT}
    answer.letters = list(_letters(page.get_textpage(), by_address))
    return answer


def _letters(text: pypdfium2.PdfTextPage, by_address: dict[int | None, Thing]) -> Iterator[Letter]:
    breaks = spaced = False
    box = raw.FS_RECTF()
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, place)
        if code in (10, 13):
            breaks = True
            continue
        if code in (32, 9, 0xA0, 0x3000):
            spaced = True
            continue
        if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
            code = 0xFFFD
        if raw.FPDFText_IsHyphen(text.raw, place) == 1 and code in (2, 0xAD):
            code = 0x2D
        raw.FPDFText_GetLooseCharBox(text.raw, place, box)
        raw.FPDFText_GetCharBox(text.raw, place, left, right, low, high)
        ink = left.value, low.value, right.value, high.value
        yield Letter(
            chr(code), box.left, box.right, box.bottom, box.top,
            ink=ink if area(ink) > 0 else (box.left, box.bottom, box.right, box.top),
            thing=by_address.get(_address(raw.FPDFText_GetTextObject(text.raw, place))),
            breaks=breaks, spaced=spaced,
            unmapped=code == 0xFFFD or 0xE000 <= code <= 0xF8FF or raw.FPDFText_HasUnicodeMapError(text.raw, place) == 1,
        )  # fmt: skip
        breaks = spaced = False


def _address(pointer: Any) -> int | None:
    return ctypes.cast(pointer, ctypes.c_void_p).value if pointer else None


def _things(page: pypdfium2.PdfPage) -> Iterator[Thing]:
    order = 0

    def walk(container: object, is_form: bool, matrix: Matrix, clip: Box | None, depth: int) -> Iterator[Thing]:
        nonlocal order
        count = raw.FPDFFormObj_CountObjects(container) if is_form else raw.FPDFPage_CountObjects(container)
        for number in range(max(count, 0)):
            item = (
                raw.FPDFFormObj_GetObject(container, number) if is_form else raw.FPDFPage_GetObject(container, number)
            )
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                if depth < DEEPEST:
                    inner = _clip(item, matrix, clip)
                    yield from walk(item, True, _times(_matrix(item), matrix), inner, depth + 1)
                continue
            order += 1
            yield _thing(item, kind, order, matrix, clip)

    yield from walk(page.raw, False, PLAIN, None, 0)


def _thing(item: object, kind: int, order: int, matrix: Matrix, clip: Box | None) -> Thing:
    thing = Thing(kind, order, placed(_bounds(item), matrix), raw=item, matrix=matrix, clip=_clip(item, matrix, clip))
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        thing.unpainted = mode in UNPAINTED
        thing.colour = _colour(
            item, raw.FPDFPageObj_GetStrokeColor if mode in OUTLINED else raw.FPDFPageObj_GetFillColor
        )
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, filled, stroked)
        if filled.value:
            thing.colour = _colour(item, raw.FPDFPageObj_GetFillColor)
        elif stroked.value and (width := _stroke(item)) > 4:  # a thick line is drawn over text like a marker pen
            thing.colour = _colour(item, raw.FPDFPageObj_GetStrokeColor)
            thing.box = _widened(thing.box, width)
        thing.opaque = thing.colour is not None and thing.colour[3] >= 230
    else:
        thing.opaque = True
    return thing


def _stroke(item: object) -> float:
    width = ctypes.c_float()
    return width.value if raw.FPDFPageObj_GetStrokeWidth(item, width) else 0.0


def _widened(box: Box, width: float) -> Box:
    left, low, right, high = box
    if right - left < width * 1.5:
        left, right = (left + right - width) / 2, (left + right + width) / 2
    if high - low < width * 1.5:
        low, high = (low + high - width) / 2, (low + high + width) / 2
    return left, low, right, high


def _colour(item: object, get: object) -> Colour | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    return (parts[0].value, parts[1].value, parts[2].value, parts[3].value) if get(item, *parts) else None  # type: ignore[operator]


def _bounds(item: object) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *sides)
    return sides[0].value, sides[1].value, sides[2].value, sides[3].value


def _matrix(item: object) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = second
    return (
        a * a2 + b * c2, a * b2 + b * d2, c * a2 + d * c2, c * b2 + d * d2, e * a2 + f * c2 + e2, e * b2 + f * d2 + f2,
    )  # fmt: skip


def placed(box: Box, matrix: Matrix) -> Box:
    if matrix == PLAIN:
        return box
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _clip(item: object, matrix: Matrix, outer: Box | None) -> Box | None:
    """The box of what may be seen of an object, or None when nothing cuts it."""
    path = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    box = outer
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(max(count, 0), 16)):
        points = []
        for segment in range(min(max(raw.FPDFClipPath_CountPathSegments(path, number), 0), 64)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, number, segment), x, y)
            points.append((x.value, y.value))
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            # pdfium keeps the clip of an object inside a form in the form's own space
            here = placed((min(xs), min(ys), max(xs), max(ys)), matrix)
            box = here if box is None else common(box, here)
    return box


def common(one: Box, other: Box) -> Box:
    """The part two boxes share; a box without size when they share none."""
    left, low = max(one[0], other[0]), max(one[1], other[1])
    return left, low, max(left, min(one[2], other[2])), max(low, min(one[3], other[3]))


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
