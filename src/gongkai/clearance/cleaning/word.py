"""A Word file to publish: what a reader sees stays as it is, everything else goes or is refused."""

import io
from typing import Any

from PIL import Image

from gongkai.clearance.cleaning import word_changes, word_fields
from gongkai.clearance.cleaning.cleaned import CannotClean, Notes
from gongkai.clearance.cleaning.elements import attribute, child, drop, drop_all, every, local, set_attribute, unwrap
from gongkai.clearance.cleaning.kinds import kind_of
from gongkai.clearance.cleaning.packages import CORE_REL, CORE_TYPE, EMPTY_CORE, RELS, Package
from gongkai.clearance.cleaning.pictures import clean_picture
from gongkai.clearance.cleaning.word_sight import Sight
from gongkai.clearance.documents.places import Place

SHOWN = {
    "officeDocument", "styles", "settings", "numbering", "fontTable", "theme", "header", "footer", "footnotes",
    "endnotes", "image", "hyperlink", "chart", "chartUserShapes", "chartStyle", "chartColorStyle", "font",
    "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "themeOverride",
}  # fmt: skip
# Kinds of relationships that are taken out, and what is said of them; others are "template", a part nobody sees.
GONE = {
    "comments": "comment", "commentsExtended": "comment", "commentsIds": "comment", "commentsExtensible": "comment",
    "people": "metadata", "customXml": "metadata", "customXmlProps": "", "core-properties": "metadata", "extended-properties": "metadata",
    "custom-properties": "metadata", "thumbnail": "metadata", "printerSettings": "metadata", "webSettings": "",
    "stylesWithEffects": "", "keyMapCustomizations": "script", "vbaProject": "script", "wordVbaData": "script",
    "package": "attachment", "oleObject": "attachment", "control": "script", "attachedToolbars": "script",
    "activeXControlBinary": "script", "recipientData": "attachment", "mailMergeSource": "attachment", "video": "attachment",
    "audio": "attachment", "media": "attachment",
}  # fmt: skip
STORIES = {"document": "", "header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote"}
SETTINGS = {
    "rsids", "docVars", "attachedTemplate", "mailMerge", "trackRevisions", "documentProtection", "writeProtection",
    "proofState", "attachedSchema", "schemaLibrary", "saveThroughXslt", "docId", "activeWritingStyle", "stylePaneFormatFilter",
    "removePersonalInformation", "removeDateAndTime", "revisionView", "linkStyles", "smartTagType", "chartTrackingRefBased",
}  # fmt: skip
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WEB = ("http://", "https://", "mailto:", "#")
BRANDS = {"proofErr", "permStart", "permEnd"}


def clean_word(data: bytes, notes: Notes) -> bytes:
    package = Package(data)
    _relationships(package, notes)
    main = next((package.target("", rel) for rel in package.rels("") if _kind(rel) == "officeDocument"), "")
    if main not in package.parts:
        raise CannotClean("不是完整的 Word 文件")
    package.types[main] = MAIN_TYPE
    styles = next((name for name in package.reached() if package.types[name].endswith("styles+xml")), "")
    hidden = word_changes.HiddenText(package.tree(styles) if styles else None)
    for name in package.reached():
        if package.types[name].endswith("+xml") or name.endswith(".xml"):
            _part(package, name, hidden, notes)
    for name in package.reached():
        if package.types[name].startswith("image/") and name in package.parts:
            _picture(package, name, notes)
    for name in ["", *package.reached()]:
        _unused_links(package, name)
    package.add("docProps/core.xml", EMPTY_CORE, CORE_TYPE)
    _point_at_core(package)
    return package.saved()


def _kind(rel: Any) -> str:
    return str(rel.get("Type", "")).rpartition("/")[2]


def _relationships(package: Package, notes: Notes) -> None:
    """Only what is shown is reached any more. A link outwards stays when it leads to the web."""
    for name in ["", *package.reached()]:
        for rel in package.rels(name):
            kind, outside = _kind(rel), rel.get("TargetMode") == "External"
            if kind == "aFChunk":
                notes.refuse(Place(), "文件里嵌有另一份文件的正文，请在文字处理软件里另存以后再上传")
            elif kind == "image" and outside:
                notes.refuse(Place(), "有图片只是链接到文件以外，请把图片嵌入文件以后再上传")
            elif kind in SHOWN and not (outside and not rel.get("Target", "").lower().startswith(WEB)):
                continue
            what = "template" if kind in SHOWN or (outside and kind != "oleObject") else GONE.get(kind, "template")
            if what and not _is_bare(package, name, rel):
                notes.removed(what)
            rel.getparent().remove(rel)


