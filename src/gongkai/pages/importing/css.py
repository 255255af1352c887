"""As much of style sheets as Word, WPS and Excel put beside what they copy: classes and inline declarations."""

import re
from collections.abc import Mapping

from lxml import etree

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
SIZE = re.compile(r"([\d.]+)\s*(pt|px|em|rem|cm|mm|in)?")
POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "cm": 28.35, "mm": 2.835, "in": 72.0, None: 0.75}
WANTED = {
    "text-align", "display", "visibility", "font-weight", "font-size", "font-family", "font-style", "text-decoration", "color",
    "vertical-align", "mso-hide", "mso-list", "mso-element", "mso-outline-level", "mso-special-character", "margin-left",
    "text-indent", "background", "background-color", "mso-fareast-font-family", "mso-ascii-font-family", "text-underline", "mso-tab-count",
}  # fmt: skip
HAN_SIZES = {
    "初号": 42,
    "小初": 36,
    "一号": 26,
    "小一": 24,
    "二号": 22,
    "小二": 18,
    "三号": 16,
    "小三": 15,
    "四号": 14,
    "小四": 12,
    "五号": 10.5,
}
OURS = {"align-center": "center", "align-right": "right", "signature": "right"}
Look = Mapping[str, str]


class Sheet:
    """The rules for single classes and tags, without the ones for combinations."""

    def __init__(self, text: str) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for selectors, body in RULE.findall(COMMENT.sub(" ", text)[:2_000_000]):
            said = declarations(body)
            for selector in selectors.split(",") if said else ():
                if re.fullmatch(r"(?:[a-z]\w*)?(?:\.[\w-]+)?", selector := selector.strip(), re.I):
                    self._rules.setdefault(selector.lower(), {}).update(said)

    def look(self, element: etree._Element) -> dict[str, str]:
        """What is said of this very element: by its tag, its classes, its attributes and inline, the later the stronger."""
        tag = str(element.tag).lower()
        said: dict[str, str] = dict(self._rules.get(tag, {}))
        for name in (element.get("class") or "").lower().split():
            if name in OURS:
                said["text-align"] = OURS[name]
            said |= self._rules.get(f".{name}", {}) | self._rules.get(f"{tag}.{name}", {})
        if align := element.get("align"):
            said["text-align"] = align.lower()
        if element.get("hidden") is not None:
            said["display"] = "none"
        return said | declarations(element.get("style") or "")


def declarations(text: str) -> dict[str, str]:
    said = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon and (name := name.strip().lower()) in WANTED:
            said[name] = value.strip().strip("\"'").replace("!important", "").strip()
    return said


def points(text: str) -> float:
    """A length in points; 0 for what is none."""
    if text in HAN_SIZES:
        return HAN_SIZES[text]
    found = SIZE.search(text)
    if found is None:
        return 0
    try:
        return float(found[1]) * POINTS.get(found[2], 1.0)
    except ValueError:
        return 0


def is_hidden(look: Look) -> bool:
    return look.get("display") == "none" or look.get("mso-hide") == "all" or look.get("visibility") == "hidden"


def is_white(look: Look) -> bool:
    color = look.get("color", "").lower().replace(" ", "")
    return color in {"white", "#fff", "#ffffff", "rgb(255,255,255)"}
