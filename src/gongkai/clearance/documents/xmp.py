"""XMP, the metadata packet PDF files and pictures share: its properties by the names they have there (`dc:creator`)."""

import re
from collections.abc import Iterator

from lxml import etree

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# Technical bookkeeping (identifiers, camera settings, edit steps): said only when somebody wrote Chinese into it.
TECHNICAL = {"xmpMM", "crs", "stRef", "stEvt", "stDim", "stFnt", "xmpTPg", "xmpG", "x", "pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfaid", "aux", "tiff"}  # fmt: skip
CHINESE = re.compile("[\u3400-\u9fff]")
MOST = 2_000  # properties


def properties(packet: bytes) -> Iterator[tuple[str, str]]:
    """(name, text) of every property with words. A packet that is no XML gives its words without names."""
    packet = packet.strip(b"\x00 \r\n\t")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(packet, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        yield from (("xmp", text) for text in _words(packet))
        return
    for count, (name, text) in enumerate(_walk(root, "")):
        if count >= MOST:
            break
        text = text.strip()
        if text and (name.partition(":")[0] not in TECHNICAL or CHINESE.search(text)):
            yield name, text


def _walk(element: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    """Depth is bounded by the parser (256 levels)."""
    if isinstance(element.tag, str) and not element.tag.startswith(RDF):
        name = _named(element.tag, element)
    for key, value in element.attrib.items():
        if not str(key).startswith((RDF, XML)):
            yield _named(str(key), element), str(value)
    if isinstance(element.tag, str) and element.text:
        yield name, str(element.text)
    for inner in element:
        yield from _walk(inner, name)
        if inner.tail:
            yield name, str(inner.tail)


def _named(tag: str, element: etree._Element) -> str:
    uri, _, local = tag.rpartition("}")
    if not uri:
        return local
    prefix = next((short for short, long in element.nsmap.items() if long == uri[1:] and short), "")
    return f"{prefix}:{local}" if prefix else local


def _words(packet: bytes) -> list[str]:
    text = packet.decode("utf-8", "ignore")
    return [part.strip() for part in re.sub(r"<[^>]*>", "\n", text).split("\n") if part.strip()][:MOST]
