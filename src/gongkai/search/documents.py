"""A public item as the document an engine keeps, and the fingerprint by which a stale one is known."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.catalogue.models import Attachment, DisclosureItem
from gongkai.pages import gates, html
from gongkai.pages.models import StoredFile
from gongkai.search import facets, segmentation
from gongkai.search.cutting import Texts
from gongkai.search.models import FileText

MOST_OF_A_FILE = 60_000  # characters


@dataclass(frozen=True)
class Source:
    """An item with the text of its public files: what a document is made from, unsegmented."""

    item: DisclosureItem
    attachments: Sequence[Attachment]
    facets: Sequence[str]
    files: dict[int, str]  # key of the stored file to its text

    @property
    def fingerprint(self) -> str:
        """Equal sources under equal rules have equal fingerprints; nothing is segmented for it."""
        item = self.item
        said = [
            segmentation.VERSION, item.cleared_content, item.document_number, item.index_number, *self.facets,
            *(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest() for text in self.files.values()),
        ]  # fmt: skip
        return hashlib.sha1("\n".join(said).encode(), usedforsecurity=False).hexdigest()

    @property
    def texts(self) -> Texts:
        item = self.item
        return Texts(
            title=item.title, numbered=(item.document_number, item.index_number), summary=item.summary,
            beside=(item.keywords, item.issuing_organ), html=item.body,
            files=(*(attachment.title for attachment in self.attachments), *self.files.values()),
            filed=tuple(self.facets),
        )  # fmt: skip


def sources(items: Iterable[DisclosureItem]) -> list[Source]:
    """The sources of public items, complete as `catalogue.exits.whole` gives them: two queries, and two more for each file."""
    attached = [(item, list(item.attachments.all())) for item in items]
    texts = file_texts({one.file_id: one.file for _item, attachments in attached for one in attachments}.values())
    return [
        Source(item, attachments, facets.of_item(item), {
            key: texts[key] for key in dict.fromkeys(one.file_id for one in attachments) if key in texts
        })
        for item, attachments in attached
    ]  # fmt: skip


def file_texts(files: Iterable[StoredFile]) -> dict[int, str]:
    """The text of those of these files that are public now: the reading copy, else what was read for searching."""
    public = [stored for stored in files if gates.is_public(stored)]
    if not public:
        return {}
    read = dict(FileText.objects.filter(file__in=public).values_list("file_id", "text"))
    found = {stored.pk: html.to_text(stored.reading_copy) or read.get(stored.pk, "") for stored in public}
    return {key: text[:MOST_OF_A_FILE] for key, text in found.items() if text}
