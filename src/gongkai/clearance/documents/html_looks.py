"""What a page's styles do to its text, as far as it makes text unseen."""

import re
from typing import Any, NamedTuple

from gongkai.clearance.documents.office.colours import BLACK, UNKNOWN, Colour, Ground, from_hex, is_lost

Node = Any
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SIMPLE = re.compile(r"^([\w-]*)((?:[.#][\w-]+)*)$")
LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|%|cm|mm|in|vw|vh)?")
PIXELS = {"pt": 1.33, "em": 16.0, "rem": 16.0, "%": 0.16, "cm": 37.8, "mm": 3.78, "in": 96.0, "vw": 12.0, "vh": 8.0}
RGB = re.compile(r"(?:rgba?|hsla?)\(([^)]*)\)")
MOST_CSS = 300_000
FAR = -400.0  # pixels to the left of or above the page
Style = dict[str, str]


class Look(NamedTuple):
    """What an element hands down to the text in it."""

    trace: str = ""
    colour: Colour = BLACK
    ground: Ground = None
    tiny: bool = False

    def of_text(self) -> str:
        if self.trace:
            return self.trace
        return "tiny" if self.tiny else "white" if is_lost(self.colour, self.ground) else ""


class Sheet:
    """Rules of `style` elements with simple selectors: a name, classes, an identifier. Others do not hide text as a rule."""

    def __init__(self) -> None:
        self.rules: dict[str, list[tuple[str, frozenset[str], Style]]] = {}

    def add(self, css: str) -> None:
        css = re.sub(r"/\*.*?\*/|<!--|-->", "", css[:MOST_CSS], flags=re.S)
        css = re.sub(r"@media\s+print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
        for selectors, body in RULE.findall(css):
            style = declarations(body)
            if not style:
                continue
            for selector in selectors.split(","):
                if found := SIMPLE.match(selector.strip().split("{")[-1].strip()):
                    marks = frozenset(re.findall(r"[.#][\w-]+", found[2]))
                    key = min(marks, default=found[1].lower())
                    if key:
                        self.rules.setdefault(key, []).append((found[1].lower(), marks, style))

    def style_of(self, node: Node) -> Style:
        """Rules that meet this element, then its own attributes, the stronger last."""
        style: Style = {}
        if self.rules:
            marks = {f".{name}" for name in (node.get("class") or "").split()} | {f"#{node.get('id')}"}
            for key in (node.tag, *marks):
                for tag, needed, said in self.rules.get(key, ()):
                    if (not tag or tag == node.tag) and needed <= marks:
                        style |= said
        for attribute, name in (("bgcolor", "background-color"), ("color", "color")):
            if node.get(attribute):
                style[name] = node.get(attribute)
        if node.get("background"):
            style["background-image"] = "url()"
        return style | declarations(node.get("style") or "")


def declarations(css: str) -> Style:
    style: Style = {}
    for declaration in css.split(";"):
        name, _, said = declaration.partition(":")
        if said:
            style[name.strip().lower()] = said.replace("!important", "").strip().lower()
    return style


def colour_of(text: str) -> Ground:
    """A colour, UNKNOWN for a picture, None when nothing covers what lies behind."""
    if "url(" in text or "gradient" in text:
        return UNKNOWN
    if found := RGB.search(text):
        parts = [part for part in re.split(r"[\s,/]+", found[1].strip()) if part]
        if len(parts) > 3 and _number(parts[3]) < 0.06:
            return None
        red, green, blue = ([max(0, min(255, round(_number(part)))) for part in parts[:3]] + [0, 0, 0])[:3]
        return red, green, blue
    for word in text.split():
        if colour := from_hex(word if word.startswith("#") else word if word.isalpha() else ""):
            return colour
    return None


def inherited(look: Look, style: Style, node: Node) -> Look:
    """The look inside an element with this style."""
    if not style and not node.attrib:
        return look
    background = style.get("background-color") or style.get("background") or ""
    ground = colour_of(background) if background else None
    if "url(" in style.get("background-image", "") or "gradient" in style.get("background-image", ""):
        ground = UNKNOWN
    said = style.get("color", "")
    colour = colour_of(said) if said and said not in {"inherit", "initial", "currentcolor"} else None
    tiny = look.tiny
    if "font-size" in style:
        tiny = 0 <= pixels(style["font-size"], 16) < 3.5
    trace = look.trace or _hidden_by(style, node)
    if said in {"transparent"} or (said.startswith("rgba") and colour is None):
        trace = trace or "white"
    return Look(trace, colour if isinstance(colour, tuple) else look.colour, ground or look.ground, tiny)


def _hidden_by(style: Style, node: Node) -> str:
    if node.get("hidden") is not None or style.get("display") == "none" or style.get("mso-hide") == "all":
        return "hidden_text"
    if style.get("visibility") in {"hidden", "collapse"} or style.get("content-visibility") == "hidden":
        return "hidden_text"
    if 0 <= _number(style.get("opacity", "1")) < 0.06 or "scale(0" in style.get("transform", "").replace(" ", ""):
        return "hidden_text"
    if style.get("overflow", "").startswith(("hidden", "clip")) and any(
        0 <= pixels(style[name], 99) <= 1 for name in ("height", "width", "max-height", "max-width") if name in style
    ):
        return "hidden_text"
    if pixels(style.get("text-indent", "0"), 0) < FAR:
        return "outside"
    if style.get("position") in {"absolute", "fixed", "relative"}:
        if any(
            pixels(style.get(name, "0"), 0) < FAR
            for name in ("left", "top", "right", "bottom", "margin-left", "margin-top")
        ):
            return "outside"
        if re.match(r"rect\((?:[01](?:px)?[\s,]*){4}\)", style.get("clip", "")):
            return "outside"
    return "outside" if any(pixels(style.get(name, "0"), 0) < 4 * FAR for name in ("margin-left", "margin-top")) else ""


def pixels(text: str, default: float) -> float:
    found = LENGTH.match(text)
    if not found:
        return default
    return _number(found[1]) * PIXELS.get(found[2] or "px", 1.0)


def _number(text: str) -> float:
    try:
        return float(text.rstrip("%"))
    except ValueError:
        return 1.0
