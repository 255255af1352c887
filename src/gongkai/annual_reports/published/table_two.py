"""Reading table two: an item of Article 20, its rows, one to three numbers each."""

import re
from collections.abc import Iterator, Sequence

from gongkai.annual_reports.published.reading import Reading, Remark
from gongkai.annual_reports.published.tokens import Token
from gongkai.annual_reports.published.words import Value, han, likeness, tight, value
from gongkai.statute.annual_report.shape import Part, Row

PART = re.compile(r"第二十条第?\(?([一二三四五六七八九十]+)\)?项")
_NUMERAL = {"一": "art20_1", "五": "art20_5", "六": "art20_6", "八": "art20_8", "九": "art20_9"}
NEAR = 0.7
LONGEST = 14  # characters of a label; anything longer is a sentence


def read(region: Sequence[Token], parts: Sequence[Part], reading: Reading, *, is_whole: bool) -> None:
    """Fill `reading` with what the region shows of the parts of the form."""
    if not region:
        return
    if sum(token.is_cell for token in region) * 2 > len(region):
        _read_cells(region, parts, reading, is_whole=is_whole)
    else:
        _read_words(region, parts, reading, is_whole=is_whole)
    if is_whole:
        _missing(parts, reading)


def _read_cells(region: Sequence[Token], parts: Sequence[Part], reading: Reading, *, is_whole: bool) -> None:
    place, part = 0, None
    while place < len(region):
        token = region[place]
        text = tight(token.text)
        if match := PART.match(text):
            part = next((p for p in parts if p.key == _NUMERAL.get(match[1])), None)
        elif text and (found := _row(text, part, parts)):
            part, row = found
            width = len(part.columns)
            cells = _cells_after(region, place, width, part, parts)
            if not is_whole and not any(t.text for t in region[place + 1 + width :]):
                cells = []  # nothing follows: the last number may have had more digits
            _put(part, row, [value(cell) for cell in cells], text, reading)
            place += len(cells)
        elif text and part is not None:
            _header(text, part, reading)
        place += 1


def _cells_after(region: Sequence[Token], place: int, width: int, part: Part, parts: Sequence[Part]) -> list[str]:
    """The next cells of the same row (or, in a run of cells, up to the next label), at most as many as the form has."""
    label = region[place]
    found: list[str] = []
    for token in region[place + 1 :]:
        if (token.is_row and token.line != label.line) or len(found) == width:
            break
        text = tight(token.text)
        if (
            text
            and not token.is_value
            and (PART.match(text) or (_row(text, part, parts) and len(han(text)) == len(text)))
        ):
            break
        found.append(token.text)
    return found


def _row(text: str, part: Part | None, parts: Sequence[Part]) -> tuple[Part, Row] | None:
    """The row a label names: the nearest in the part at hand, word for word in another; in any when none was announced."""
    words = han(text)
    if not 2 <= len(words) <= LONGEST:
        return None
    near = [
        (_row_likeness(words, row.label), candidate, row)
        for candidate in ((part,) if part is not None else parts)
        for row in candidate.rows
    ]
    score, best_part, best_row = max(near, key=lambda one: one[0])
    if score >= NEAR:
        return best_part, best_row
    return next(((p, row) for p in parts for row in p.rows if han(row.label) == words), None) if part else None


def _row_likeness(words: str, label: str) -> float:
    if {words, label} == {"规范性文件", "行政规范性文件"}:
        return 0.99
    if len(label) <= 2 and words != label:
        return 0.0
    return likeness(words, label)


def _put(part: Part, row: Row, cells: list[Value], text: str, reading: Reading) -> None:
    at = f"table_two.{part.key}.{row.key}"
    reading.seen.add(at)
    if reading.has_row(at):
        if not any(remark.at == at for remark in reading.rows):
            reading.rows.append(Remark(at, "同一行出现多次", "一行"))
        return
    if len(cells) != len(part.columns):
        return
    reading.put(at, [column.key for column in part.columns], cells)
    if han(text) != han(row.label) and not (len(han(text)) >= 3 and han(row.label).startswith(han(text))):
        reading.label(at, text, row.label)


def _header(text: str, part: Part, reading: Reading) -> None:
    """A column heading with more or other words than the form's; one cut short is left alone."""
    words = han(text)
    if words == "信息内容" or len(words) < 4:
        return
    near = max(part.columns, key=lambda column: likeness(words, column.label))
    official = han(near.label)
    if likeness(words, near.label) >= 0.5 and words != official and not official.startswith(words):
        reading.label(f"table_two.{part.key}.{near.key}", text, near.label)


def _read_words(region: Sequence[Token], parts: Sequence[Part], reading: Reading, *, is_whole: bool) -> None:
    """Words without cells: a label, perhaps in pieces, then its numbers. An empty cell leaves no trace.

    Labels without numbers are empty rows only where every other row has as many numbers as the form; in a text that goes
    down the columns the numbers stand elsewhere.
    """
    groups = [(list(_labels(words, parts)), cells) for words, cells in _groups(region)]
    certain = groups if is_whole else groups[:-1]  # what the text stops with may have had more to it
    in_rows = all(len(cells) in {0, len(found[-1][0].columns)} for found, cells in certain if found)
    for number, (found, cells) in enumerate(groups):
        is_cut = number == len(groups) - 1 and not is_whole
        for place, (part, row, text) in enumerate(found):
            blank, is_last = [Value(None, "")] * len(part.columns), place == len(found) - 1
            reading.seen.add(f"table_two.{part.key}.{row.key}")
            if is_last and cells:
                if len(cells) == len(part.columns) and not is_cut:
                    _put(part, row, [value(cell.text) for cell in cells], text, reading)
            elif in_rows and not (is_cut and is_last):
                _put(part, row, blank, text, reading)


def _groups(region: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    words: list[str] = []
    cells: list[Token] = []
    for token in region:
        if token.is_value and words:
            cells.append(token)
        elif not token.is_value:
            if cells:
                yield "".join(words), cells
                words, cells = [], []
            words.append(tight(token.text))
    if words:
        yield "".join(words), cells


def _labels(words: str, parts: Sequence[Part]) -> Iterator[tuple[Part, Row, str]]:
    """The rows named in a string of headings and labels, in their order; when none is there word for word, the nearest."""
    known = [(part, row) for part in parts for row in part.rows]
    place, found = 0, 0
    while hits := [(at, -len(row.label), p, row) for p, row in known if (at := words.find(row.label, place)) >= 0]:
        at, _length, part, row = min(hits, key=lambda hit: (hit[0], hit[1]))
        shown = row.label
        if row.key == "normative_document" and row.label[:2] != "行政" and words[max(0, at - 2) : at] == "行政":
            shown = "行政" + row.label
        yield part, row, shown
        place, found = at + len(row.label), found + 1
    if not found and (near := _row(words, None, parts)):
        yield (*near, words)


def _missing(parts: Sequence[Part], reading: Reading) -> None:
    for part in parts:
        rows = [f"table_two.{part.key}.{row.key}" for row in part.rows]
        gone = [row for row in rows if row not in reading.seen]
        if gone == rows:
            reading.rows.append(Remark(f"table_two.{part.key}", "没有", part.label))
        else:
            reading.rows += [Remark(row, "没有", row.rpartition(".")[2]) for row in gone]
