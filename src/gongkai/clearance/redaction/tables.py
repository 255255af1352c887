"""The visible sheets of a workbook, or a CSV, as lists: a title, one head a column, and rows of texts as they are shown."""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from gongkai.clearance.cleaning import clean
from gongkai.clearance.documents.csv import rows_of
from gongkai.clearance.documents.decoding import as_text
from gongkai.clearance.redaction.office import CannotRedact
from gongkai.clearance.scanners.grids import kind_of
from gongkai.clearance.scanners.names import is_name
from gongkai.pages.importing.shown import shown

MOST_ROWS = 20_000  # of all sheets together
MOST_COLUMNS = 60
MOST_COLUMNS_IN_ALL = 500  # as many choices as one form may hold
MOST_SHEETS = 30
HEAD_WITHIN = 12  # rows from the top in which heads are looked for
MOST_STOREYS = 4
LONGEST_PART = 30  # letters of a row that names a part of the list
UNIT = re.compile(
    r"[（(]?\s*((?:计量|金额)?单位\s*[:：]\s*(?:人民币)?\s*[万千]?[元人户份个][、/，,万千元人户份个]*)\s*[）)]?"
)
LABELLED = re.compile(r"[^:：]{1,12}[:：]")
TITLE = re.compile(r"名单|公示|花名册|名册|一览|汇总|明细|台账|表$")
SERIAL = re.compile(r"^(?:序\s*号|编\s*号|No\.?|号)$", re.IGNORECASE)
NUMBER = re.compile(r"[-+]?[\d,.]+%?")


@dataclass
class Table:
    """`rows` have a text for each head. `parts` are the numbers of rows that only name a part of the list (云溪镇).

    `left` counts the lines above and below that are no rows: who filled it in, telephone numbers, notes.
    """

    sheet: str
    title: str
    heads: list[str]
    rows: list[list[str]]
    parts: set[int] = field(default_factory=set)
    left: int = 0
    orphans: int = 0  # rows that were taken out again


