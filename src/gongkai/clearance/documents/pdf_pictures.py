"""What is drawn on a PDF page and not written: scans, pictures, writing turned into outlines; and what lies hidden in them."""

import ctypes
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from gongkai.clearance.documents import images, ocr
from gongkai.clearance.documents.document import Block, Document, Piece, Unread
from gongkai.clearance.documents.pdf_letters import Box, Painted, Thing, area, common
from gongkai.clearance.documents.pdf_sight import LARGE
from gongkai.clearance.documents.places import Place

FEW = 20  # letters: less than this, and the picture is the page's text
STRIPS = 3  # pictures on a page without letters: a scan cut into strips
MOST_APART = 8  # pictures on any page: beyond it the page is read as it looks, once
SMALLEST = (60, 18)  # pixels: nothing is written on anything smaller
READ_SIDE = 2340  # pixels: A4 at 200 dots an inch
UNMAPPED = 0.15  # of the letters of a page without a known meaning: it is read as a picture
FRAGMENTS = 30  # painted shapes on a page without letters: writing turned into outlines


@dataclass
class Seen:
    """What was met before in this file, so that a letterhead is read once and an old version tells only what it had more."""

    pictures: set[bytes] = field(default_factory=set)
    files: set[bytes] = field(default_factory=set)  # digests of the attachments
    has_layers_off: bool = False
    tables: int = 0


def read_pictures(
    page: pypdfium2.PdfPage, what: Painted, box: Box, place: Place, document: Document, seen: Seen
) -> None:
    """Text that is drawn and not written. A page that is one picture is read as it looks, and once more below its covers."""
    shown = [thing for thing in what.things if thing.kind == raw.FPDF_PAGEOBJ_IMAGE]
    whole = area(box)
    covered = sum(area(common(thing.box, box)) for thing in shown)
    own = [letter for letter in what.letters if not letter.trace and not letter.laid]
    unmapped = sum(letter.unmapped for letter in what.letters)
    large = [thing for thing in shown if _size(thing)[0] >= SMALLEST[0] and _size(thing)[1] >= SMALLEST[1]]
    is_picture = (len(own) < FEW and (covered >= LARGE * whole or len(large) >= STRIPS)) or len(large) > MOST_APART
    is_drawing = (
        len(own) < FEW
        and sum(thing.kind not in {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE} for thing in what.things) >= FRAGMENTS
    )
    if is_picture or is_drawing or unmapped > UNMAPPED * max(len(what.letters), FEW):
        prints = [_print(thing, page) for thing in shown]
        if (
            is_picture
            and prints
            and not is_drawing
            and len(own) == 0
            and all(known in seen.pictures for known in prints)
            and not _covers(what, shown)
        ):
            return
        if not _is_blank(page, box):
            images.text_of(document, _drawn(page, box), place)
        shown = [thing for thing in shown if _hides_something(thing, what, box)]
        _each(page, shown, what, box, place, document, seen, beneath=True)
        seen.pictures.update(prints)
    else:
        _each(page, shown, what, box, place, document, seen, beneath=False)


def _covers(what: Painted, shown: Sequence[Thing]) -> bool:
    last = max((thing.order for thing in shown), default=0)
    return any(thing.opaque and thing.order > last for thing in what.things)


def _hides_something(image: Thing, what: Painted, box: Box) -> bool:
    """Whether more is in the picture's data than the page shows of it: something lies over it, or its edges are cut."""
    seen = common(image.box, box if image.clip is None else common(box, image.clip))
    if area(seen) < 0.95 * area(image.box):
        return True
    return any(
        other.opaque and other.order > image.order and area(common(other.box, image.box)) > 0.0005 * area(image.box)
        for other in what.things
    )


