"""Small moves on an XML tree: names without namespaces (both flavours of Office Open XML), unwrapping, dropping."""

from collections.abc import Callable, Iterator
from typing import Any

OFF = {"0", "false", "off", "none"}


def local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The value of an attribute by its local name; "" when it is not there."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def set_attribute(element: Any, name: str, value: str | None) -> None:
    """Change (or with None remove) an attribute by its local name."""
    for key in list(element.attrib):
        if key.rpartition("}")[2] == name:
            if value is None:
                del element.attrib[key]
            else:
                element.set(key, value)


def child(element: Any, *path: str) -> Any:
    """The first descendant along these local names, or None."""
    for name in path:
        element = next((inner for inner in element if local(inner) == name), None)
        if element is None:
            return None
    return element


def every(root: Any, *names: str) -> list[Any]:
    """All descendants of these local names in order, as a list, so that the tree may be changed meanwhile."""
    wanted = set(names)
    return [element for element in root.iter() if local(element) in wanted]


def on(element: Any) -> bool:
    """Whether an on/off property of Word is there and on."""
    return element is not None and attribute(element, "val").lower() not in OFF


def drop(element: Any) -> None:
    """Take an element out with all it holds; white space after it stays with what stood before."""
    parent = element.getparent()
    if parent is not None:
        _hand_on(element, element.tail)
        parent.remove(element)


def unwrap(element: Any) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    children = list(element)
    tail = element.tail
    for step, inner in enumerate(children):
        parent.insert(at + step, inner)
    if tail and tail.strip():
        if children:
            children[-1].tail = (children[-1].tail or "") + tail
        else:
            _hand_on(element, tail)
    parent.remove(element)


def _hand_on(element: Any, tail: str | None) -> None:
    if not tail or not tail.strip():
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + tail


def ancestors(element: Any) -> Iterator[Any]:
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


def drop_all(root: Any, names: set[str], when: Callable[[Any], bool] = lambda element: True) -> int:
    """How many elements of these local names were taken out."""
    count = 0
    for element in every(root, *names):
        if element.getparent() is not None and when(element):
            drop(element)
            count += 1
    return count
