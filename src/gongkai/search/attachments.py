"""The text of public files for searching, where no reading copy gives it: scans, old formats, OFD, slides.

Clearance keeps no text of what it reads (only findings), so a file is read once more, in the worker, behind the wall of
`clearance.apart`, and its visible text is kept. It is public by then; a sealed file or one not public is never read here.
"""

import logging
from collections.abc import Iterator

from gongkai.catalogue import exits
from gongkai.clearance import apart
from gongkai.clearance.documents.document import METADATA, TRACE, Document
from gongkai.clearance.scanners.finding import Known
from gongkai.pages import gates
from gongkai.pages.models import FileUse, StoredFile
from gongkai.search import indexing
from gongkai.search.models import FileText

MOST = 100_000  # characters kept of a file
log = logging.getLogger("gongkai.search")


def needing(pk: int) -> list[StoredFile]:
    """The public files of a public item of which nobody has a text yet."""
    item = exits.whole([pk]).get(pk)
    if item is None:
        return []
    files = [attachment.file for attachment in item.attachments.all() if not attachment.file.reading_copy]
    read = set(FileText.objects.filter(file__in=files).values_list("file_id", flat=True))
    return [stored for stored in files if stored.pk not in read and gates.is_public(stored)]


def read_files_of(pk: int) -> None:
    files = needing(pk)
    if not files:
        return
    with apart.Reader() as reader:
        for stored in files:
            with stored.open() as stream:
                result = reader.scan(stream.read(), stored.name, Known())
            FileText.objects.update_or_create(
                file=stored, defaults={"text": visible_text(result.document)[:MOST] if result.document else ""}
            )
    indexing.changed(pk)


def visible_text(document: Document) -> str:
    """What a reader of the file sees, a line a block: no metadata, nothing hidden, nothing twice."""
    return "\n".join(_lines(document)).replace("\x00", "")


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind in {METADATA, TRACE} or block.again:
            continue
        text = "".join(piece.joint + piece.text for piece in block.pieces if not piece.hidden).strip()
        if text:
            yield text


def items_using(stored: StoredFile) -> list[int]:
    subjects = FileUse.objects.filter(file=stored, subject__startswith="item:").values_list("subject", flat=True)
    return [int(subject.removeprefix("item:")) for subject in subjects]
