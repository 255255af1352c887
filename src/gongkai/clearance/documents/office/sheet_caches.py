"""Data a workbook keeps without a cell: caches of pivot tables, of other workbooks, defined names, left-over strings."""

import io
import re

from lxml import etree

from gongkai.clearance.documents.document import ROW, Block, Document, Piece, Unread
from gongkai.clearance.documents.office.package import Package
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.office.sheet_rows import Budget, Runs, unescaped
from gongkai.clearance.documents.office.trees import FORBIDDEN, Node, child, children, local, value, whole
from gongkai.clearance.documents.places import Place

REFERENCE = re.compile(
    r"(?:'[^']*'|[\w.\u3400-\u9fff]+)?!?\$?[A-Z]{1,3}\$?\d*(?::\$?[A-Z]{1,3}\$?\d*)?|#REF!.*|.*!#REF!"
)
OWN = re.compile(r"_xlnm\.|_xlfn|_xlpm|_xleta|Z_[0-9A-F_]+_?\.wvu|_Toc|solver_|_GoBack", re.I)
MOST_STRINGS = 20_000
KINDS = {"s", "n", "d", "b", "e", "m", "x"}


def read_names(document: Document, workbook: Node | None) -> None:
    """Hidden names, and names that hold a value instead of pointing to cells."""
    for node in children(child(workbook, "definedNames"), "definedName"):
        name, said = value(node, "name"), "".join(node.itertext()).strip()
        if OWN.match(name):
            continue
        place = Place.of(("name", name))
        hidden = value(node, "hidden") in {"1", "true"}
        is_reference = all(REFERENCE.fullmatch(part.strip()) for part in said.split(","))
        if hidden or not is_reference:
            document.add(f"{name}={said}", place, trace="defined_name")
        for key in ("comment", "description", "help", "statusBar"):
            document.add(value(node, key), place, trace="defined_name")


def read_pivots(package: Package, first_table: int) -> None:
    """Records of pivot caches as rows, with the values they share; a pivot table may show sums of what is kept here."""
    document, number = package.document, 0
    for name in package.names:
        if "pivotcachedefinition" not in name or not name.endswith(".xml") or name in package.taken:
            continue
        number += 1
        place = Place.of(("pivot", number))
        root = package.xml(name)
        fields = children(child(root, "cacheFields"), "cacheField")
        shared = [
            [_item(one) for one in items if local(one) in KINDS]
            if (items := child(field, "sharedItems")) is not None
            else []
            for field in fields
        ]
        heads = [
            Piece(value(field, "name"), place, "pivot_cache", "\t" if order else "")
            for order, field in enumerate(fields)
        ]
        if heads:
            document.blocks.append(Block(heads, ROW, first_table + number, 1))
        used: list[set[int]] = [set() for _ in fields]
        for part in package.referred(name, "pivotCacheRecords"):
            _records(document, package.data(part), place, shared, used, first_table + number)
        for order, values in enumerate(shared):
            for index, text in enumerate(values[:MOST_STRINGS]):
                if index not in used[order]:
                    document.add(text, place, trace="pivot_cache")
        source = child(root, "cacheSource", "worksheetSource")
        note(document, "pivot source", value(source, "sheet") + " " + value(source, "ref"), place)


def _item(node: Node) -> str:
    return "" if local(node) == "m" else unescaped(value(node, "v"))


def _records(
    document: Document, data: bytes, place: Place, shared: list[list[str]], used: list[set[int]], table: int
) -> None:
    if FORBIDDEN.search(data):
        document.unread.append(Unread(place, "含有文档类型定义或者实体，可能是恶意文件，没有读取"))
        return
    stream = etree.iterparse(
        io.BytesIO(data), events=("end",), tag="{*}r", resolve_entities=False, no_network=True, huge_tree=False
    )
    left = Budget().cells // 4
    try:
        for number, (_, record) in enumerate(stream, 2):
            pieces = []
            for order, node in enumerate(record):
                text = _item(node)
                if local(node) == "x" and order < len(shared):
                    index = whole(text, -1)
                    text = shared[order][index] if 0 <= index < len(shared[order]) else ""
                    used[order].add(index)
                pieces.append(Piece(text, place, "pivot_cache", "\t" if order else ""))
            document.blocks.append(Block(pieces, ROW, table, number))
            left -= len(pieces)
            record.clear()
            while record.getprevious() is not None:
                del record.getparent()[0]
            if left <= 0:
                document.unread.append(Unread(place, "数据透视表缓存过大，没有读完"))
                return
    except etree.XMLSyntaxError:
        document.unread.append(Unread(place, "数据透视表缓存损坏，没有读全"))


def read_externals(package: Package, first_table: int) -> None:
    """Cells of other workbooks that this one keeps a copy of, and where those lie."""
    document = package.document
    parts = [name for name in package.names if name.startswith("xl/externallinks/") and name.endswith(".xml")]
    for number, part in enumerate(parts, 1):
        root = package.xml(part)
        book = child(root, "externalBook")
        base = Place.of(("part", part.rpartition("/")[2].removesuffix(".xml")))
        names = [value(one) for one in children(child(book, "sheetNames"), "sheetName")]
        for one in children(child(book, "definedNames"), "definedName"):
            document.add(value(one, "name") + " " + value(one, "refersTo"), base, trace="external_cache")
        for data in children(child(book, "sheetDataSet"), "sheetData"):
            index = whole(value(data, "sheetId"))
            sheet = base.then("sheet", names[index] if 0 <= index < len(names) else index)
            for row in children(data, "row"):
                pieces = [
                    Piece(
                        unescaped("".join(cell.itertext())),
                        sheet.then("cell", value(cell, "r")),
                        "external_cache",
                        "\t" if order else "",
                    )
                    for order, cell in enumerate(children(row, "cell"))
                ]
                if any(piece.text for piece in pieces):
                    document.blocks.append(
                        Block(pieces, ROW, first_table + number * 100 + index, whole(value(row, "r")))
                    )
        for link in root.iter() if root is not None else ():
            if local(link) in {"ddeLink", "ddeItem"}:
                document.add(" ".join(link.attrib.values()), base, trace="script")
            elif local(link) == "val" and link.text:
                document.add(link.text, base, trace="external_cache")


def read_left_over(document: Document, strings: list[str | Runs], used: set[int]) -> None:
    """Strings that no cell shows any more: some programs leave them in the file when a cell is emptied."""
    place, said = Place.of(("part", "sharedStrings")), 0
    for index, string in enumerate(strings):
        if index not in used:
            text = string if isinstance(string, str) else "".join(part for part, _ in string)
            if text.strip():
                document.add(text, place, trace="template")
                said += 1
            if said >= MOST_STRINGS:
                document.unread.append(Unread(place, "没有用到的文字太多，没有读完"))
                return
