"""Reading table three: a row is a label and seven numbers, whatever the file made of them.

Rows come in the order of the form, which settles what a mangled label leaves open. What it does not settle is not read.
"""

import re
from collections.abc import Sequence

from gongkai.annual_reports.published.reading import Reading
from gongkai.annual_reports.published.table_three import cells, lines, words
from gongkai.annual_reports.published.table_three.rows import Rows
from gongkai.annual_reports.published.tokens import Token
from gongkai.annual_reports.published.words import han
from gongkai.statute.annual_report.shape import Applications


def read(
    region: Sequence[Token], table: Applications, reading: Reading, *, is_whole: bool, head: Sequence[Token]
) -> None:
    """`head` are the column headings above the region; `is_whole`, that something of the report follows it."""
    if not region:
        return
    rows = Rows(table, reading, _has_single_other(region))
    if sum(token.is_cell for token in region) * 2 > len(region):
        cells.read(rows, region, head, is_whole=is_whole)
    else:
        numbered = lines.number_lines(region)
        if sum(len(line.cells) >= rows.width for line in numbered) >= 2:
            lines.read(rows, region, numbered, is_whole=is_whole)
        else:
            words.read(rows, region, is_whole=is_whole)
    rows.headings(head)
    if is_whole:
        rows.missing()


def _has_single_other(region: Sequence[Token]) -> bool:
    """（六）其他处理 as one row of numbers, as the form of 2019 has it."""
    words = han("".join(token.text for token in region))
    return "其他处理" in words and not re.search("不补正|不缴|未按收费通知|缴纳费用", words.partition("其他处理")[2])
