"""One page of an OFD: its text objects in lines, with what hides them. Lengths are millimetres from the upper left corner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from gongkai.clearance.documents.document import PAGE, Block, Piece
from gongkai.clearance.documents.places import Place

TINY = 1.06  # millimetres: three points
LIGHT = 240
HIDES = 0.6
WIDE = 1.6
SAME_LINE = 0.5

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass
class Mark:
    """Something painted: text, a filled shape or a picture, in the order of painting."""

    box: Box
    text: str = ""
    size: float = 0
    trace: str = ""
    colour: tuple[int, int, int] | None = None
    opaque: bool = False
    resource: str = ""


@dataclass
class Sheet:
    marks: list[Mark] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def sheet(root: etree._Element, shown: Box | None) -> Sheet:
    """All marks of a page's or a template's content. `shown`: the page's physical box."""
    answer = Sheet()
    for element in root:
        _walk(element, (0.0, 0.0), "", shown, answer, 0)
    _cover(answer.marks)
    return answer


def _walk(element: Any, origin: tuple[float, float], trace: str, shown: Box | None, answer: Sheet, depth: int) -> None:
    kind = local(element)
    if depth > 40 or not kind:
        return
    if kind in {"Area", "Template", "PageRes"}:
        return
    if element.get("Visible", "true").lower() in {"false", "0"} or element.get("Alpha", "255").strip() == "0":
        trace = trace or "hidden_text"
    if kind == "URI" and (address := element.get("URI") or element.get("Target")):
        answer.addresses.append(address)
    boundary = numbers(element.get("Boundary"))
    here = origin
    if len(boundary) == 4:
        here = (origin[0] + boundary[0], origin[1] + boundary[1])
    box = (here[0], here[1], here[0] + boundary[2], here[1] + boundary[3]) if len(boundary) == 4 else (*here, *here)
    if kind == "TextObject":
        answer.marks += _texts(element, here, box, trace, shown)
        return
    if kind == "ImageObject":
        answer.marks.append(Mark(box, trace=trace, opaque=not trace, resource=element.get("ResourceID", "")))
        return
    if kind == "PathObject" and element.get("Fill", "false").lower() == "true" and not trace:
        answer.marks.append(Mark(box, colour=_colour(element), opaque=True))
        return
    for inner in element:
        _walk(inner, here, trace, shown, answer, depth + 1)


def _texts(element: Any, here: tuple[float, float], box: Box, trace: str, shown: Box | None) -> Iterator[Mark]:
    scale = numbers(element.get("CTM"))
    factor = max(abs(scale[0]) + abs(scale[1]), abs(scale[2]) + abs(scale[3])) if len(scale) == 6 else 1.0
    size = (next(iter(numbers(element.get("Size"))), 0.0)) * factor
    colour = _colour(element)
    fill = next((inner for inner in element if local(inner) == "FillColor"), None)
    if element.get("Fill", "true").lower() == "false" and element.get("Stroke", "false").lower() != "true":
        trace = trace or "hidden_text"
    if fill is not None and fill.get("Alpha", "255").strip() == "0":
        trace = trace or "hidden_text"
    if shown is not None and (box[2] < shown[0] or box[0] > shown[2] or box[3] < shown[1] or box[1] > shown[3]):
        trace = trace or "outside"
    if 0 < size < TINY:
        trace = trace or "tiny"
    for code in element.iter():
        if local(code) != "TextCode" or not (code.text or "").strip("\r\n"):
            continue
        text = code.text.strip("\r\n")
        x, y = _number(code.get("X")) * factor, _number(code.get("Y")) * factor
        left, low = here[0] + x, here[1] + y
        length = _advance(code.get("DeltaX"), len(text)) * factor + size * 0.5 or box[2] - box[0]
        height = size or box[3] - box[1]
        yield Mark((left, low - height, left + max(length, 0.1), low), text, height, trace, colour)


def _cover(marks: list[Mark]) -> None:
    """Text below a later shape or picture is covered; white text on no dark shape, and dark on dark, is not seen either."""
    solid = [(number, mark) for number, mark in enumerate(marks) if mark.opaque]
    for number, mark in enumerate(marks):
        if not mark.text or mark.trace:
            continue
        if any(order > number and _share(mark.box, other.box) >= HIDES for order, other in solid):
            mark.trace = "covered"
            continue
        colour = mark.colour or (0, 0, 0)
        below = [other for order, other in solid if order < number and _share(mark.box, other.box) >= HIDES]
        if below and below[-1].colour is None:
            continue
        ground = below[-1].colour if below and below[-1].colour is not None else (255, 255, 255)
        if sum(abs(one - other) for one, other in zip(colour, ground, strict=True)) < 45:
            mark.trace = "white" if min(ground) >= LIGHT else "covered"


def _share(box: Box, other: Box) -> float:
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return max(0.0, wide) * max(0.0, high) / whole if whole > 0 else 0.0


def block(marks: list[Mark], place: Place, *, trace: str = "") -> Block | None:
    """The text of a page as one block, a piece a text object: a new line where it stands lower, a tab at a wide gap."""
    pieces: list[Piece] = []
    before: Mark | None = None
    line = 0
    for mark in marks:
        if not mark.text:
            continue
        joint = ""
        if (
            before is None
            or abs(before.box[3] - mark.box[3]) > SAME_LINE * max(mark.size, 1)
            or mark.box[0] < before.box[0]
        ):
            line += 1
            joint = "\n" if pieces else ""
        elif mark.box[0] - before.box[2] > WIDE * max(mark.size, 1):
            joint = "\t"
        pieces.append(Piece(mark.text, place.then("line", line), mark.trace or trace, joint))
        before = mark
    return Block(pieces, PAGE) if pieces else None


def numbers(text: str | None) -> list[float]:
    found = re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", text or "")
    return [float(number) for number in found[:16]]


def _number(text: str | None) -> float:
    return next(iter(numbers(text)), 0.0)


def _advance(text: str | None, letters: int) -> float:
    """The sum of the steps from letter to letter; `g 3 4.2` stands for three steps of 4.2."""
    parts, total, place = (text or "").replace(",", " ").split(), 0.0, 0
    while place < len(parts):
        try:
            if parts[place] == "g" and place + 2 < len(parts):
                total += min(int(parts[place + 1]), letters) * float(parts[place + 2])
                place += 3
            else:
                total += float(parts[place])
                place += 1
        except ValueError:
            place += 1
    return total


def _colour(element: Any) -> tuple[int, int, int] | None:
    fill = next((inner for inner in element if local(inner) == "FillColor"), None)
    values = (fill.get("Value") or "") if fill is not None else ""
    parts = [
        int(part[1:], 16) if part.startswith("#") else int(float(part))
        for part in values.split()
        if re.fullmatch(r"#[0-9A-Fa-f]{1,4}|\d+(?:\.\d+)?", part)
    ]
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None
