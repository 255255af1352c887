"""Which row of table three a label names, and keeping what was read of it."""

import re
from collections.abc import Iterator, Sequence

from gongkai.annual_reports.published.reading import Reading, Remark
from gongkai.annual_reports.published.tokens import Token
from gongkai.annual_reports.published.words import Value, han, likeness, tight
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
PIECE = re.compile(r"(?=[一二三四五六七]、)|(?=\([一二三四五六七]\))|(?=(?<!\d)[1-8][.、](?!\d))")


class Rows:
    """The rows of the form as this copy has them: with one row for 其他处理 when `single_other`."""

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

    def seen(self, place: int) -> None:
        """Its label was there, whether its numbers could be read or not."""
        self.reading.seen.add(f"table_three.{self.rows[place].key}")

    def is_sure(self, text: str, since: int) -> bool:
        found = self.near(text, since)
        if found is None or found[1] < SURE:
            return False
        return len(han(text)) >= 4 or (found[1] == 1 and PIECE.match(tight(text)) is not None)

    def named(self, text: str, since: int) -> Iterator[tuple[int, str]]:
        """The rows named in a string of labels, in order; numbering parts them."""
        for piece in PIECE.split(text):
            found = self.near(piece, since)
            group = max((likeness(piece, row.label) for row in self.groups), default=0.0)
            if found is not None and found[1] > group:
                since = found[0] + 1
                yield found[0], piece

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


def _holds(words: str, official: str) -> bool:
    """All characters of the official label in their order, whatever stands between them."""
    left = iter(words)
    return all(letter in left for letter in official)


def stops_with(cells: Sequence[Token], region: Sequence[Token]) -> bool:
    """The text stops with this very number, which may have had more digits."""
    return bool(cells) and bool(region) and cells[-1] is region[-1]
