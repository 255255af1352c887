"""The corpus as documents: leaks with the rules that must speak, and look-alikes that must raise no alarm."""

from pathlib import Path

from gongkai.clearance.documents.document import ROW, Block, Document, Piece
from gongkai.clearance.documents.places import Place

FOLDER = Path(__file__).with_name("corpus")


def leaks() -> list[tuple[frozenset[str], str]]:
    """(rules, text) of every line."""
    found = []
    for line in _lines("leaks.txt"):
        rules, _bar, text = line.partition(" | ")
        found.append((frozenset(rules.split(",")), text))
    return found


def lookalikes() -> list[str]:
    return _lines("lookalikes.txt")


def _lines(name: str) -> list[str]:
    lines = FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def document(text: str, name: str = "") -> Document:
    """One paragraph, or paragraphs before a table where there are cells."""
    made = Document(name=name, kind="docx")
    if "⇥" not in text:
        made.add(text.replace("⏎", "\n"), Place.of(("paragraph", 1)))
        return made
    for number, line in enumerate(text.split("⏎"), 1):
        if "⇥" in line:
            made.blocks.append(row(line.split("⇥"), number))
        else:
            made.add(line, Place.of(("paragraph", number)))
    return made


def paragraphs(*texts: str, name: str = "") -> Document:
    made = Document(name=name, kind="docx")
    for number, text in enumerate(texts, 1):
        made.add(text, Place.of(("paragraph", number)))
    return made


def table(rows: list[list[str]], *above: str, name: str = "") -> Document:
    made = paragraphs(*above, name=name)
    made.blocks += [row(cells, number) for number, cells in enumerate(rows, 1)]
    return made


def row(cells: list[str], number: int, table: int = 1) -> Block:
    pieces = [
        Piece(text, Place.of(("table", table), ("row", number), ("column", column)), joint="\t" if column > 1 else "")
        for column, text in enumerate(cells, 1)
    ]
    return Block(pieces, ROW, table, number)