def _each(
    page: pypdfium2.PdfPage, shown: Sequence[Thing], what: Painted, box: Box, place: Place, document: Document, seen: Seen,
    *, beneath: bool,
) -> None:  # fmt: skip
    """Picture by picture from its own data. `beneath`: only what the drawn page did not show is wanted."""
    visible = tight(block.text for block in document.blocks)
    for number, thing in enumerate(shown, start=1):
        width, height = _size(thing)
        if width < SMALLEST[0] or height < SMALLEST[1]:
            continue
        fingerprint = _print(thing, page)
        if fingerprint in seen.pictures:
            continue
        seen.pictures.add(fingerprint)
        here = place.then("image", number)
        if width * height > images.MOST_PIXELS:
            document.unread.append(Unread(here, f"图片过大（{width}×{height}），没有识别文字"))
            continue
        found = Document()
        picture = _taken(thing, page)
        if picture is None:
            document.unread.append(Unread(here, "这张图片取不出来，没有识别文字"))
            continue
        images.text_of(found, picture, here, _beneath if beneath else _Hidden(thing, what, box, picture.size))
        blocks = [news(block, visible) for block in found.blocks] if beneath else list(found.blocks)
        document.blocks += [block for block in blocks if block is not None]
        document.unread += found.unread


def _beneath(line: Box) -> str:
    return "covered"


class _Hidden:
    """How a part of an upright picture is hidden on the page: cut off at an edge, or under something painted later."""

    def __init__(self, image: Thing, what: Painted, box: Box, size: tuple[int, int]) -> None:
        self.image, self.size = image, size
        self.shown = box if image.clip is None else common(box, image.clip)
        self.over = [
            thing for thing in what.things[image.order :] if thing.opaque and area(common(thing.box, image.box)) > 0
        ]

    def __call__(self, line: Box) -> str:
        left, low, right, high = self.image.box
        across, up = (right - left) / self.size[0], (high - low) / self.size[1]
        here = left + line[0] * across, high - line[3] * up, left + line[2] * across, high - line[1] * up
        if area(common(here, self.shown)) < 0.5 * area(here):
            return "cropped"
        return "covered" if any(area(common(here, thing.box)) >= 0.3 * area(here) for thing in self.over) else ""


def _size(thing: Thing) -> tuple[int, int]:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(thing.raw, width, height)
    return width.value, height.value


def _print(thing: Thing, page: pypdfium2.PdfPage) -> bytes:
    length = raw.FPDFImageObj_GetImageDataRaw(thing.raw, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFImageObj_GetImageDataRaw(thing.raw, buffer, length)
    return hashlib.blake2b(buffer.raw[:length], digest_size=16).digest() + repr(_size(thing)).encode()


def _taken(thing: Thing, page: pypdfium2.PdfPage) -> Image.Image | None:
    """The picture as it lies in the file, whole and uncovered; turned over where the page turns it over."""
    bitmap = raw.FPDFImageObj_GetBitmap(thing.raw)
    if not bitmap:
        bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, thing.raw)
    if not bitmap:
        return None
    picture: Image.Image = pypdfium2.PdfBitmap.from_raw(bitmap).to_pil().copy()  # which frees the bitmap in its time
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing.raw, own)
    if own.d * thing.matrix[3] < 0 and own.b == 0:
        picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    if own.a * thing.matrix[0] < 0 and own.b == 0:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return picture


def _drawn(page: pypdfium2.PdfPage, box: Box) -> Image.Image:
    side = max(box[2] - box[0], box[3] - box[1], 1)
    bitmap = page.render(scale=min(READ_SIDE / side, 4.0), may_draw_forms=False, draw_annots=True)
    picture: Image.Image = bitmap.to_pil().copy()
    bitmap.close()
    return picture


def _is_blank(page: pypdfium2.PdfPage, box: Box) -> bool:
    side = max(box[2] - box[0], box[3] - box[1], 1)
    bitmap = page.render(scale=min(400 / side, 1.0), draw_annots=True, grayscale=True)
    extremes = bitmap.to_pil().getextrema()
    bitmap.close()
    return bool(extremes[1] - extremes[0] < ocr.BLANK)


def news(block: Block, said: str) -> Block | None:
    """A read block without the lines that stand in the written text already."""
    pieces = [piece for piece in block.pieces if "".join(piece.text.split()) not in said]
    if not pieces:
        return None
    first = Piece(pieces[0].text, pieces[0].place, pieces[0].trace)
    return Block([first, *pieces[1:]], block.kind)


def tight(texts: Iterator[str]) -> str:
    return "".join("".join(text.split()) for text in texts)
