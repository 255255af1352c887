"""What hangs on a worksheet beside its rows: comments, shapes, links, choices, headers, conditional looks, scenarios."""

import re

from gongkai.clearance.documents.document import METADATA
from gongkai.clearance.documents.office.colours import Colour
from gongkai.clearance.documents.office.drawings import described, shape_text, table
from gongkai.clearance.documents.office.package import Package
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.office.sheet_conditions import RANGE, blind
from gongkai.clearance.documents.office.sheet_rows import TELLING, Sheet, column_of, unescaped
from gongkai.clearance.documents.office.sheet_styles import SheetStyles
from gongkai.clearance.documents.office.trees import Node, R, child, children, local, value, whole, words
from gongkai.clearance.documents.places import Place, Step

CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z&])')


def table_heads(package: Package, part: str) -> list[tuple[int, int, int]]:
    """Heading rows of tables with a style: the style colours them, so white letters there are meant to be read."""
    heads = []
    for name in package.referred(part, "table"):
        root = package.xml(name)
        found = RANGE.match(value(root, "ref"))
        if found and child(root, "tableStyleInfo") is not None:
            heads.append((int(found[2]), column_of(found[1]), column_of(found[3] or found[1])))
    return heads


def read_parts(
    package: Package, part: str, root: Node | None, sheet: Sheet, styles: SheetStyles, theme: dict[str, Colour]
) -> None:
    for name in package.referred(part, "comments"):
        _comments(package, name, sheet)
    for name in package.referred(part, "threadedComment"):
        for one in children(package.xml(name), "threadedComment"):
            text = words(child(one, "text"))
            package.document.add(text, _cell(sheet, value(one, "ref")).then("comment", ""), trace="comment")
    for number, name in enumerate(package.referred(part, "drawing")):
        _drawing(package, name, sheet, theme, number)
    for kind in ("vmlDrawing", "legacyDrawingHF"):
        for name in package.referred(part, kind):
            _old_drawing(package, name, sheet)
    if root is not None:
        _rest(package, part, root, sheet)
        blind(package.document, root, sheet, styles)


def _cell(sheet: Sheet, name: str) -> Place:
    return Place((*sheet.place.steps, Step("cell", name.partition(":")[0].replace("$", ""))))


def _comments(package: Package, name: str, sheet: Sheet) -> None:
    root = package.xml(name)
    for author in children(child(root, "authors"), "author"):
        text = "".join(author.itertext())
        if not text.startswith("tc={") and not any(
            one.kind == METADATA and one.text == text for one in package.document.blocks[-200:]
        ):
            note(package.document, "comment author", text)
    for one in children(child(root, "commentList"), "comment"):
        text = unescaped("".join("".join(node.itertext()) for node in one.iter() if local(node) == "t"))
        package.document.add(text, _cell(sheet, value(one, "ref")).then("comment", ""), trace="comment")


def _drawing(package: Package, name: str, sheet: Sheet, theme: dict[str, Colour], tables: int) -> None:
    root, document = package.xml(name), package.document
    references = package.references(name)
    number = 0
    for node in root.iter() if root is not None else ():
        kind = local(node)
        if kind in {"sp", "cxnSp"}:
            number += 1
            shape_text(document, node, sheet.place.then("textbox", number), theme, trace=sheet.trace)
        elif kind in {"pic", "graphicFrame"}:
            described(document, node, sheet.place)
            for one in node.iter():
                if local(one) == "tbl":
                    table(document, one, sheet.place.then("table", 1), theme, 100_000 + sheet.number * 100 + tables)
                if (
                    local(one) == "srcRect"
                    and max((abs(whole(said)) for said in one.attrib.values()), default=0) >= 3000
                ):
                    document.add("", sheet.place, trace="cropped", kind="trace")
        elif kind == "hlinkClick":
            reference = references.get(node.get(f"{R}id", ""))
            if reference and reference.outside:
                package.taken.add(f"{name}!{node.get(f'{R}id')}")
                document.add(reference.target, sheet.place.then("link", ""), trace=sheet.trace)


def _old_drawing(package: Package, name: str, sheet: Sheet) -> None:
    """Captions of buttons and labels. The boxes of comments hold nothing of their own."""
    root = package.xml(name)
    for shape in root.iter() if root is not None else ():
        if local(shape) != "shape":
            continue
        about = child(shape, "ClientData")
        if value(about, "ObjectType") != "Note":
            box = child(shape, "textbox")
            text = "".join(box.itertext()).strip() if box is not None else ""
            package.document.add(text, sheet.place.then("textbox", ""), trace=sheet.trace)
        for key in ("alt", "title"):
            package.document.add(value(shape, key), sheet.place, trace="alt_text")


def _rest(package: Package, part: str, root: Node, sheet: Sheet) -> None:
    document, references = package.document, package.references(part)
    for node in root.iter():
        match local(node):
            case "hyperlink":
                reference = references.get(node.get(f"{R}id", ""))
                package.taken.add(f"{part}!{node.get(f'{R}id', '')}")
                if reference and reference.outside:
                    document.add(reference.target, _cell(sheet, value(node, "ref")).then("link", ""), trace=sheet.trace)
                document.add(
                    value(node, "tooltip"), _cell(sheet, value(node, "ref")).then("link", ""), trace="alt_text"
                )
            case "dataValidation":
                for key in ("promptTitle", "prompt", "errorTitle", "error"):
                    document.add(
                        unescaped(value(node, key)), _cell(sheet, value(node, "sqref").partition(" ")[0]), trace="field"
                    )
            case "formula1" | "formula2" | "formula" | "f":
                text = "".join(node.itertext()).strip()
                if text.startswith('"') or TELLING.search(" ".join(re.findall(r'"([^"]*)"', text))):
                    owner = node.getparent()
                    where = value(owner, "sqref") or value(owner.getparent() if owner is not None else None, "sqref")
                    at = _cell(sheet, where.partition(" ")[0]) if where else sheet.place
                    document.add(text.strip('"'), at, trace="field")
            case "oddHeader" | "evenHeader" | "firstHeader" | "oddFooter" | "evenFooter" | "firstFooter":
                kind = "header" if "Header" in local(node) else "footer"
                for text in re.split(r"&[LCR]", node.text or ""):
                    document.add(CODES.sub("", text), sheet.place.then(kind, ""), trace=sheet.trace)
            case "scenario":
                for key in ("name", "user", "comment"):
                    document.add(value(node, key), sheet.place, trace="field")
            case "inputCells":
                document.add(value(node, "val"), _cell(sheet, value(node, "r")), trace="field")
