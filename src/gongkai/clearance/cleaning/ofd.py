"""An OFD file to publish: its pages and what they use; persons, notes, attachments and older versions go."""

import posixpath
from typing import Any

from gongkai.clearance.cleaning.cleaned import CannotClean, Notes
from gongkai.clearance.cleaning.elements import attribute, child, drop, drop_all, every, local
from gongkai.clearance.cleaning.kinds import kind_of
from gongkai.clearance.cleaning.packages import packed, parsed, unpacked, written
from gongkai.clearance.cleaning.pictures import clean_picture
from gongkai.clearance.documents.places import Place

# elements that point at a file, by their text or by an attribute
POINTING = {"DocRoot", "PublicRes", "DocumentRes", "FontFile", "MediaFile", "Thumbnail", "Substitution", "ImageMask"}
GONE = {
    "Annotations": "annotation",
    "Attachments": "attachment",
    "CustomTags": "metadata",
    "Extensions": "metadata",
    "Versions": "revision",
    "Actions": "script",
    "Signatures": "",
}
NO_ID = "0" * 32


def clean_ofd(data: bytes, notes: Notes) -> bytes:
    parts = {name.lstrip("/"): part for name, part in unpacked(data).items()}
    if "OFD.xml" not in parts:
        raise CannotClean("不是完整的 OFD 文件")
    trees: dict[str, Any] = {"OFD.xml": parsed(parts["OFD.xml"])}
    entry = trees["OFD.xml"]
    if len(every(entry, "DocBody")) != 1:
        notes.refuse(Place(), "OFD 里有几份文件，请拆成单独的文件")
    if every(entry, "Signatures"):
        notes.refuse(Place(), "OFD 带有电子签章，清理会使签章失效，请导出为不带签章的文件或者 PDF 图像")
    _who_wrote(entry, notes)
    kept: dict[str, bytes] = {}
    waiting = [("OFD.xml", entry)]
    while waiting:
        name, root = waiting.pop()
        for key, what in GONE.items():
            count = drop_all(root, {key})
            if what:
                notes.removed(what, count=count)
        for aim in _aims(root, name):
            if aim in kept or aim in trees or aim not in parts:
                continue
            if aim.lower().endswith(".xml"):
                trees[aim] = parsed(parts[aim])
                waiting.append((aim, trees[aim]))
            else:
                kept[aim] = _medium(parts[aim], aim, notes)
    notes.removed(
        "metadata",
        count=int(any(name not in kept and name not in trees and not name.lower().endswith(".xml") for name in parts)),
    )
    for name, root in trees.items():
        _unseen_text(root, notes, Place.of(("part", name)))
        kept[name] = written(root)
    return packed(kept, first="OFD.xml")


def _who_wrote(entry: Any, notes: Notes) -> None:
    for info in every(entry, "DocInfo"):
        for told in list(info):
            if local(told) == "DocID":
                told.text = NO_ID
            else:
                drop(told)
                notes.removed("metadata")


def _aims(root: Any, name: str) -> list[str]:
    """The files a part leads to: by element, by `BaseLoc`, by `Loc`; relative to the part or from the root."""
    base = next((attribute(element, "BaseLoc") for element in [root] if local(element) == "Res"), "")
    said = [
        element.text.strip()
        for element in root.iter()
        if local(element) in POINTING and element.text and element.text.strip()
    ]
    said += [
        attribute(element, key) for element in root.iter() for key in ("BaseLoc", "Loc") if attribute(element, key)
    ]
    folders = (posixpath.dirname(name), posixpath.join(posixpath.dirname(name), base))
    return [
        aim.lstrip("/") if aim.startswith("/") else posixpath.normpath(posixpath.join(folder, aim))
        for aim in said
        for folder in folders
    ]


def _medium(data: bytes, name: str, notes: Notes) -> bytes:
    kind = kind_of(data, name)
    place = Place.of(("part", name.rpartition("/")[2]))
    if kind in {"jpg", "png", "gif", "bmp", "tif", "webp"}:
        return clean_picture(data, kind, notes, place)
    if not name.lower().endswith((".ttf", ".otf", ".ttc", ".jb2", ".jbig2", ".cff")):
        notes.refuse(place, "OFD 里有一种不能清理的内容")
    return data


def _unseen_text(root: Any, notes: Notes, place: Place) -> None:
    for text in every(root, "TextObject"):
        size = attribute(text, "Size")
        colour = child(text, "FillColor")
        value = attribute(colour, "Value").split() if colour is not None else []
        trace = ""
        if attribute(text, "Visible").lower() == "false":
            trace = "hidden_text"
        elif (len(value) == 3 and all(part.isdigit() and int(part) > 246 for part in value)) or attribute(
            text, "Alpha"
        ) == "0":
            trace = "white"
        elif size and _number(size) < 0.9:
            trace = "tiny"
        if trace == "hidden_text":
            drop(text)
            notes.removed(trace, place)
        elif trace and notes.unseen(trace, place):
            drop(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 99.0
