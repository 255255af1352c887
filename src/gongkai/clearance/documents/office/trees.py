"""XML from strangers: no entities, no document types, no network, no trees without bound."""

import re
from typing import Any

from lxml import etree

MOST_BYTES = 96 * 1024 * 1024
FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O\0C|E\0N\0T)", re.I)
STRICT = (
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("http://purl.oclc.org/ooxml/drawingml/", "http://schemas.openxmlformats.org/drawingml/2006/"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    ("http://purl.oclc.org/ooxml/presentationml/main", "http://schemas.openxmlformats.org/presentationml/2006/main"),
    ("http://purl.oclc.org/ooxml/officeDocument/", "http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

Node = Any  # an lxml element; the library carries no types


class Refused(ValueError):
    """XML that is not opened at all; the words say why."""


def parsed(data: bytes) -> tuple[Node | None, str]:
    """The root, and what was wrong. A damaged text gives as much of its tree as there is, and the reason."""
    if len(data) > MOST_BYTES:
        return None, f"部件超过 {MOST_BYTES // 1024 // 1024} MB，没有读取"
    if FORBIDDEN.search(data):
        return None, "含有文档类型定义或者实体，可能是恶意文件，没有读取"
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError:
        try:
            root = etree.fromstring(data, _parser(recover=True))
        except etree.XMLSyntaxError:
            root = None
        return root, "XML 损坏，可能没有读全"
    return (_transitional(root) if b"purl.oclc.org" in data[:8000] else root), ""


def _parser(*, recover: bool) -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip


def _transitional(root: Node) -> Node:
    """The strict dialect of Office files as the common one: the names of elements are the same."""
    text = etree.tostring(root, encoding="unicode")
    for strict, common in STRICT:
        text = text.replace(strict, common)
    return etree.fromstring(text.encode(), _parser(recover=True))


NAMES: dict[Any, str] = {}


def local(node: Node) -> str:
    """The element's name without its namespace."""
    tag = node.tag
    name = NAMES.get(tag)
    if name is None:
        name = NAMES[tag] = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(NAMES) > 20_000:
            NAMES.clear()
    return name


def child(node: Node | None, *path: str) -> Node | None:
    """The first descendant along these local names."""
    for step in path:
        if node is None:
            return None
        node = next((inner for inner in node if local(inner) == step), None)
    return node


def children(node: Node | None, name: str) -> list[Node]:
    return [] if node is None else [inner for inner in node if local(inner) == name]


def words(node: Node | None) -> str:
    """All text inside."""
    return "" if node is None else "".join(node.itertext())


def value(node: Node | None, name: str = "val", default: str = "") -> str:
    """An attribute by its local name."""
    if node is None:
        return default
    found = node.get(name)
    if found is None:
        found = next((said for key, said in node.attrib.items() if key.rpartition("}")[2] == name), default)
    return str(found)


def is_on(node: Node | None) -> bool:
    """A switch: there and not said to be off."""
    return node is not None and value(node, default="1").lower() not in {"0", "false", "off"}


def whole(text: str, default: int = 0) -> int:
    """A whole number as programs write it, or the default."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return default
