"""Which letters of a PDF page a reader does not see, and why.

First the page's own description gives grounds for doubt (colour, size, place, what was painted over it). Then the page is
drawn once and the doubt is settled by looking: a letter is hidden only where the picture is of one colour.
"""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import pypdfium2
from pypdfium2 import raw

from gongkai.clearance.documents.pdf_letters import Box, Letter, Painted, Thing, area, common

TINY = 3.0  # points
THIN = 2.0  # points: a rule, not a cover
LIGHT = 215  # of 255 in each colour: may vanish on white paper
ALIKE = 60  # sum of the differences of two colours that look the same
CONTRAST = 14  # of 255: less than this nobody sees
LARGE = 0.45  # of the page: a picture like that is a scan of it
HIDES = 0.6  # of a letter's box
SCALE = 1.5
MOST_SIDE = 2400  # pixels
COVERING = {
    raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_STAMP,
    raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_REDACT, raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_WIDGET,
}  # fmt: skip


class Picture:
    """The page as drawn, unturned, and what of it lies inside a box."""

    def __init__(self, page: pypdfium2.PdfPage, box: Box, *, with_annotations: bool = False) -> None:
        side = max(box[2] - box[0], box[3] - box[1], 1)
        self.box, self.scale = box, min(SCALE, MOST_SIDE / side)
        turn = -page.get_rotation() % 360
        bitmap = page.render(
            scale=self.scale, rotation=turn, may_draw_forms=with_annotations, draw_annots=with_annotations
        )
        self.pixels: Any = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()

    def part(self, box: Box) -> Any:
        """The picture inside a box, cut so that nothing beside it comes in."""
        left, right = (box[0] - self.box[0]) * self.scale, (box[2] - self.box[0]) * self.scale
        top, low = (self.box[3] - box[3]) * self.scale, (self.box[3] - box[1]) * self.scale
        return self.pixels[max(0, int(top)) : max(0, ceil(low)), max(0, int(left)) : max(0, ceil(right))]

    def contrast(self, box: Box) -> int:
        part = self.part(box)
        return int((part.max(axis=(0, 1)).astype(int) - part.min(axis=(0, 1))).max()) if part.size else 0

    def colour(self, box: Box) -> tuple[int, int, int]:
        """Red, green, blue in the middle of the box."""
        part = self.part(box)
        if not part.size:
            return 255, 255, 255
        blue, green, red = (int(value) for value in part.mean(axis=(0, 1)))
        return red, green, blue