@dataclass
class _Grid:
    """Texts by row and column; `merged` maps each cell of a merged area to (top, left, bottom, right)."""

    name: str
    lines: list[list[str]]
    areas: list[tuple[int, int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.merged = {
            (row, column): area
            for area in self.areas
            if (area[2] - area[0] + 1) * (area[3] - area[1] + 1) <= MOST_ROWS
            for row in range(area[0], area[2] + 1)
            for column in range(area[1], area[3] + 1)
        }

    def at(self, row: int, column: int) -> str:
        """The text, of a merged area wherever one looks at it."""
        top, left = self.merged.get((row, column), (row, column))[:2]
        return self.lines[top][left] if top < len(self.lines) and left < len(self.lines[top]) else ""

    def filled(self, row: int) -> list[int]:
        return [column for column, text in enumerate(self.lines[row]) if text]


def tables_in(data: bytes, name: str, *, is_clean: bool = False) -> tuple[list[Table], list[str]]:
    """The lists of a file, and the names of visible sheets with something in them in which no heads were found.

    What is hidden in the file is not read; `is_clean` says that the bytes are a cleaned copy, which saves a pass.
    Raises `CannotRedact`.
    """
    tables, without = [], []
    rows = 0
    for grid in _grids(data, name, is_clean):
        rows += sum(any(line) for line in grid.lines)
        if rows > MOST_ROWS:
            raise CannotRedact(f"表格超过 {MOST_ROWS} 行，请按乡镇或者批次拆成几个文件")
        if max(map(len, grid.lines), default=0) > MOST_COLUMNS:
            raise CannotRedact(f"“{grid.name}”超过 {MOST_COLUMNS} 列，请先删去用不着的列")
        table = _table(grid)
        if table is not None and table.rows:
            tables.append(table)
        elif any(map(any, grid.lines)):
            without.append(grid.name)
    if sum(len(table.heads) for table in tables) > MOST_COLUMNS_IN_ALL:
        raise CannotRedact(f"各张工作表一共超过 {MOST_COLUMNS_IN_ALL} 列，请拆成几个文件")
    return tables, without


def _grids(data: bytes, name: str, is_clean: bool) -> Iterator[_Grid]:
    if not is_clean:
        copy = clean(data, name, drop=("white", "tiny", "hidden_text"))
        if not copy.data:
            raise CannotRedact(copy.refused[0].why)
        data, name = copy.data, copy.name
    if name.lower().endswith((".csv", ".tsv")):
        yield _Grid("", _trimmed([[_tidy(cell) for cell in row] for row in rows_of(as_text(data) or "")]))
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True)
    except Exception as fault:  # openpyxl meets damaged files with whatever error comes first
        raise CannotRedact("不是能按列处理的表格，请另存为 xlsx 再上传") from fault
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) > MOST_SHEETS:
        raise CannotRedact(f"工作簿有 {len(sheets)} 张工作表，超过 {MOST_SHEETS} 张，请拆成几个文件")
    for sheet in sheets:
        if sheet.max_row > MOST_ROWS * 5:
            raise CannotRedact(f"“{sheet.title}”超过 {MOST_ROWS} 行，请按乡镇或者批次拆成几个文件")
        width = min(sheet.max_column, MOST_COLUMNS + 1) if sheet.max_row else 0
        lines = [[_said(cell) for cell in row] for row in sheet.iter_rows(max_col=width)]
        areas = [
            (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
            for area in sheet.merged_cells.ranges
        ]
        yield _Grid(sheet.title, _trimmed(lines), areas)


def _said(cell: Any) -> str:
    return "" if cell.value is None else _tidy(shown(cell.value, cell.number_format))


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _trimmed(lines: list[list[str]]) -> list[list[str]]:
    """Without the empty edges on the right and below."""
    for line in lines:
        while line and not line[-1]:
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _table(grid: _Grid) -> Table | None:
    first, last = _heads_at(grid)
    if first < 0:
        return None
    width = max(map(len, grid.lines))
    columns = [
        column for column in range(width) if any(column < len(line) and line[column] for line in grid.lines[first:])
    ]
    heads = [_head(grid, first, last, column) for column in columns]
    last_head = [grid.at(last, column) for column in columns]
    title, left = _above(grid, first)
    table = Table(grid.name, title, heads, [], left=left)
    for row in range(last + 1, len(grid.lines)):
        filled = grid.filled(row)
        texts = [grid.lines[row][column] if column < len(grid.lines[row]) else "" for column in columns]
        if not filled or texts == last_head or (len(filled) == 1 and texts[columns.index(filled[0])] == title):
            continue  # nothing, or heads and title again at the top of a printed page
        if _is_note(grid, row, filled):
            table.left += 1
            continue
        if _is_part(grid, row, filled, columns, heads):
            table.parts.add(len(table.rows))
        table.rows.append(texts)
    while len(columns) > 2 and table.rows and sum(map(bool, table.rows[-1])) == 1:
        table.left += 1  # 榕江县民政局, 2024年5月20日: below the last row, and no row
        table.parts.discard(len(table.rows) - 1)
        table.rows.pop()
    return table


def _heads_at(grid: _Grid) -> tuple[int, int]:
    """First and last row of the heads, which may have several storeys; (-1, -1) when there are none."""
    best, most = -1, 0
    for row, line in enumerate(grid.lines[:HEAD_WITHIN]):
        texts = [text for text in line if text]
        kinds = [kind_of(text) for text in texts]
        known = sum(map(bool, kinds))
        score = known + 2 * ("name" in kinds)
        plain = all(len(text) <= 30 and not re.search(r"\d{5}", text) for text in texts)
        if plain and known >= 2 and known >= 0.4 * len(texts) and score > most:
            best, most = row, score
    if best < 0:
        return -1, -1
    first = last = best
    while first > 0 and best - first < MOST_STOREYS and _reaches(grid, first - 1, first):
        first -= 1
    while (
        last + 1 < len(grid.lines)
        and last - first < MOST_STOREYS
        and (_reaches(grid, last, last + 1) or (last == best and _spreads(grid, last)))
    ):
        last += 1
    return first, last


def _reaches(grid: _Grid, row: int, below: int) -> bool:
    """Whether some cell of the row goes down into the one below."""
    return any(area[0] <= row and area[2] >= below for area in grid.areas)


def _spreads(grid: _Grid, row: int) -> bool:
    """Whether a head lies over several columns, each of which has its own head below."""
    spread = [area for area in grid.areas if area[0] == row and area[3] > area[1]]
    below = row + 1 < len(grid.lines)
    return below and any(
        all(_heading_like(grid.at(row + 1, column)) for column in range(area[1], area[3] + 1)) for area in spread
    )


def _heading_like(text: str) -> bool:
    return bool(text) and len(text) <= 20 and not NUMBER.fullmatch(text) and not is_name(text)


def _head(grid: _Grid, first: int, last: int, column: int) -> str:
    said: list[str] = []
    for row in range(first, last + 1):
        text = grid.at(row, column)
        if text and text not in said:
            said.append(text)
    return " ".join(said)


def _above(grid: _Grid, first: int) -> tuple[str, int]:
    """The title with its unit of money, and how many other lines stand above the heads."""
    title, unit, left = "", "", 0
    for row in range(first):
        texts = [grid.lines[row][column] for column in grid.filled(row)]
        units = [found[1] for text in texts if (found := UNIT.fullmatch(text))]
        if units:
            unit = unit or units[0]
            left += len(texts) > len(units)
        elif (
            len(texts) == 1
            and not LABELLED.match(texts[0])
            and (not title or (TITLE.search(texts[0]) and not TITLE.search(title)))
        ):
            left += bool(title)
            title = texts[0]
        else:
            left += bool(texts)
    return (f"{title}（{unit}）" if title and unit else title or ""), left


def _is_note(grid: _Grid, row: int, filled: list[int]) -> bool:
    texts = [grid.lines[row][column] for column in filled]
    return all(LABELLED.match(text) or (len(text) > LONGEST_PART and len(texts) <= 2) for text in texts)


def _is_part(grid: _Grid, row: int, filled: list[int], columns: list[int], heads: list[str]) -> bool:
    """A line such as 云溪镇 over the whole width. A person's name is never taken for one."""
    if len(filled) != 1 or len(columns) < 3:
        return False
    text = grid.lines[row][filled[0]]
    area = grid.merged.get((row, filled[0]))
    wide = area is not None and area[3] - area[1] + 1 >= len(columns) / 2
    in_serial = bool(SERIAL.match(heads[columns.index(filled[0])]))
    return (wide or in_serial) and len(text) <= LONGEST_PART and not NUMBER.fullmatch(text) and not is_name(text)
