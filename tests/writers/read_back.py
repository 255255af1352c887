"""Tables read back from what we wrote, by plain reading: rectangles of text, a merged cell repeated over all it covers."""

import io
from decimal import Decimal

from docx import Document
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook


def from_docx(data: bytes) -> list[list[list[str]]]:
    """Every table of a Word file. A cell that goes on from above takes the words of the line above it."""
    return [_docx_table(table._tbl) for table in Document(io.BytesIO(data)).tables]


def _docx_table(table) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in table.findall(qn("w:tr")):
        line: list[str] = []
        for cell in row.findall(qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
            across = int(span.get(qn("w:val"))) if span is not None else 1
            words = "".join(text.text or "" for text in cell.iter(qn("w:t")))
            if merge is not None and merge.get(qn("w:val")) != "restart":
                assert words == "", "a cell that goes on says nothing itself"
                words = rows[-1][len(line)]
            line += [words] * across
        rows.append(line)
    return rows


def from_xlsx(data: bytes, above: int = 2) -> dict[str, list[list[str]]]:
    """The table of every sheet by the sheet's name, without the `above` lines over it. Numbers as they are written."""
    found = {}
    for sheet in load_workbook(io.BytesIO(data)):
        values = {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row}
        for area in sheet.merged_cells.ranges:
            for place in area.cells:
                values[place] = values[area.min_row, area.min_col]
        found[sheet.title] = [
            [_text(values[row, column]) for column in range(1, sheet.max_column + 1)]
            for row in range(above + 1, sheet.max_row + 1)
        ]
    return found


def _text(value) -> str:
    return (
        format(Decimal(repr(value)).normalize(), "f")
        if isinstance(value, float)
        else str("" if value is None else value)
    )


def html_tables(page: str) -> list[list[list[str]]]:
    """Every table of a fragment, in order."""
    return [_html_table(table) for table in html.fromstring(f"<div>{page}</div>").iter("table")]


def from_html(page: str) -> dict[str, list[list[str]]]:
    """Every table of a page by its id."""
    return {table.get("id"): _html_table(table) for table in html.fromstring(page).iter("table")}


def _html_table(table) -> list[list[str]]:
    taken: dict[tuple[int, int], str] = {}
    rows = list(table.iter("tr"))
    for number, row in enumerate(rows):
        for cell in row.iterchildren("th", "td"):
            column = next(place for place in range(1000) if (number, place) not in taken)
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    taken[number + down, column + right] = cell.text_content()
    breadth = max(column for _row, column in taken) + 1
    return [[taken[number, column] for column in range(breadth)] for number in range(len(rows))]