class Solid:
    """What can hide letters, without the thin rules of tables, and for each text what of it was painted before and after."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self.things = [
            thing
            for thing in things
            if thing.opaque and min(thing.box[2] - thing.box[0], thing.box[3] - thing.box[1]) >= THIN
        ]
        self.known: dict[int, tuple[list[Thing], list[Thing]]] = {}

    def around(self, text: Thing) -> tuple[list[Thing], list[Thing]]:
        if text.order not in self.known:
            near = [other for other in self.things if area(common(other.box, text.box)) > 0]
            self.known[text.order] = (
                [other for other in near if other.order < text.order],
                [other for other in near if other.order > text.order],
            )
        return self.known[text.order]


def mark(page: pypdfium2.PdfPage, what: Painted, box: Box, *, has_layers_off: bool) -> None:
    """Gives each letter nobody sees its trace. `box`: the part of the page that is shown."""
    solid = Solid(what.things)
    grounds = [(letter, _ground(letter, solid, box, has_layers_off)) for letter in what.letters]
    doubtful = [(letter, ground) for letter, ground in grounds if ground]
    pictures: list[Picture] = []

    def picture() -> Picture:
        if not pictures:
            pictures.append(Picture(page, box))
        return pictures[0]

    for letter, ground in doubtful:
        letter.trace = _settled(letter, ground, picture)
    _scanned(what, picture)
    _annotated(page, what, box, picture)
    _between(what.letters)


def _ground(letter: Letter, solid: Solid, box: Box, has_layers_off: bool) -> str:
    thing = letter.thing
    x, y = letter.centre, letter.middle
    if not _holds(box, x, y):
        return "outside"
    if max(letter.right - letter.left, letter.high - letter.low) < TINY:
        return "tiny"
    if thing is None:
        return ""
    if thing.unpainted or (thing.colour is not None and thing.colour[3] < 26):
        return "unpainted"
    below, over = solid.around(thing)
    if over := [other for other in over if _hides(other, letter)]:
        is_page = any(other.kind == raw.FPDF_PAGEOBJ_IMAGE and area(other.box) >= LARGE * area(box) for other in over)
        return "beneath" if is_page else "covered"
    if thing.clip is not None and not _holds(thing.clip, x, y):
        return "clipped"
    if thing.colour is not None and (min(thing.colour[:3]) >= LIGHT or _lies_on_its_colour(letter, thing, below)):
        return "colour"
    return "layer" if has_layers_off else ""


def _hides(other: Thing, letter: Letter) -> bool:
    box = other.box if other.clip is None else common(other.box, other.clip)
    return area(common(box, letter.ink)) >= HIDES * area(letter.ink) > 0


def _lies_on_its_colour(letter: Letter, thing: Thing, below: Sequence[Thing]) -> bool:
    assert thing.colour is not None
    x, y = letter.centre, letter.middle
    below = [other for other in below if _holds(other.box, x, y)]
    return any(other.colour is None or _distance(other.colour, thing.colour) < ALIKE for other in below)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _distance(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(abs(one[part] - other[part]) for part in range(3))


def _settled(letter: Letter, ground: str, picture: Callable[[], Picture]) -> str:
    if ground in {"outside", "tiny"}:
        return ground
    if ground in {"unpainted", "beneath"}:
        return ground  # the ink may be a scan's: `_scanned` decides for the page
    if picture().contrast(letter.ink) >= CONTRAST:
        return ""
    if ground == "colour" and letter.thing is not None and letter.thing.colour is not None:
        colour = picture().colour(letter.ink)
        if _distance(colour, letter.thing.colour) >= ALIKE:
            return ""  # its font is not here, so that nothing was drawn
        return "white" if min(colour) >= LIGHT else "covered"
    return {"covered": "covered", "clipped": "outside", "layer": "hidden_text"}[ground]


def _scanned(what: Painted, picture: Callable[[], Picture]) -> None:
    """Letters laid invisibly over or under a scan are its text. Where there is no ink with them, they are hidden."""
    for ground, trace in (("unpainted", "hidden_text"), ("beneath", "covered")):
        laid = [letter for letter in what.letters if letter.trace == ground]
        images = [thing.box for thing in what.things if thing.kind != raw.FPDF_PAGEOBJ_TEXT and thing.opaque]
        inked = [
            any(_holds(box, letter.centre, letter.middle) for box in images)
            and picture().contrast(letter.ink) >= CONTRAST
            for letter in laid
        ]
        is_scan = sum(inked) * 5 >= len(laid) * 3
        for letter, ink in zip(laid, inked, strict=True):
            letter.laid = ink or is_scan
            letter.trace = "" if letter.laid else trace


def _annotated(page: pypdfium2.PdfPage, what: Painted, box: Box, picture: Callable[[], Picture]) -> None:
    """Letters under a drawn annotation, which any reader program can lift, and under a redaction nobody carried out."""
    covers: list[tuple[int, Box]] = []
    for number in range(min(max(raw.FPDFPage_GetAnnotCount(page.raw), 0), 2000)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        try:
            kind, sides = raw.FPDFAnnot_GetSubtype(annotation), raw.FS_RECTF()
            if kind in COVERING and raw.FPDFAnnot_GetRect(annotation, sides):
                left, right = sorted((sides.left, sides.right))
                low, high = sorted((sides.bottom, sides.top))
                covers.append((kind, (left, low, right, high)))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    if not covers:
        return
    drawn: list[Picture] = []
    for letter in what.letters:
        over = [kind for kind, part in covers if area(common(part, letter.ink)) >= HIDES * area(letter.ink) > 0]
        if letter.trace or not over:
            continue
        if raw.FPDF_ANNOT_REDACT in over:
            letter.trace = "covered"
            continue
        if not drawn:
            drawn.append(Picture(page, box, with_annotations=True))
        if drawn[0].contrast(letter.ink) < CONTRAST <= picture().contrast(letter.ink):
            letter.trace = "covered"


def _between(letters: Sequence[Letter]) -> None:
    """A stroke or a full stop between two hidden letters of one line is hidden with them, and the other way round."""
    for before, letter, after in zip(letters, letters[1:], letters[2:], strict=False):
        same = before.trace == after.trace != letter.trace and not letter.breaks and not after.breaks
        if same and (not letter.text.isalnum() or letter.text in "一1Il|"):
            letter.trace = before.trace
