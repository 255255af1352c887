"""A paragraph or a row as a reader sees it, and beside it what stands between the lines."""

from itertools import groupby

from gongkai.clearance.documents.document import PARAGRAPH, SEEN, Block, Document, Piece

Pieces = list[Piece]


def put(
    document: Document, pieces: Pieces, *, kind: str = PARAGRAPH, table: int | None = None, row: int | None = None
) -> None:
    """The visible pieces as one block; each hidden stretch as one of its own; and the whole `again` when there are both.

    So a number is whole to scanners whether deleted text interrupts it, is a part of it, or follows its label.
    """
    pieces = _merged(pieces)
    if not any(piece.text.strip() for piece in pieces):
        return
    apart = [_is_apart(piece) for piece in pieces]
    seen = any(piece.text.strip() and not aside for piece, aside in zip(pieces, apart, strict=True))
    if not any(apart) or not seen:
        document.blocks.append(Block(pieces, kind, table, row))
        return
    shown = [
        Piece("", piece.place, "", piece.joint) if aside else piece
        for piece, aside in zip(pieces, apart, strict=True)
        if piece.joint or not aside
    ]
    document.blocks.append(Block(shown, kind, table, row))
    for stretch in _stretches(pieces):
        document.blocks.append(Block(stretch))
    document.blocks.append(Block(pieces, again=True))


def _is_apart(piece: Piece) -> bool:
    return bool(piece.trace) and piece.trace not in SEEN


def _merged(pieces: Pieces) -> Pieces:
    """Neighbours in one place with one trace are one piece: programs cut text into runs for no reason a reader sees."""
    merged: Pieces = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last and not piece.joint and last.trace == piece.trace and last.place == piece.place:
            merged[-1] = Piece(last.text + piece.text, last.place, last.trace, last.joint)
        elif piece.text or piece.joint:
            merged.append(piece)
    return merged


def _stretches(pieces: Pieces) -> list[Pieces]:
    stretches: list[Pieces] = []
    for aside, run in groupby(pieces, _is_apart):
        if not aside:
            continue
        current: Pieces = []
        for piece in run:
            if piece.joint == "\t" and current:
                stretches.append(current)
                current = []
            current.append(Piece(piece.text, piece.place, piece.trace, piece.joint if current else ""))
        stretches.append(current)
    return [stretch for stretch in stretches if any(piece.text.strip() for piece in stretch)]


def bridge(document: Document, before: Block | None, after: Block) -> None:
    """Two paragraphs of which one ends in digits and the next goes on with them: a number that a line end has cut."""
    if before is None:
        return
    end, begin = before.text.rstrip(), after.text.lstrip()
    if end[-1:].isdigit() and (begin[:1].isdigit() or begin[:1] in {"X", "x", "Ｘ"}):
        ending, first = before.pieces[-3:], after.pieces[0]
        pieces = [
            Piece(ending[0].text, ending[0].place, ending[0].trace),
            *ending[1:],
            Piece(first.text.lstrip(), first.place, first.trace, "\n"),
            *after.pieces[1:3],
        ]
        document.blocks.append(Block(pieces, again=True))
