"""Drawn text: shapes, diagrams, charts. Letters in the colour of their shape, and shapes nobody sees, are told apart."""

import re
from collections.abc import Callable

from gongkai.clearance.documents.document import ROW, Document, Piece
from gongkai.clearance.documents.joining import Pieces, put
from gongkai.clearance.documents.office.colours import Colour, Ground, ground_of, is_lost, of_drawing
from gongkai.clearance.documents.office.package import Package
from gongkai.clearance.documents.office.trees import Node, child, children, local, value, whole
from gongkai.clearance.documents.places import Place

Theme = dict[str, Colour]
TINY = 300  # hundredths of a point
BREAKS = {"br": "\n", "tab": "\t"}
BORN = re.compile(
    r"(?:图片|图像|图形|图表|矩形|文本框|直线|组合|形状|标题|副标题|内容占位符|Picture|Image|Graphic|Chart|Shape|Text ?Box|TextBox|Rectangle|Line|Group|Title|Subtitle|Content Placeholder)\s*\d*",
    re.I,
)
FILE = re.compile(r"\.(?:jpe?g|png|bmp|gif|tiff?|docx?|xlsx?|pdf|wps|et)$|[\\/]", re.I)


def paragraph(
    node: Node, place: Place, theme: Theme, ground: Ground = None, trace: str = "", letters: Colour | None = None
) -> Pieces:
    """An `a:p` as pieces."""
    pieces: Pieces = []
    for run in node:
        name = local(run)
        if name in BREAKS:
            pieces.append(Piece(BREAKS[name], place, trace))
        elif name in {"r", "fld"}:
            text = "".join(piece.text or "" for piece in children(run, "t"))
            pieces.append(Piece(text, place, trace or _lost(child(run, "rPr"), theme, ground, letters)))
        elif name not in {"pPr", "endParaRPr"}:
            text = "".join(piece.text or "" for piece in run.iter() if local(piece) == "t")
            pieces.append(Piece(text, place, trace))
    return pieces


def _lost(look: Node | None, theme: Theme, ground: Ground, letters: Colour | None) -> str:
    if look is not None and 0 < whole(value(look, "sz")) < TINY:
        return "tiny"
    if child(look, "noFill") is not None:
        return "white"
    fill = child(look, "solidFill")
    alpha = next((one for one in fill.iter() if local(one) == "alpha"), None) if fill is not None else None
    if alpha is not None and whole(value(alpha), 100_000) <= 10_000:
        return "white"
    colour = of_drawing(fill, theme) if fill is not None else letters
    return "white" if colour and is_lost(colour, ground) else ""


def shape_text(
    document: Document, shape: Node, place: Place, theme: Theme, *, trace: str = "", page: Ground = None
) -> None:
    """All text of one shape (`xdr:sp`, `p:sp`, `wps:wsp`…), its names for people who cannot see it, and its links."""
    described(document, shape, place)
    hidden = next((one for one in shape.iter() if local(one) == "cNvPr"), None)
    if value(hidden, "hidden") in {"1", "true"}:
        trace = trace or "hidden_text"
    style = child(shape, "style")
    ground = ground_of(child(shape, "spPr"), style, theme)
    font = child(style, "fontRef")
    for body in shape.iter():
        if local(body) != "txBody":
            continue
        pieces: Pieces = []
        for number, node in enumerate(children(body, "p")):
            inner = paragraph(node, place, theme, page if ground is None else ground, trace, of_drawing(font, theme))
            if number and pieces:
                pieces.append(Piece("", place, "", "\n"))
            pieces += inner
        put(document, pieces)


def described(document: Document, node: Node, place: Place) -> None:
    """Alternative text, titles, and names that a person gave or a file had."""
    for one in node.iter():
        if local(one) not in {"cNvPr", "docPr"}:
            continue
        for key in ("descr", "title"):
            document.add(value(one, key), place, trace="alt_text")
        name = value(one, "name")
        if FILE.search(name) and not BORN.fullmatch(name):
            document.add(name, place, trace="alt_text")


def chart(document: Document, root: Node, place: Place, theme: Theme) -> None:
    """Titles and the values a chart keeps, each row of values in one block."""
    for node in root.iter():
        name = local(node)
        if name == "p":
            put(document, paragraph(node, place, theme, "?"))
        elif name in {"strCache", "numCache", "lvl", "strLit", "numLit"}:
            points = [value_text for point in children(node, "pt") if (value_text := _said(point))]
            put(document, [Piece(text, place, "", "\n" if number else "") for number, text in enumerate(points)])
        elif name == "f" and node.text and "[" in node.text:
            document.add(node.text, place, trace="field")


def _said(point: Node) -> str:
    said = child(point, "v")
    return (said.text or "") if said is not None else ""


def diagram(document: Document, root: Node, place: Place, theme: Theme) -> None:
    for node in root.iter():
        if local(node) == "p" and node.tag.endswith("main}p"):
            put(document, paragraph(node, place, theme, "?"))
        for key in ("descr", "title"):
            if local(node) in {"cNvPr", "prSet"} and value(node, key):
                document.add(value(node, key), place, trace="alt_text")


def read_charts_and_diagrams(package: Package, theme: Theme) -> None:
    """Charts and diagrams wherever they stand in the package. A diagram's drawn form only where it says something else."""
    document = package.document
    _read_each(package, ("/charts", "/chartex"), "chart", chart, document, theme)
    _read_each(package, ("/diagrams",), "data", diagram, document, theme)
    drawn = Document()
    _read_each(package, ("/diagrams",), "drawing", diagram, drawn, theme)
    known = {block.text.strip() for block in document.blocks} if drawn.blocks else set()
    document.blocks += [block for block in drawn.blocks if block.text.strip() not in known]


def _read_each(
    package: Package,
    folders: tuple[str, ...],
    begin: str,
    reader: Callable[[Document, Node, Place, Theme], None],
    document: Document,
    theme: Theme,
) -> None:
    for name in package.names:
        folder, _, base = name.rpartition("/")
        if folder.endswith(folders) and base.startswith(begin) and base.endswith(".xml") and name not in package.taken:
            root = package.xml(name)
            if root is not None:
                reader(document, root, Place.of(("part", base)), theme)


def table(document: Document, node: Node, place: Place, theme: Theme, number: int) -> None:
    """An `a:tbl` as rows."""
    for row_number, row in enumerate(children(node, "tr"), 1):
        pieces: Pieces = []
        for column, cell in enumerate(children(row, "tc"), 1):
            at = place.then("row", row_number).then("column", column)
            ground = ground_of(child(cell, "tcPr"), None, theme)
            pieces.append(Piece("", at, "", "\t" if column > 1 else ""))
            for order, part in enumerate(children(child(cell, "txBody"), "p")):
                inner = paragraph(part, at, theme, "?" if ground is None else ground)
                pieces.append(Piece("", at, "", "\n" if order else ""))
                pieces += [Piece(piece.text.replace("\t", " "), at, piece.trace, piece.joint) for piece in inner]
        put(document, pieces, kind=ROW, table=number, row=row_number)
