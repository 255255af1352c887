"""The picture of one page in as few bytes as it needs: few colours as a palette, photographs as JPEG."""

import io

from PIL import Image, ImageChops, ImageStat

from gongkai.clearance.cleaning.pictures import jpeg_stripped

COLOURED = 40  # of 255: a pixel whose channels differ more is no grey of a scanner
COLOURED_SHARE = 0.0002  # a seal or a red head is more than this of a page
FEW = 16
PALETTE_ERROR = 3.0  # mean difference of 255 up to which sixteen colours say the same
TARGET = 150_000  # bytes a page; a noisy scan is drawn coarser to come near it


def is_coloured(image: Image.Image) -> bool:
    small = image.copy()
    small.thumbnail((1000, 1000))
    red, green, blue = small.split()
    spread = ImageChops.lighter(
        ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue)),
        ImageChops.difference(red, blue),
    )
    counts = spread.histogram()
    return sum(counts[COLOURED:]) > COLOURED_SHARE * small.width * small.height


def encoded(image: Image.Image) -> bytes:
    """PNG or JPEG of an RGB image; the same image gives the same bytes."""
    if not is_coloured(image):
        image = image.convert("L")
    few = _few_colours(image)
    if few is not None:
        return few
    for quality, shrunk in ((80, 1.0), (65, 1.0), (65, 0.75), (50, 0.75)):
        target = io.BytesIO()
        smaller = (
            image
            if shrunk == 1.0
            else image.resize((max(1, round(image.width * shrunk)), max(1, round(image.height * shrunk))))
        )
        smaller.save(target, "JPEG", quality=quality, optimize=True)
        if target.tell() <= TARGET:
            break
    return jpeg_stripped(target.getvalue())


def _few_colours(image: Image.Image) -> bytes | None:
    if image.mode == "L":
        few = image.point([round(level / 255 * (FEW - 1)) * 17 for level in range(256)]).convert(
            "P", palette=Image.Palette.ADAPTIVE, colors=FEW
        )
    else:
        few = image.quantize(FEW, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    again = few.convert(image.mode)
    if max(ImageStat.Stat(ImageChops.difference(image, again)).mean) > PALETTE_ERROR:
        return None
    target = io.BytesIO()
    few.save(target, "PNG", bits=4, optimize=True)
    return target.getvalue() if target.tell() <= TARGET * 2 else None
