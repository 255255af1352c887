"""What the worker of `apart` does with a file besides scanning it: cleaning, covering words, covering places, showing pages.

Each job is a function of (bytes, options) that gives (plain data, bytes). A file that cannot be done answers with
`because`, a Chinese clause, and no bytes. Plain Python.
"""

import hashlib
import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from gongkai.clearance.cleaning import Refusal, Removed, clean
from gongkai.clearance.documents import ocr
from gongkai.clearance.documents.kinds import kind_of
from gongkai.clearance.redaction.boxes import Box, BoxOutside
from gongkai.clearance.redaction.html import redact_html
from gongkai.clearance.redaction.images import opened, redact_image
from gongkai.clearance.redaction.masks import Names, masked
from gongkai.clearance.redaction.matching import Wanted, covered
from gongkai.clearance.redaction.office import CannotRedact, redact_office
from gongkai.clearance.redaction.pdf import opened as opened_pdf
from gongkai.clearance.redaction.pdf import page_picture, page_sizes, redact_pdf
from gongkai.clearance.redaction.proof import NotGone
from gongkai.clearance.redaction.proposed import propose_boxes, propose_on_image

Answer = tuple[dict[str, Any], bytes]
POINT, PIXEL = "point", "pixel"
SHOWN_WIDTH = 1240  # pixels of a page picture on the screen: an A4 page at 150 dpi


def cleaned(data: bytes, options: dict[str, Any]) -> Answer:
    """Options: name, drop, keep (traces a person has settled)."""
    copy = clean(data, options["name"], drop=options.get("drop", ()), keep=options.get("keep", ()))
    return {"name": copy.name, "removed": _removed(copy.removed), "refused": _refused(copy.refused)}, copy.data


def covered_words(data: bytes, options: dict[str, Any]) -> Answer:
    """Options: name, wanted ([value, way] pairs), drop, keep. Gives a cleaned copy, proven free of the values."""

    def cover() -> Answer:
        wanted = [(value, way) for value, way in options["wanted"]]
        done = redact_office(data, options["name"], wanted, drop=options.get("drop", ()), keep=options.get("keep", ()))
        return {"name": done.name, "count": sum(done.counts.values()), "refused": _refused(done.refused)}, done.data

    return or_because(cover)


def covered_places(data: bytes, options: dict[str, Any]) -> Answer:
    """Options: name, boxes ([page, x0, y0, x1, y1, reason]), values (what was found in the file), whole (all pages pictures).

    Those of the values that stand under boxes with all their places are proven gone, which includes reading the new pictures.
    """

    def cover() -> Answer:
        name = options["name"]
        boxes = [Box(int(page), x0, y0, x1, y1, reason) for page, x0, y0, x1, y1, reason in options["boxes"]]
        pages = _Pages(data, name)
        under = [value for value in options.get("values", ()) if pages.is_under(value, boxes)]
        if pages.is_pdf:
            whole = options.get("whole", True)
            return {"name": name}, redact_pdf(data, boxes, values=under, whole=whole)
        result, new_name = redact_image(data, name, boxes, values=under)
        return {"name": new_name}, result

    return or_because(cover)


def proposed_places(data: bytes, options: dict[str, Any]) -> Answer:
    """Options: name, values (lists of values by any label). Sizes of the pages, their unit, and a box for each value found.

    Boxes are [page, x0, y0, x1, y1, label]; pages are counted from 1.
    """

    def propose() -> Answer:
        pages = _Pages(data, options["name"])
        boxes = [
            [box.page, *(round(edge, 1) for edge in box.edges), label]
            for label, values in options.get("values", {}).items()
            for box in pages.places_of(values)
        ]
        return {"unit": POINT if pages.is_pdf else PIXEL, "pages": pages.sizes, "boxes": boxes}, b""

    return or_because(propose)


