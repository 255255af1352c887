"""How a run of a Word document looks in the end: its own properties, its styles one behind another, the defaults."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gongkai.clearance.documents.office.colours import Colour, Ground, from_hex, is_lost, of_word
from gongkai.clearance.documents.office.trees import Node, child, children, is_on, local, value, whole

TINY = 6  # half points: below three points
NARROW = 5  # per cent of the width of a letter
Look = dict[str, Any]


def look_of(node: Node | None, theme: dict[str, Colour]) -> Look:
    """What a `w:rPr` says about being seen."""
    look: Look = {}
    for entry in node if node is not None else ():
        match local(entry):
            case "vanish" | "webHidden":
                look[local(entry)] = is_on(entry)
            case "color":
                look["color"] = of_word(entry, theme)
            case "sz":
                look["size"] = whole(value(entry), 21)
            case "w":
                look["width"] = whole(value(entry).rstrip("%"), 100)
            case "shd":
                look["ground"] = shading(entry, theme)
            case "highlight":
                look["mark"] = from_hex(value(entry)) if value(entry) != "none" else None
            case "rStyle":
                look["style"] = value(entry)
            case "textFill":
                look["glass"] = _is_glass(entry)
            case "position":
                look["raised"] = whole(value(entry))
    return look


def _is_glass(fill: Node) -> bool:
    """Letters filled with nothing, or nearly."""
    if child(fill, "noFill") is not None:
        return True
    alpha = next((one for one in fill.iter() if local(one) == "alpha"), None)
    return alpha is not None and whole(value(alpha)) >= 90_000


def shading(node: Node | None, theme: dict[str, Colour]) -> Ground:
    """The colour of a `w:shd`; None when it says nothing."""
    if node is None:
        return None
    pattern = value(node, default="clear")
    if pattern == "solid":
        return of_word(node, theme, "color") or (0, 0, 0)
    if pattern in {"clear", "nil", ""} or not pattern.startswith("pct"):
        return of_word(node, theme, "fill", "themeFill")
    under = of_word(node, theme, "fill", "themeFill") or (255, 255, 255)
    over = of_word(node, theme, "color") or (0, 0, 0)
    share = whole(pattern[3:]) / 100
    red, green, blue = (round(below * (1 - share) + above * share) for below, above in zip(under, over, strict=True))
    return red, green, blue


@dataclass
class Styles:
    """The styles part. `run(id)` and `ground(id)` follow a style to the one it is based on."""

    theme: dict[str, Colour]
    root: Node | None = None
    nodes: dict[str, Node] = field(default_factory=dict)
    usual: Look = field(default_factory=dict)
    normal: str = ""

    def __post_init__(self) -> None:
        for node in children(self.root, "style"):
            identifier = value(node, "styleId")
            self.nodes[identifier] = node
            if value(node, "type") == "paragraph" and value(node, "default") in {"1", "true", "on"}:
                self.normal = identifier
        self.usual = look_of(child(self.root, "docDefaults", "rPrDefault", "rPr"), self.theme)
        self.run = cache(self._run)
        self.ground = cache(self._ground)
        self.table_look = cache(self._table_look)

    def _chain(self, identifier: str) -> list[Node]:
        chain: list[Node] = []
        while identifier in self.nodes and len(chain) < 40:
            chain.append(self.nodes[identifier])
            identifier = value(child(chain[-1], "basedOn"))
        return chain[::-1]

    def _run(self, identifier: str) -> Look:
        look: Look = {}
        for node in self._chain(identifier):
            look |= look_of(child(node, "rPr"), self.theme)
        look.pop("style", None)
        return look

    def _ground(self, identifier: str) -> Ground:
        ground: Ground = None
        for node in self._chain(identifier):
            ground = shading(child(node, "pPr", "shd"), self.theme) or ground
        return ground

    def _table_look(self, identifier: str) -> dict[str, tuple[Ground, Look]]:
        """Ground and letters that a table style gives to the whole table ("") and to its parts (`firstRow`…)."""
        parts: dict[str, tuple[Ground, Look]] = {}
        for node in self._chain(identifier):
            for key, source in [("", node), *((value(part, "type"), part) for part in children(node, "tblStylePr"))]:
                ground = shading(child(source, "tcPr", "shd"), self.theme) or shading(
                    child(source, "tblPr", "shd"), self.theme
                )
                look = look_of(child(source, "rPr"), self.theme)
                old_ground, old_look = parts.get(key, (None, {}))
                parts[key] = (ground or old_ground, old_look | look)
        return parts

    def trace(self, direct: Look, paragraph_style: str, ground: Ground, table: Look) -> str:
        """A key of TRACES when a reader does not see these letters, else "". `ground`: what lies behind the paragraph."""
        by_paragraph = self.run(paragraph_style or self.normal)
        by_run = self.run(direct["style"]) if "style" in direct else {}
        look = self.usual | table | by_paragraph | by_run | direct
        if _switched("vanish", direct, by_run, by_paragraph, self.usual | table):
            return "hidden_text"
        if look.get("glass"):
            return "white"
        behind = look.get("mark") or look.get("ground") or ground
        if look.get("color") and is_lost(look["color"], behind):
            return "white"
        if 0 <= look.get("size", 21) < TINY or 0 < look.get("width", 100) <= NARROW:
            return "tiny"
        return "outside" if abs(look.get("raised", 0)) > 1400 else ""


def _switched(name: str, direct: Look, by_run: Look, by_paragraph: Look, usual: Look) -> bool:
    """A switch set in two kinds of styles is off again, as Word has it; what the run itself says counts alone."""
    if name in direct:
        return bool(direct[name])
    if name in by_run or name in by_paragraph:
        return bool(by_run.get(name)) != bool(by_paragraph.get(name))
    return bool(usual.get(name))
