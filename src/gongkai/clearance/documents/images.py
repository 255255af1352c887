"""A picture: its text by OCR, what the camera or the editor wrote into it, and what hangs behind its end."""

import io
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from PIL import ExifTags, Image, ImageOps, ImageStat, IptcImagePlugin

from gongkai.clearance.documents import budget, ocr, xmp
from gongkai.clearance.documents.document import METADATA, TRACE, Document, Unread
from gongkai.clearance.documents.places import Place

FORMATS = ("PNG", "JPEG", "MPO", "TIFF", "GIF", "BMP", "WEBP")
KINDS = {"JPEG": "jpg", "MPO": "jpg", "TIFF": "tif", "PNG": "png", "GIF": "gif", "BMP": "bmp", "WEBP": "webp"}
MOST_PIXELS = 80_000_000
MOST_FRAMES = 200  # pages of a TIFF
MOST_MOVING = 3  # frames of an animation
OPAQUE = re.compile(r"[A-Za-z0-9+/=\s]{400,}")

# Of EXIF only what says who, where, when and in what words; the camera's settings are nobody's secret.
TELLING = {
    "Artist", "Copyright", "ImageDescription", "UserComment", "DateTime", "DateTimeOriginal", "DateTimeDigitized",
    "DocumentName", "PageName", "HostComputer", "CameraOwnerName", "BodySerialNumber", "Software", "XPTitle", "XPComment",
    "XPAuthor", "XPKeywords", "XPSubject", "ImageUniqueID", "ImageHistory", "SecurityClassification", "TargetPrinter",
    "PhotographerName", "ImageTitle", "Photographer", "ImageEditor",
}  # fmt: skip
IPTC = {
    (2, 5): "ObjectName", (2, 25): "Keywords", (2, 40): "SpecialInstructions", (2, 55): "DateCreated", (2, 80): "By-line",
    (2, 85): "By-lineTitle", (2, 90): "City", (2, 92): "Sub-location", (2, 105): "Headline", (2, 110): "Credit",
    (2, 115): "Source", (2, 116): "CopyrightNotice", (2, 118): "Contact", (2, 120): "Caption", (2, 122): "Writer",
}  # fmt: skip
NOISE = {"icc_profile", "exif", "xmp", "photoshop", "dpi", "jfif", "XML:com.adobe.xmp", "Raw profile type exif"}


def read(data: bytes, name: str, depth: int = 0) -> Document:
    document = Document(name=name, kind="image")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is looked at below, before a pixel is unpacked
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except MemoryError:
        raise
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
    elif (found := ocr.block(image, place, trace)) is not None:
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
    for name, text in _properties(image, data):
        document.add(text.strip(), Place.of(("metadata", name)), kind=METADATA, name=name)
    if image.format in {"JPEG", "MPO"} and _is_another_picture(image):
        document.add("缩略图与图片内容不同", Place.of(("image", "缩略图")), trace="cropped", kind=TRACE)


def _properties(image: Image.Image, data: bytes) -> Iterator[tuple[str, str]]:
    exif = image.getexif()
    yield from _exif(exif)
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or exif.get(700) or b""
    packet = packet.encode() if isinstance(packet, str) else bytes(packet)
    if not packet and (at := data.find(b"<x:xmpmeta")) >= 0 and (end := data.find(b"</x:xmpmeta>", at)) > 0:
        packet = data[at : end + 12]
    if packet:
        yield from xmp.properties(packet)
    for key, value in _iptc(image).items():
        for text in value if isinstance(value, list) else [value]:
            yield IPTC.get(key, ""), decoded(text)
    texts = getattr(image, "text", None) or {} if image.format == "PNG" else {}
    for key, value in {**image.info, **texts}.items():
        if key not in NOISE and isinstance(value, (str, bytes)) and not (key == "comment" and not value):
            text = value if isinstance(value, str) else decoded(value)
            if (
                any(letter.isalnum() for letter in text)
                and text.isprintable() | ("\n" in text)
                and not OPAQUE.fullmatch(text)
            ):
                yield str(key), text


