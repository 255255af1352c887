"""Colours of Office files, and when letters are lost on what lies behind them."""

import colorsys
from functools import lru_cache

from gongkai.clearance.documents.office.trees import Node, child, local, value, whole

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
Colour = tuple[int, int, int]
UNKNOWN = "?"  # a picture, a gradient: nobody can say what colour lies there
Ground = Colour | str | None

NAMED = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
    "silver": "C0C0C0", "gray": "808080", "navy": "000080", "maroon": "800000", "olive": "808000", "teal": "008080",
    "purple": "800080", "lime": "00FF00", "aqua": "00FFFF", "fuchsia": "FF00FF", "snow": "FFFAFA", "ivory": "FFFFF0",
    "ghostwhite": "F8F8FF", "whitesmoke": "F5F5F5", "window": "FFFFFF", "windowText": "000000",
}  # fmt: skip
SCHEME = {
    "bg1": "lt1", "background1": "lt1", "light1": "lt1", "tx1": "dk1", "text1": "dk1", "dark1": "dk1",
    "bg2": "lt2", "background2": "lt2", "light2": "lt2", "tx2": "dk2", "text2": "dk2", "dark2": "dk2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
PLAIN_THEME = {"lt1": WHITE, "dk1": BLACK, "lt2": (238, 236, 225), "dk2": (31, 73, 125)}


def from_hex(text: str) -> Colour | None:
    """`FFFFFF`, `FFFFFFFF` (with opacity in front), `#fff`, `white`, `#FFFFFF [3212]`."""
    text = text.strip().split(" ")[0].removeprefix("#")
    text = NAMED.get(text, NAMED.get(text.lower(), text))
    if len(text) == 3:
        text = "".join(letter * 2 for letter in text)
    try:
        number = int(text[-6:], 16)
    except ValueError:
        return None
    return (number >> 16, number >> 8 & 255, number & 255) if len(text) in {6, 8} else None


@lru_cache(maxsize=4096)
def is_lost(letters: Colour, ground: Ground) -> bool:
    """Whether letters of this colour cannot be read on this ground. Paper is white where nothing is said."""
    if ground == UNKNOWN:
        return False
    behind = ground if isinstance(ground, tuple) else WHITE
    apart = max(abs(one - other) for one, other in zip(letters, behind, strict=True))
    if apart <= 24:
        return True
    light, dark = sorted((_brightness(letters), _brightness(behind)), reverse=True)
    return apart <= 110 and (light + 0.05) / (dark + 0.05) < 1.12


def _brightness(colour: Colour) -> float:
    red, green, blue = (
        part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in map(float, colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tinted(colour: Colour, tint: float) -> Colour:
    """Lighter for a positive tint, darker for a negative one, as spreadsheets say it."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return _from_parts(hue, light, full)


def _from_parts(hue: float, light: float, full: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), min(1.0, max(0.0, full)))
    return round(red * 255), round(green * 255), round(blue * 255)


def theme_of(root: Node | None) -> dict[str, Colour]:
    """`dk1`, `lt1`, `accent1`… of a theme part."""
    theme = dict(PLAIN_THEME)
    scheme = child(root, "themeElements", "clrScheme")
    for entry in scheme if scheme is not None else ():
        inner = next(iter(entry), None)
        said = from_hex(value(inner, "lastClr") or value(inner)) if inner is not None else None
        if said:
            theme[local(entry)] = said
    return theme


def of_word(node: Node | None, theme: dict[str, Colour], name: str = "val", prefix: str = "theme") -> Colour | None:
    """A colour as Word writes it: `w:val` with `w:themeColor`, or `w:fill` with `w:themeFill`; None for automatic."""
    if node is None:
        return None
    said = value(node, "themeFill" if prefix == "themeFill" else "themeColor")
    base = theme.get(SCHEME.get(said, said)) if said else None
    if base is None:
        return from_hex(value(node, name))
    if tint := value(node, "themeFillTint" if prefix == "themeFill" else "themeTint"):
        return tinted(base, 1 - int(tint, 16) / 255) if _is_hex(tint) else base
    if shade := value(node, "themeFillShade" if prefix == "themeFill" else "themeShade"):
        return tinted(base, int(shade, 16) / 255 - 1) if _is_hex(shade) else base
    return base


def _is_hex(text: str) -> bool:
    return bool(text) and all(letter in "0123456789abcdefABCDEF" for letter in text)


def of_drawing(node: Node | None, theme: dict[str, Colour]) -> Colour | None:
    """The colour inside an `a:solidFill` or a font reference, with its lightness changed as said."""
    inner = next(iter(node), None) if node is not None else None
    if inner is None:
        return None
    said = value(inner)
    kind = local(inner)
    colour = theme.get(SCHEME.get(said, said)) if kind == "schemeClr" else from_hex(value(inner, "lastClr") or said)
    if colour is None:
        return None
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    for change in inner:
        amount = whole(value(change)) / 100_000
        match local(change):
            case "lumMod" | "shade":
                light *= amount
            case "lumOff":
                light += amount
            case "tint":
                light = light * amount + 1 - amount
    return _from_parts(hue, light, full)


def ground_of(shape: Node | None, style: Node | None, theme: dict[str, Colour]) -> Ground:
    """What lies behind the letters of a drawn shape; None when it is glass."""
    for fill in shape if shape is not None else ():
        match local(fill):
            case "solidFill":
                return of_drawing(fill, theme) or UNKNOWN
            case "gradFill" | "blipFill" | "pattFill" | "grpFill":
                return UNKNOWN
            case "noFill":
                return None
    reference = child(style, "fillRef")
    if reference is not None and whole(value(reference, "idx")) > 0:
        return of_drawing(reference, theme) or UNKNOWN
    return None
