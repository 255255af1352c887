"""Plain text: lines that follow one another are one paragraph, so that a number cut by a line end is whole."""

from gongkai.clearance.documents.decoding import as_text
from gongkai.clearance.documents.document import Block, Document, Piece, Unread
from gongkai.clearance.documents.joining import bridge
from gongkai.clearance.documents.places import Place

MOST_LINES = 400  # a text without blank lines is cut here; a number over the cut is bridged


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "txt")
    text = as_text(data) or ""
    add_lines(document, text)
    note_broken(document, text)
    return document


def note_broken(document: Document, text: str) -> None:
    """Bytes that are no letters in any encoding: what stood there is not known."""
    if broken := text.count("\ufffd"):
        document.unread.append(
            Unread(Place(), f"有 {broken} 处字节不是文字，可能没有读全，请用 UTF-8 编码另存后重新上传")
        )


def add_lines(document: Document, text: str, outer: Place | None = None, trace: str = "") -> None:
    pieces: list[Piece] = []
    bridges: list[tuple[Piece, Piece]] = []
    last: Block | None = None
    outer = outer or Place()
    for number, line in enumerate(text.replace("\0", "").splitlines(), 1):
        if line.strip():
            piece = Piece(line, outer.then("line", number), trace, "\n" if pieces else "")
            if pieces and line[:1].isspace():  # further in than a scanner looks
                bridges.append((pieces[-1], piece))
            pieces.append(piece)
        if pieces and (not line.strip() or len(pieces) >= MOST_LINES):
            last = _close(document, pieces, last)
            pieces = []
    _close(document, pieces, last)
    for before, after in bridges:
        bridge(document, Block([before]), Block([after]))


def _close(document: Document, pieces: list[Piece], last: Block | None) -> Block | None:
    if not pieces:
        return last
    block = Block(pieces)
    document.blocks.append(block)
    bridge(document, Block(last.pieces[-1:]) if last else None, Block(pieces[:1]))
    return block
