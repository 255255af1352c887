"""Table three in real cells: of a web page, a Word file, a workbook, a ruled PDF, or a text parted by strokes and tabs."""

from collections.abc import Sequence

from gongkai.annual_reports.published.table_three.rows import SURE, Rows
from gongkai.annual_reports.published.tokens import Token
from gongkai.annual_reports.published.words import han, likeness, tight, value
from gongkai.statute.annual_report.shape import Applications, Row


def read(rows: Rows, region: Sequence[Token], head: Sequence[Token], *, is_whole: bool) -> None:
    rows.in_cells, columns = True, _columns(head, rows.table)
    found: list[tuple[int, str, list[Token], bool]] = []
    place, since = 0, 0
    while place < len(region):
        token = region[place]
        text = tight(token.text)
        named = None if token.is_value else rows.near(text, since)
        if named is None or (rows.is_group(text) and _label_follows(rows, region, place, since)):
            if not token.is_value and (group := _group(rows, text)):
                rows.check_label(group, text)
            place += 1
            continue
        after = _after(rows, region, place, named[0] + 1)
        is_cut = not is_whole and place + 1 + len(after) == len(region)
        found.append((named[0], text, after, is_cut))
        since = named[0] + 1
        place += 1 + len(after)
    habits: dict[int, int] = {}  # how many merged cells leave empty ones before the numbers, by depth of the label
    for row, _text, after, _cut in found:
        if len(starts := _starts(after, rows.width)) == 1:
            habits.setdefault(_depth(rows, row), starts[0])
    for row, text, after, is_cut in found:
        cells = _values(rows, after, columns, habits.get(_depth(rows, row), 0))
        if cells and not (is_cut and not any(token.text for token in after[rows.width :])):
            rows.put(row, [value(cell) for cell in cells], text)
        else:
            rows.seen(row)


def _group(rows: Rows, text: str) -> Row | None:
    near = [(likeness(text, row.label), row) for row in rows.groups]
    score, row = max(near, key=lambda pair: pair[0], default=(0.0, None))
    return row if score >= SURE else None


def _label_follows(rows: Rows, region: Sequence[Token], place: int, since: int) -> bool:
    nearest = next((token for token in region[place + 1 :] if token.text), None)
    return nearest is not None and not nearest.is_value and rows.near(nearest.text, since) is not None


def _after(rows: Rows, region: Sequence[Token], place: int, since: int) -> list[Token]:
    """The cells after a label, up to the next label or the end of the row."""
    label = region[place]
    found: list[Token] = []
    for token in region[place + 1 :]:
        if token.is_row and token.line != label.line:
            break
        if not token.is_value and (rows.is_sure(token.text, since) or rows.is_group(token.text)):
            break
        found.append(token)
    return found


def _values(rows: Rows, after: Sequence[Token], columns: dict[str, int], habit: int) -> list[str]:
    """The seven of the cells; merged cells leave empty ones before or behind them. Empty when it cannot be told which."""
    if len(after) > rows.width and columns and after[0].is_row:
        by_column = {token.column: token.text for token in after}
        if all(columns[key] in by_column for key in rows.columns):
            return [by_column[columns[key]] for key in rows.columns]
    starts = _starts(after, rows.width)
    if not starts:
        return []
    start = habit if habit in starts else starts[0]
    return [token.text for token in after[start : start + rows.width]]


def _depth(rows: Rows, row: int) -> int:
    """0 for a row of its own, 1 for a result, 2 for a result within a group: how many columns its label leaves over."""
    group = rows.rows[row].group
    return 0 if not group else 1 if group == "results" else 2


def _starts(after: Sequence[Token], width: int) -> list[int]:
    """Where the seven may begin, if they are to hold all that is written."""
    return [
        start
        for start in range(len(after) - width + 1)
        if not any(token.text for token in (*after[:start], *after[start + width :]))
    ]


def _columns(head: Sequence[Token], table: Applications) -> dict[str, int]:
    """Where each applicant column stands in a real table, by its heading; incomplete ones are no use."""
    found: dict[str, int] = {}
    for token in head:
        if token.is_row:
            words = han(token.text)
            for column in table.columns:
                if words == han(column.label):
                    found.setdefault(column.key, token.column)
    return found if len(found) == len(table.columns) else {}
