"""The letters of a PDF page as blocks, in the order in which the page was written: lines of text, rows of ruled tables."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import pypdfium2

from gongkai.clearance.documents.document import PAGE, ROW, Block, Piece
from gongkai.clearance.documents.pdf_letters import Letter, Painted
from gongkai.clearance.documents.pdf_pictures import Seen
from gongkai.clearance.documents.places import Place
from gongkai.pages.rulings import Glyph, Grid, grids

WIDE = 1.6  # of a letter's height: a gap like that stands between two columns
MOST_THINGS_IN_TABLE = 8000


def blocks(page: pypdfium2.PdfPage, what: Painted, place: Place, seen: Seen) -> Iterator[Block]:
    """Text and tables in the order in which the page was written."""
    tables, _ = grids(page, what.letters) if 0 < len(what.things) <= MOST_THINGS_IN_TABLE else ([], [])
    _kept_together(what.letters, tables)
    inside = {id(letter): table for table in tables for letters in table.letters.values() for letter in letters}
    done: set[int] = set()
    line, pieces = 0, list[Piece]()
    for letters in lines(what.letters):
        for table, run in groupby(letters, key=lambda letter: inside.get(id(letter))):
            if table is None:
                line += 1
                pieces += _pieces(list(run), place.then("line", line), "\n" if pieces else "")
            elif id(table) not in done:
                if pieces:
                    yield Block(pieces, PAGE)
                    pieces = []
                done.add(id(table))
                seen.tables += 1
                yield from _rows(table, place, len(done), seen.tables)
    if pieces:
        yield Block(pieces, PAGE)


def lines(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    line: list[Letter] = []
    for letter in letters:
        if line and (letter.breaks or _falls_back(line[-1], letter)):
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _falls_back(before: Letter, letter: Letter) -> bool:
    """Lower and further left, in another text: a row of a list without rules, which pdfium takes for the same line."""
    height = max(letter.high - letter.low, 4)
    lower = abs(letter.middle - before.middle) > 0.5 * height
    return lower and letter.thing is not before.thing and letter.left < before.left - height


def _pieces(letters: Sequence[Letter], place: Place, joint: str) -> Iterator[Piece]:
    """A line as pieces: a new one where the hiding changes, and where a wide gap shows the next column."""
    text, before = "", None
    for letter in letters:
        if before is not None:
            is_wide = abs(letter.left - before.right) > WIDE * max(letter.high - letter.low, 4)
            # two numbers set apart are two, however close their columns stand
            apart = (
                letter.spaced and letter.thing is not before.thing and before.text.isdigit() and letter.text.isdigit()
            )
            is_wide = is_wide or apart
            if is_wide or letter.trace != before.trace:
                yield Piece(text, place, before.trace, joint)
                text, joint = "", "\t" if is_wide else " " if letter.spaced else ""
            elif letter.spaced:
                text += " "
        text += letter.text
        before = letter
    if before is not None:
        yield Piece(text, place, before.trace, joint)


def _rows(table: Grid, place: Place, on_page: int, number: int) -> Iterator[Block]:
    for row, cells in enumerate(table.lines(), start=1):
        where = place.then("table", on_page).then("row", row)
        pieces: list[Piece] = []
        for index, (_, letters) in enumerate(cells):
            joint = "\t" if index else ""
            for letters_of_line in _cell_lines(letters):
                found = list(_pieces(letters_of_line, where, joint))
                pieces += [
                    Piece(piece.text, where, piece.trace, piece.joint.replace("\t", " ") if n else piece.joint)
                    for n, piece in enumerate(found)
                ]
                joint = "\n"
            if not letters:
                pieces.append(Piece("", where, "", joint))
        if any(piece.text for piece in pieces):
            yield Block(pieces, ROW, number, row)


def _kept_together(letters: Sequence[Letter], tables: Sequence[Grid]) -> None:
    """A word that runs over the edge of its cell stays in the cell in which it begins."""
    cell = {id(letter): (table, at) for table in tables for at, inside in table.letters.items() for letter in inside}
    for before, letter in pairwise(letters):
        home, here = cell.get(id(before)), cell.get(id(letter))
        if home is not None and here != home and _goes_on(before, letter):
            if here is not None:
                here[0].letters[here[1]].remove(letter)
            home[0].letters[home[1]].append(letter)
            cell[id(letter)] = home


def _goes_on(before: Letter, letter: Letter) -> bool:
    height = max(letter.high - letter.low, 4)
    if letter.breaks or letter.spaced or letter.thing is not before.thing:
        return False
    return abs(letter.left - before.right) < 0.15 * height and abs(letter.middle - before.middle) < 0.2 * height


def _cell_lines(letters: Sequence[Glyph]) -> Iterator[list[Letter]]:
    """The letters of a cell line by line, from the top; words keep together where two overlap."""
    runs: list[list[Letter]] = []
    for letter in letters:
        if isinstance(letter, Letter):
            if runs and _goes_on(runs[-1][-1], letter):
                runs[-1].append(letter)
            else:
                runs.append([letter])
    lines: list[list[list[Letter]]] = []
    for run in sorted(runs, key=lambda one: -one[0].middle):
        if lines and abs(lines[-1][0][0].middle - run[0].middle) < 0.45 * max(run[0].high - run[0].low, 4):
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        yield [letter for run in sorted(line, key=lambda one: one[0].left) for letter in run]
