"""Reading the text of a picture, offline, with the models inside the rapidocr wheel: lines with their boxes and rows of them.

Finding where text stands costs most and is done on a picture made small; what stands there is read at full size. A
long screenshot is read in tiles. Turned pages come back in reading order.
"""

import importlib.util
import logging
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from statistics import median
from typing import Any

from PIL import Image, ImageOps

from gongkai.clearance.documents.document import PAGE, Block, Piece
from gongkai.clearance.documents.ocr_lines import Box, Line, in_order, rows
from gongkai.clearance.documents.places import Place

MISSING = "没有安装文字识别组件，图片里的文字没有读到"
THREADS = 2
FIND_SIDE = 1500  # pixels: the longest side on which text is looked for
READ_SIDE = 4200  # pixels: larger pictures are made smaller before anything else
SMALL_PICTURE = 900
LONG = 2.4  # times as long as wide: read in tiles
MARGIN = 24  # pixels
OVERLAP = 160  # pixels of a tile that stand in the next as well
SMALL_LETTERS = 12  # pixels of height on the small picture: look again on quarters
SURE = 0.5
DOUBTFUL = 0.7  # read such a line upside down as well
SURE_TURN = 0.9
FLAT = 110  # of 255: a picture with less between its darks and lights is faded
BLANK = 10

__all__ = ["Box", "Line", "available", "block", "lines", "rows"]


def available() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def block(picture: Image.Image, place: Place, trace: Callable[[Box], str] = lambda box: "") -> Block | None:
    """All lines of a picture as one PAGE block with a piece a line; None when nothing is written on it.

    `trace` says of a line's box how that part of the picture is hidden where it is shown.
    """
    pieces: list[Piece] = []
    for number, row in enumerate(rows(lines(picture)), start=1):
        for index, line in enumerate(row):
            pieces.append(
                Piece(line.text, place.then("line", number), trace(line.box), "\t" if index else "\n" * bool(pieces))
            )
    return Block(pieces, PAGE) if pieces else None


def lines(picture: Image.Image) -> list[Line]:
    """The lines of text, in reading order. Empty for a blank picture."""
    image = _plain(picture)
    if _is_blank(image):
        return []
    around = _written(image)
    image = image.crop(around)
    scale = max(1.0, max(image.size) / READ_SIDE)
    if max(image.size) > LONG * min(image.size):
        scale = max(1.0, min(image.size) / READ_SIDE)
    if scale > 1:
        image = image.resize((round(image.width / scale), round(image.height / scale)), Image.Resampling.BILINEAR)
    is_long = max(image.size) > max(LONG * min(image.size), FIND_SIDE)
    found = list(_read_long(image)) if is_long else _read(image)
    return [line.moved(scale, around[0], around[1]) for line in in_order(found)]


