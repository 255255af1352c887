"""What no reader of a format asks for is read as well: pictures, files within the file, macros, and every other part."""

import base64
import hashlib
import io
import re
import zipfile
import zlib

from gongkai.clearance.documents import READERS, careful, read
from gongkai.clearance.documents.document import TRACE, Document
from gongkai.clearance.documents.kinds import kind_of
from gongkai.clearance.documents.office.drawings import Theme, read_charts_and_diagrams
from gongkai.clearance.documents.office.macros import sources
from gongkai.clearance.documents.office.package import Package
from gongkai.clearance.documents.office.properties import note, read_properties
from gongkai.clearance.documents.office.trees import Node, local, parsed
from gongkai.clearance.documents.places import Place

PICTURES = {kind for kind, module in READERS.items() if module.endswith((".images", ".metafile"))} | {"svg"}
# parts that hold looks, not words; only a long number in one of them would be a surprise
LOOKS = re.compile(
    r"/(styles|styleswitheffects|theme\d*|themeoverride\d*|fonttable|websettings|settings|numbering|calcchain|tablestyles|presprops|viewprops|volatiledependencies"
    r"|metadata|rdrichvaluetypes|rdsupportingpropertybag\w*|colors\d*|style\d*|commentsextensible|commentsids|layout\d+|quickstyle\d*)\.xml$|^\[content_types\]\.xml$|\.rels$"
)
LONG = re.compile(
    r"(?<![0-9A-Za-z.\-_])1[3-9]\d{9}(?![0-9A-Za-z.\-])|(?<![0-9A-Za-z.\-_])[1-9]\d{14}(?:\d{2}[\dXx])?(?![0-9A-Za-z.\-])"
)
TELLING = re.compile(
    r"[\u3400-\u9fff]|\d{6}|[A-Za-z]:\\|\\\\|@\w|(?:password|pwd|user id|uid|data source|server)\s*=", re.I
)
SILENT_ATTRIBUTES = {
    "id",
    "uri",
    "type",
    "clsid",
    "schemaLocation",
    "targetNamespace",
    "xmlns",
    "Id",
    "Type",
    "guid",
    "uid",
    "typeface",
    "rsid",
}
FONTS = (".odttf", ".fntdata", ".ttf", ".otf")
SMALL = 600  # pixels: what a program keeps as a preview of the first page cannot be read


def read_the_rest(package: Package, theme: Theme, depth: int) -> None:
    """What every kind of Office file ends with: properties, charts, and all parts that were not taken yet."""
    document = package.document
    with careful.step(document, Place.of(("part", "docProps"))):
        read_properties(package)
    with careful.step(document, Place.of(("part", "charts"))):
        read_charts_and_diagrams(package, theme)
    with careful.step(document):
        _sweep(package, depth)


def _sweep(package: Package, depth: int) -> None:
    """All parts that were not taken yet."""
    document = package.document
    seen: dict[str, int] = {}
    for name in package.names:
        if name.endswith(".rels"):
            _outside(package, name)
    for name in package.names:
        if name in package.taken or name.endswith((*FONTS, "/")):
            continue
        place = Place.of(("part", name))
        if name.endswith((".xml", ".vml", ".rels")) or ".xml#" in name:
            _read_xml(package, name, place)
        elif ("vbaproject" in name and name.endswith(".bin")) or name.endswith("vbadata.bin"):
            read_macros(document, package.data(name))
        elif "printersettings" in name:
            printer = package.data(name)[:64].decode("utf-16-le", "replace").partition("\0")[0]
            note(document, "printer", printer, place)
        else:
            _read_file(package, name, depth, seen)


def read_macros(document: Document, project: bytes) -> None:
    place = Place.of(("script", ""))
    texts = sources(project)
    document.add("文件带有宏", place, trace="script", kind=TRACE)
    for number, text in enumerate(texts, 1):
        document.add(text, Place.of(("script", number)), trace="script")


