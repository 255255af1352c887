"""Reading table three: a row is a label and seven numbers, whatever the file made of them.

Three shapes: real cells; one number to a line; lines of seven numbers whose labels stand beside, above or below them.
Rows come in the order of the form, which settles what a mangled label leaves open. What it does not settle is not read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annual_reports.published.reading import Reading, Remark
from gongkai.annual_reports.published.tokens import Token
from gongkai.annual_reports.published.words import Value, han, is_number, likeness, tight, value
from gongkai.statute.annual_report.shape import Applications, Row

BLANK = Value(None, "")
NEAR, SURE = 0.6, 0.75
# Short forms in general use; the form's own long labels are two lines each.
SHORT = {
    "partially_granted": ("部分公开",),
    "other_no_correction": ("逾期不补正", "申请人无正当理由逾期不补正"),
    "other_fee_unpaid": ("逾期不缴费", "逾期不缴纳费用", "申请人逾期未按收费通知要求缴纳费用"),
    "not_processed_reconfirm": ("确认或重新出具已获取信息",),
    "new_received": ("本年新收",),
    "carried_in": ("上年结转",),
}
_PIECE = re.compile(r"(?=[一二三四五六七]、)|(?=\([一二三四五六七]\))|(?=(?<!\d)[1-8][.、](?!\d))")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of numbers in print: `labels` stand on the same line, `cells` are its values, `places` where they stand."""

    number: int
    labels: str
    cells: tuple[Token, ...]


def read(
    region: Sequence[Token], table: Applications, reading: Reading, *, is_whole: bool, head: Sequence[Token]
) -> None:
    if not region:
        return
    reader = _Reader(table, reading, _has_single_other(region))
    if sum(token.is_cell for token in region) * 2 > len(region):
        reader.cells(region, head, is_whole=is_whole)
    else:
        lines = _number_lines(region)
        if sum(len(line.cells) >= 7 for line in lines) >= 2:
            reader.lines(region, lines, is_whole=is_whole)
        else:
            reader.words(region, is_whole=is_whole)
    reader.headings(head)
    if is_whole:
        reader.missing()


def _has_single_other(region: Sequence[Token]) -> bool:
    """（六）其他处理 as one row of numbers, as the form of 2019 has it."""
    words = han("".join(token.text for token in region))
    return "其他处理" in words and not re.search("不补正|不缴|未按收费通知|缴纳费用", words.partition("其他处理")[2])


