"""Sheets of any workbook as tables: what is seen of them, without the empty edges, and what was hidden counted."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from gongkai.pages.importing.blocks import HEAVY, Block, Cell, Paragraph, Source, Span, Table, Unreadable

MOST_ROWS = 1000
MOST_COLUMNS = 60
MOST_SHEETS = 30
Place = tuple[int, int]  # row and column from 0


@dataclass
class Sheet:
    """One visible sheet. `merged` maps the upper left place of a merged range to its lower right one."""

    name: str
    values: dict[Place, str] = field(default_factory=dict)
    merged: dict[Place, Place] = field(default_factory=dict)
    hidden_rows: Collection[int] = frozenset()
    hidden_columns: Collection[int] = frozenset()
    aligns: Mapping[Place, str] = field(default_factory=dict)
    heavy: Collection[Place] = frozenset()


def source_of(sheets: list[Sheet], left_out: Counter[str]) -> Source:
    """Every sheet that holds something as one table, under its name when there are several."""
    source = Source(left_out=left_out)
    if len(sheets) > MOST_SHEETS:
        raise Unreadable(f"工作簿有 {len(sheets)} 张工作表，不适合放在一个网页里；请作为附件上传")
    tables = [(sheet, made) for sheet in sheets if (made := _table(sheet, source)).rows]
    for sheet, made in tables:
        title, made = _title_row(made)
        unit = ""
        if made.rows and len(made.rows) > 2 and len(filled := [cell for cell in made.rows[0] if cell.text]) == 1:
            text = filled[0].text.strip("（）() ")
            if text.startswith(("单位", "计量单位", "填报单位", "制表")) and len(text) <= 40:
                unit = filled[0].text
                del made.rows[0]
        blocks: list[Block] = []
        if len(tables) > 1:
            name = title or sheet.name
            blocks.append(Paragraph([Span(name)], level=2))
            made.caption = title or sheet.name
        else:
            source.title = title
            made.caption = title or (sheet.name if not sheet.name.lower().startswith("sheet") else "")
        if unit:
            made.caption = f"{made.caption}（{unit.strip('（）() ')}）" if made.caption else unit
        source.blocks += [*blocks, made]
    if not source.blocks:
        raise Unreadable("工作簿里没有看得见的内容；请检查内容是不是在隐藏的工作表里，或者作为附件上传")
    return source


def _table(sheet: Sheet, source: Source) -> Table:
    seen = {
        place for place in sheet.values if place[0] not in sheet.hidden_rows and place[1] not in sheet.hidden_columns
    }
    gone = Counter(
        "隐藏的行" if row in sheet.hidden_rows else "隐藏的列"
        for row, column in sheet.values
        if row in sheet.hidden_rows or column in sheet.hidden_columns
    )
    if gone["隐藏的行"]:
        source.left_out["隐藏的行"] += len({row for row, _column in sheet.values if row in sheet.hidden_rows})
    if gone["隐藏的列"]:
        source.left_out["隐藏的列"] += len({column for _row, column in sheet.values if column in sheet.hidden_columns})
    if not seen:
        return Table()
    rows = [
        row for row in range(min(r for r, _c in seen), max(r for r, _c in seen) + 1) if row not in sheet.hidden_rows
    ]
    columns = [
        c for c in range(min(c for _r, c in seen), max(c for _r, c in seen) + 1) if c not in sheet.hidden_columns
    ]
    filled = {row for row, _column in seen}
    while rows and rows[-1] not in filled:
        rows.pop()
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(f"工作表“{sheet.name}”有 {len(columns)} 列，网页里看不了；请作为附件上传")
    if len(rows) > MOST_ROWS:
        raise Unreadable(
            f"工作表“{sheet.name}”有 {len(rows)} 行，超过 {MOST_ROWS} 行的表不适合放进正文；请作为附件上传"
        )
    covered = _covered(sheet, set(rows), set(columns))
    made = Table()
    for row in rows:
        cells = []
        for column in columns:
            place = (row, column)
            if covered.get(place, place) != place:
                continue
            last = sheet.merged.get(_origin(sheet, place), place)
            down = sum(1 for one in rows if row <= one <= last[0])
            across = sum(1 for one in columns if column <= one <= last[1])
            cells.append(_cell(sheet, _origin(sheet, place), max(across, 1), max(down, 1)))
        if not cells or row in filled or any(place[0] == row for place in covered):
            made.rows.append(cells)
    return made


def _cell(sheet: Sheet, place: Place, across: int, down: int) -> Cell:
    mark = HEAVY if place in sheet.heavy else ""
    lines = [line for line in sheet.values.get(place, "").split("\n") if line.strip()]
    blocks: list[Block] = [Paragraph([Span(line)], align=sheet.aligns.get(place, "")) for line in lines]
    return Cell(blocks, across, down, heavy=bool(mark))


def _covered(sheet: Sheet, rows: set[int], columns: set[int]) -> dict[Place, Place]:
    """Place -> the first visible place of the merged range it lies in."""
    covered: dict[Place, Place] = {}
    for (top, left), (bottom, right) in sheet.merged.items():
        inside_rows = [row for row in sorted(rows) if top <= row <= bottom]
        inside_columns = [column for column in sorted(columns) if left <= column <= right]
        if not inside_rows or not inside_columns:
            continue
        first = (inside_rows[0], inside_columns[0])
        covered |= {(row, column): first for row in inside_rows for column in inside_columns}
    return covered


def _origin(sheet: Sheet, place: Place) -> Place:
    """Where the value of a merged range stands, even if its own row or column is hidden."""
    if place in sheet.merged or place in sheet.values:
        return place
    for (top, left), (bottom, right) in sheet.merged.items():
        if top <= place[0] <= bottom and left <= place[1] <= right:
            return (top, left)
    return place


def _title_row(table: Table) -> tuple[str, Table]:
    """A first row with one text over the width of the table is its title."""
    if len(table.rows) < 3:
        return "", table
    first = table.rows[0]
    filled = [cell for cell in first if cell.text]
    if len(filled) == 1 and first[0] is filled[0] and filled[0].rowspan == 1 and len(filled[0].text) <= 100:
        wide = filled[0].colspan >= max(2, table.width // 2) or len(first) == 1
        if wide or sum(1 for cell in table.rows[1] if cell.text) > 1:
            return " ".join(filled[0].text.split()), Table(table.rows[1:], table.head_rows)
    return "", table
