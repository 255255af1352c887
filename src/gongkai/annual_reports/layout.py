"""The three statutory tables laid out as the national forms print them: merged cells, corner note, row groups."""

from collections.abc import Callable
from dataclasses import replace

from gongkai.annual_reports.value import CompiledReport
from gongkai.statute.annual_report.rows import TITLES
from gongkai.statute.annual_report.shape import Applications, Block, Form, Number, Part, Row, Section
from gongkai.statute.annual_report.tables import Flat, Tables, TableTwo
from gongkai.writers.html import Cell, Line, Table

CONTENT = "信息内容"
Draw = Callable[[str, Number | None], str]  # path and number to ready HTML: a link, a field; empty for the bare number
LABELS_OF_THREE = (0.75, 1.65, 4.45)  # widths on paper of the three columns of labels, a column of numbers being one


def table(form: Form, tables: Tables, key: str, draw: Draw | None = None) -> Table:
    """`key` is table_two, table_three or table_four. `draw` says what stands in a cell in place of its number."""
    draw = draw or (lambda _path, _value: "")
    if key == "table_two":
        return _table_two(form.table_two, tables.table_two, draw)
    if key == "table_three" and form.table_three is not None:
        return _table_three(form.table_three, tables.table_three, draw)
    return _table_four(form.table_four, tables.table_four, draw)


def table_of(compiled: CompiledReport, section: Section) -> Table:
    """The table of a section for paper: its caption only where it says more than the heading of the section above it."""
    found = table(compiled.form, compiled.tables, section.table)
    return replace(found, caption="") if found.caption == section.title else found


def number(value: Number | None) -> str:
    """A number as the form takes it: no thousands mark, no unit, no trailing noughts. None is an empty cell."""
    if value is None:
        return ""
    text = f"{value:f}" if not isinstance(value, int) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _data(draw: Draw, path: str, value: Number | None, colspan: int = 1) -> Cell:
    return Cell(number(value), colspan=colspan, markup=draw(path, value))


def _spread(width: int, among: int) -> list[int]:
    """How many columns each of `among` cells takes in a line of `width`: the last ones take what is over."""
    return [width // among + (place >= among - width % among) for place in range(among)]


def _table_two(parts: tuple[Part, ...], numbers: TableTwo, draw: Draw) -> Table:
    width = max(len(part.columns) for part in parts)
    bodies = []
    for part in parts:
        spans = _spread(width, len(part.columns))
        labels = [Cell(column.label, "col", colspan=span) for column, span in zip(part.columns, spans, strict=True)]
        lines: list[Line] = [(Cell(part.label, "col", colspan=width + 1, css="part"),), (Cell(CONTENT, "col"), *labels)]
        for row in part.rows:
            cells = [
                _data(
                    draw, f"table_two.{part.key}.{row.key}.{column.key}", numbers[part.key][row.key][column.key], span
                )
                for column, span in zip(part.columns, spans, strict=True)
            ]
            lines.append((Cell(row.label, "row"), *cells))
        bodies.append(tuple(lines))
    return Table("report-table-two", TITLES["table_two"], (), tuple(bodies), css="statutory table-two")


def _table_three(table: Applications, numbers: Flat, draw: Draw) -> Table:
    grouped = [column for column in table.columns if column.group]
    first = table.columns.index(grouped[0])
    head: tuple[Line, ...] = (
        (
            Cell(table.corner_note, rowspan=3, colspan=3, css="corner"),
            Cell(table.heading, "col", colspan=len(table.columns)),
        ),
        (
            *(Cell(column.label, "col", rowspan=2) for column in table.columns[:first]),
            Cell(grouped[0].group, "col", colspan=len(grouped)),
            *(Cell(column.label, "col", rowspan=2) for column in table.columns[first + len(grouped) :]),
        ),
        tuple(Cell(column.label, "col") for column in grouped),
    )
    bodies = tuple(tuple(_top_lines(table, top, numbers, draw)) for top in table.rows if not top.group)
    widths = (*LABELS_OF_THREE, *(1.0 for _column in table.columns))
    return Table("report-table-three", TITLES["table_three"], head, bodies, "statutory table-three", widths)


def _top_lines(table: Applications, top: Row, numbers: Flat, draw: Draw) -> list[Line]:
    if top.numbers:
        return [(Cell(top.label, "row", colspan=3, css="label"), *_values(table, top, numbers, draw))]
    lines: list[Line] = []
    for row in (row for row in table.rows if row.group == top.key):
        if row.numbers:
            lines.append((Cell(row.label, "row", colspan=2, css="label"), *_values(table, row, numbers, draw)))
            continue
        leaves = [leaf for leaf in table.rows if leaf.group == row.key]
        for place, leaf in enumerate(leaves):
            above = (Cell(row.label, "row", rowspan=len(leaves), css="label"),) if place == 0 else ()
            lines.append((*above, Cell(leaf.label, "row", css="label"), *_values(table, leaf, numbers, draw)))
    return [(Cell(top.label, "row", rowspan=len(lines), css="upright"), *lines[0]), *lines[1:]]


def _values(table: Applications, row: Row, numbers: Flat, draw: Draw) -> list[Cell]:
    return [
        _data(draw, f"table_three.{row.key}.{column.key}", numbers[row.key][column.key]) for column in table.columns
    ]


def _table_four(blocks: tuple[Block, ...], numbers: Flat, draw: Draw) -> Table:
    alone = [block for block in blocks if not block.group]
    grouped = [block for block in blocks if block.group]
    head: tuple[Line, ...] = (
        (
            *(Cell(block.label, "col", colspan=len(block.columns)) for block in alone),
            Cell(grouped[0].group, "col", colspan=sum(len(block.columns) for block in grouped)),
        ),
        (
            *(Cell(column.label, "col", rowspan=2) for block in alone for column in block.columns),
            *(Cell(block.label, "col", colspan=len(block.columns)) for block in grouped),
        ),
        tuple(Cell(column.label, "col") for block in grouped for column in block.columns),
    )
    values = tuple(
        _data(draw, f"table_four.{block.key}.{column.key}", numbers[block.key][column.key])
        for block in blocks
        for column in block.columns
    )
    return Table("report-table-four", TITLES["table_four"], head, ((values,),), css="statutory table-four")