class _Reader:
    def __init__(self, table: Applications, reading: Reading, single_other: bool) -> None:
        self.table, self.reading, self.single = table, reading, single_other
        self.in_cells = False  # labels are whole cells, with nothing else beside them
        self.columns = [column.key for column in table.columns]
        self.width = len(self.columns)
        rows = [row for row in table.rows if row.numbers or (single_other and row.key == "other")]
        if single_other:
            rows = [row for row in rows if row.group != "other"]
        self.rows: list[Row] = rows
        self.groups = [row for row in table.rows if row not in rows]

    # Which row a label names -------------------------------------------------------------------------------------

    def near(self, text: str, since: int) -> tuple[int, float] | None:
        """The row from `since` on whose label is the likeliest, and how likely; None when none is near."""
        words = han(text)
        if len(words) < 2:
            return None
        best: tuple[int, float] | None = None
        for place in range(since, len(self.rows)):
            row = self.rows[place]
            score = max(likeness(words, form) for form in (row.label, *SHORT.get(row.key, ())))
            if len(han(row.label)) <= 2 and (score < 1 or place > since + 4):
                continue
            if score >= NEAR and (best is None or score > best[1] + 0.001):
                best = (place, score)
        return best

    def is_group(self, text: str) -> bool:
        return any(likeness(text, row.label) >= SURE for row in self.groups)

    def put(self, place: int, cells: list[Value], label: str) -> None:
        row = self.rows[place]
        at = f"table_three.{row.key}"
        self.reading.seen.add(at)
        if self.reading.has_row(at):
            return
        self.reading.put(at, self.columns, cells)
        self.check_label(row, label)

    def check_label(self, row: Row, label: str) -> None:
        words, official = han(label), han(row.label)
        if not words or words in official or words in SHORT.get(row.key, ()):
            return
        if not self.in_cells and _holds(words, official):
            return  # the label, and pieces of the headings beside it
        self.reading.label(f"table_three.{row.key}", tight(label), row.label)

    # Real cells --------------------------------------------------------------------------------------------------

    def cells(self, region: Sequence[Token], head: Sequence[Token], *, is_whole: bool) -> None:
        self.in_cells, columns = True, _columns(head, self.table)
        found: list[tuple[int, str, list[Token], bool]] = []
        place, since = 0, 0
        while place < len(region):
            token = region[place]
            text = tight(token.text)
            named = None if token.is_value else self.near(text, since)
            if named is None or (self.is_group(text) and self._label_follows(region, place, since)):
                if not token.is_value and (group := self._group(text)):
                    self.check_label(group, text)
                place += 1
                continue
            after = self._after(region, place, named[0] + 1)
            is_cut = not is_whole and place + 1 + len(after) == len(region)
            found.append((named[0], text, after, is_cut))
            since = named[0] + 1
            place += 1 + len(after)
        habits: dict[int, int] = {}  # how many merged cells leave empty ones before the numbers, by depth of the label
        for row, _text, after, _cut in found:
            if len(starts := _starts(after, self.width)) == 1:
                habits.setdefault(self.depth(row), starts[0])
        for row, text, after, is_cut in found:
            cells = self._values(after, columns, habits.get(self.depth(row), 0))
            if cells and not (is_cut and not any(token.text for token in after[self.width :])):
                self.put(row, [value(cell) for cell in cells], text)
            else:
                self.reading.seen.add(f"table_three.{self.rows[row].key}")

    def _group(self, text: str) -> Row | None:
        near = [(likeness(text, row.label), row) for row in self.groups]
        score, row = max(near, key=lambda pair: pair[0], default=(0.0, None))
        return row if score >= SURE else None

    def _label_follows(self, region: Sequence[Token], place: int, since: int) -> bool:
        nearest = next((token for token in region[place + 1 :] if token.text), None)
        return nearest is not None and not nearest.is_value and self.near(nearest.text, since) is not None

    def _after(self, region: Sequence[Token], place: int, since: int) -> list[Token]:
        """The cells after a label, up to the next label or the end of the row."""
        label = region[place]
        found: list[Token] = []
        for token in region[place + 1 :]:
            if token.is_row and token.line != label.line:
                break
            if not token.is_value and (self._is_sure(token.text, since) or self.is_group(token.text)):
                break
            found.append(token)
        return found

    def _values(self, after: Sequence[Token], columns: dict[str, int], habit: int) -> list[str]:
        """The seven of the cells; merged cells leave empty ones before or behind them. Empty when it cannot be told which."""
        if len(after) > self.width and columns and after[0].is_row:
            by_column = {token.column: token.text for token in after}
            if all(columns[key] in by_column for key in self.columns):
                return [by_column[columns[key]] for key in self.columns]
        starts = _starts(after, self.width)
        if not starts:
            return []
        start = habit if habit in starts else starts[0]
        return [token.text for token in after[start : start + self.width]]

    def depth(self, row: int) -> int:
        """0 for a row of its own, 1 for a result, 2 for a result within a group: how many columns its label leaves over."""
        group = self.rows[row].group
        return 0 if not group else 1 if group == "results" else 2

    def _is_sure(self, text: str, since: int) -> bool:
        found = self.near(text, since)
        if found is None or found[1] < SURE:
            return False
        return len(han(text)) >= 4 or (found[1] == 1 and _PIECE.match(tight(text)) is not None)

    # One number to a line ----------------------------------------------------------------------------------------

    def words(self, region: Sequence[Token], *, is_whole: bool) -> None:
        """A run of more than seven numbers shows that the text goes down the columns: then nothing of it is certain.

        Labels without numbers are empty rows only where no other row has too few.
        """
        groups = list(_groups(region))
        sizes = {len(cells) for _text, cells in groups[: None if is_whole else -1]}
        if max(sizes, default=0) > self.width:
            self.reading.seen |= {f"table_three.{row.key}" for row in self.rows}
            return
        since = 0
        for number, (text, cells) in enumerate(groups):
            is_cut = number == len(groups) - 1 and not is_whole
            named = list(self._named(text, since))
            for place, (row, label) in enumerate(named):
                since = row + 1
                is_last = place == len(named) - 1
                self.reading.seen.add(f"table_three.{self.rows[row].key}")
                if is_last and len(cells) == self.width:
                    if not (is_cut and _ends(cells, region)):
                        self.put(row, [value(cell.text) for cell in cells], label)
                elif is_last and len(cells) == 1 and _is_row_of_noughts(cells[0].text, self.width):
                    self.put(row, [value("0")] * self.width, label)
                elif not (is_last and (cells or is_cut)) and sizes <= {0, 1, self.width}:
                    self.put(row, [BLANK] * self.width, label)

    def _named(self, text: str, since: int) -> Iterator[tuple[int, str]]:
        """The rows named in a string of labels, in order; numbering parts them."""
        for piece in _PIECE.split(text):
            found = self.near(piece, since)
            group = max((likeness(piece, row.label) for row in self.groups), default=0.0)
            if found is not None and found[1] > group:
                since = found[0] + 1
                yield found[0], piece

    # Lines of seven numbers --------------------------------------------------------------------------------------

    def lines(self, region: Sequence[Token], lines: list[_Line], *, is_whole: bool) -> None:
        rows = [line for line in lines if len(line.cells) >= 7 or self._anchor(line, 0) is not None]
        anchors: list[tuple[int, int]] = []
        since = 0
        for number, line in enumerate(rows):
            if (found := self._anchor(line, since)) is not None:
                anchors.append((number, found))
                since = found + 1
        assigned = dict(anchors)
        broken = _beside_stray(lines, rows)
        ends = [(-1, -1), *anchors]
        if is_whole:
            ends.append((len(rows), len(self.rows)))
        for (left, row_left), (right, row_right) in pairwise(ends):
            if right - left == row_right - row_left:
                assigned |= {left + step: row_left + step for step in range(1, right - left)}
        last = max(assigned.values(), default=-1)
        for number, line in enumerate(rows):
            if number not in assigned:
                continue
            row = assigned[number]
            cells = line.cells if len(line.cells) == self.width else ()
            is_cut = not is_whole and row == last and _ends(line.cells, region)
            if cells and not is_cut and line.number not in broken:
                self.put(row, [value(cell.text) for cell in cells], self._own_piece(line.labels, row))
            else:
                self.reading.seen.add(f"table_three.{self.rows[row].key}")
        text = "".join(tight(token.text) for token in region if token.is_words)
        for row, _label in self._named(text, 0):
            self.reading.seen.add(f"table_three.{self.rows[row].key}")

    def _anchor(self, line: _Line, since: int) -> int | None:
        """The row whose label, or a good part of it, stands on the line itself."""
        best: tuple[int, float] | None = None
        for piece in _PIECE.split(line.labels):
            if len(han(piece)) <= 2 and not _PIECE.match(piece):
                continue  # 其他 in pieces of 其他处理 is not the row 3.其他
            found = self.near(piece, since)
            if (
                found
                and found[1] >= SURE
                and (len(han(piece)) >= 4 or found[1] == 1)
                and (best is None or found[1] > best[1])
            ):
                best = found
        return best[0] if best else None

    def _own_piece(self, labels: str, row: int) -> str:
        """The part of a line's words that is this row's label, for comparison with the form's; nothing when in doubt."""
        for piece in _PIECE.split(labels):
            found = self.near(piece, row)
            if found and found[0] == row and _PIECE.match(piece):
                return piece
        return ""

    # The rest ----------------------------------------------------------------------------------------------------

    def headings(self, head: Sequence[Token]) -> None:
        """Column headings with other words than the form's, where they are whole cells."""
        for token in head:
            words = han(token.text)
            if not token.is_cell or len(words) < 3 or len(words) > 12:
                continue
            near = max(self.table.columns, key=lambda column: likeness(words, column.label))
            if 0.6 <= likeness(words, near.label) < 0.95:
                self.reading.label(f"table_three.{near.key}", tight(token.text), near.label)

    def missing(self) -> None:
        """Rows of the form that are nowhere; one row for 其他处理 instead of three is one finding."""
        if self.single and any(row.group == "other" for row in self.table.rows):
            self.reading.rows.append(Remark("table_three.other", "一行", "三行"))
        for row in self.rows:
            if f"table_three.{row.key}" not in self.reading.seen:
                self.reading.rows.append(Remark(f"table_three.{row.key}", "没有", row.label))


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


