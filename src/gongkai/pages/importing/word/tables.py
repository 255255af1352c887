"""Tables of Word: merged cells once with their spans, deleted rows gone, a table that only frames text opened later."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.pages.importing.blocks import HEAVY, Cell, Table
from gongkai.pages.importing.word.letters import State
from gongkai.pages.importing.word.package import Element, is_on, value, w

if TYPE_CHECKING:
    from gongkai.pages.importing.word.reading import Reader

MOST_ROWS = 3000
WIDEST = 200
WRAPPERS = (w("ins"), w("moveTo"), w("customXml"), w("smartTag"))


def is_gone(element: Element) -> bool:
    """Whether every row of a table was deleted in a change."""
    rows = list(_children(element, "tr"))
    return bool(rows) and all(_deleted(row) for row in rows)


def table(element: Element, reader: "Reader", state: State) -> Table:
    made = Table()
    above: dict[int, Cell] = {}  # column -> the cell that may grow downwards
    counting = True
    for row in _children(element, "tr"):
        properties = row.find(w("trPr"))
        if _deleted(row):
            continue
        if is_on(properties, "hidden"):
            reader.source.left_out["隐藏的表格行"] += 1
            continue
        if len(made.rows) >= MOST_ROWS:
            reader.source.left_out[f"{MOST_ROWS} 行以后的表格行（长表请作为附件）"] += 1
            continue
        cells: list[Cell] = []
        column = _number(value(properties, "gridBefore"))
        if column:
            cells.append(Cell(colspan=column))
        for one in _children(row, "tc"):
            of_cell = one.find(w("tcPr"))
            width = min(max(_number(value(of_cell, "gridSpan")), 1), WIDEST)
            merged, across = value(of_cell, "vMerge"), value(of_cell, "hMerge")
            if merged is not None and merged != "restart" and column in above:
                above[column].rowspan += 1
            elif across is not None and across != "restart" and cells:
                cells[-1].colspan += width
            else:
                fill = value(of_cell, "shd", "fill")
                shaded = state.shaded or bool(fill and fill.upper() not in {"AUTO", "FFFFFF"})
                cell = Cell(reader.blocks(one, state.within(shaded=shaded)), colspan=width)
                cell.blocks = [block for block in cell.blocks if not block.is_empty]
                cell.heavy = bool(cell.paragraphs) and all(block.mark == HEAVY for block in cell.paragraphs)
                cells.append(cell)
                above.pop(column, None)
                if merged == "restart":
                    above[column] = cell
            column += width
        made.rows.append(cells)
        counting = counting and bool(is_on(properties, "tblHeader"))
        made.head_rows += counting
    return made


def _children(parent: Element, name: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in WRAPPERS:
            yield from _children(child, name)
        elif child.tag == w("sdt") and child.find(w("sdtContent")) is not None:
            yield from _children(child.find(w("sdtContent")), name)


def _deleted(row: Element) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w("del")) is not None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
