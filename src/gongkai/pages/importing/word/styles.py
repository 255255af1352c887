"""How letters and paragraphs look: what is said at the place itself, else by its style, else by the style that is based on."""

import re
from dataclasses import dataclass, replace

from gongkai.pages.importing.word.package import Element, is_on, value, w

HEAVY_FACES = re.compile(r"黑体|小标宋|大标宋|粗宋|超粗|SimHei|Heiti|STHeiti|XBS|YaHei.*Bold|黑$|大黑|粗黑", re.I)
KAI_FACES = re.compile(r"楷|kai", re.I)
LEVEL_NAMES = re.compile(r"^(?:heading|标题|toc heading)\s*(\d)?", re.I)


@dataclass(frozen=True)
class Looks:
    """`size` in half-points as the format has it. Kai is not bold but marks a second-level heading (GB/T 9704)."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    hidden: bool = False
    raised: str = ""
    size: int = 21
    face: str = ""
    color: str = ""
    shaded: bool = False

    @property
    def heavy(self) -> bool:
        return self.bold or bool(HEAVY_FACES.search(self.face))

    @property
    def kai(self) -> bool:
        return bool(KAI_FACES.search(self.face))


@dataclass(frozen=True)
class Setting:
    """`left` and `first` in twentieths of a point. `level`: 0 is body text. `name` the style's own name in lower case."""

    align: str = ""
    level: int = 0
    left: int = 0
    list_id: str = ""
    list_level: int = 0
    name: str = ""
    shaded: bool = False


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._looks: dict[str, Looks] = {}
        self._settings: dict[str, Setting] = {}
        self._default = ""
        defaults = None
        for style in root.iter(w("style")) if root is not None else ():
            key = style.get(w("styleId"), "")
            self._styles[key] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true"}:
                self._default = key
        if root is not None:
            defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._base = looks(Looks(), defaults)

    def setting(self, paragraph: Element) -> Setting:
        properties = paragraph.find(w("pPr"))
        return setting(self._setting_of(value(properties, "pStyle") or self._default), properties)

    def paragraph_looks(self, paragraph: Element) -> Looks:
        return self._looks_of(value(paragraph.find(w("pPr")), "pStyle") or self._default)

    def run_looks(self, run: Element, of_paragraph: Looks) -> Looks:
        properties = run.find(w("rPr"))
        style = value(properties, "rStyle")
        if style:
            for one in self._line(style):
                of_paragraph = looks(of_paragraph, one.find(w("rPr")))
        return looks(of_paragraph, properties)

    def _line(self, key: str) -> list[Element]:
        """The style and what it is based on, the root first."""
        found: list[Element] = []
        while key in self._styles and self._styles[key] not in found:
            found.insert(0, self._styles[key])
            key = value(self._styles[key], "basedOn") or ""
        return found

    def _looks_of(self, key: str) -> Looks:
        if key not in self._looks:
            made = self._base
            for style in self._line(key):
                made = looks(made, style.find(w("rPr")))
            self._looks[key] = made
        return self._looks[key]

    def _setting_of(self, key: str) -> Setting:
        if key not in self._settings:
            made = Setting()
            for style in self._line(key):
                name = (value(style, "name") or "").strip().lower()
                made = setting(made, style.find(w("pPr")), name=name)
                if level := LEVEL_NAMES.match(name):
                    made = replace(made, level=int(level[1] or 1))
            self._settings[key] = made
        return self._settings[key]


def looks(before: Looks, properties: Element | None) -> Looks:
    if properties is None:
        return before
    said: dict[str, object] = {}
    for field, child in (
        ("bold", "b"),
        ("italic", "i"),
        ("hidden", "vanish"),
        ("underline", "u"),
        ("strike", "strike"),
    ):
        on = is_on(properties, child)
        if on is not None:
            said[field] = on
    if raised := value(properties, "vertAlign"):
        said["raised"] = {"superscript": "sup", "subscript": "sub"}.get(raised, "")
    size = value(properties, "sz")
    if size and size.replace(".", "", 1).isdigit():
        said["size"] = int(float(size))
    if face := value(properties, "rFonts", "eastAsia") or value(properties, "rFonts", "ascii"):
        said["face"] = face
    color = value(properties, "color")
    if color is not None:
        said["color"] = color.upper()
    if shade := value(properties, "shd", "fill"):
        said["shaded"] = shade.upper() not in {"AUTO", "FFFFFF"}
    if value(properties, "highlight") not in {None, "none", "white"}:
        said["shaded"] = True
    return replace(before, **said)  # type: ignore[arg-type]


def setting(before: Setting, properties: Element | None, *, name: str = "") -> Setting:
    said: dict[str, object] = {"name": name} if name else {}
    if properties is not None:
        if align := value(properties, "jc"):
            said["align"] = {"center": "center", "right": "right", "end": "right"}.get(align, "")
        level = value(properties, "outlineLvl")
        if level and level.isdigit():
            said["level"] = int(level) + 1 if int(level) < 9 else 0
        left = value(properties, "ind", "left") or value(properties, "ind", "start")
        characters = value(properties, "ind", "leftChars")
        if characters and characters.lstrip("-").isdigit() and int(characters):
            said["left"] = int(characters) * 16 // 5  # hundredths of a character of 16 points
        elif left and left.lstrip("-").isdigit():
            said["left"] = int(left)
        numbered = properties.find(w("numPr"))
        if numbered is not None:
            said["list_id"] = value(numbered, "numId") or (before.list_id if value(numbered, "numId") is None else "")
            depth = value(numbered, "ilvl") or ""
            said["list_level"] = int(depth) if depth.isdigit() else before.list_level
        if shade := value(properties, "shd", "fill"):
            said["shaded"] = shade.upper() not in {"AUTO", "FFFFFF"}
    return replace(before, **said)  # type: ignore[arg-type]
