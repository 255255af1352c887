"""How a cell looks: whether its letters are seen on its ground, whether its format shows the value."""

from typing import NamedTuple

from xlrd.formatting import excel_default_palette_b8

from gongkai.clearance.documents.office.colours import BLACK, UNKNOWN, WHITE, Colour, Ground, from_hex, is_lost, tinted
from gongkai.clearance.documents.office.sheet_formats import hides, is_date
from gongkai.clearance.documents.office.trees import Node, child, children, local, value, whole

TINY = 3.0  # points
ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
SYSTEM = {64: BLACK, 65: WHITE, 80: (255, 255, 225), 81: BLACK}


class Font(NamedTuple):
    colour: Colour
    size: float


class Look(NamedTuple):
    """`format`: the code of the number format."""

    font: Font
    ground: Ground
    format: str
    is_date: bool

    def trace(self, font: Font | None = None, *, ground_unknown: bool = False) -> str:
        font = font or self.font
        ground = UNKNOWN if ground_unknown and self.ground is None else self.ground
        return "white" if is_lost(font.colour, ground) else "tiny" if font.size < TINY else ""


PLAIN = Look(Font(BLACK, 11.0), None, "General", False)


class SheetStyles:
    def __init__(self, root: Node | None, theme: dict[str, Colour]) -> None:
        self.theme = theme
        self._found: dict[str, Look] = {}
        palette = child(root, "colors", "indexedColors")
        self.palette = [from_hex(value(one, "rgb")) for one in children(palette, "rgbColor")]
        formats = {
            whole(value(one, "numFmtId")): value(one, "formatCode")
            for one in children(child(root, "numFmts"), "numFmt")
        }
        self.fonts = [self.font(one) for one in children(child(root, "fonts"), "font")]
        grounds = [self.ground(one) for one in children(child(root, "fills"), "fill")]
        self.looks = [
            Look(
                _nth(self.fonts, value(one, "fontId"), PLAIN.font),
                _nth(grounds, value(one, "fillId"), None),
                formats.get(number, "General"),
                is_date(number, formats.get(number, "")),
            )
            for one in children(child(root, "cellXfs"), "xf")
            for number in [whole(value(one, "numFmtId"))]
        ]
        self.blinding = {number for number, one in enumerate(children(child(root, "dxfs"), "dxf")) if self._blinds(one)}

    def look(self, index: str) -> Look:
        found = self._found.get(index)
        if found is None:
            found = self._found[index] = _nth(self.looks, index or "0", PLAIN)
        return found

    def font(self, node: Node | None) -> Font:
        """The font of a `font` or of the `rPr` of a run."""
        size = value(child(node, "sz"))
        return Font(self.colour(child(node, "color")) or BLACK, _number(size, 11.0))

    def ground(self, node: Node) -> Ground:
        if child(node, "gradientFill") is not None:
            return UNKNOWN
        pattern = child(node, "patternFill")
        kind = value(pattern, "patternType")
        if kind in {"", "none"}:
            return None
        if kind != "solid":
            return UNKNOWN
        return self.colour(child(pattern, "fgColor")) or BLACK

    def colour(self, node: Node | None) -> Colour | None:
        if node is None:
            return None
        colour: Colour | None = None
        if theme := value(node, "theme"):
            colour = self.theme.get(_nth(ORDER, theme, ""))
        elif indexed := value(node, "indexed"):
            colour = self._indexed(whole(indexed))
        else:
            colour = from_hex(value(node, "rgb"))
        tint = _number(value(node, "tint"), 0.0)
        return tinted(colour, tint) if colour and tint else colour

    def _indexed(self, number: int) -> Colour | None:
        if number in SYSTEM:
            return SYSTEM[number]
        if number < len(self.palette):
            return self.palette[number]
        standard: Colour | None = _nth(excel_default_palette_b8, str(number - 8 if number >= 8 else number), None)
        return standard

    def _blinds(self, dxf: Node) -> bool:
        """A conditional look that makes what it falls on unseen."""
        code = value(child(dxf, "numFmt"), "formatCode")
        if code and all(hides(code, what) for what in "+-0@"):
            return True
        colour = self.colour(child(dxf, "font", "color"))
        fill = child(dxf, "fill", "patternFill")
        ground = (
            self.colour(child(fill, "bgColor")) or self.colour(child(fill, "fgColor")) if fill is not None else None
        )
        return bool(colour) and is_lost(colour or BLACK, ground)


def _nth(row, index: str, default):  # type: ignore[no-untyped-def]
    number = whole(index, -1)
    return row[number] if 0 <= number < len(row) else default


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default


def runs(node: Node, styles: SheetStyles) -> list[tuple[str, Font | None]]:
    """A string item as its runs; the reading aids of East Asian text are runs without a font of their own."""
    found: list[tuple[str, Font | None]] = []
    for inner in node:
        match local(inner):
            case "t":
                found.append((inner.text or "", None))
            case "r":
                look = child(inner, "rPr")
                text = "".join(one.text or "" for one in children(inner, "t"))
                found.append((text, styles.font(look) if look is not None else None))
    return found
