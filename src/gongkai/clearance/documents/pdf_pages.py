"""The pages of a PDF as blocks: what is written, what is drawn, and what is hidden with its trace."""

import pypdfium2
from pypdfium2 import raw

from gongkai.clearance.documents import budget
from gongkai.clearance.documents.document import Block, Document, Piece, Unread
from gongkai.clearance.documents.pdf_letters import Box, Painted, painted
from gongkai.clearance.documents.pdf_lines import blocks, lines
from gongkai.clearance.documents.pdf_pictures import Seen, news, read_pictures, tight
from gongkai.clearance.documents.pdf_sight import mark
from gongkai.clearance.documents.places import Place

SHARED = 0.3  # of a line's pairs of letters: less in common with the scan, and it is not the scan's text


def read_pages(pdf: pypdfium2.PdfDocument, document: Document, seen: Seen) -> None:
    """All pages, as long as there is time; the rest are named as unread."""
    count = len(pdf)
    for index in range(count):
        if budget.is_spent():
            rest = f"从第{index + 1}页到第{count}页" if index + 1 < count else "这一页"
            document.unread.append(Unread(Place.of(("page", index + 1)), f"{budget.LATE}：{rest}没有检查"))
            return
        try:
            page = pdf[index]
            try:
                read_page(page, index + 1, document, seen)
            finally:
                page.close()
        except MemoryError:
            raise
        except Exception as fault:
            why = f"这一页损坏，没有全部读出（{type(fault).__name__}）"
            document.unread.append(Unread(Place.of(("page", index + 1)), why))


def read_page(page: pypdfium2.PdfPage, number: int, document: Document, seen: Seen) -> None:
    place = Place.of(("page", number))
    what, box = painted(page), _shown(page)
    if not what.is_whole:
        document.unread.append(Unread(place, "这一页由太多图形组成，没有全部读出"))
    mark(page, what, box, has_layers_off=seen.has_layers_off)
    text = list(blocks(page, what, place, seen))
    pictures = Document()
    read_pictures(page, what, box, place, pictures, seen)
    written = tight(block.text for block in pictures.blocks)
    document.blocks += _reconciled(text, what, written) if written else text
    said = tight(block.text for block in text)
    document.blocks += [block for block in (news(block, said) for block in pictures.blocks) if block is not None]
    document.unread += pictures.unread
    _appearances(page, number - 1, place, document, said)


def _shown(page: pypdfium2.PdfPage) -> Box:
    left, low, right, high = page.get_bbox()
    return (left, low, right, high) if right > left and high > low else (0.0, 0.0, 612.0, 792.0)


def _reconciled(blocks: list[Block], what: Painted, written: str) -> list[Block]:
    """Unpainted text that passes for the text of the scan, but says something the scan does not, is hidden text."""
    if not any(letter.laid for letter in what.letters):
        return blocks
    return [
        Block([_doubted(piece, written) for piece in block.pieces], block.kind, block.table, block.row) for block in blocks
    ]  # fmt: skip


def _doubted(piece: Piece, written: str) -> Piece:
    tight = "".join(piece.text.split())
    pairs = [tight[place : place + 2] for place in range(len(tight) - 1)]
    if piece.trace or len(pairs) < 5 or sum(pair in written for pair in pairs) > SHARED * len(pairs):
        return piece
    return Piece(piece.text, piece.place, "hidden_text", piece.joint)


def _appearances(page: pypdfium2.PdfPage, index: int, place: Place, document: Document, said: str) -> None:
    """Text that only the drawn form of an annotation holds: stamps, filled fields. The page in memory is changed by it."""
    if (
        raw.FPDFPage_GetAnnotCount(page.raw) <= 0
        or raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS
    ):
        return
    flat = page.pdf[index]
    try:
        for number, line in enumerate(lines(painted(flat).letters), start=1):
            text = "".join(letter.text for letter in line)
            if text not in said:
                document.add(text, place.then("annotation", f"外观{number}"), trace="annotation")
    finally:
        flat.close()
