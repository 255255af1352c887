"""What cameras and programs write into pictures: who, where, when and in what words (EXIF, XMP, IPTC, text chunks)."""

import io
import re
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image, ImageOps, ImageStat, IptcImagePlugin

from gongkai.clearance.documents import xmp

MOST_PREVIEWED = 30_000_000  # pixels of a picture that is compared with its preview
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
NOISE = {"XML:com.adobe.xmp", "Raw profile type exif", "Raw profile type iptc"}  # read by their own kind


def properties(image: Image.Image, data: bytes) -> Iterator[tuple[str, str]]:
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
    texts = dict(getattr(image, "text", None) or {}) if image.format == "PNG" else {}
    for key, value in {**texts, "comment": image.info.get("comment", b"")}.items():
        text = decoded(value) if isinstance(value, bytes) else str(value)
        if key not in NOISE and any(letter.isalnum() for letter in text) and not OPAQUE.fullmatch(text):
            yield str(key), text


def _exif(exif: Image.Exif) -> Iterator[tuple[str, str]]:
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    for number, value in [*exif.items(), *inner.items()]:
        name = ExifTags.TAGS.get(number, "")
        if name in TELLING and (text := _said(name, value, exif.endian)):
            yield name, text
    where = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude, longitude = _degrees(where, 2), _degrees(where, 4)
    if latitude or longitude:
        yield "GPS", " ".join(filter(None, (latitude, longitude)))
    for number in (27, 28, 29):  # method, area, day
        if number in where and (text := _said("UserComment", where[number], exif.endian)):
            yield ExifTags.GPSTAGS[number], text


def _said(name: str, value: Any, endian: str | None) -> str:
    if isinstance(value, tuple) and name.startswith("XP"):
        value = bytes(part & 0xFF for part in value)
    if isinstance(value, bytes):
        if name.startswith("XP"):
            return value.decode("utf-16-le", "ignore").strip("\x00 ")
        if value[:8] in {b"ASCII\x00\x00\x00", b"JIS\x00\x00\x00\x00\x00", b"\x00" * 8}:
            value = value[8:]
        elif value[:8] == b"UNICODE\x00":
            ways = ("utf-16-le", "utf-16-be") if endian == "<" else ("utf-16-be", "utf-16-le")
            return max((value[8:].decode(way, "ignore") for way in ways), key=_chinese).strip("\x00 ")
        return decoded(value)
    text = str(value).strip("\x00 ")
    try:  # EXIF text is ASCII by the standard and anything in practice
        return decoded(text.encode("latin-1")) if not text.isascii() else text
    except UnicodeEncodeError:
        return text


def _chinese(text: str) -> float:
    return sum("\u4e00" <= letter <= "\u9fff" or letter.isascii() for letter in text) / max(len(text), 1)


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


def has_another_preview(image: Image.Image) -> bool:
    """A preview that shows what was cut off or pixelated in the picture itself."""
    exif = image.getexif()
    first = exif.get_ifd(ExifTags.IFD.IFD1)
    blob = image.info.get("exif", b"")
    start, length = first.get(0x0201), first.get(0x0202)
    if not isinstance(start, int) or not isinstance(length, int) or image.width * image.height > MOST_PREVIEWED:
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
