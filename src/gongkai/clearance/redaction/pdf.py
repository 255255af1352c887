"""Boxes painted on the pages of a PDF: drawn as pictures and bound anew, so that nothing below a box survives."""

import io
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import img2pdf
import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from gongkai.clearance.cleaning import Cleaned, clean
from gongkai.clearance.redaction.boxes import GROWN, Box, by_page, painted
from gongkai.clearance.redaction.office import CannotRedact
from gongkai.clearance.redaction.proof import proven
from gongkai.clearance.redaction.rasters import encoded

DPI = 200
MOST_PIXELS = 16_000_000  # a page: A3 at 200 dpi is 7.7 million; a poster is drawn coarser
MOST_PAGES = 2_000
MOST_POINTS, LEAST_POINTS = 14_400.0, 3.0  # what a PDF page may measure


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page as shown, in points. Raises `CannotRedact`."""
    document = opened(data)
    try:
        return [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()


def opened(data: bytes) -> Any:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        raise CannotRedact("PDF 设有密码或者已损坏") from fault
    if not 0 < len(document) <= MOST_PAGES:
        document.close()
        raise CannotRedact("PDF 没有页面" if len(document) == 0 else f"PDF 超过{MOST_PAGES}页，请分成几份")
    return document


def redact_pdf(
    data: bytes, boxes: Iterable[Box], *, values: Sequence[str] = (), whole: bool = True, suspect: Collection[int] = (),
    grow: float = GROWN, ocr: Callable[[bytes, str], str] | None = None, tools: bool = True,
    reread: bool = True,
) -> bytes:  # fmt: skip
    """A new PDF of pictures at 200 dpi with the boxes painted black; no text, no metadata, no earlier state.

    With `whole=False` pages without a box stay as they were written, cleaned, unless they are named in `suspect` (pages
    with findings) or cleaning refuses them. `values` are proven to be gone. Raises `BoxOutside`, `CannotRedact`, `NotGone`.
    """
    bare = clean(
        data, "file.pdf"
    )  # notes of colleagues would be drawn as well; seals and fields become part of their page
    document = opened(bare.data or data)
    try:
        sizes = [document.get_page_size(number) for number in range(len(document))]
        where = by_page(boxes, sizes)
        kept = set() if whole else _kept(bare, set(where) | set(suspect), len(sizes))
        drawn = [
            page_picture(document, number, where.get(number + 1, []), grow)
            for number in range(len(sizes))
            if number + 1 not in kept
        ]
    finally:
        document.close()
    pictures = (
        _bound(drawn, [_bounded(size) for number, size in enumerate(sizes, 1) if number not in kept]) if drawn else b""
    )
    result = _mixed(bare.data, pictures, kept, len(sizes)) if kept else pictures
    return proven(result, "redacted.pdf", values, tools=tools, reread=reread, ocr=ocr)


def page_picture(document: Any, number: int, boxes: Sequence[Box], grow: float = GROWN) -> bytes:
    """One page drawn and painted, as PNG or JPEG."""
    page = document[number]
    width, height = page.get_size()
    scale = scale_of(width, height)
    bitmap = page.render(scale=scale, fill_color=(255, 255, 255, 255), draw_annots=False, rev_byteorder=True)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    draw = ImageDraw.Draw(image)
    for box in boxes:
        area = painted(box.grown(grow), scale, image.size)
        if area is not None:
            draw.rectangle(area, fill=(0, 0, 0))
    bitmap.close()
    page.close()
    return encoded(image)


def scale_of(width: float, height: float) -> float:
    """Pixels a point: 200 dpi, less for a page that would need too many."""
    return float(min(DPI / 72, (MOST_PIXELS / max(1.0, width * height)) ** 0.5))


def _bounded(size: tuple[float, float]) -> tuple[float, float]:
    shrink = min(1.0, MOST_POINTS / max(size))
    return max(LEAST_POINTS, size[0] * shrink), max(LEAST_POINTS, size[1] * shrink)


def _bound(pictures: Sequence[bytes], sizes: Sequence[tuple[float, float]]) -> bytes:
    """Pictures as pages of these sizes. No date, no producer; the same pictures give the same bytes."""
    waiting = iter(sizes)

    def layout(width: int, height: int, dpi: object) -> tuple[float, float, float, float]:
        size = next(waiting)
        return size[0], size[1], size[0], size[1]

    return bytes(
        img2pdf.convert(list(pictures), layout_fun=layout, nodate=True, producer="", engine=img2pdf.Engine.internal)
    )


def _kept(refused: Cleaned, touched: set[int], count: int) -> set[int]:
    """Pages that may stay as they were written: no box, no finding, nothing hidden; none when the file holds more than pages."""
    if not refused.data or any(not refusal.place.steps for refusal in refused.refused):
        return set()
    hidden = {int(step.name) for refusal in refused.refused for step in refusal.place.steps if step.kind == "page"}
    return set(range(1, count + 1)) - touched - hidden


def _mixed(data: bytes, pictures: bytes, kept: set[int], count: int) -> bytes:
    """Pages that stay, from the cleaned copy, between pages that are pictures now."""
    result = pikepdf.new()
    with pikepdf.open(io.BytesIO(data)) as source:
        source.remove_unreferenced_resources()
        if pictures:
            with pikepdf.open(io.BytesIO(pictures)) as drawn:
                waiting = iter(drawn.pages)
                for number in range(1, count + 1):
                    result.pages.append(source.pages[number - 1] if number in kept else next(waiting))
                _loose(result)
                return _saved(result)
        result.pages.extend(source.pages)
        _loose(result)
        return _saved(result)


def _loose(pdf: pikepdf.Pdf) -> None:
    """A page alone may not lead to what belonged to the others: links within the file, its place in the structure."""
    for page in pdf.pages:
        for key in ("/StructParents", "/Annots", "/B", "/Tabs"):
            if key in page.obj:
                del page.obj[key]


def _saved(pdf: pikepdf.Pdf) -> bytes:
    pdf.remove_unreferenced_resources()
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True, fix_metadata_version=False)
    return target.getvalue()
