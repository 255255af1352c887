"""Reading table four: fifteen numbers in one row, five for each block."""

import re
from collections.abc import Sequence

from gongkai.annual_reports.published.reading import Reading
from gongkai.annual_reports.published.tokens import Token
from gongkai.annual_reports.published.words import han, value
from gongkai.statute.annual_report.shape import Block

_HEADS = re.compile(
    "(?:行政复议|行政诉讼|未经复议直接起诉|复议后起诉|结果维持|结果纠正|其他结果|尚未审结|总计|结果|维持|纠正|其他|尚未|审结|总|计)+"
)


def read(region: Sequence[Token], blocks: Sequence[Block], reading: Reading, *, is_whole: bool) -> None:
    if not region or not blocks:
        return
    paths = [f"table_four.{block.key}.{column.key}" for block in blocks for column in block.columns]
    cells = _row(region, len(paths)) or _by_block(region, blocks)
    if len(cells) != len(paths):
        return
    if not is_whole and cells[-1] is region[-1]:
        return  # the text stops with this number, which may have had more digits
    for path, cell in zip(paths, cells, strict=True):
        reading.values[path] = value(cell.text)


def _row(region: Sequence[Token], width: int) -> list[Token]:
    """The cells after the last heading: fifteen, or a row of fifteen and something empty around it."""
    heads = [place for place, token in enumerate(region) if _is_head(token)]
    if not heads:
        return []
    after: list[Token] = []
    for token in region[heads[-1] + 1 :]:
        if token.is_words and (len(han(token.text)) > 6 or not token.is_cell):
            break
        after.append(token)
    rows: dict[int, list[Token]] = {}
    for token in after:
        rows.setdefault(token.line if token.is_row else -1, []).append(token)
    for row in rows.values():
        if len(row) == width:
            return row
        filled = [token for token in row if token.text]
        if len(row) > width and len(filled) == width:
            return filled
        if len(row) > width and all(not token.text for token in row[width:]):
            return row[:width]
    return []


def _is_head(token: Token) -> bool:
    words = han(token.text)
    return token.is_words and (
        _HEADS.fullmatch(words) is not None or (len(words) <= 12 and ("复议" in words or "诉" in words))
    )


def _by_block(region: Sequence[Token], blocks: Sequence[Block]) -> list[Token]:
    """Blocks under one another: each name, then its five numbers."""
    found: list[Token] = []
    for block in blocks:
        start = next((n for n, token in enumerate(region) if han(token.text) == han(block.label)), None)
        if start is None:
            return []
        values = []
        for token in region[start + 1 :]:
            if token.is_value and token.text:
                values.append(token)
            elif values:
                break
        if len(values) != len(block.columns):
            return []
        found += values
    return found
