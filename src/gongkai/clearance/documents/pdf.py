"""A PDF: its pages as seen and unseen, its structure, the earlier versions still inside, the files inside."""

import io

import pikepdf
import pypdfium2

from gongkai.clearance.documents import pdf_revisions, pdf_structure
from gongkai.clearance.documents.document import Document, Unread
from gongkai.clearance.documents.pdf_pages import read_pages
from gongkai.clearance.documents.pdf_pictures import Seen
from gongkai.clearance.documents.places import Place

LOCKED = "PDF 有打开密码，请解除密码后重新上传"
BROKEN = "PDF 已经损坏，打不开，请重新导出后上传"
PASSWORD = 4  # pdfium's number for "a password is needed"


def read(data: bytes, name: str, depth: int = 0) -> Document:
    document = Document(name=name, kind="pdf")
    seen = Seen()
    try:
        structure, seen.has_layers_off = pdf_structure.read(data, depth, seen.files)
    except pikepdf.PasswordError:
        document.unread.append(Unread(Place(), LOCKED))
        return document
    except MemoryError:
        raise
    except Exception:
        structure = None
    try:
        pdf = opened(data)
    except pypdfium2.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) == PASSWORD
        document.unread.append(Unread(Place(), LOCKED if locked else BROKEN))
        pdf = None
    if pdf is not None:
        try:
            read_pages(pdf, document, seen)
        finally:
            pdf.close()
    if structure is None and pdf is not None:
        document.unread.append(Unread(Place(), "PDF 的内部结构损坏，注释、附件和属性没有读出来"))
    if structure is not None:
        _without_echo(document, structure)
        document.take_in(structure, Place())
        if pdf is not None:
            pdf_revisions.add(document, data, depth, seen)
    return document


def _without_echo(document: Document, structure: Document) -> None:
    """What an annotation or a field looks like mostly says what it holds: once is enough."""
    said = "".join("".join(block.text.split()) for block in structure.blocks)
    document.blocks = [
        block
        for block in document.blocks
        if block.pieces[0].trace != "annotation" or "".join(block.text.split()) not in said
    ]


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """As pdfium opens it; where it cannot, after a repair of the table of objects."""
    try:
        pdf = pypdfium2.PdfDocument(data)
        if len(pdf):
            return pdf
        pdf.close()
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == PASSWORD:
            raise
    repaired = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as broken:
            broken.save(repaired)
    except Exception as fault:
        raise pypdfium2.PdfiumError(f"not to be repaired: {type(fault).__name__}") from fault
    return pypdfium2.PdfDocument(repaired.getvalue())