def _plain(picture: Image.Image) -> Image.Image:
    """RGB on white, faded ones strengthened."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        sheet = Image.new("RGBA", picture.size, "white")
        sheet.alpha_composite(picture)
        picture = sheet
    elif picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        picture = ImageOps.autocontrast(picture.convert("F").point(lambda value: value / 256).convert("L"))
    image = picture.convert("RGB")
    low, high = _spread(image)
    return ImageOps.autocontrast(image, cutoff=1, preserve_tone=True) if BLANK <= high - low < FLAT else image


def _spread(image: Image.Image) -> tuple[int, int]:
    """The grey levels of the darkest and lightest hundredth, which a few specks do not move."""
    levels = image.convert("L").histogram()
    few = max(1, image.width * image.height // 400)
    return _nth(levels, few), 255 - _nth(levels[::-1], few)


def _nth(levels: Sequence[int], few: int) -> int:
    seen = 0
    for level, count in enumerate(levels):
        seen += count
        if seen >= few:
            return level
    return len(levels) - 1


def _written(image: Image.Image) -> tuple[int, int, int, int]:
    """The part of a picture that is not its bare margins. Of sixteen pixels the mean counts, so that specks are no ink."""
    rough = image.convert("L").reduce(4)
    paper = _nth(rough.histogram(), rough.width * rough.height // 2)
    ink = rough.point(lambda level: 255 if abs(level - paper) > 8 else 0).getbbox()
    if ink is None:
        return 0, 0, image.width, image.height
    left, top, right, bottom = (4 * side for side in ink)
    return (
        max(0, left - MARGIN),
        max(0, top - MARGIN),
        min(image.width, right + MARGIN),
        min(image.height, bottom + MARGIN),
    )


def _is_blank(image: Image.Image) -> bool:
    if min(image.size) < 8:
        return True
    low, high = image.convert("L").getextrema()
    return bool(high - low < BLANK)  # type: ignore[operator]


def _read_long(image: Image.Image) -> Iterator[Line]:
    """Tile by tile along the longer side; a line in the overlap belongs to the tile in which its middle stands."""
    upright = image.height >= image.width
    length, tile = max(image.size), max(min(image.size) * 3 // 2, FIND_SIDE)
    for start in range(0, length, tile):
        first, last = max(0, start - OVERLAP), min(length, start + tile + OVERLAP)
        area = (0, first, image.width, last) if upright else (first, 0, last, image.height)
        part = image.crop(area)
        if _is_blank(part):
            continue
        for line in _read(part):
            line = line.moved(1, area[0], area[1])
            middle = (line.box[1] + line.box[3]) / 2 if upright else (line.box[0] + line.box[2]) / 2
            if start <= middle < start + tile or not upright:
                yield line


def _read(image: Image.Image) -> list[Line]:
    """One tile: find on a small copy, read at full size."""
    if max(image.size) < SMALL_PICTURE:
        double = image.resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)
        return [line.moved(0.5, 0, 0) for line in _recognised(double, _quads(double, 1.0))]
    scale = max(1.0, max(image.size) / FIND_SIDE)
    quads = _quads(image, scale)
    if scale > 1.3 and quads and median(_height(quad) for quad in quads) / scale < SMALL_LETTERS:
        quads = _quads(image, 1.0)
    return _recognised(image, quads)


def _quads(image: Image.Image, scale: float) -> list[Any]:
    import numpy

    small = image
    if scale > 1:
        small = image.resize((round(image.width / scale), round(image.height / scale)), Image.Resampling.BILINEAR)
    small = ImageOps.expand(small, 16, "white")  # text at the very edge is not found
    found = _engine().text_det(numpy.asarray(small)[:, :, ::-1].copy())
    return [] if found.boxes is None else [((box - 16) * scale).astype("float32") for box in found.boxes]


def _recognised(image: Image.Image, quads: Sequence[Any]) -> list[Line]:
    import numpy
    from rapidocr.utils.process_img import get_rotate_crop_image

    if not quads:
        return []
    pixels = numpy.asarray(image)[:, :, ::-1].copy()
    parts, kept = [], []
    for quad in quads:
        quad[:, 0] = quad[:, 0].clip(0, image.width - 1)
        quad[:, 1] = quad[:, 1].clip(0, image.height - 1)
        if min(numpy.ptp(quad[:, 0]), numpy.ptp(quad[:, 1])) >= 3:
            parts.append(get_rotate_crop_image(pixels, quad))
            kept.append(quad)
    if not parts:
        return []
    engine = _engine()
    flipped = [label == "180" and score > SURE_TURN for label, score in engine.cls_and_rotate(list(parts))[1].cls_res]
    most = sum(flipped) * 2 > len(flipped)  # a page is turned as a whole: a line that says otherwise is read both ways
    first = [_turned(part) if most else part for part in parts]
    read = list(_words(engine, first))
    for at in [at for at, turn in enumerate(flipped) if turn != most or read[at][1] < DOUBTFUL]:
        text, score = next(_words(engine, [_turned(first[at])]))
        if score > read[at][1]:
            read[at] = text, score
    return [
        _line(quad, text, score, most)
        for quad, (text, score) in zip(kept, read, strict=True)
        if text.strip() and score >= SURE
    ]


def _turned(part: Any) -> Any:
    return part[::-1, ::-1].copy()


def _words(engine: Any, parts: list[Any]) -> Iterator[tuple[str, float]]:
    read = engine.recognize_txt(parts)
    yield from ((str(text), float(score)) for text, score in zip(read.txts, read.scores, strict=True))


def _line(quad: Any, text: str, score: float, flipped: bool) -> Line:
    box = (float(quad[:, 0].min()), float(quad[:, 1].min()), float(quad[:, 0].max()), float(quad[:, 1].max()))
    tall = (box[3] - box[1]) >= 1.5 * (box[2] - box[0])
    turned = (90 if flipped else 270) if tall else 180 if flipped else 0
    return Line(text, box, score, turned)


def _height(quad: Any) -> float:
    wide, high = float(quad[:, 0].max() - quad[:, 0].min()), float(quad[:, 1].max() - quad[:, 1].min())
    return min(wide, high)


@lru_cache(maxsize=1)
def _engine() -> Any:
    """One for the whole process. The settings are the wheel's own: others would be fetched from outside."""
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    from rapidocr import RapidOCR

    engine: Any = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    engine._load_det_model()
    engine._load_cls_model()
    engine._load_rec_model()
    engine.text_det.limit_side_len = 256  # small pictures are enlarged here, twice and not to 736 pixels
    return engine
