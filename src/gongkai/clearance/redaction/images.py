"""Boxes painted on an image: the pixels are gone, and so is all an image tells besides."""

import io
from collections.abc import Callable, Iterable, Sequence

from PIL import Image, ImageDraw, ImageOps

from gongkai.clearance.cleaning.kinds import kind_of
from gongkai.clearance.cleaning.pictures import MOST_PIXELS, jpeg_stripped
from gongkai.clearance.redaction.boxes import Box, by_page, painted
from gongkai.clearance.redaction.office import CannotRedact
from gongkai.clearance.redaction.proof import proven

PIXELS_GROWN = 3


def opened(data: bytes) -> list[Image.Image]:
    """The frames of an image, upright, in a mode that can be painted on. Raises `CannotRedact`."""
    try:
        image = Image.open(io.BytesIO(data))
        count = getattr(image, "n_frames", 1)
        if image.width * image.height * count > MOST_PIXELS:
            raise CannotRedact("图片过大")
        frames = []
        for number in range(count):
            image.seek(number)
            frame = ImageOps.exif_transpose(image)
            if frame.mode not in {"1", "L", "RGB"}:
                ground = Image.new("RGB", frame.size, "white")
                clear = frame.convert("RGBA")
                ground.paste(clear, mask=clear.getchannel("A"))
                frame = ground
            frame.info = {key: frame.info[key] for key in ("dpi",) if key in frame.info}
            frames.append(frame)
    except CannotRedact:
        raise
    except Exception as fault:
        raise CannotRedact("图片已损坏") from fault
    return frames


def redact_image(
    data: bytes, name: str, boxes: Iterable[Box], *, values: Sequence[str] = (), grow: float = PIXELS_GROWN,
    ocr: Callable[[bytes, str], str] | None = None, tools: bool = True,
    reread: bool = True,
) -> tuple[bytes, str]:  # fmt: skip
    """The image with the boxes (in pixels of the image as shown) painted black, and its name.

    A frame of a TIFF is a page. Animations and rarer kinds become PNG. Raises `BoxOutside`, `CannotRedact`, `NotGone`.
    """
    frames = opened(data)
    kind = kind_of(data, name)
    for page, found in by_page(boxes, [frame.size for frame in frames]).items():
        draw = ImageDraw.Draw(frames[page - 1])
        for box in found:
            area = painted(box.grown(grow), 1.0, frames[page - 1].size)
            if area is not None:
                draw.rectangle(area, fill=0)
    target = io.BytesIO()
    kind = kind if kind in {"jpg", "png", "tif", "bmp"} else "png"
    if kind == "jpg":
        frames[0].save(target, "JPEG", quality=90, subsampling=0)
    elif kind == "tif":
        frames[0].save(target, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_adobe_deflate")
    elif len(frames) > 1:
        raise CannotRedact("动态图片不能遮盖，请另存为普通图片")
    else:
        frames[0].save(target, "PNG" if kind == "png" else "BMP")
    result = jpeg_stripped(target.getvalue()) if kind == "jpg" else target.getvalue()
    new_name = (
        name
        if kind_of(result, name) == kind and name.lower().endswith((f".{kind}", ".jpeg", ".tiff"))
        else f"{name.rpartition('.')[0] or name}.{kind}"
    )
    return proven(result, new_name, values, tools=tools, reread=reread, ocr=ocr), new_name
