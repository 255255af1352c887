"""One table as HTML that can be read aloud: its name as caption, its head cells with their scope, empty edges cut off."""

import re
from html import escape

from gongkai.pages.importing.blocks import Cell, Paragraph, Table

NUMBER = re.compile(r"[-+−]?[\d,，.．]+\s*[%％‰]?")
LONGEST_HEAD = 30
MOST_HEAD_ROWS = 4


def table_html(table: Table) -> str:
    rows = _without_empty_rows(table)
    caption = table.caption
    if rows and len(rows) > 2 and not table.head_rows and len(rows[0]) == 1 and rows[0][0].colspan > 1 and rows[0][0].rowspan == 1 and 1 < len(rows[0][0].text) <= 60:  # fmt: skip
        caption = caption or " ".join(rows.pop(0)[0].text.split())
    if not rows:
        return ""
    heads = _head_rows(rows, table.head_rows)
    parts = ["<table>", f"<caption>{escape(caption, quote=False)}</caption>" if caption else ""]
    if heads:
        parts += ["<thead>", *(_row(row, "th") for row in rows[:heads]), "</thead>"]
    parts += ["<tbody>", *(_row(row, "td") for row in rows[heads:]), "</tbody>", "</table>"]
    return "".join(parts)


def _row(cells: list[Cell], tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, tag) for cell in cells)}</tr>"


def _cell(cell: Cell, tag: str) -> str:
    from gongkai.pages.importing.writing import inline, paragraph_html  # tables hold text and text holds tables

    said = ' scope="colgroup"' if tag == "th" and cell.colspan > 1 else ' scope="col"' if tag == "th" else ""
    said += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    said += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    aligns = {block.align for block in cell.paragraphs}
    if tag == "td" and len(aligns) == 1 and (align := aligns.pop()) in {"center", "right"}:
        said += f' class="align-{align}"'
    lines: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Table):
            lines.append(table_html(block))
        elif block.pictures:
            lines.append(paragraph_html(block))
        else:
            number = "• " if block.bullet else block.number
            lines.append(escape(number, quote=False) + inline(block.spans, bold=tag == "td"))
    made = ""
    for line in lines:
        made += (
            "<br>" if made and not line.startswith(("<p", "<table")) and not made.endswith(("</p>", "</table>")) else ""
        ) + line
    return f"<{tag}{said}>{made}</{tag}>"


def _head_rows(rows: list[list[Cell]], said: int) -> int:
    """How many rows are heads: what the file says, else the first row if it reads like one, with what it spans."""
    if len(rows) < 2:
        return 0
    if said and said < len(rows):
        return max(said, _reach(rows, 0))
    first = rows[0]
    texts = [cell.text for cell in first]
    if len(first) < 2 or not all(texts) or any(len(text) > LONGEST_HEAD or NUMBER.fullmatch(text) for text in texts):
        return 0
    if any(isinstance(block, Paragraph) and block.pictures for cell in first for block in cell.blocks):
        return 0
    if _is_form(rows):
        return 0
    reach = _reach(rows, 0)
    return reach if reach < len(rows) and reach <= MOST_HEAD_ROWS else 0


def _is_form(rows: list[list[Cell]]) -> bool:
    """A form to fill in: labels and blanks side by side in the very first row's columns, no column of like things."""
    blanks = sum(1 for row in rows[1:] for cell in row if not cell.text)
    labels = sum(1 for row in rows[1:] for cell in row if cell.text.endswith(("：", ":")))
    return labels >= len(rows) and blanks > 0


def _reach(rows: list[list[Cell]], first: int) -> int:
    """After which row everything that begins in the first head row has ended: two for a head in two storeys.

    A wide cell whose parts are named in the next row makes two storeys as well.
    """
    tall = max((cell.rowspan for cell in rows[first]), default=1)
    if tall == 1 and any(cell.colspan > 1 for cell in rows[first]) and len(rows) > first + 2:
        below = rows[first + 1]
        parts = all(cell.text and cell.colspan == 1 and not NUMBER.fullmatch(cell.text) for cell in below)
        return first + 1 + (parts and len(below) > len(rows[first]))
    return first + tall


def _without_empty_rows(table: Table) -> list[list[Cell]]:
    """Rows that hold no cell of their own (all merged from above) would be rows of nothing: the cells above shrink."""
    rows = [list(row) for row in table.rows]
    for place in range(len(rows) - 1, -1, -1):
        if rows[place]:
            continue
        for above in range(place):
            for cell in rows[above]:
                if above + cell.rowspan > place and cell.rowspan > 1:
                    cell.rowspan -= 1
        del rows[place]
    for place, row in enumerate(rows):
        for cell in row:
            cell.rowspan = max(1, min(cell.rowspan, len(rows) - place))
    return rows
