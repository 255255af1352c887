"""Boxes proposed for given values: from the letters of a PDF page, or from the lines that were read off a scan."""

import ctypes
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import pypdfium2.raw as raw
from PIL import Image

from gongkai.clearance.documents.document import METADATA, Document
from gongkai.clearance.redaction.boxes import Box
from gongkai.clearance.redaction.masks import USUAL
from gongkai.clearance.redaction.matching import Wanted
from gongkai.clearance.redaction.pdf import opened, scale_of
from gongkai.clearance.scanners.finding import INFO, Finding

FINE = 64  # steps a point in which positions are asked for


Edges = tuple[float, float, float, float]


class ReadLine(Protocol):
    """A line read off a picture: its words, and where a stretch of them stands, in pixels from the top left."""

    @property
    def text(self) -> str: ...

    def box_of(self, start: int, end: int) -> Edges: ...


Reader = Callable[[Image.Image], Sequence[ReadLine]]


def found_values(document: Document, findings: Iterable[Finding]) -> list[str]:
    """The values of findings that call for a box, each once."""
    found: dict[str, None] = {}
    for finding in findings:
        if finding.severity != INFO and finding.rule in USUAL and document.blocks[finding.block].kind != METADATA:
            found[document.blocks[finding.block].text[finding.start : finding.end]] = None
    return list(found)


def propose_boxes(
    data: bytes, values: Sequence[str], *, reason: str = "privacy", reader: Reader | None = None
) -> list[Box]:
    """A box for each stretch of letters that says one of the values, on every page of a PDF.

    A page without letters of its own is drawn and given to `reader` (OCR). A value on two lines is two boxes.
    """
    wanted = Wanted(values)
    boxes: list[Box] = []
    document = opened(data)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            edges = _of_letters(page, text, wanted)
            if reader is not None and (not edges and _has_pictures(page)):
                width, height = page.get_size()
                scale = scale_of(width, height)
                picture = page.render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil().convert("RGB")
                edges = [
                    (left / scale, top / scale, right / scale, bottom / scale)
                    for left, top, right, bottom in of_lines(reader(picture), wanted)
                ]
            boxes += [Box(number + 1, *edge, reason) for edge in edges]
            text.close()
            page.close()
    finally:
        document.close()
    return boxes


def propose_on_image(
    frames: Sequence[Image.Image], values: Sequence[str], reader: Reader, *, reason: str = "privacy"
) -> list[Box]:
    """The same for an image; see `images.opened` for its frames."""
    wanted = Wanted(values)
    return [
        Box(number, *edges, reason)
        for number, frame in enumerate(frames, 1)
        for edges in of_lines(reader(frame.convert("RGB")), wanted)
    ]


def _has_pictures(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _of_letters(page: Any, text: Any, wanted: Wanted) -> list[Edges]:
    letters = [chr(code) if (code := raw.FPDFText_GetUnicode(text, at)) else "\n" for at in range(text.count_chars())]
    joined = "".join(letter if len(letter) == 1 else "?" for letter in letters)
    edges = []
    for hit in wanted.within(joined):
        for start, end in _on_one_line(page, text, hit.start, hit.end, joined):
            found = [
                _as_shown(page, text.get_charbox(at, loose=True))
                for at in range(start, end)
                if not joined[at].isspace()
            ]
            if found:
                edges.append(
                    (
                        min(box[0] for box in found),
                        min(box[1] for box in found),
                        max(box[2] for box in found),
                        max(box[3] for box in found),
                    )
                )
    return edges


def _on_one_line(page: Any, text: Any, start: int, end: int, joined: str) -> list[tuple[int, int]]:
    """The stretch cut where its letters go over to another line or jump away."""
    cuts, begin, last = [], start, None
    for at in range(start, end):
        if joined[at].isspace():
            continue
        box = _as_shown(page, text.get_charbox(at, loose=True))
        size = max(1.0, min(box[2] - box[0], box[3] - box[1]), max(box[2] - box[0], box[3] - box[1]) / 2)
        if last is not None and abs(box[1] - last[1]) > size and abs(box[0] - last[0]) > size:
            cuts.append((begin, at))
            begin = at
        last = box
    return [*cuts, (begin, end)]


def _as_shown(page: Any, box: Edges) -> Edges:
    """A box in the page's own coordinates as edges from the top left of the page as it is shown, turned and cropped."""
    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((box[0], box[1]), (box[2], box[3])):
        raw.FPDF_PageToDevice(
            page, 0, 0, round(width * FINE), round(height * FINE), 0, across, up, ctypes.byref(x), ctypes.byref(y)
        )
        corners.append((x.value / FINE, y.value / FINE))
    return (
        min(corner[0] for corner in corners),
        min(corner[1] for corner in corners),
        max(corner[0] for corner in corners),
        max(corner[1] for corner in corners),
    )


def of_lines(lines: Sequence[ReadLine], wanted: Wanted) -> list[Edges]:
    """Where the values stand in lines that were read. One that goes on in the next line is a box on each."""
    edges: list[Edges] = []
    joined = "\n".join(line.text for line in lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.text) + 1)
    for hit in wanted.within(joined):
        for line, start in zip(lines, starts, strict=False):
            low, high = max(hit.start, start) - start, min(hit.end, start + len(line.text)) - start
            if low < high:
                edges.append(line.box_of(low, high))
    return edges
