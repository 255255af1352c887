"""Word documents of the old format (.doc), which WPS Writer uses as well (.wps).

LibreOffice, where there is one, turns them into the new format with their traces. The file's own table of pieces is
read in any case: it needs no other program, sees deleted text, and is the second opinion on the conversion.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from gongkai.clearance.documents.converted import add_converted, convert
from gongkai.clearance.documents.document import METADATA, TRACE, Document, Piece, Unread
from gongkai.clearance.documents.joining import Pieces, put
from gongkai.clearance.documents.office import ole
from gongkai.clearance.documents.office.word_binary import OLDER, Stretch, stretches
from gongkai.clearance.documents.office.word_fields import Field, hides, link_of, open_code, shown_by
from gongkai.clearance.documents.places import Place

STEPS = {
    "footnote": "footnote",
    "header": "header",
    "comment": "comment",
    "endnote": "endnote",
    "textbox": "textbox",
    "header textbox": "textbox",
}
MARKS = re.compile("([\r\x0c\x0e\x13\x14\x15])")
# a line's end, a cell's end, a hyphen that does not break; what else is below a space is no letter
LETTERS = {**dict.fromkeys(range(32), None), 9: "\t", 11: "\n", 7: "\t", 30: "-"}
NOT_CHECKED = "旧格式文件里由样式隐藏的内容无法检查，请另存为 docx 后重新上传"


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "doc")
    storage = ole.opened(data, document)
    own = Document(name, "doc")
    readable = storage is not None and read_stream(own, storage, ())
    older = any(part.why == OLDER for part in own.unread)
    made = convert(data, "doc") if readable or older else None
    if made is not None:
        add_converted(document, made, depth)
        _second_opinion(document, own)
        own.unread = [part for part in own.unread if part.why != OLDER]
    else:
        document.blocks += own.blocks
        if readable:
            document.unread.append(Unread(Place(), NOT_CHECKED))
    document.unread += own.unread
    if storage is not None:
        ole.read_properties(document, storage)
        if not any(block.kind == TRACE and block.pieces[0].trace == "script" for block in document.blocks):
            ole.read_macros(document, storage)
        if made is None:
            ole.read_embedded(document, storage, depth, ("objectpool", "_1", "_2"))
    return document


def _second_opinion(document: Document, own: Document) -> None:
    """What the file itself says and the converted copy does not."""
    known = _bare("".join(block.text for block in document.blocks if block.kind != METADATA))
    document.blocks += [block for block in own.blocks if not block.again and _bare(block.text) not in known]


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def read_stream(document: Document, storage: ole.Storage, at: tuple[str, ...]) -> bool:
    """The text of a document's streams; False with a reason when there is none to be had."""
    main = ole.stream(storage, *at, "WordDocument")
    tables = [ole.stream(storage, *at, "0Table"), ole.stream(storage, *at, "1Table")]
    found, why = stretches(main, tables)
    if why:
        document.unread.append(Unread(Place(), why))
    if found:
        _lay_out(document, found)
    return bool(found)


def _lay_out(document: Document, found: list[Stretch]) -> None:
    for part, run in groupby(found, lambda stretch: stretch.part):
        _Part(document, part).read(run)


class _Part:
    """One part of a document as paragraphs: marks of paragraphs and cells end them, fields are parted from their codes."""

    def __init__(self, document: Document, part: str) -> None:
        self.document, self.part = document, part
        self.step, self.number = STEPS.get(part, "paragraph"), 1
        self.pieces: Pieces = []
        self.fields: list[Field] = []  # those that are open, the innermost last

    def read(self, run: Iterable[Stretch]) -> None:
        for stretch in run:
            for text in MARKS.split(stretch.text):
                if MARKS.fullmatch(text):
                    self._mark(text)
                elif (field := open_code(self.fields)) is not None:
                    field.code += text
                else:
                    self._add(text.translate(LETTERS), "comment" if self.part == "comment" else stretch.trace)
        self._close()

    @property
    def place(self) -> Place:
        return Place.of((self.step, self.number))

    def _add(self, text: str, trace: str) -> None:
        if text:
            self.pieces.append(Piece(text, self.place, trace))

    def _mark(self, mark: str) -> None:
        if mark == "\x13":
            self.fields.append(Field())
        elif mark in "\x14\x15":
            if self.fields and not self.fields[-1].in_result:
                self._code(self.fields[-1].code)
                self.fields[-1].in_result = True
            if self.fields and mark == "\x15":
                self.fields.pop()
        else:
            self._close()

    def _code(self, code: str) -> None:
        target, _ = link_of(code)
        self.document.add(target, self.place.then("link", ""))
        self.document.add(hides(code), self.place, trace="field")
        self._add(shown_by(code), "")

    def _close(self) -> None:
        pieces, self.pieces = self.pieces, []
        if any(piece.text.strip() for piece in pieces):
            put(self.document, pieces)
            self.number += 1
