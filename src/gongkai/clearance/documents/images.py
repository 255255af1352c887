"""A picture: its text by OCR, what the camera or the editor wrote into it, and what hangs behind its end."""

import io
import re
import warnings
from collections.abc import Callable

from PIL import Image, ImageOps

from gongkai.clearance.documents import budget, ocr
from gongkai.clearance.documents.decoding import as_text
from gongkai.clearance.documents.document import METADATA, TRACE, Document, Unread
from gongkai.clearance.documents.image_metadata import has_another_preview, properties
from gongkai.clearance.documents.places import Place

FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
KINDS = {"JPEG": "jpg", "MPO": "jpg", "TIFF": "tif", "PNG": "png", "GIF": "gif", "BMP": "bmp", "WEBP": "webp"}
MOST_PIXELS = 80_000_000
MOST_FRAMES = 200  # pages of a TIFF
MOST_MOVING = 3  # frames of an animation


def read(data: bytes, name: str, depth: int = 0) -> Document:
    document = Document(name=name, kind="image")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is looked at below, before a pixel is unpacked
            Image.init()  # only then all the formats are known
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except MemoryError:
        raise
    except Image.DecompressionBombError:
        document.unread.append(Unread(Place(), "图片过大，没有打开"))
        return document
    except Exception:
        document.unread.append(Unread(Place(), "图片打不开，可能已经损坏"))
        return document
    document.kind = KINDS.get(str(image.format), "image")
    for step in (_metadata, _behind):
        try:
            step(document, image, data, depth)
        except MemoryError:
            raise
        except Exception:
            document.unread.append(Unread(Place(), "图片里的附加信息没有读出来"))
    _text(document, image)
    return document


def text_of(
    document: Document, image: Image.Image, place: Place, trace: Callable[[ocr.Box], str] = lambda box: ""
) -> None:
    """The text of an opened picture, put into a document that holds it; what is too large or too late is unread."""
    if image.width * image.height > MOST_PIXELS:
        document.unread.append(Unread(place, f"图片过大（{image.width}×{image.height}），没有识别文字"))
    elif not ocr.available():
        document.unread.append(Unread(place, ocr.MISSING))
    elif budget.is_spent():
        document.unread.append(Unread(place, budget.LATE))
    else:
        with budget.paid_back():
            found = ocr.block(image, place, trace)
        if found is not None:
            document.blocks.append(found)


def _text(document: Document, image: Image.Image) -> None:
    paged = image.format == "TIFF"
    frames = getattr(image, "n_frames", 1) if image.format != "MPO" else 1
    most = MOST_FRAMES if paged else MOST_MOVING
    for number in _chosen(frames, most, paged):
        place = Place.of(("page", number + 1)) if frames > 1 else Place()
        try:
            image.seek(number)
            if image.width * image.height <= MOST_PIXELS:
                image.load()
            picture = (
                ImageOps.exif_transpose(image) if frames == 1 and image.width * image.height <= MOST_PIXELS else image
            )
        except MemoryError:
            raise
        except Exception:
            document.unread.append(Unread(place, "图片不完整或者已经损坏，没有全部读出"))
            continue
        text_of(document, picture, place)
    if paged and frames > most:
        document.unread.append(
            Unread(Place.of(("page", most + 1)), f"从第{most + 1}页起没有识别文字，请拆开后分别检查")
        )


def _chosen(frames: int, most: int, paged: bool) -> list[int]:
    """All pages of a scan; of an animation its beginning, middle and end."""
    if paged or frames <= most:
        return list(range(min(frames, most)))
    return sorted({0, frames // 2, frames - 1})


def _metadata(document: Document, image: Image.Image, data: bytes, depth: int) -> None:
    if image.format == "PNG" and image.width * image.height <= MOST_PIXELS:
        image.load()  # words may stand behind the pixels
    for name, text in properties(image, data):
        document.add(text.strip(), Place.of(("metadata", name)), kind=METADATA, name=name)
    if image.format in {"JPEG", "MPO"} and has_another_preview(image):
        document.add("缩略图与图片内容不同", Place.of(("image", "缩略图")), trace="cropped", kind=TRACE)


def _behind(document: Document, image: Image.Image, data: bytes, depth: int) -> None:
    """What follows the end of a PNG or JPEG: viewers do not show it, and it leaves with the file."""
    ends = {"PNG": _end_of_png, "JPEG": _end_of_jpeg}
    end = ends[image.format](data) if image.format in ends else len(data)
    rest = data[end:].lstrip(b"\x00\r\n\t \xff")
    if not rest.strip(b"\x00\r\n\t \xff"):
        return
    place = Place.of(("attachment", "图片末尾的附加数据"))
    document.add(as_text(rest) or "", place, trace="attachment", kind=TRACE)
    if rest.startswith(
        (b"PK\x03\x04", b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf")
    ):
        from gongkai.clearance.documents import read as read_any

        document.take_in(read_any(rest, "", depth=depth + 1), place, trace="attachment")


def _end_of_png(data: bytes) -> int:
    place = 8
    while place + 12 <= len(data):
        length, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        place += 12 + length
        if kind == b"IEND":
            return place
    return len(data)


def _end_of_jpeg(data: bytes) -> int:
    """Segments are stepped over by their length, so that a preview inside one does not end the picture."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xD9:
            return place + 2
        if marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            place += 1 if marker == 0xFF else 2
            continue
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == 0xDA:  # the pixels: until a marker that is none of theirs
            ahead = re.compile(b"\xff[^\x00\xff\xd0-\xd7]").search(data, place)
            if ahead is None:
                return len(data)
            place = ahead.start()
    return len(data)
