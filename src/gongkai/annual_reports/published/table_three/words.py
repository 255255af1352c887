"""Table three in words without cells, one number to a line: a label, perhaps in pieces, then its numbers."""

from collections.abc import Iterator, Sequence

from gongkai.annual_reports.published.table_three.rows import BLANK, Rows, stops_with
from gongkai.annual_reports.published.tokens import Token
from gongkai.annual_reports.published.words import tight, value


def read(rows: Rows, region: Sequence[Token], *, is_whole: bool) -> None:
    """A run of more than seven numbers shows that the text goes down the columns: then nothing of it is certain.

    Labels without numbers are empty rows only where no other row has too few.
    """
    groups = list(_groups(region))
    sizes = {len(cells) for _text, cells in groups[: None if is_whole else -1]}
    if max(sizes, default=0) > rows.width:
        for row in range(len(rows.rows)):
            rows.seen(row)
        return
    since = 0
    for number, (text, cells) in enumerate(groups):
        is_cut = number == len(groups) - 1 and not is_whole
        named = list(rows.named(text, since))
        for place, (row, label) in enumerate(named):
            since = row + 1
            is_last = place == len(named) - 1
            rows.seen(row)
            if is_last and len(cells) == rows.width:
                if not (is_cut and stops_with(cells, region)):
                    rows.put(row, [value(cell.text) for cell in cells], label)
            elif is_last and len(cells) == 1 and _is_row_of_noughts(cells[0].text, rows.width):
                rows.put(row, [value("0")] * rows.width, label)
            elif not (is_last and (cells or is_cut)) and sizes <= {0, 1, rows.width}:
                rows.put(row, [BLANK] * rows.width, label)


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


def _is_row_of_noughts(text: str, width: int) -> bool:
    """Seven noughts run together: no number begins so, and there is only one way to part them."""
    return len(text) == width and set(text) == {"0"}
