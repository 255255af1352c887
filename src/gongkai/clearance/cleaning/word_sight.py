"""Text of a Word file that a reader does not see: the colour of its ground, too small, or far off the page."""

from typing import Any

from gongkai.clearance.cleaning.cleaned import Notes
from gongkai.clearance.cleaning.elements import ancestors, attribute, child, drop, every, local
from gongkai.clearance.cleaning.word_changes import HiddenText
from gongkai.clearance.documents.places import Place

HIGHLIGHTS = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "yellow": "FFFF00", "green": "00FF00", "blue": "0000FF",
    "cyan": "00FFFF", "magenta": "FF00FF", "darkBlue": "000080", "darkRed": "800000", "darkGreen": "008000",
    "lightGray": "C0C0C0", "darkGray": "808080", "darkYellow": "808000", "darkCyan": "008080", "darkMagenta": "800080",
}  # fmt: skip
THEME = {"background1": "FFFFFF", "light1": "FFFFFF", "bg1": "FFFFFF", "text1": "000000", "dark1": "000000"}
TINY_HALF_POINTS = 5
FAR_EMU = 30_000_000  # 83 cm: beyond the edge of an A1 sheet


def colour_of(element: Any, name: str = "val", theme: str = "themeColor") -> str:
    """Six hexadecimal digits; "" for automatic or unknown."""
    if element is None:
        return ""
    themed = THEME.get(attribute(element, theme), "")
    if themed and not attribute(element, theme.replace("Color", "Shade")):
        return themed
    value = attribute(element, name).upper()
    return value if len(value) == 6 and all(letter in "0123456789ABCDEF" for letter in value) else ""


def alike(one: str, other: str) -> bool:
    """Whether the eye cannot tell two colours apart on paper."""
    return sum(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (0, 2, 4)) <= 24


class Sight:
    def __init__(self, styles: HiddenText, notes: Notes) -> None:
        self.styles = styles
        self.notes = notes

    def look(self, root: Any, place: Place) -> None:
        """Each run of text nobody sees is dropped, kept or refused, as `Notes` says."""
        for run in every(root, "r"):
            texts = [inner for inner in run if local(inner) == "t" and (inner.text or "").strip()]
            if not texts:
                continue
            trace = self._trace(run)
            if trace and self.notes.unseen(trace, place):
                for text in texts:
                    drop(text)
        for drawing in every(root, "drawing"):
            offsets = [inner.text or "" for inner in every(drawing, "posOffset")]
            far = any(offset.lstrip("-").isdigit() and abs(int(offset)) > FAR_EMU for offset in offsets)
            if far and every(drawing, "t", "blip") and self.notes.unseen("outside", place):
                drop(drawing)

    def _trace(self, run: Any) -> str:
        size = self.styles.property_of(run, "sz")
        points = attribute(size, "val") if size is not None else ""
        if points.isdigit() and int(points) <= TINY_HALF_POINTS:
            return "tiny"
        width = child(run, "rPr", "w")
        percent = attribute(width, "val").rstrip("%") if width is not None else ""
        if percent.isdigit() and int(percent) <= 5:
            return "tiny"
        colour = colour_of(self.styles.property_of(run, "color"))
        return "white" if colour and alike(colour, self._ground(run)) else ""

    def _ground(self, run: Any) -> str:
        """The colour behind a run, from the nearest outwards; white paper in the end."""
        highlight = self.styles.property_of(run, "highlight")
        if highlight is not None and attribute(highlight, "val") in HIGHLIGHTS:
            return HIGHLIGHTS[attribute(highlight, "val")]
        shade = colour_of(self.styles.property_of(run, "shd"), "fill", "themeFill")
        if shade:
            return shade
        for up in ancestors(run):
            fill = self._fill(up)
            if fill:
                return fill
        return "FFFFFF"

    def _fill(self, element: Any) -> str:
        name = local(element)
        if name == "p":
            fill = colour_of(child(element, "pPr", "shd"), "fill", "themeFill")
            style = child(element, "pPr", "pStyle")
            if not fill and style is not None:
                fill = colour_of(
                    child(self.styles.styles.get(attribute(style, "val"), ()), "pPr", "shd"), "fill", "themeFill"
                )
            return fill
        if name == "tc":
            return colour_of(child(element, "tcPr", "shd"), "fill", "themeFill")
        if name == "tbl":
            style = child(element, "tblPr", "tblStyle")
            shades = (
                every(self.styles.styles[attribute(style, "val")], "shd")
                if style is not None and attribute(style, "val") in self.styles.styles
                else []
            )
            dark = [
                fill
                for shade in shades
                if (fill := colour_of(shade, "fill", "themeFill")) and not alike(fill, "FFFFFF")
            ]
            return dark[0] if dark else colour_of(child(element, "tblPr", "shd"), "fill", "themeFill")
        if name == "wsp":
            solid = child(element, "spPr", "solidFill")
            return colour_of(solid[0]) if solid is not None and len(solid) else ""
        if name in {"shape", "rect", "roundrect", "oval"}:
            fill = attribute(element, "fillcolor").lstrip("#").split(" ")[0].upper()
            return fill if len(fill) == 6 and all(letter in "0123456789ABCDEF" for letter in fill) else ""
        return ""
