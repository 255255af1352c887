"""Pictures of a document as the public page can show them: the part that is seen, in a common format, without what a camera wrote into it."""

import io
import re
import uuid

from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.pages.importing.blocks import Picture, Source

MOST_PICTURES = 100
MOST_BYTES = 40 * 1024 * 1024  # of all pictures of one file
MOST_PIXELS = 60_000_000
DRAWINGS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"\x01\x00\x09\x00")  # wmf, emf
KEPT = {"PNG": "png", "JPEG": "jpg", "GIF": "gif"}
CAMERA = {"exif", "xmp", "photoshop", "comment", "XML:com.adobe.xmp"}
# Names that programs give: they say nothing of what is to be seen.
MACHINE_MADE = re.compile(
    r"^(?:(?:图片|图像|图形|图|picture|image|img|dsc|mmexport|微信图片|屏幕截图|截图|qq图片|screenshot|upload_post_object|未命名|descript)[\s_\-.\d()（）a-z]*"
    r"|[\d\s_\-.()（）]*|.*\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svg)|[a-z]:\\.*|https?:.*|[0-9a-f-]{16,})$",
    re.I,
)


class Album:
    """Takes the pictures of one file, each once for every place where it is shown, and says what it had to leave."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._count = self._bytes = 0

    def take(
        self, data: bytes, alt: str = "", crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    ) -> Picture | None:
        """`crop` is how much of the picture is cut away on the left, top, right and bottom, 0 to 1."""
        if data.startswith(DRAWINGS) or data[40:44] == b" EMF" or data.lstrip()[:5] in {b"<?xml", b"<svg "}:
            self._source.left_out["矢量图（WMF、EMF、SVG）"] += 1
            return None
        if self._count >= MOST_PICTURES or self._bytes + len(data) > MOST_BYTES:
            self._source.left_out["图片（太多或者太大）"] += 1
            return None
        try:
            data, extension = _drawn_again(data, crop)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, MemoryError):
            self._source.left_out["打不开的图片"] += 1
            return None
        self._count += 1
        self._bytes += len(data)
        return Picture(uuid.uuid4(), data, extension, described(alt))


def described(alt: str) -> str:
    """The description of a picture, or nothing where a program has put a name of its own."""
    alt = " ".join(alt.split())
    alt = re.sub(
        r"(?:,|，)?\s*(?:AI 生成的内容可能不正确。|描述已自动生成|AI-generated content may be incorrect\.)", "", alt
    )
    return "" if MACHINE_MADE.match(alt) else alt[:200]


def _drawn_again(data: bytes, crop: tuple[float, float, float, float]) -> tuple[bytes, str]:
    """The bytes as they are when nothing has to change: what is cut away or written by a camera must not travel along."""
    with Image.open(io.BytesIO(data)) as opened:
        picture: Image.Image = opened
        if picture.width * picture.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        extension = KEPT.get(opened.format or "")
        cropped = any(part > 0.001 for part in crop)
        if extension == "gif" and not cropped:
            return data, extension
        if extension and not cropped and not picture.getexif() and not CAMERA & set(picture.info):
            picture.load()
            return data, extension
        picture = ImageOps.exif_transpose(picture)
        if cropped:
            left, top, right, bottom = (min(max(part, 0), 0.99) for part in crop)
            box = (
                left * picture.width,
                top * picture.height,
                (1 - right) * picture.width,
                (1 - bottom) * picture.height,
            )
            if box[2] - box[0] >= 1 and box[3] - box[1] >= 1:
                picture = picture.crop(box)
        out = io.BytesIO()
        if extension == "jpg":
            picture.convert("RGB").save(out, "JPEG", quality=90)
            return out.getvalue(), "jpg"
        clear = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
        clear.info.clear()
        clear.save(out, "PNG")
        return out.getvalue(), "png"
