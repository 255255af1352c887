"""Drawings in a Word document: what their text stands on, and whether anybody sees it."""

from gongkai.clearance.documents.office.colours import Colour, Ground, from_hex, ground_of
from gongkai.clearance.documents.office.trees import Node, child, local, value, whole
from gongkai.clearance.documents.office.word_setting import Setting

FAR = 12_000_000  # English metric units outside any page, about 33 cm
STARS = {"ab", "ac", "ad", "ae", "af", "b0", "b1", "b2", "b5", "b6"}  # in Wingdings


def box_ground(content: Node, setting: Setting, theme: dict[str, Colour]) -> Ground:
    """What lies behind the text of a box: its own filling, or what lies behind the paragraph it hangs on."""
    shape = content.getparent().getparent() if content.getparent() is not None else None
    if shape is None:
        return None
    if "fillcolor" in shape.attrib or "filled" in shape.attrib:
        is_filled = value(shape, "filled") not in {"f", "false"}
        return (from_hex(value(shape, "fillcolor")) if is_filled else None) or setting.ground
    ground = ground_of(child(shape, "spPr"), child(shape, "style"), theme)
    return setting.ground if ground is None else ground


def unseen_as(node: Node) -> str:
    """Whether a drawing is hidden, has no size, or lies off the page."""
    for one in node.iter():
        name = local(one)
        if name in {"docPr", "cNvPr"} and value(one, "hidden") in {"1", "true"}:
            return "hidden_text"
        if name == "posOffset" and abs(whole(one.text or "0")) > FAR:
            return "outside"
        if (
            name == "extent"
            and "cx" in one.attrib
            and min(whole(value(one, "cx"), 9999), whole(value(one, "cy"), 9999)) <= 1
        ):
            return "hidden_text"
        if name in {"shape", "rect", "roundrect", "oval"}:
            look = value(one, "style").replace(" ", "").lower()
            if "visibility:hidden" in look or "display:none" in look:
                return "hidden_text"
    return ""


def words_in(node: Node) -> str:
    return "".join("".join(one.itertext()) for one in node.iter() if local(one) in {"t", "delText", "textpath"})


def symbol(node: Node) -> str:
    """A character of a symbol font; stars are told, because a mark of secrecy may be made with one."""
    code = value(node, "char").lower()
    if "wingdings" in value(node, "font").lower():
        return "★" if code[-2:] in STARS else "□"
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "□" if "\ue000" <= letter <= "\uf8ff" else letter


def is_within_a_box(content: Node, drawing: Node) -> bool:
    """Whether a text box of a drawing stands inside another: that one's own reading comes to it."""
    for outer in content.iterancestors():
        if outer is drawing:
            return False
        if local(outer) == "txbxContent":
            return True
    return False
