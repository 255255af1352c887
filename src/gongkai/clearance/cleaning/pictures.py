"""Images without EXIF, GPS, XMP, comments, thumbnails or anything behind their end; pixels as they were.

JPEG, PNG, GIF and WebP are rewritten piece by piece, so that nothing is lost by compressing twice. Only an image that
is stored lying on its side is drawn anew, since the tag that turns it goes as well.
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image, ImageOps

from gongkai.clearance.cleaning.cleaned import NOWHERE, CannotClean, Notes
from gongkai.clearance.documents.places import Place

MOST_PIXELS = 200_000_000
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"acTL",
    b"fcTL", b"fdAT", b"cICP",
}  # fmt: skip
ORIENTATION = 0x112


def clean_picture(data: bytes, kind: str, notes: Notes, place: Place = NOWHERE) -> bytes:
    """The image again in its own format. Raises `CannotClean` for what is damaged or of another kind."""
    image = _opened(data)
    turned = image.getexif().get(ORIENTATION, 1) not in (0, 1)
    ways: dict[str, Callable[[bytes], bytes]] = {
        "jpg": jpeg_stripped,
        "png": png_stripped,
        "gif": gif_stripped,
        "webp": webp_stripped,
    }
    if kind in ways and not turned:
        result = ways[kind](data)
        _opened(result)
    elif kind in {"jpg", "png", "webp", "tif", "bmp"}:
        result = _drawn_anew(image, kind)
    else:
        raise CannotClean("这种图片不能清理")
    if result != data and _told_something(data, image, result):
        notes.removed("metadata", place)
    return result


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height * getattr(image, "n_frames", 1) > MOST_PIXELS:
            raise CannotClean("图片过大")
        image.load()
    except CannotClean:
        raise
    except Exception as fault:
        raise CannotClean("图片已损坏") from fault
    return image


def _told_something(data: bytes, image: Image.Image, result: bytes) -> bool:
    plain = {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "dpi",
        "compression",
        "gamma",
        "version",
        "background",
        "transparency",
    }
    return len(result) < len(data) or bool(image.getexif()) or bool(set(map(str, image.info)) - plain)


def jpeg_stripped(data: bytes) -> bytes:
    """Only what is needed to draw it: no APP segments but JFIF, colour profile and Adobe's transform, no comments."""
    out = bytearray(b"\xff\xd8")
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise CannotClean("图片已损坏")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        if marker in range(0xD0, 0xD8) or marker == 0x01:
            at += 2
            continue
        size = struct.unpack(">H", data[at + 2 : at + 4])[0]
        segment = data[at : at + 2 + size]
        if marker == 0xE0 and segment[4:9] == b"JFIF\0":
            out += b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
        elif (
            (marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\0")
            or (marker == 0xEE and segment[4:9] == b"Adobe")
            or not (0xE0 <= marker <= 0xEF or marker == 0xFE)
        ):
            out += segment
        at += 2 + size
        if marker == 0xDA:
            end = _end_of_scan(data, at)
            out += data[at:end]
            at = end
    return bytes(out + b"\xff\xd9")


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def png_stripped(data: bytes) -> bytes:
    chunks = [(kind, body) for kind, body in _png_chunks(data) if kind in PNG_KEPT]
    packed = b"".join(body for kind, body in chunks if kind == b"IDAT")
    if any(kind == b"acTL" for kind, _ in chunks):
        return PNG_HEAD + b"".join(_png_chunk(kind, body) for kind, body in chunks)
    image = _opened(data)
    bare = _without_unseen_pixels(image)
    if bare is not None:
        return _drawn_anew(bare, "png")
    stream = zlib.decompressobj()
    try:
        stream.decompress(packed)
    except zlib.error as fault:
        raise CannotClean("图片已损坏") from fault
    if stream.unused_data:
        packed = packed[: len(packed) - len(stream.unused_data)]
    out, done = bytearray(PNG_HEAD), False
    for kind, body in chunks:
        if kind != b"IDAT":
            out += _png_chunk(kind, body)
        elif not done:
            out += _png_chunk(kind, packed)
            done = True
    return bytes(out)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_HEAD)
    while at + 12 <= len(data):
        size, kind = struct.unpack(">I", data[at : at + 4])[0], data[at + 4 : at + 8]
        yield kind, data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            return
    raise CannotClean("图片已损坏")


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _without_unseen_pixels(image: Image.Image) -> Image.Image | None:
    """The image with fully transparent pixels emptied, when they held colours; None when there is nothing to empty."""
    if image.mode not in {"RGBA", "LA"}:
        return None
    alpha = image.getchannel("A")
    empty = Image.new(image.mode, image.size)
    bare = Image.composite(image, empty, alpha.point([0] + [255] * 255))
    bare.info = {key: image.info[key] for key in ("dpi", "icc_profile") if key in image.info}
    return bare if bare.tobytes() != image.tobytes() else None


def gif_stripped(data: bytes) -> bytes:
    """Frames, their timing and the loop; comments, plain text and applications' own blocks go."""
    out = bytearray(data[:13])
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    out += data[13:at]
    while at < len(data) and data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            label = data[at + 1]
            at = _gif_blocks_end(data, at + 2)
            if label == 0xF9 or (label == 0xFF and data[start + 3 : start + 14] == b"NETSCAPE2.0"):
                out += data[start:at]
        elif data[at] == 0x2C:
            flags = data[at + 9]
            at = _gif_blocks_end(data, at + 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))
            out += data[start:at]
        else:
            raise CannotClean("图片已损坏")
    return bytes(out + b";")


def _gif_blocks_end(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def webp_stripped(data: bytes) -> bytes:
    out, at = bytearray(), 12
    end = min(len(data), 8 + struct.unpack("<I", data[4:8])[0])
    while at + 8 <= end:
        kind, size = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        body = data[at + 8 : at + 8 + size]
        at += 8 + size + (size & 1)
        if kind == b"VP8X":
            body = bytes([body[0] & ~0b1100]) + body[1:]  # neither EXIF nor XMP any more
        if kind in {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}:
            out += kind + struct.pack("<I", len(body)) + body + (b"\0" if len(body) & 1 else b"")
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)


def _drawn_anew(image: Image.Image, kind: str) -> bytes:
    frames = [_upright(frame) for frame in _frames(image)]
    target = io.BytesIO()
    first = frames[0]
    more = {"icc_profile": image.info["icc_profile"]} if image.info.get("icc_profile") else {}
    if kind == "jpg":
        first.save(target, "JPEG", quality=95, subsampling=0, **more)
        return jpeg_stripped(target.getvalue())
    if kind == "png":
        first.save(target, "PNG", dpi=image.info.get("dpi"), **more)
    elif kind == "webp":
        first.save(target, "WEBP", lossless=True, **more)
    elif kind == "bmp":
        first.save(target, "BMP", dpi=image.info.get("dpi"))
    else:
        packing = "group4" if first.mode == "1" else "tiff_adobe_deflate"
        first.save(
            target,
            "TIFF",
            save_all=True,
            append_images=frames[1:],
            compression=packing,
            dpi=image.info.get("dpi"),
            **more,
        )
    return target.getvalue()


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        yield image.copy()


def _upright(image: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(image)
    bare = Image.new(turned.mode, turned.size)
    if turned.mode == "P":
        bare.putpalette(turned.getpalette() or [])
    bare.paste(turned, (0, 0))
    if "transparency" in turned.info and turned.mode == "P":
        bare.info["transparency"] = turned.info["transparency"]
    return bare
