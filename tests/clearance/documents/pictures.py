"""Pictures with words for tests, drawn with a Chinese font of the machine; tests that need one skip where there is none."""

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)


def written(*lines: str, size: tuple[int, int] = (700, 300), letters: int = 30, ink: int = 20) -> Image.Image:
    font = next((name for name in FONTS if Path(name).exists()), None)
    if font is None:
        pytest.skip("no Chinese font here")
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((40, 40 + number * letters * 2), line, font=ImageFont.truetype(font, letters), fill=ink)
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **more)
    return stream.getvalue()


def placed(file: Pdf, picture: Image.Image, page: int = 0) -> None:
    """Puts a grey picture among the resources of a page, as /Im1."""
    stream = Stream(file, saved(picture, "JPEG", quality=85))
    stream.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    resources = file.pages[page].obj.Resources
    resources.XObject = pikepdf.Dictionary(Im1=file.make_indirect(stream))
