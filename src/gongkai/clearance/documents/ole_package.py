"""An old container that is no document itself: most often a file that somebody put into a document as an object."""

from gongkai.clearance.documents.document import Document
from gongkai.clearance.documents.office import ole


def read(data: bytes, name: str, depth: int) -> Document:
    document = Document(name, "ole")
    storage = ole.opened(data, document)
    if storage is None:
        return document
    ole.read_object(document, storage, depth)
    ole.read_properties(document, storage)
    ole.read_macros(document, storage)
    return document
