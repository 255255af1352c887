"""XML files: Office documents saved as one (Word 2003, Excel 2003, flat packages), and any other."""

import base64
import io
import zipfile

from gongkai.clearance.documents import read as read_any
from gongkai.clearance.documents.converted import add_converted, convert
from gongkai.clearance.documents.document import ROW, Document, Piece, Unread
from gongkai.clearance.documents.joining import Pieces, put
from gongkai.clearance.documents.office.properties import SILENT, note
from gongkai.clearance.documents.office.sweep import words_of
from gongkai.clearance.documents.office.trees import Node, child, children, local, parsed, value, whole
from gongkai.clearance.documents.places import Place, Step


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "xml")
    root, why = parsed(data)
    if why:
        document.unread.append(Unread(Place(), why))
    if root is None:
        return document
    kind = local(root)
    if kind == "package" and root.tag.endswith("xmlPackage}package"):
        inner = read_any(_packed(root), "", depth=min(depth, 2))
        document.blocks += inner.blocks
        document.unread += inner.unread
    elif kind == "Workbook":
        _workbook(document, root)
    elif kind == "wordDocument":
        _word(document, root, data, depth)
    else:
        for text in words_of(root):
            document.add(text, Place.of(("part", kind)))
    return document


def _packed(root: Node) -> bytes:
    """A flat package as the ZIP package it stands for."""
    from lxml import etree

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for part in children(root, "part"):
            name = value(part, "name").lstrip("/")
            tree, binary = child(part, "xmlData"), child(part, "binaryData")
            if tree is not None and len(tree):
                package.writestr(name, etree.tostring(tree[0]))
            elif binary is not None:
                package.writestr(name, base64.b64decode("".join((binary.text or "").split()) + "=="))
    return buffer.getvalue()


def _properties(document: Document, root: Node) -> None:
    for node in root.iter():
        if local(node) in {"DocumentProperties", "CustomDocumentProperties"}:
            for entry in node:
                if local(entry) not in SILENT | {"Created", "LastSaved", "LastPrinted", "Revision", "Version"}:
                    note(document, local(entry), entry.text or "")


def _workbook(document: Document, root: Node) -> None:
    _properties(document, root)
    for number, sheet in enumerate(children(root, "Worksheet"), 1):
        options = child(sheet, "WorksheetOptions", "Visible")
        hidden = options is not None and "hidden" in (options.text or "").lower()
        place = Place((Step("sheet", value(sheet, "Name"), hidden),))
        table = child(sheet, "Table")
        columns = _hidden_columns(table)
        row_number = 0
        for row in children(table, "Row"):
            row_number = whole(value(row, "Index"), row_number + 1)
            row_hidden = value(row, "Hidden") == "1" or (value(row, "Height") and whole(value(row, "Height"), 15) < 1)
            pieces: Pieces = []
            column = 0
            for cell in children(row, "Cell"):
                following = whole(value(cell, "Index"), column + 1)
                pieces += [Piece("", place, "", "\t")] * min(1000, max(0, following - column - 1))
                column = following
                at = place.then("row", row_number).then("column", column)
                trace = (
                    "hidden_sheet"
                    if hidden
                    else "hidden_row"
                    if row_hidden
                    else "hidden_column"
                    if column in columns
                    else ""
                )
                text = "".join("".join(part.itertext()) for part in children(cell, "Data"))
                pieces.append(Piece(text.replace("\t", " "), at, trace if text else "", "\t" if column > 1 else ""))
                for comment in children(cell, "Comment"):
                    document.add("".join(comment.itertext()), at.then("comment", ""), trace="comment")
                    note(document, "comment author", value(comment, "Author"))
                document.add(value(cell, "HRef"), at.then("link", ""))
            put(document, pieces, kind=ROW, table=number, row=row_number)


def _hidden_columns(table: Node | None) -> set[int]:
    hidden: set[int] = set()
    number = 0
    for column in children(table, "Column"):
        number = whole(value(column, "Index"), number + 1)
        span = min(whole(value(column, "Span")), 16_384)
        if value(column, "Hidden") == "1" or (value(column, "Width") and whole(value(column, "Width"), 50) < 1):
            hidden |= set(range(number, number + span + 1))
        number += span
    return hidden


def _word(document: Document, root: Node, data: bytes, depth: int) -> None:
    """Converted where that can be done; the words themselves in any case."""
    made = convert(data, "xml")
    if made is not None:
        add_converted(document, made, depth)
    else:
        document.unread.append(Unread(Place(), "Word 2003 XML 里隐藏的内容无法检查，请另存为 docx 后重新上传"))
    known = "".join(block.text for block in document.blocks)
    _properties(document, root)
    paragraphs = 0
    for node in root.iter():
        if local(node) == "p":
            paragraphs += 1
            text = "".join(one.text or "" for one in node.iter() if local(one) in {"t", "delText"})
            document.add("" if text.strip() in known else text, Place.of(("paragraph", paragraphs)))