def _is_bare(package: Package, name: str, rel: Any) -> bool:
    """The empty properties this cleaning itself writes are no removal when it runs again."""
    return package.parts.get(package.target(name, rel)) == EMPTY_CORE


def _point_at_core(package: Package) -> None:
    rels = package.tree("_rels/.rels")
    entry = rels.makeelement(f"{{{RELS}}}Relationship")
    for key, value in (("Id", "rIdCore"), ("Type", CORE_REL), ("Target", "docProps/core.xml")):
        entry.set(key, value)
    rels.append(entry)


def _part(package: Package, name: str, hidden: word_changes.HiddenText, notes: Notes) -> None:
    root = package.tree(name)
    if local(root) == "settings":
        notes.removed("metadata", count=drop_all(root, SETTINGS - {"trackRevisions", "proofState"}))
        drop_all(root, {"trackRevisions", "proofState"})
    kind = next((found for found in STORIES if package.types[name].split("+")[0].endswith(f".{found}")), "")
    place = (
        Place.of((STORIES[kind], ""))
        if STORIES.get(kind)
        else Place()
        if kind or name.endswith("document.xml")
        else Place.of(("part", name.rpartition("/")[2]))
    )
    word_changes.accept(root, notes, place)
    word_changes.without_comments(root, notes, place)
    if "wordprocessingml" in package.types[name] and local(root) in {"document", "hdr", "ftr", "footnotes", "endnotes"}:
        word_fields.plain_controls(root, notes, place)
        hidden.out_of(root, notes, place)
        word_fields.flatten(root, notes, place)
        _bookmarks(root)
        Sight(hidden, notes).look(root, place)
        _crop(package, name, root, notes, place)
    _objects(root, notes, place)
    _links(package, name, root)
    _marks_of_saving(root)


def _objects(root: Any, notes: Notes, place: Place) -> None:
    """Embedded files go, their picture on the page stays; the data behind a chart as well, its drawing stays."""
    drop_all(root, {"OLEObject", "control", "altChunk", "externalData", "attachedTemplate", "videoFile", "audioFile"})
    for element in every(root, "object"):
        element.tag = element.tag.replace("}object", "}pict")
    if local(root) == "chartSpace":
        for extension in every(root, "ext"):
            if every(
                extension,
                "filteredSeriesTitle",
                "filteredBarSeries",
                "filteredLineSeries",
                "filteredPieSeries",
                "filteredAreaSeries",
                "datalabelsRange",
                "ser",
            ):
                drop(extension)
                notes.removed("pivot_cache", place)
        drop_all(root, {"printSettings", "protection", "pivotSource", "pivotFmts"})
    for shape in every(root, "docPr", "cNvPr"):
        if _like_a_file(attribute(shape, "descr")):
            set_attribute(shape, "descr", None)
            notes.removed("metadata", place)
        if _like_a_file(attribute(shape, "title")):
            set_attribute(shape, "title", None)
        if _like_a_file(attribute(shape, "name")):
            set_attribute(shape, "name", f"图{attribute(shape, 'id')}")
    for shape in every(root, "shape", "imagedata", "rect"):
        for name in ("title", "alt"):
            if _like_a_file(attribute(shape, name)):
                set_attribute(shape, name, None)
        set_attribute(shape, "href", None)


def _like_a_file(said: str) -> bool:
    """A picture is often named after the file it came from, folders and the clerk's name included."""
    bare = said.strip().lower()
    return (
        "\\" in bare
        or bare.startswith(("file:", "http:", "https:"))
        or bare.endswith((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".heic", ".webp"))
    )


def _links(package: Package, name: str, root: Any) -> None:
    """An element that points at a relationship which is gone loses the pointer; a hyperlink becomes its words."""
    known = {rel.get("Id") for rel in package.rels(name)}
    for element in list(root.iter()):
        for key, value in list(element.attrib.items()):
            if key.startswith("{") and key[1:].partition("}")[0].endswith("/relationships") and value not in known:
                del element.attrib[key]
                if local(element) == "hyperlink" and not attribute(element, "anchor"):
                    unwrap(element)
                elif local(element) in {"hlinkClick", "hlinkHover", "hlinkMouseOver"}:
                    drop(element)
        if local(element) == "hyperlink":
            for attr in ("tooltip", "docLocation", "tgtFrame"):
                set_attribute(element, attr, None)