def _groups(region: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    words: list[str] = []
    cells: list[Token] = []
    for token in region:
        if token.is_value:
            cells.append(token)
            continue
        if cells:
            yield "".join(words), cells
            words, cells = [], []
        words.append(tight(token.text))
    yield "".join(words), cells


def _number_lines(region: Sequence[Token]) -> list[_Line]:
    by_line: dict[int, list[Token]] = {}
    for token in region:
        by_line.setdefault(token.line, []).append(token)
    found = []
    for number, parts in by_line.items():
        cells = tuple(token for token in parts if token.is_value)
        if cells:
            found.append(_Line(number, "".join(tight(token.text) for token in parts if not token.is_value), cells))
    return found


def _holds(words: str, official: str) -> bool:
    """All characters of the official label in their order, whatever stands between them."""
    left = iter(words)
    return all(letter in left for letter in official)


def _beside_stray(lines: Sequence[_Line], rows: Sequence[_Line]) -> set[int]:
    """Lines next to one with numbers too few for a row: the ends of numbers broken in narrow cells, so none is certain."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        if line not in rows and any(is_number(cell.text) for cell in line.cells):
            found |= {other.number for other in lines[max(0, place - 1) : place + 2]}
    return found


def _ends(cells: Sequence[Token], region: Sequence[Token]) -> bool:
    """The text stops with this very number, which may have had more digits."""
    return bool(cells) and bool(region) and cells[-1] is region[-1]


def _is_row_of_noughts(text: str, width: int) -> bool:
    """Seven noughts run together: no number begins so, and there is only one way to part them."""
    return len(text) == width and set(text) == {"0"}
