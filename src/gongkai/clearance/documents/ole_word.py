"""Word documents of the old format (.doc), which WPS Writer uses as well (.wps).

LibreOffice, where there is one, turns them into the new format with their traces. The file's own table of pieces is
read in any case: it needs no other program, sees deleted text, and is the second opinion on the conversion.
"""

from gongkai.clearance.documents.converted import add_converted, convert
from gongkai.clearance.documents.document import METADATA, TRACE, Document, Piece, Unread
from gongkai.clearance.documents.joining import Pieces, put
from gongkai.clearance.documents.office import ole
from gongkai.clearance.documents.office.word_binary import Stretch, stretches
from gongkai.clearance.documents.places import Place

STEPS = {
    "footnote": "footnote",
    "header": "header",
    "comment": "comment",
    "endnote": "endnote",
    "textbox": "textbox",
    "header textbox": "textbox",
}
NOT_CHECKED = "旧格式文件里由样式隐藏的内容无法检查，请另存为 docx 后重新上传"


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "doc")
    storage = ole.opened(data, document)
    own = Document(name, "doc")
    readable = storage is not None and read_stream(own, storage, ())
    made = convert(data, "doc") if readable else None
    if made is not None:
        add_converted(document, made, depth)
        _second_opinion(document, own)
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
    """Stretches as paragraphs: marks of paragraphs and cells end them, fields are parted from their codes."""
    numbers: dict[str, int] = {}
    pieces: Pieces = []
    in_code, part = 0, found[0].part

    def close() -> None:
        nonlocal pieces
        if any(piece.text.strip() for piece in pieces):
            numbers[part] = numbers.get(part, 0) + 1
            step = STEPS.get(part, "paragraph")
            place = Place.of((step, numbers[part]))
            put(document, [Piece(piece.text, place, piece.trace, piece.joint) for piece in pieces])
        pieces = []

    for stretch in found:
        if stretch.part != part:
            close()
            part, in_code = stretch.part, 0
        text = ""
        for letter in stretch.text:
            trace = "field" if in_code else "comment" if part == "comment" else stretch.trace
            if letter in "\r\x0c\x0e\x13\x14\x15":
                if text:
                    pieces.append(Piece(text, Place(), trace))
                text = ""
                if letter == "\x13":
                    in_code += 1
                elif letter == "\x14" or (letter == "\x15" and in_code):
                    in_code = max(0, in_code - 1)
                elif letter in "\r\x0c\x0e":
                    close()
            elif letter in "\x0b":
                text += "\n"
            elif letter == "\x07":
                text += "\t"
            elif letter == "\x1e":
                text += "-"
            elif letter >= " " or letter == "\t":
                text += letter
        if text:
            pieces.append(
                Piece(text, Place(), "field" if in_code else "comment" if part == "comment" else stretch.trace)
            )
    close()
