"""What of an item the scanners look at, and what stands against it now."""

from gongkai.catalogue.models import DisclosureItem
from gongkai.clearance.screening import intake, scanning
from gongkai.clearance.screening.standing import Exhibit, Standing, problems, standings
from gongkai.pages import html
from gongkai.pages.models import StoredFile

TEXT_FIELDS = (
    "title",
    "document_number",
    "issuing_organ",
    "source",
    "basis",
    "summary",
    "keywords",
    "body",
    "openness_ground",
)


def texts_of(item: DisclosureItem) -> dict[str, str]:
    """Everything of an item that people will read, by the name of its field."""
    named = {str(item._meta.get_field(name).verbose_name): getattr(item, name) for name in TEXT_FIELDS}
    named |= {f"附件名称{n}": attachment.title for n, attachment in enumerate(item.attachments.all(), 1)}
    return {label: text for label, text in named.items() if text}


def files_of(item: DisclosureItem) -> list[StoredFile]:
    """Attachments and the pictures of the text, as this revision has them."""
    attached = [attachment.file for attachment in item.attachments.all()]
    pictures = StoredFile.objects.filter(key__in=html.file_keys(item.body), owner=f"organ:{item.organ.slug}")
    return list(dict.fromkeys([*attached, *pictures]))


def exhibits_of(item: DisclosureItem) -> list[Exhibit]:
    """The text and each file with its scan; what was not scanned under today's rules is scanned now."""
    found = [Exhibit("", scanning.scan_texts(texts_of(item), item.organ))]
    return found + [Exhibit(stored.name, scanning.scan_file(stored, item.organ), stored) for stored in files_of(item)]


def read_ahead(item: DisclosureItem) -> None:
    """Scan what the newest revision holds, before a transaction begins: reading a scan takes seconds, a lock should not."""
    if item.latest_revision_id:
        exhibits_of(item.get_latest_revision_as_object())


def standings_of(item: DisclosureItem, exhibits: list[Exhibit] | None = None) -> list[Standing]:
    return standings(item.reference, exhibits if exhibits is not None else exhibits_of(item))


def open_problems(item: DisclosureItem) -> list[str]:
    """A sentence for each thing that must be covered or justified before this text may be submitted or published."""
    return problems(standings_of(item))


def refuse_marked(item: DisclosureItem, by) -> None:
    """Raises MarkedSecret when the text bears a classification mark: asked before anything of it is written."""
    intake.refuse_marked_text(texts_of(item), by=by, organ=item.organ)
