"""Text in a PDF that leaves no ink on its page: white, covered, cut off, off the page; and text too small to be read.

Each line of text is looked up in the drawing of its page. Where the drawing is one flat colour, the text is not seen,
whatever hid it.
"""

import ctypes
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.clearance.cleaning.cleaned import CannotClean, Notes
from gongkai.clearance.documents.places import Place

MOST_PIXELS = 4_000_000
TINY_POINTS = 2.5
FLAT = 14  # of 255: what the eye cannot tell apart


def look(data: bytes, notes: Notes) -> None:
    """Refuses what is unseen; there is no dropping here, since a PDF's text cannot be taken out safely: boxes do that."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        raise CannotClean("PDF 已损坏") from fault
    try:
        for number in range(len(document)):
            _look_at(document[number], notes, Place.of(("page", number + 1)))
    finally:
        document.close()


def _look_at(page: Any, notes: Notes, place: Place) -> None:
    text = page.get_textpage()
    if not text.count_chars():
        return
    width, height = page.get_size()
    scale = min(2.0, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, fill_color=(255, 255, 255, 255))
    drawn = bitmap.to_pil()
    where = bitmap.get_posconv(page)
    said: set[str] = set()
    for start, end in lines_of(text):
        if all(_unwritten(text, at) for at in range(start, end)):
            continue
        trace = _trace(text, start, end, drawn, where, width * scale, height * scale)
        if trace and trace not in said and trace not in notes.keep:
            said.add(trace)
            notes.refuse(place, {
                "white": "有看不见的文字（与底色相同或者被遮住），请用遮盖工具去掉或者改正原件",
                "tiny": "有小得看不见的文字，请用遮盖工具去掉或者改正原件",
                "outside": "有落在页面以外的文字，请用遮盖工具去掉或者改正原件",
            }[trace], trace)  # fmt: skip


def lines_of(text: Any) -> list[tuple[int, int]]:
    """Stretches of character indexes that stand side by side and are not blank."""
    stretches, start = [], -1
    last = (0.0, 0.0, 0.0, 0.0)
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in {0, 10, 13, 32, 0xA0, 0x3000}:
            if start >= 0:
                stretches.append((start, at))
            start = -1
            continue
        box = text.get_charbox(at, loose=True)
        if start >= 0 and (abs(box[1] - last[1]) > 3 or at - start >= 20):
            stretches.append((start, at))
            start = at
        elif start < 0:
            start = at
        last = box
    if start >= 0:
        stretches.append((start, text.count_chars()))
    return stretches


def _unwritten(text: Any, at: int) -> bool:
    """A character drawn in render mode 3, the layer of text below a scanned page that searching needs."""
    found = raw.FPDFText_GetTextObject(text, at)
    return bool(found) and raw.FPDFTextObj_GetTextRenderMode(found) == raw.FPDF_TEXTRENDERMODE_INVISIBLE


def _trace(text: Any, start: int, end: int, drawn: Any, where: Any, width: float, height: float) -> str:
    boxes = [text.get_charbox(at, loose=True) for at in range(start, end)]
    corners = [where.to_bitmap(box[side], box[down]) for box in boxes for side, down in ((0, 1), (2, 3))]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    if right <= 0 or bottom <= 0 or left >= width or top >= height:
        return "outside"
    if _points(text, start) < TINY_POINTS:
        return "tiny"
    box = (
        max(0, int(left)),
        max(0, int(top)),
        min(drawn.width, max(int(left) + 1, round(right))),
        min(drawn.height, max(int(top) + 1, round(bottom))),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        return "outside"
    darkest, lightest = drawn.crop(box).getextrema()
    return "white" if lightest - darkest <= FLAT else ""


def _points(text: Any, at: int) -> float:
    """The size of a character as drawn; large when it is not known."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
        return 99.0
    size = raw.FPDFText_GetFontSize(text, at)
    found = raw.FPDFText_GetTextObject(text, at)
    own = ctypes.c_float()
    if found and raw.FPDFTextObj_GetFontSize(found, ctypes.byref(own)):
        size = own.value
    return float(abs(size) * max((matrix.a**2 + matrix.b**2) ** 0.5, (matrix.c**2 + matrix.d**2) ** 0.5)) or 99.0
