"""Workbooks: every sheet, shown or not, and every copy of data that a workbook keeps beside its sheets."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from gongkai.clearance.documents import careful
from gongkai.clearance.documents.document import TRACE, Document, Unread
from gongkai.clearance.documents.office.colours import theme_of
from gongkai.clearance.documents.office.drawings import Theme
from gongkai.clearance.documents.office.package import Package, opened
from gongkai.clearance.documents.office.properties import note
from gongkai.clearance.documents.office.sheet_caches import read_externals, read_left_over, read_names, read_pivots
from gongkai.clearance.documents.office.sheet_parts import read_parts, table_heads
from gongkai.clearance.documents.office.sheet_rows import Budget, RowReader, Sheet, shared_strings
from gongkai.clearance.documents.office.sheet_styles import SheetStyles
from gongkai.clearance.documents.office.sweep import read_the_rest
from gongkai.clearance.documents.office.trees import Node, R, child, children, local, value
from gongkai.clearance.documents.places import Place

PIVOTS, EXTERNALS = 1_000_000, 2_000_000  # numbers of tables from which those beside the sheets are counted


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "xlsx")
    package = opened(data, document)
    if package is None:
        return document
    named = [
        one.target
        for one in package.references("").values()
        if one.kind == "officeDocument" and package.has(one.target)
    ]
    main = named[0] if named else "xl/workbook.xml"
    workbook = package.xml(main)
    if workbook is None:
        document.unread.append(Unread(Place(), "找不到或者读不出工作簿，请用办公软件打开另存后重新上传"))
    theme = theme_of(package.xml((package.referred(main, "theme") or ["xl/theme/theme1.xml"])[0]))
    with careful.step(document), _without_collecting():
        _read_sheets(package, main, workbook, theme)
    with careful.step(document):
        read_names(document, workbook)
    with careful.step(document):
        read_pivots(package, PIVOTS)
    with careful.step(document):
        read_externals(package, EXTERNALS)
    _read_people(package, workbook)
    read_the_rest(package, theme, depth)
    return document


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Cells are many and point to nothing that points back: looking for circles among them takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_sheets(package: Package, main: str, workbook: Node | None, theme: Theme) -> None:
    document = package.document
    styles = SheetStyles(package.xml((package.referred(main, "styles") or ["xl/styles.xml"])[0]), theme)
    strings_part = (package.referred(main, "sharedStrings") or ["xl/sharedstrings.xml"])[0]
    strings = shared_strings(package.data(strings_part), styles, document) if package.has(strings_part) else []
    budget = Budget()
    from_1904 = value(child(workbook, "workbookPr"), "date1904") in {"1", "true"}
    reader = RowReader(document, styles, strings, budget, from_1904=from_1904)
    for number, (part, title, hidden) in enumerate(_sheets(package, main, workbook), 1):
        if not package.has(part):
            document.unread.append(Unread(Place.of(("sheet", title)), "工作表不在文件里"))
            continue
        sheet = Sheet(title, hidden, number, table_heads(package, part))
        if "macrosheet" in part:
            document.add("宏表", sheet.place, trace="script", kind=TRACE)
        with careful.step(document, sheet.place):
            root = reader.read(package.data(part), sheet)
            read_parts(package, part, root, sheet, styles, theme)
    if budget.cells > 0:
        read_left_over(document, strings, budget.used)


def _sheets(package: Package, main: str, workbook: Node | None) -> list[tuple[str, str, bool]]:
    """(part, title, hidden) of the sheets in order; sheets that the workbook does not list are hidden ones."""
    views = children(child(workbook, "bookViews"), "workbookView")
    all_hidden = bool(views) and all(value(view, "visibility", "visible") != "visible" for view in views)
    references = package.references(main)
    found: list[tuple[str, str, bool]] = []
    for node in children(child(workbook, "sheets"), "sheet"):
        reference = references.get(node.get(f"{R}id", ""))
        hidden = all_hidden or value(node, "state", "visible") != "visible"
        found.append((reference.target if reference else "", value(node, "name"), hidden))
    listed = {part for part, _, _ in found}
    loose = [
        one for one in package.names if one.startswith("xl/worksheets/") and one.endswith(".xml") and one not in listed
    ]
    return found + [(part, part.rpartition("/")[2], workbook is not None) for part in loose if "/_rels/" not in part]


def _read_people(package: Package, workbook: Node | None) -> None:
    """Who saved it, where it lay, who commented."""
    document = package.document
    note(document, "userName", value(child(workbook, "fileSharing"), "userName"))
    for node in workbook.iter() if workbook is not None else ():
        match local(node):
            case "absPath":
                note(document, "absPath", value(node, "url"))
            case "customWorkbookView":
                note(document, "customWorkbookView", value(node, "name"))
    for part in [one for one in package.names if one.startswith("xl/persons/") and one.endswith(".xml")]:
        for person in children(package.xml(part), "person"):
            note(document, "comment author", value(person, "displayName"))
            note(document, "comment author", value(person, "userId"))
