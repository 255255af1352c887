"""Earlier versions of a PDF: saving "by appending" keeps the whole file as it was before in front of the changes.

A version tells only what the last one does not hold any more. A linearised file has two ends and one version.
"""

import re

import pikepdf
import pypdfium2

from gongkai.clearance.documents import budget, pdf_structure
from gongkai.clearance.documents.document import Block, Document, Piece, Unread
from gongkai.clearance.documents.pdf_pages import read_pages
from gongkai.clearance.documents.pdf_pictures import Seen
from gongkai.clearance.documents.places import Place

END = re.compile(rb"startxref\s+\d+\s*(?:%%EOF)?[ \t]*\r?\n?")
MOST = 30


def add(document: Document, data: bytes, depth: int, seen: Seen) -> None:
    ends = [match.end() for match in END.finditer(data)]
    cuts = [end for end in ends if end < ends[-1]] if ends else []
    if cuts and b"/Linearized" in data[:2048]:
        cuts = cuts[1:]
    if len(cuts) > MOST:
        document.unread.append(Unread(Place(), f"文件里保存了{len(cuts)}个旧版本，只检查了最后{MOST}个"))
        cuts = cuts[-MOST:]
    said = {_tight(piece.text) for block in document.blocks for piece in block.pieces}
    whole = "".join(said)
    for number, cut in reversed(list(enumerate(cuts, start=1))):
        place = Place.of(("revision", number))
        if budget.is_spent():
            document.unread.append(Unread(place, budget.LATE))
            return
        version = _version(data[:cut], depth, seen)
        if version is None:
            continue  # the cut fell inside something else, such as a PDF inside this one
        fresh = [kept for block in version.blocks if (kept := _fresh(block, said, whole)) is not None]
        said |= {_tight(piece.text) for block in fresh for piece in block.pieces}
        whole = "".join(said)
        failed = {part.why for part in document.unread}
        unread = [part for part in version.unread if part.why not in failed]
        document.take_in(Document(blocks=[_old(block) for block in fresh], unread=unread), place)
    _lost(document, data, seen, whole)


def _version(data: bytes, depth: int, seen: Seen) -> Document | None:
    version = Document()
    try:
        structure, layers = pdf_structure.read(data, depth, seen.files)
        pdf = pypdfium2.PdfDocument(data)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        return None
    try:
        read_pages(pdf, version, Seen(seen.pictures, seen.files, layers, seen.tables))
    finally:
        pdf.close()
    version.take_in(structure, Place())
    return version


def _fresh(block: Block, said: set[str], whole: str) -> Block | None:
    """What of a block is nowhere in the versions after it. Whole pieces for their meaning, but no layout that moved."""
    if all(
        _tight(piece.text) in said or (len(piece.text) > 3 and _tight(piece.text) in whole) for piece in block.pieces
    ):
        return None
    return block


def _old(block: Block) -> Block:
    """However it was hidden then: today it is hidden by being old."""
    pieces = [Piece(piece.text, piece.place, "revision", piece.joint) for piece in block.pieces]
    return Block(pieces, block.kind, block.table, block.row, block.name)


def _lost(document: Document, data: bytes, seen: Seen, whole: str) -> None:
    try:
        apart = pdf_structure.lost_pages(data)
        pdf = pypdfium2.PdfDocument(apart) if apart else None
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        document.unread.append(Unread(Place.of(("part", "未使用的页")), "文件里有不再使用的页，没有读出来"))
        return
    if pdf is None:
        return
    found = Document()
    try:
        read_pages(pdf, found, Seen(seen.pictures, seen.files, False, seen.tables))
    finally:
        pdf.close()
    fresh = [kept for block in found.blocks if (kept := _fresh(block, set(), whole)) is not None]
    document.take_in(
        Document(blocks=[_old(block) for block in fresh], unread=found.unread), Place.of(("part", "未使用的页"))
    )


def _tight(text: str) -> str:
    return "".join(text.split())