def _marks_of_saving(root: Any) -> None:
    drop_all(root, BRANDS)
    drop_all(root, {"rsid"})
    for element in root.iter():
        for key in list(element.attrib):
            name = key.rpartition("}")[2]
            if name.startswith("rsid") or (name in {"paraId", "textId", "editId", "anchorId"} and key.startswith("{")):
                del element.attrib[key]


def _bookmarks(root: Any) -> None:
    """Only bookmarks that something on the page points at are kept."""
    used = {attribute(element, "anchor") for element in every(root, "hyperlink")}
    codes = " ".join(
        [element.text or "" for element in every(root, "instrText")]
        + [attribute(element, "instr") for element in every(root, "fldSimple")]
    )
    used |= set(codes.replace('"', " ").split())
    gone = set()
    for start in every(root, "bookmarkStart"):
        if attribute(start, "name") not in used:
            gone.add(attribute(start, "id"))
            drop(start)
    drop_all(root, {"bookmarkEnd"}, lambda end: attribute(end, "id") in gone)


def _crop(package: Package, name: str, root: Any, notes: Notes, place: Place) -> None:
    """What was cropped from a picture in the word processor is cut off for good."""
    for fill in every(root, "blipFill"):
        blip, edges = child(fill, "blip"), child(fill, "srcRect")
        sides = [int(attribute(edges, side) or 0) for side in "ltrb"] if edges is not None else [0]
        if not any(side > 0 for side in sides):
            continue
        rel = next((rel for rel in package.rels(name) if rel.get("Id") == attribute(blip, "embed")), None)
        cut = _cut(package.parts.get(package.target(name, rel), b""), sides) if rel is not None else None
        if cut is None or rel is None:
            notes.refuse(place, "有图片被裁剪过，裁掉的部分还在文件里，请裁剪后另存图片再插入", "")
            continue
        rels = package.tree(package.rels_name(name))
        number = 1 + sum("/cut" in other for other in package.parts)
        part = f"word/media/cut{number}.png"
        package.add(part, cut, "image/png")
        entry = rels.makeelement(rel.tag, Id=f"rIdCut{number}", Type=rel.get("Type"), Target=f"/{part}")
        rels.append(entry)
        set_attribute(blip, "embed", f"rIdCut{number}")
        for inner in list(blip):
            blip.remove(inner)
        fill.remove(edges)
        notes.removed("cropped", place)


def _cut(data: bytes, sides: list[int]) -> bytes | None:
    try:
        image = Image.open(io.BytesIO(data))
        image.load()
    except Exception:
        return None
    left, top, right, bottom = (max(0, side) / 100_000 for side in sides)
    box = (
        round(image.width * left),
        round(image.height * top),
        round(image.width * (1 - right)),
        round(image.height * (1 - bottom)),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        return None
    target = io.BytesIO()
    part = image.crop(box)
    part.info = {}
    (part if part.mode in {"1", "L", "LA", "P", "RGB", "RGBA"} else part.convert("RGB")).save(target, "PNG")
    return target.getvalue()


def _picture(package: Package, name: str, notes: Notes) -> None:
    place = Place.of(("image", name.rpartition("/")[2]))
    kind = kind_of(package.parts[name], name)
    if kind in {"jpg", "png", "gif", "tif", "bmp", "webp"}:
        package.parts[name] = clean_picture(package.parts[name], kind, notes, place)
    elif name.rpartition(".")[2].lower() in {"emf", "wmf", "emz", "wmz"}:
        return  # drawings of the word processor itself; they are read by no scanner but name nobody
    else:
        notes.refuse(place, "文件里有一种不能清理的图片，请换成 PNG 或者 JPEG")


def _unused_links(package: Package, name: str) -> None:
    """A relationship no element points at any more would still carry its part along."""
    where = package.rels_name(name)
    if not name or where not in package.parts or not name.endswith(".xml"):
        return
    used = {
        value for element in package.tree(name).iter() for key, value in element.attrib.items() if key.startswith("{")
    }
    for rel in package.rels(name):
        if _kind(rel) in {"hyperlink", "image", "chart"} and rel.get("Id") not in used:
            rel.getparent().remove(rel)
