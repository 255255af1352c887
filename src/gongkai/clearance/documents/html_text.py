"""The letters of a page on their way into paragraphs and cells."""

import re
from dataclasses import dataclass, replace
from typing import Any

from gongkai.clearance.documents.document import Block, Document, Piece
from gongkai.clearance.documents.html_looks import Look, Sheet
from gongkai.clearance.documents.joining import Pieces, bridge, put
from gongkai.clearance.documents.places import Place

Node = Any
SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class Here:
    """Where the reading stands: the place, the look handed down, and whether spaces count (`pre`)."""

    place: Place
    look: Look
    kept: bool = False
    depth: int = 0


class Text:
    """Collects letters; `_close` makes a paragraph of them, or a line of the cell that is being read."""

    def __init__(self, document: Document, depth: int) -> None:
        self.document, self.depth = document, depth
        self.sheet = Sheet()
        self.pieces: Pieces = []
        self.place = Place()  # of the paragraph that is being put together
        self.joint = ""  # what stands before the next letters
        self.last: Block | None = None
        self.cell: Pieces | None = None  # collects a cell instead of paragraphs
        self.counts: dict[str, int] = {}

    def _count(self, what: str) -> int:
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def _text(self, text: str | None, here: Here) -> None:
        if not text:
            return
        text = text if here.kept else SPACE.sub(" ", text)
        if not self.pieces or self.joint:
            text = text.lstrip(" ")
        if not text:
            return
        if not self.pieces and self.cell is None:
            self.place = Place.of(("paragraph", self._count("paragraph")))
        place = here.place if self.cell is not None else self.place
        if self.cell is not None:
            text = text.replace("\t", " ")
        self.pieces.append(Piece(text, place, here.look.of_text(), self.joint if self.pieces else ""))
        self.joint = ""

    def _close(self) -> None:
        """The end of a paragraph, or of a line within a cell."""
        pieces, self.pieces, self.joint = self.pieces, [], ""
        if not pieces:
            return
        if self.cell is not None:
            if self.cell:
                pieces[0] = replace(pieces[0], joint="\n")
            self.cell += pieces
            return
        before, count = self.last, len(self.document.blocks)
        put(self.document, pieces)
        if len(self.document.blocks) > count:
            self.last = self.document.blocks[count]
            bridge(self.document, before, self.last)