class _Pages:
    """The pages of a PDF or an image, on which values are looked for; each picture is read once."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.is_pdf = data, kind_of(data, name) == "pdf"
        self.frames = [] if self.is_pdf else opened(data)
        self.sizes = page_sizes(data) if self.is_pdf else [(float(one.width), float(one.height)) for one in self.frames]
        self._known: dict[str, list[ocr.Line]] = {}

    def places_of(self, values: list[str]) -> list[Box]:
        if self.is_pdf:
            return propose_boxes(self.data, values, reader=self._read)
        return propose_on_image(self.frames, values, self._read)

    def is_under(self, value: str, boxes: list[Box]) -> bool:
        """Whether the value was found, and everywhere beneath one of these boxes."""
        places = self.places_of([value])
        return bool(places) and all(any(_holds(box, place) for box in boxes) for place in places)

    def _read(self, picture: Image.Image) -> list[ocr.Line]:
        key = hashlib.sha256(picture.tobytes()).hexdigest()
        if key not in self._known:
            self._known[key] = ocr.lines(picture)
        return self._known[key]


def _holds(box: Box, place: Box) -> bool:
    """Up to the width of a stroke: a box drawn by hand may cut into the letter's surroundings."""
    (left, top, right, bottom), (x0, y0, x1, y1) = box.edges, place.edges
    slack_x, slack_y = (x1 - x0) * 0.1, (y1 - y0) * 0.25
    return (
        box.page == place.page and left <= x0 + slack_x and top <= y0 + slack_y and right >= x1 - slack_x
        and bottom >= y1 - slack_y
    )  # fmt: skip


def covered_texts(_data: bytes, options: dict[str, Any]) -> Answer:
    """Options: texts (name to text, HTML where it holds tags), wanted ([value, way] pairs). The texts masked, by name.

    Names are masked alike throughout; what was HTML is proven free of the values.
    """

    def cover() -> Answer:
        pairs = [(value, way) for value, way in options["wanted"]]
        names = Names.of(value for value, way in pairs if way == "name")
        looked, instead = Wanted(value for value, _way in pairs), [masked(value, way, names) for value, way in pairs]
        texts = {
            name: redact_html(text, pairs, names=names)[0] if "<" in text else covered([text], looked, instead)[0][0]
            for name, text in options["texts"].items()
        }
        return {"texts": texts}, b""

    return or_because(cover)


def shown_page(data: bytes, options: dict[str, Any]) -> Answer:
    """Options: name, page (from 1). The page as PNG or JPEG, about as wide as a screen."""

    def show() -> Answer:
        number = int(options["page"])
        if kind_of(data, options["name"]) == "pdf":
            document = opened_pdf(data)
            try:
                if not 1 <= number <= len(document):
                    raise CannotRedact("没有这一页")
                picture: Image.Image = Image.open(io.BytesIO(page_picture(document, number - 1, [])))
            finally:
                document.close()
        else:
            frames = opened(data)
            if not 1 <= number <= len(frames):
                raise CannotRedact("没有这一页")
            picture = frames[number - 1]
        if picture.width > SHOWN_WIDTH:
            picture = picture.convert("RGB").resize(
                (SHOWN_WIDTH, round(picture.height * SHOWN_WIDTH / picture.width)), Image.Resampling.LANCZOS
            )
        target = io.BytesIO()
        picture.save(target, "PNG")
        return {"width": picture.width, "height": picture.height}, target.getvalue()

    return or_because(show)


def or_because(work: Callable[[], Answer]) -> Answer:
    try:
        return work()
    except (CannotRedact, NotGone, BoxOutside) as refusal:
        return {"because": str(refusal)}, b""


def _removed(rows: list[Removed]) -> list[dict[str, Any]]:
    return [{"what": row.what, "place": row.place.as_data(), "words": row.words, "count": row.count} for row in rows]


def _refused(rows: list[Refusal] | tuple[Refusal, ...]) -> list[dict[str, Any]]:
    return [{"why": row.why, "place": row.place.as_data(), "what": row.what} for row in rows]