def _exif(exif: Image.Exif) -> Iterator[tuple[str, str]]:
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    for number, value in [*exif.items(), *inner.items()]:
        name = ExifTags.TAGS.get(number, "")
        if name in TELLING and (text := _said(name, value)):
            yield name, text
    where = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude, longitude = _degrees(where, 2), _degrees(where, 4)
    if latitude or longitude:
        yield "GPS", " ".join(filter(None, (latitude, longitude)))
    for number in (27, 28, 29):  # method, area, day
        if number in where and (text := _said("UserComment", where[number])):
            yield ExifTags.GPSTAGS[number], text


def _said(name: str, value: Any) -> str:
    if isinstance(value, tuple) and name.startswith("XP"):
        value = bytes(part & 0xFF for part in value)
    if isinstance(value, bytes):
        if name.startswith("XP"):
            return value.decode("utf-16-le", "ignore").strip("\x00 ")
        if value[:8] in {b"ASCII\x00\x00\x00", b"JIS\x00\x00\x00\x00\x00", b"\x00" * 8}:
            value = value[8:]
        elif value[:8] == b"UNICODE\x00":
            return max(
                (value[8:].decode(way, "ignore") for way in ("utf-16-le", "utf-16-be", "utf-8")), key=_chinese
            ).strip("\x00 ")
        return decoded(value)
    text = str(value).strip("\x00 ")
    try:  # EXIF text is ASCII by the standard and anything in practice
        return decoded(text.encode("latin-1")) if not text.isascii() else text
    except UnicodeEncodeError:
        return text


def _chinese(text: str) -> float:
    return sum("\u4e00" <= letter <= "\u9fff" or letter.isascii() for letter in text) / (len(text) + 1)


def decoded(value: bytes) -> str:
    """Bytes of an unknown encoding: UTF-8, else GB 18030, else what is left of them."""
    value = value.strip(b"\x00 ")
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value.decode("utf-8", "ignore")


def _degrees(where: dict[int, Any], number: int) -> str:
    try:
        degrees, minutes, seconds = (float(part) for part in where[number])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
    side = where.get(number - 1, "")
    side = side.decode("ascii", "ignore") if isinstance(side, bytes) else str(side)
    return f"{degrees:g}°{minutes:g}'{seconds:g}\"{side.strip(chr(0))}"


def _iptc(image: Any) -> dict[tuple[int, int], Any]:
    try:
        found = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:
        return {}
    return {key: value for key, value in found.items() if key in IPTC}


def _is_another_picture(image: Image.Image) -> bool:
    """A preview that shows what was cut off or pixelated in the picture itself."""
    exif = image.getexif()
    first = exif.get_ifd(ExifTags.IFD.IFD1)
    blob = image.info.get("exif", b"")
    start, length = first.get(0x0201), first.get(0x0202)
    if not isinstance(start, int) or not isinstance(length, int) or image.width * image.height > MOST_PIXELS:
        return False
    try:
        preview = Image.open(io.BytesIO(blob[6 + start : 6 + start + length]), formats=("JPEG",)).convert("L")
    except Exception:
        return False
    bands = preview.point(lambda value: 255 if value > 20 else 0).getbbox() or (0, 0, *preview.size)
    small = preview.crop(bands).resize((24, 24))
    whole: Any = image
    difference = Image.blend(small, ImageOps.invert(whole.convert("L").resize((24, 24))), 0.5)
    return bool(ImageStat.Stat(difference).stddev[0] > 25)


def _behind(document: Document, image: Image.Image, data: bytes, depth: int) -> None:
    """What follows the end of a PNG or JPEG: viewers do not show it, and it leaves with the file."""
    end = {"PNG": _end_of_png, "JPEG": _end_of_jpeg}.get(str(image.format), lambda data: len(data))(data)
    rest = data[end:].strip(b"\x00\r\n\t \xff")
    if not rest:
        return
    place = Place.of(("attachment", "图片末尾的附加数据"))
    text = decoded(rest)
    document.add(text if text.isprintable() or "\n" in text[:400] else "", place, trace="attachment", kind=TRACE)
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