def _outside(package: Package, rels: str) -> None:
    """Addresses outside the file that no reader has shown with the text they belong to."""
    owner = rels.replace("_rels/", "").removesuffix(".rels")
    for identifier, one in package.references(owner).items():
        if one.outside and f"{owner}!{identifier}" not in package.taken and one.target.strip():
            place = Place.of(("part", owner or "/")).then("link", "")
            if one.kind in {
                "attachedTemplate",
                "mailMergeSource",
                "mailMergeHeaderSource",
                "externalLinkPath",
                "oleObject",
                "frame",
                "subDocument",
            }:
                note(package.document, one.kind, one.target, place)
            else:
                package.document.add(one.target, place)


def _read_xml(package: Package, name: str, place: Place) -> None:
    if LOOKS.search("/" + name.rstrip("#")) and not name.endswith("#"):
        text = package.data(name).decode("utf-8", "replace")
        for found in dict.fromkeys(LONG.findall(text)):
            package.document.add(found, place, trace="template")
        return
    root, why = parsed(package.data(name))
    if why:
        package.unread(name, why)
    if root is None:
        return
    if local(root) == "DataMashup":
        _read_queries(package, root, place)
        return
    signed = "_xmlsignatures" in name
    trace = "revision" if "/revisions/" in name else "template"
    for text in words_of(root, signed=signed):
        package.document.add(text, place, trace=trace)


def _read_queries(package: Package, root: Node, place: Place) -> None:
    """Queries of a workbook: a package with the text of each, in letters."""
    try:
        data = base64.b64decode("".join(root.itertext()))
        with zipfile.ZipFile(io.BytesIO(data[data.index(b"PK\x03\x04") :])) as inner:
            for entry in inner.infolist():
                if entry.filename.endswith(".m") and entry.file_size < 4_000_000:
                    package.document.add(inner.read(entry).decode("utf-8", "replace"), place, trace="script")
    except (ValueError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        package.unread(place.code(), "数据查询读不出来，请删除查询后重新上传")


def words_of(root: Node, *, signed: bool = False) -> list[str]:
    """The words of a tree nobody knows: text by the element that holds it, and attributes that tell something."""
    words: dict[str, None] = {}
    for node in root.iter():
        name = local(node)
        if not name or (signed and not name.startswith("X509Subject")):
            continue
        text = "".join(node.itertext()) if name == "p" else (node.text or "")
        if text.strip() and (len(text) < 20_000 or " " in text.strip()):
            words[text.strip()] = None
        if node.tail and node.tail.strip():
            words[node.tail.strip()] = None
        for key, said in node.attrib.items():
            if key.rpartition("}")[2] not in SILENT_ATTRIBUTES and TELLING.search(said) and not said.startswith("{"):
                words[said.strip()] = None
    return list(words)


def _read_file(package: Package, name: str, depth: int, seen: dict[str, int]) -> None:
    """A picture, an embedded file, or bytes of an unknown kind."""
    document, data = package.document, package.data(name)
    if not data.strip(b"\0\xff \r\n"):
        return
    kind, base = kind_of(data, name), name.rpartition("/")[2]
    print_of = hashlib.sha256(data).hexdigest()
    if print_of in seen:  # the same picture on every page is one picture
        return
    seen[print_of] = len(seen) + 1
    unused = "" if name in package.pointed_at else "template"
    if kind in PICTURES:
        if "thumbnail" in base and _is_small(data):
            note(document, "thumbnail", base, Place.of(("part", name)))
            return
        place = Place.of(("image", _number(base) or len(seen)))
        document.take_in(read(data, "", depth=min(depth, 2)), place, trace=unused)
    elif kind == "binary" and name.startswith("[trash]"):
        return
    else:
        inner = read(data, "", depth=depth + 1)
        document.take_in(inner, Place.of(("attachment", base)), trace="attachment")


def _number(base: str) -> int:
    digits = re.search(r"\d+", base)
    return int(digits.group()[:9]) if digits else 0


def _is_small(data: bytes) -> bool:
    """A JPEG or PNG not wider and higher than a preview; any other counts as small below 60 kB."""
    if data.startswith(b"\x89PNG"):
        return max(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) <= SMALL
    for found in re.finditer(rb"\xff[\xc0-\xc2]\0.\x08(..)(..)", data, re.S):
        return max(int.from_bytes(found[1], "big"), int.from_bytes(found[2], "big")) <= SMALL
    return len(data) < 60_000
